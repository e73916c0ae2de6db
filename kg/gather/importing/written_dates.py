"""Dates as people write them: ``17.04.2002``, ``апрель 2002``, ``2002年4月17日``, a number of a spreadsheet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Any, Final

from kg.base.dates import PartialDate
from kg.gazetteer.folding import tidy

# How the names of the months begin, in Russian and in English.
_MONTHS: Final = tuple(
    month.split("|")
    for month in (
        "янв|jan", "фев|feb", "мар|mar", "апр|apr", "май|мая|may", "июн|jun",
        "июл|jul", "авг|aug", "сен|sep", "окт|oct", "ноя|nov", "дек|dec",
    )
)  # fmt: skip
_YEAR = r"(?P<year>\d{4})"
_PATTERNS: Final = tuple(
    re.compile(pattern + r"(?:\s*(?:г\.?|гг\.?|года?|году))?")
    for pattern in (
        rf"(?:в |с |от |in |since |on )?{_YEAR}",
        rf"{_YEAR}(?P<sep>[-./])(?P<month>\d\d?)(?:(?P=sep)(?P<day>\d\d?))?(?:[ t]00:00(?::00(?:\.0+)?)?)?",
        rf"(?P<day>\d\d?)\s?(?P<mark>[-./])\s?(?P<month>\d\d?)\s?(?P=mark)\s?{_YEAR}",
        rf"(?P<month>\d\d?)[./]{_YEAR}",
        rf"{_YEAR}年\s*(?:(?P<month>\d\d?)月\s*(?:(?P<day>\d\d?)[日号]?)?)?",
        rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th)?(?:\.| of)?\s+)?(?P<word>[^\W\d_]{{3,}})\.?,?\s+{_YEAR}",
        rf"(?P<word>[^\W\d_]{{3,}})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.0)?")  # a day of a spreadsheet, from 1954 on
_SHORT = re.compile(r"(\d\d?)/(\d\d?)/\d{4}")
_FIRST_DAY = datetime.date(1899, 12, 30)


def day_first(cells: Iterable[Any]) -> bool | None:
    """Whether 3/4/2002 is in April, told by the other dates of a column; nothing where they do not tell.

    >>> day_first(["17/04/2002", "3/4/2002"]), day_first(["4/17/2002"]), day_first(["3/4/2002"])
    (True, False, None)
    """
    pairs = [match for cell in cells if isinstance(cell, str) and (match := _SHORT.fullmatch(cell.strip()))]
    firsts, seconds = (max((int(pair[side]) for pair in pairs), default=0) for side in (1, 2))
    return True if firsts > 12 >= seconds else False if seconds > 12 >= firsts else None


def read_date(cell: Any, is_day_first: bool | None = True) -> PartialDate:
    """The date that a cell means; raises ``ValueError`` with the reason where it means none.

    Where the order of day and month is not known, only the year is kept.

    >>> [read_date(text).iso for text in ("17.04.2002", "апрель 2002 г.", "2002年4月17日", "37363", "17 April 2002")]
    ['2002-04-17', '2002-04', '2002-04-17', '2002-04-17', '2002-04-17']
    >>> read_date("3/4/2002", None).iso, read_date("4/17/2002", False).iso, read_date(2002.0).iso
    ('2002', '2002-04-17', '2002')
    """
    if isinstance(cell, datetime.date):
        return PartialDate(cell.year, cell.month, cell.day)
    text = tidy(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)).casefold()
    if _SERIAL.fullmatch(text):
        return read_date(_FIRST_DAY + datetime.timedelta(days=int(float(text))))
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return _found(match.groupdict(), is_day_first)
    return PartialDate.parse(text)


def _found(parts: dict[str, str | None], is_day_first: bool | None) -> PartialDate:
    month, day = (int(parts.get(name) or 0) for name in ("month", "day"))
    if word := parts.get("word"):
        month = next((at for at, stems in enumerate(_MONTHS, 1) if word.startswith(tuple(stems))), 13)
    elif parts.get("mark") == "/" and is_day_first is not True:
        if is_day_first is False or month > 12:
            month, day = day, month
        elif day <= 12 and month != day:
            month = day = 0
    iso = "-".join((str(parts["year"]), *([f"{month:02}"] if month or day else []), *([f"{day:02}"] if day else [])))
    return PartialDate.parse(iso)
