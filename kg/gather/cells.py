"""What one cell means: a value, or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from kg.base import ids
from kg.base.dates import PartialDate
from kg.base.errors import did_you_mean
from kg.base.languages import N_, _
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
    some = ", ".join(sorted(known)[:12]) + (", …" if len(known) > 12 else "")
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
        raise BadCell("number", expected=expected)
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
    _number(cell, _("a number"), 1e30)
    if "e" in cell.lower():
        raise BadCell("number", expected=_("a plain decimal number"))
    return cell.removeprefix("+")


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise BadCell("boolean")
    return cell == "true"


def _shaped(pattern: re.Pattern[str], expected: str, example: str) -> Callable[[str, Column], str]:
    """A reader of cells of one shape."""

    def read(cell: str, column: Column) -> str:
        if not pattern.fullmatch(cell):
            raise BadCell("shape", expected=_(expected), example=example)
        return cell

    return read


# What reads a cell of each kind, and what an empty cell stands for.
_KINDS: dict[str, tuple[Callable[[str, Column], Any], Any]] = {
    "text": (lambda cell, column: cell, ""),
    "place": (lambda cell, column: cell, ""),
    "source": (lambda cell, column: cell, ""),
    "id": (_shaped(ids.SLUG, N_("an id of Latin letters, digits, '-', '_' and '.'"), "ru-khabarovsk"), ""),
    "qid": (_shaped(ids.QID, N_("a Wikidata id"), "Q4454"), ""),
    "geonames": (_shaped(ids.GEONAMES_ID, N_("a GeoNames id"), "2022890"), ""),
    "code": (lambda cell, column: _code(cell, column.of), ""),
    "list-of-codes": (lambda cell, column: tuple(_code(part, column.of) for part in split(cell)), ()),
    "sources": (lambda cell, column: split(cell), ()),
    "list": (lambda cell, column: split(cell), ()),
    "date": (lambda cell, column: _date(cell), None),
    "year": (lambda cell, column: _year(cell), None),
    "integer": (lambda cell, column: _integer(cell), None),
    "decimal": (lambda cell, column: _decimal(cell), ""),
    "latitude": (lambda cell, column: _number(cell, _("a latitude between -90 and 90"), 90), None),
    "longitude": (lambda cell, column: _number(cell, _("a longitude between -180 and 180"), 180), None),
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
