#!/usr/bin/env python3
"""Write again what is generated: terms, codes, pinyin, the catalogue as RDF, the drawing of the rooms, translations.

python scripts/regenerate.py            writes the files
python scripts/regenerate.py --check    writes nothing, exits 1 where a file is stale or a text lacks a translation
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from generated import architecture, catalogue_rdf, catalogues, codes, pinyin, readme, terms  # noqa: E402 (the checkout is put on the path first)


def files() -> Iterator[tuple[str, bytes]]:
    """Each generated file by its name, as it should be."""
    yield "kg/schema/terms.py", terms.text().encode()
    yield "kg/schema/codes.py", codes.text().encode()
    yield "kg/sources/gazetteer/pinyin.csv", pinyin.text().encode()
    yield "queries/catalogue.ttl", catalogue_rdf.text().encode()
    yield "docs/architecture.svg", architecture.text().encode()
    yield from catalogues.files()
    yield from readme.files()


def main() -> int:
    """Write or check every generated file; 1 where one is stale or a text lacks a translation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which files are stale")
    check = parser.parse_args().check
    stale = []
    for name, content in files():
        path = HERE.parent / name
        if path.is_file() and path.read_bytes() == content:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for name in stale:
        print(f"{name}: {'stale, run python scripts/regenerate.py' if check else 'written'}")
    missing = [
        (locale, text) for locale in catalogues.LOCALES.values() for text in sorted(catalogues.untranslated(locale))
    ]
    for locale, text in missing:
        print(f"{locale}: no translation of {text!r}")
    return int(bool((check and stale) or missing))


if __name__ == "__main__":
    sys.exit(main())
