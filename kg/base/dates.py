"""Partial dates: a year, a month or a day, never more than the source says."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from kg.base.languages import _, current
from kg.base.namespaces import XSD

_SHAPE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)
_MANGLED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{5}(?:\.\d+)?|[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}", re.ASCII)
_EARLIEST, _LATEST = 1600, 2100

MONTHS = tuple(  # in English, in Russian, and as Russian says it in a date
    tuple(names.split())
    for names in (
        "january январь января", "february февраль февраля", "march март марта", "april апрель апреля",
        "may май мая", "june июнь июня", "july июль июля", "august август августа", "september сентябрь сентября",
        "october октябрь октября", "november ноябрь ноября", "december декабрь декабря",
    )
)  # fmt: skip

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


def in_words(date: str, lang: str = "", *, of: bool = False) -> str:
    """A date as a language writes it, that of this context if none is named.

    ``of`` puts a Russian month into the form that follows «с», «до» and «не позднее».

    >>> [in_words("2023-01-12", lang) for lang in ("ru", "en", "zh")]
    ['12 января 2023', '12 January 2023', '2023年1月12日']
    >>> in_words("1993-06", "ru"), in_words("1993-06", "ru", of=True), in_words("1993", "zh")
    ('июнь 1993', 'июня 1993', '1993年')
    """
    return _in_words(date, lang or current(), of)


@lru_cache(maxsize=8192)
def _in_words(date: str, lang: str, of: bool) -> str:
    year, month, day = PartialDate.parse(date)
    if lang == "zh":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    english, russian, russian_of = MONTHS[month - 1]
    name = (russian_of if of or day else russian) if lang == "ru" else english.title()
    return " ".join(([str(day)] if day else []) + ([name] if month else []) + [str(year)])


def when(date: str = "", not_before: str = "", not_after: str = "") -> str:
    """A date, or the bounds of what is not dated, in the words of the language of this context.

    >>> from kg.base.languages import speaking
    >>> with speaking("ru"):
    ...     when(not_after="2016-04"), when(not_before="2022", not_after="2024"), when("1993-06-15")
    ('не позднее апреля 2016', 'не ранее 2022 и не позднее 2024', '15 июня 1993')
    >>> with speaking("zh"):
    ...     when(not_after="2016"), when()
    ('不晚于2016年', '日期不详')
    """
    if date:
        return in_words(date)
    first, last = (each and in_words(each, of=True) for each in (not_before, not_after))
    if first and last and first != last:
        return _("between {first} and {last}").format(first=first, last=last)
    if last:
        return _("by {date}").format(date=last)
    return _("not before {date}").format(date=first) if first else _("not dated")
