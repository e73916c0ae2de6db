"""What one cell means: a value, or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from kg.base import ids
from kg.base.dates import PartialDate
from kg.base.errors import did_you_mean
from kg.base.languages import N_, _, listed
from kg.base.resources import queries_dir
from kg.schema.codes import CODES
from kg.schema.columns import Column


class BadCell(ValueError):
    """A cell that means nothing: the message code and what fills it."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def remedy(word: str, known: Collection[str]) -> str:
    """What to write in place of an unknown word: the nearest known ones, else the first of the list.

    >>> remedy("sistr", ["sister", "partner"]), remedy("x", ["sister", "partner"])
    ('did you mean sister?', 'known: partner, sister')
    """
    some = listed([*sorted(known)[:12], *(["…"] if len(known) > 12 else [])])
    return did_you_mean(word, known, _("known: {some}").format(some=some))


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, in the order of the source.

    >>> split("trade; culture")
    ('trade', 'culture')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _code(cell: str, scheme: str) -> str:
    if cell not in CODES[scheme]:
        raise BadCell("code", value=cell, scheme=scheme, remedy=remedy(cell, CODES[scheme]))
    return cell


def _date(cell: str) -> PartialDate:
    try:
        return PartialDate.parse(cell)
    except ValueError as error:
        raise BadCell("date", reason=str(error)) from None


def _number(cell: str, expected: str, bound: float) -> float:
    try:
        value = float(cell) if cell.isascii() and "_" not in cell else float("nan")
    except ValueError:
        value = float("nan")
    if not -bound <= value <= bound:
        raise BadCell("number", expected=_(expected))
    return value


def _integer(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 15):
        raise BadCell("number", expected=_("a whole number"))
    return int(cell)


def _year(cell: str) -> int:
    date = _date(cell)
    if date.month:
        raise BadCell("number", expected=_("a year"))
    return date.year


def _decimal(cell: str) -> str:
    _number(cell, N_("a number"), 1e30)
    if "e" in cell.lower():
        raise BadCell("number", expected=_("a plain decimal number"))
    return cell.removeprefix("+")


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise BadCell("boolean")
    return cell == "true"


def _concept(cell: str) -> None:
    scheme, slash, code = cell.partition("/")
    if not slash or scheme not in CODES:
        raise BadCell("shape", expected=_("a concept, its scheme and its code"), example="problem/distance-logistics")
    _code(code, scheme)


def _concepts(cell: str) -> str:
    for part in split(cell):
        _concept(part)
    return cell


def _address(cell: str) -> str:
    if not ids.link(cell):
        raise BadCell("shape", expected=_("a web address"), example="https://example.org/page")
    return cell


@cache
def _queries() -> frozenset[str]:
    return frozenset(f"{path.parent.name}/{path.stem}" for path in queries_dir().glob("*/*.rq"))


def _query(cell: str) -> str:
    if cell not in _queries():
        raise BadCell("unknown-query", value=cell, remedy=remedy(cell, _queries()))
    return cell


def _ids(cell: str) -> str:
    for part in cell.split(";"):
        _KINDS["id"][0](part, _ANY)
    return cell


def _shaped(pattern: re.Pattern[str], expected: str, example: str) -> Callable[[str, Column], str]:
    """A reader of cells of one shape."""

    def read(cell: str, column: Column) -> str:
        if not pattern.fullmatch(cell):
            raise BadCell("shape", expected=_(expected), example=example)
        return cell

    return read


_ANY = Column("")
# ISO 3166-1 leaves AA, QM to QZ, XA to XZ and ZZ to their users, of which only XK is in common use.
_ISO = re.compile(r"(?!AA|Q[M-Z]|X[A-JL-Z]|ZZ)[A-Z]{2}(?:-[A-Z0-9]{1,3})?", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_GBT = re.compile(r"[1-9]\d{5}", re.ASCII)

# What reads a cell of each kind, and what an empty cell stands for.
_KINDS: dict[str, tuple[Callable[[str, Column], Any], Any]] = {
    "text": (lambda cell, column: cell, ""),
    "name": (lambda cell, column: cell, ""),
    "place": (lambda cell, column: cell, ""),
    "source": (lambda cell, column: cell, ""),
    "id": (_shaped(ids.SLUG, N_("an id of Latin letters, digits, '-', '_' and '.'"), "ru-khabarovsk"), ""),
    "qid": (_shaped(ids.QID, N_("a Wikidata id"), "Q4454"), ""),
    "geonames": (_shaped(ids.GEONAMES_ID, N_("a GeoNames id"), "2022890"), ""),
    "ids": (lambda cell, column: _ids(cell), ""),
    "iso_3166_2": (_shaped(_ISO, N_("a code of ISO 3166-2"), "RU-KHA"), ""),
    "gbt_2260": (_shaped(_GBT, N_("a code of GB/T 2260"), "230100"), ""),
    "language": (_shaped(_LANGUAGE, N_("a language tag"), "zh-Hans"), ""),
    "address": (lambda cell, column: _address(cell), ""),
    "query": (lambda cell, column: _query(cell), ""),
    "concepts": (lambda cell, column: _concepts(cell), ""),
    "code": (lambda cell, column: _code(cell, column.of), ""),
    "list-of-codes": (lambda cell, column: tuple(_code(part, column.of) for part in split(cell)), ()),
    "sources": (lambda cell, column: split(cell), ()),
    "list": (lambda cell, column: split(cell), ()),
    "date": (lambda cell, column: _date(cell), None),
    "year": (lambda cell, column: _year(cell), None),
    "integer": (lambda cell, column: _integer(cell), None),
    "decimal": (lambda cell, column: _decimal(cell), ""),
    "latitude": (lambda cell, column: _number(cell, N_("a latitude between -90 and 90"), 90), None),
    "longitude": (lambda cell, column: _number(cell, N_("a longitude between -180 and 180"), 180), None),
    "boolean": (lambda cell, column: _boolean(cell), None),
}


def empty(column: Column) -> Any:
    """What an empty cell of the column stands for: nothing, of the column's own type."""
    return _KINDS[column.kind][1]


def value(cell: str, column: Column) -> Any:
    """The meaning of a cell in a column; raises :class:`BadCell` where it has none.

    >>> value("trade;culture", Column("spheres", "list-of-codes", "sphere"))
    ('trade', 'culture')
    >>> value("", Column("a year", "year"))
    """
    if cell:
        return _KINDS[column.kind][0](cell, column)
    if column.required:
        raise BadCell("required")
    return empty(column)
