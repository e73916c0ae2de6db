#!/usr/bin/env python3
"""Write again what is generated: the terms and codes in ``kg/words/`` and the pinyin of the gazetteer.

python scripts/regenerate.py            writes the files
python scripts/regenerate.py --check    writes nothing, exits 1 where a file is stale
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from generated import codes, pinyin, terms  # noqa: E402 (the checkout is put on the path first)

MAKERS = {
    "kg/words/terms.py": terms.text,
    "kg/words/codes.py": codes.text,
    "kg/sources/gazetteer/pinyin.csv": pinyin.text,
}


def main() -> int:
    """Write or check every generated file; 1 where one is stale."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say which files are stale")
    check = parser.parse_args().check
    stale = []
    for name, make in MAKERS.items():
        path = HERE.parent / name
        text = make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name}: {'stale, run python scripts/regenerate.py' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
