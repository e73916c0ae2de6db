"""Dates as people write them in three languages, as partial dates; what may be two dates is refused, never guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from kg.base.dates import MONTHS, PartialDate
from kg.base.languages import _
from kg.gather.sheets.sheet import Cell, clean

_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?", re.ASCII)  # days since the end of 1899 in spreadsheets: 1954 to 2119
_CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")
_TENS = re.compile(r"([1-3]?)十(\d?)")
_YEAR = re.compile(r"(\d{4})(?: ?(?:г|год|года)\.?)?", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:[-./年] ?(\d{1,2}))(?:[-./月] ?(\d{1,2}))?[月日号]?(?:[t ]00:00(?::00(?:\.0+)?)?z?)?", re.ASCII
)
_YEAR_LAST = re.compile(r"(?:(\d{1,2})([./-]))?(\d{1,2})[./-](\d{4})(?: ?г\.?| ?года)?", re.ASCII)
_WORDED = re.compile(r"(?:(\d{1,2})[ -])?([^\W\d_]{3,})\.?(?: (\d{1,2}))?,?[ -](\d{4})(?: ?(?:г|год|года)\.?)?")


def partial_date(cell: Cell, *, day_first: bool | None = None) -> PartialDate:
    """The date in a cell, as fine as it is given; ``day_first`` tells whether 03/04/2002 is in April.

    Raises ``ValueError`` with the reason, in the language of this context.

    >>> [partial_date(text).iso for text in ("17.04.2002", "апрель 2002", "2002年4月17日", "April 17, 2002")]
    ['2002-04-17', '2002-04', '2002-04-17', '2002-04-17']
    >>> partial_date("03/04/2002")
    Traceback (most recent call last):
    ...
    ValueError: either the day or the month may come first
    """
    if isinstance(cell, datetime.date):
        return _checked(cell.year, cell.month, cell.day)
    text = clean(str("" if cell is None else cell)).casefold().translate(_CHINESE).removesuffix("年")
    text = _TENS.sub(lambda match: f"{match[1] or 1}{match[2] or 0}", text)
    if _SERIAL.fullmatch(text):
        return partial_date(datetime.date(1899, 12, 30) + datetime.timedelta(days=int(text[:5])))
    if match := _YEAR.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _checked(*match.groups())
    if match := _YEAR_LAST.fullmatch(text):
        return _checked(match[4], *_month_and_day(match, day_first=day_first))
    if (match := _WORDED.fullmatch(text)) and not (match[1] and match[3]) and (month := _month(match[2])):
        return _checked(match[4], month, match[1] or match[3])
    return PartialDate.parse(text)


def is_day_first(cells: Iterable[Cell]) -> bool | None:
    """Whether the dates of a column have the day first: one with a day past 12 tells it for all, if none gainsays.

    >>> is_day_first(["03/04/2002", "17/04/2002"]), is_day_first(["03/04/2002"])
    (True, None)
    """
    matches = [match for cell in cells if isinstance(cell, str) and (match := _YEAR_LAST.fullmatch(clean(cell)))]
    told = {int(match[1]) > 12 for match in matches if match[1] and max(int(match[1]), int(match[3])) > 12}
    return told.pop() if len(told) == 1 else None


def _month_and_day(match: re.Match[str], *, day_first: bool | None) -> tuple[str, str | None]:
    first, second = match[1], match[3]
    if not first or match[2] == "." or int(first) > 12 or int(first) == int(second):
        return second, first
    if int(second) > 12:
        return first, second
    if day_first is None:
        raise ValueError(_("either the day or the month may come first"))
    return (second, first) if day_first else (first, second)


def _month(word: str) -> int:
    """The number of a month by its name or the first letters of it; 0 where it is none."""
    return next((at for at, names in enumerate(MONTHS, 1) if any(name.startswith(word) for name in names)), 0)


def _checked(*parts: str | int | None) -> PartialDate:
    """The date of a year, a month and a day, as far as they are given."""
    return PartialDate.parse("-".join(f"{int(part):02}" for part in parts if part is not None))
