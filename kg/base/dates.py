"""Partial dates: a year, a month or a day, never more than the source says."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from kg.base.languages import _
from kg.base.namespaces import XSD

_SHAPE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_MANGLED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{5}(?:\.\d+)?|[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}", re.ASCII)
_EARLIEST, _LATEST = 1600, 2100

Bounds = tuple[int | None, int | None]  # the first and the last year that something can be of


class PartialDate(NamedTuple):
    """A date as fine as its source gives it; orders by what is known, coarser first.

    >>> PartialDate.parse("1993-02")
    PartialDate(year=1993, month=2, day=0)
    >>> PartialDate.parse("1993-02").datatype.rpartition("#")[2]
    'gYearMonth'
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``1993``, ``1993-02`` or ``1993-02-28``.

        Raises ``ValueError`` with the reason, in the language of this context: not a date, a date
        that a spreadsheet has rewritten, or one that no calendar has.

        >>> PartialDate.parse("1993-02-30")
        Traceback (most recent call last):
        ...
        ValueError: no such day in the calendar
        """
        match = _SHAPE.fullmatch(text)
        if match is None:
            if _MANGLED.fullmatch(text):
                raise ValueError(_("a date rewritten by a spreadsheet program"))
            raise ValueError(_("not a year, a month or a day in ISO form"))
        year, month, day = (int(part or 0) for part in match.groups())
        if not _EARLIEST <= year <= _LATEST:
            raise ValueError(_("a year outside {first}–{last}").format(first=_EARLIEST, last=_LATEST))
        if match["month"] and not 1 <= month <= 12:
            raise ValueError(_("no such month in the calendar"))
        if match["day"] and not 1 <= day <= monthrange(year, month)[1]:
            raise ValueError(_("no such day in the calendar"))
        return cls(year, month, day)

    @property
    def iso(self) -> str:
        """The date as ISO 8601 writes it.

        >>> PartialDate(1993, 2).iso
        '1993-02'
        """
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def datatype(self) -> str:
        """The XSD type of :attr:`iso`: gYear, gYearMonth or date."""
        return XSD + ("date" if self.day else "gYearMonth" if self.month else "gYear")

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day."""
        return 1 + bool(self.month) + bool(self.day)

    def agrees_with(self, other: PartialDate) -> bool:
        """True where neither date contradicts the other, one only being coarser.

        >>> PartialDate(1993).agrees_with(PartialDate(1993, 2, 28))
        True
        """
        known = min(self.precision, other.precision)
        return self[:known] == other[:known]

    def is_before(self, other: PartialDate) -> bool:
        """True where the date is earlier than the other as far as both are known.

        >>> PartialDate(1993).is_before(PartialDate(1993, 2)), PartialDate(1992).is_before(PartialDate(1993, 2))
        (False, True)
        """
        known = min(self.precision, other.precision)
        return self[:known] < other[:known]
