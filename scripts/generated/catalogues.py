"""The gettext catalogues in ``kg/base/locale``: every text of the program, in Russian and Chinese.

Texts are marked in Python with ``_``, ``N_``, ``ngettext`` and ``translated``, in templates likewise; they stand
in the TOML files of :data:`TOML`, in the help of commands, and in what click says. A text that has no
translation is kept with an empty one and makes ``regenerate.py --check`` and the tests fail.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kg.base.languages import DOMAIN, LOCALE_DIR, LOCALES
from kg.cli import in_language
from kg.cli.main import COMMANDS, command_of, kg

ROOT = Path(__file__).resolve().parent.parent.parent


def _in_python(
    file: IO[bytes], keywords: Collection[str], *_more: object, **_options: object
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """The marked texts of a module; Babel's own way finds none in an f-string before Python 3.12."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            texts = (each.value if isinstance(each, ast.Constant) else None for each in node.args)
            yield node.lineno, node.func.id, tuple(each if isinstance(each, str) else None for each in texts), []


_METHODS = [("**.py", _in_python), ("**.html", "jinja2.ext:babel_extract")]
_KEYWORDS = {"_": None, "N_": None, "translated": (1,), "ngettext": (1, 2)}

# Files whose texts are translated when they are shown: the keys whose values are texts, at whatever depth;
# an empty set stands for every string of the file. A table of ``one`` and ``other`` is a text with a plural.
TOML: dict[str, frozenset[str]] = {
    "kg/analysis/prediction/reasons.toml": frozenset(),
    "kg/analysis/reports/texts.toml": frozenset(),
    "kg/claims/methods.toml": frozenset({"changes", "named", "rules", "texts", "why"}),
    "kg/cli/replicate.toml": frozenset({"says"}),
    "kg/dossier/roadmap/tried.toml": frozenset({"why"}),
    "kg/export/codebook.toml": frozenset(),
    "kg/export/figures/words.toml": frozenset(),
    "queries/words.toml": frozenset(),
    "kg/site/texts/*.toml": frozenset(),
}

Text = str | tuple[str, str]


@cache
def marked() -> tuple[Text, ...]:
    """Every text that a person can meet, each once, in order; a pair where it has a plural."""
    return tuple(sorted(set(_marked()), key=str))


def _marked() -> Iterator[Text]:
    for folder in ("kg", "scripts"):
        for _, _, text, _, _ in extract_from_dir(ROOT / folder, _METHODS, keywords=_KEYWORDS):
            yield tuple(text) if isinstance(text, tuple | list) else text
    yield from in_language.texts(kg)
    for name in COMMANDS:
        yield from in_language.texts(command_of(name))
    click_says = tomllib.loads((LOCALE_DIR / "click.toml").read_text(encoding="utf-8"))
    yield from click_says["texts"]
    yield from map(tuple, click_says["plurals"])
    for pattern, keys in TOML.items():
        for path in sorted(ROOT.glob(pattern)):
            yield from _strings(tomllib.loads(path.read_text(encoding="utf-8")), keys, taken=not keys)


def _strings(value: Any, keys: frozenset[str], *, taken: bool) -> Iterator[Text]:
    if isinstance(value, str):
        if taken and value:
            yield value
    elif isinstance(value, dict) and value.keys() == {"one", "other"}:
        yield value["one"], value["other"]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, keys, taken=taken or key in keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, keys, taken=taken)


def _po(locale: str) -> Path:
    return LOCALE_DIR / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


def _known(locale: str) -> Catalog:
    path = _po(locale)
    if not path.is_file():
        return Catalog(locale=locale)
    with path.open("rb") as stream:
        return read_po(stream, locale=locale)


def catalogue(locale: str) -> Catalog:
    """The catalogue of a locale: the marked texts, each with the translation it had."""
    known = _known(locale)
    made = Catalog(locale=locale, domain=DOMAIN, project="interregional-ties", version="", fuzzy=False)
    for text in marked():
        key = text if isinstance(text, str) else text[0]
        before: Message | None = known.get(key)
        string = before.string if before else ""
        made.add(text, string if isinstance(text, str) or string else ("",) * made.num_plurals)
    return made


def po_text(locale: str) -> str:
    """The catalogue as people translate it."""
    out = BytesIO()
    write_po(out, catalogue(locale), width=120, omit_header=True, no_location=True)
    return _header(locale) + out.getvalue().decode()


def _header(locale: str) -> str:
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {locale}\\n"\n"MIME-Version: 1.0\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {Catalog(locale=locale).plural_forms}\\n"\n\n'
    )


def mo_bytes(locale: str) -> bytes:
    """The catalogue as the program reads it, made from the ``.po`` file."""
    with BytesIO(po_text(locale).encode()) as stream:
        catalog = read_po(stream, locale=locale)
    # The header would hold the time of this run; the same texts give the same bytes.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def untranslated(locale: str) -> list[str]:
    """The texts that have no translation in a locale."""
    empty = (m for m in catalogue(locale) if m.id and not (any(m.string) if isinstance(m.string, tuple) else m.string))
    return [str(m.id) for m in empty]


def files() -> Iterator[tuple[str, bytes]]:
    """Each file of the catalogues by its name in the checkout."""
    for locale in LOCALES.values():
        path = _po(locale).relative_to(ROOT)
        yield path.as_posix(), po_text(locale).encode()
        yield path.with_suffix(".mo").as_posix(), mo_bytes(locale)
