"""What one cell means: a value, or the reason why it has none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from kg.base import ids
from kg.base.dates import PartialDate
from kg.base.errors import nearest
from kg.schema.codes import CODES
from kg.schema.columns import Column

Details = tuple[tuple[str, str], ...]


class BadCell(ValueError):
    """A cell that means nothing: the message code and what fills it."""

    def __init__(self, code: str, details: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details: Details = tuple((details or {}).items())


_DATE_REASONS_RU = {
    "no such day in the calendar": "такого дня нет в календаре",
    "no such month in the calendar": "такого месяца нет в календаре",
    "a date rewritten by a spreadsheet program": "дату переписала программа электронных таблиц",
    "not a year, a month or a day in ISO form": "не год, не месяц и не день по ISO",
}


def suggestion(word: str, known: Collection[str]) -> dict[str, str]:
    """The remedy in two languages: the nearest known words, or the first of the list.

    >>> suggestion("sistr", ["sister", "partner"])["remedy"]
    "did you mean 'sister'?"
    """
    near = nearest(word, known)
    if near:
        return {
            "remedy": f"did you mean {' or '.join(map(repr, near))}?",
            "remedy_ru": f"может быть, {' или '.join(f'«{n}»' for n in near)}?",
        }
    some = ", ".join(sorted(known)[:12]) + (", …" if len(known) > 12 else "")
    return {"remedy": f"known: {some}", "remedy_ru": f"есть: {some}"}


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, in the order of the source.

    >>> split("trade; culture")
    ('trade', 'culture')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _code(cell: str, column: Column) -> str:
    if cell not in CODES[column.scheme]:
        raise BadCell("code", {"scheme": column.scheme, **suggestion(cell, CODES[column.scheme])})
    return cell


def _codes(cell: str, column: Column) -> tuple[str, ...]:
    return tuple(_code(part, column) for part in split(cell))


def _id(cell: str, column: Column) -> str:
    if not ids.SLUG.fullmatch(cell):
        raise BadCell(
            "shape",
            {
                "expected": "an id of letters, digits, '-', '_' and '.'",
                "expected_ru": "обозначение из латинских букв, цифр, «-», «_» и «.»",
                "example": "ru-khabarovsk",
            },
        )
    return cell


def _date(cell: str, column: Column) -> PartialDate:
    try:
        return PartialDate.parse(cell)
    except ValueError as error:
        reason = str(error)
        raise BadCell("date", {"reason": reason, "reason_ru": _DATE_REASONS_RU.get(reason, reason)}) from None


def _number(cell: str, expected: str, expected_ru: str, least: float, most: float) -> float:
    try:
        value = float(cell) if cell.isascii() and "_" not in cell else float("nan")
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise BadCell("number", {"expected": expected, "expected_ru": expected_ru})
    return value


def _integer(cell: str, column: Column) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 15):
        raise BadCell("number", {"expected": "a whole number", "expected_ru": "целое число"})
    return int(cell)


def _year(cell: str, column: Column) -> int:
    date = _date(cell, column)
    if date.month:
        raise BadCell("number", {"expected": "a year", "expected_ru": "год"})
    return date.year


def _decimal(cell: str, column: Column) -> str:
    _number(cell, "a number", "число", -1e30, 1e30)
    if "e" in cell.lower():
        raise BadCell("number", {"expected": "a plain decimal number", "expected_ru": "число без показателя степени"})
    return cell.removeprefix("+")


def _boolean(cell: str, column: Column) -> bool:
    if cell not in ("true", "false"):
        raise BadCell("boolean")
    return cell == "true"


def _qid(cell: str, column: Column) -> str:
    if not ids.QID.fullmatch(cell):
        raise BadCell(
            "shape", {"expected": "a Wikidata id", "expected_ru": "идентификатор Викиданных", "example": "Q4454"}
        )
    return cell


def _geonames(cell: str, column: Column) -> str:
    if not ids.GEONAMES_ID.fullmatch(cell):
        raise BadCell("shape", {"expected": "a GeoNames id", "expected_ru": "номер GeoNames", "example": "2022890"})
    return cell


_READERS: dict[str, Callable[[str, Column], Any]] = {
    "text": lambda cell, column: cell,
    "id": _id,
    "code": _code,
    "list-of-codes": _codes,
    "place": lambda cell, column: cell,
    "source": lambda cell, column: cell,
    "sources": lambda cell, column: split(cell),
    "list": lambda cell, column: split(cell),
    "date": _date,
    "year": _year,
    "integer": _integer,
    "decimal": _decimal,
    "latitude": lambda cell, column: _number(cell, "a latitude between -90 and 90", "широта от -90 до 90", -90, 90),
    "longitude": lambda cell, column: _number(
        cell, "a longitude between -180 and 180", "долгота от -180 до 180", -180, 180
    ),
    "boolean": _boolean,
    "qid": _qid,
    "geonames": _geonames,
}

_EMPTY: dict[str, Any] = {
    "text": "", "id": "", "code": "", "place": "", "source": "", "qid": "", "geonames": "", "decimal": "",
    "list-of-codes": (), "sources": (), "list": (),
    "date": None, "year": None, "integer": None, "latitude": None, "longitude": None, "boolean": None,
}  # fmt: skip


def empty(column: Column) -> Any:
    """What an empty cell of the column stands for: nothing, of the column's own type."""
    return _EMPTY[column.kind]


def value(cell: str, column: Column) -> Any:
    """The meaning of a cell in a column; raises :class:`BadCell` where it has none.

    >>> value("trade;culture", Column("list-of-codes", scheme="sphere"))
    ('trade', 'culture')
    >>> value("", Column("year"))
    """
    if not cell:
        if column.required:
            raise BadCell("required")
        return _EMPTY[column.kind]
    return _READERS[column.kind](cell, column)
