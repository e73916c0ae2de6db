"""One sheet of a person's file, whatever the form of the file."""

from __future__ import annotations

import datetime
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, grouped, ngettext
from kg.base.languages import listed as side_by_side

Cell = str | int | float | bool | datetime.date | None
Row = tuple[Cell, ...]

_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+|(?=[.,]\d))(?:[.,]\d+)?(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LISTED = 8
MOST_CELLS = 20_000_000


class Sheet(NamedTuple):
    """Columns, rows of as many cells, and what is told of the file.

    ``above`` rows of the file stand above the header; ``numbers`` holds the number in the file of each
    row. ``notes`` are lines in the language of this context: what was left out, filled or guessed.
    ``form`` names a form of network, or is empty for a table; ``is_two_mode`` is true where the file
    itself says that sources and targets are of two kinds. ``merged`` are the ranges below the header
    whose cells were one and hold the same value.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    above: int = 0
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    form: str = ""
    is_two_mode: bool = False
    merged: tuple[str, ...] = ()

    def column(self, name: str) -> int:
        """The place of a column; raises :class:`KgError` with the nearest name where there is none.

        >>> Sheet(("city", "year"), []).column("year")
        1
        """
        if name in self.columns:
            return self.columns.index(name)
        known = _("the columns are: {names}").format(names=", ".join(filter(None, self.columns[:_LISTED])))
        hint = did_you_mean(name, map(repr, self.columns), known)
        raise KgError(_("no column is called '{name}'").format(name=shown(name)), hint=hint)


@lru_cache(1 << 12)  # cells repeat
def clean(text: str) -> str:
    r"""A text with composed letters and ordinary spaces, without those at its ends and without signs nobody sees.

    >>> clean(" И\u0306ошкар-Ола\u00a0 (Марий\u00adЭл) ")
    'Йошкар-Ола (МарийЭл)'
    """
    if text.isascii() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_UNSEEN)).strip()


def number(cell: Cell) -> float | None:
    """The number in a cell, with a point or a decimal comma; none where there is none.

    >>> number("1 200,5"), number("12 Perm"), number("")
    (1200.5, None, None)
    """
    if isinstance(cell, int | float):
        return None if isinstance(cell, bool) else cell
    if not isinstance(cell, str) or not cell[-1:].isdigit() or not _NUMBER.fullmatch(cell):
        return None
    value = float(cell.replace(",", ".").replace(" ", ""))
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def bounded(path: Path, width: int, count: int) -> None:
    """Refuse a table whose cells would take all memory, as a long header above many short rows would."""
    if width * count > MOST_CELLS:
        raise KgError(_("{path} has more than {n} cells").format(path=path, n=grouped(MOST_CELLS)))


def listed(items: list[str]) -> str:
    """The first of many items, and how many more there are."""
    told, more = side_by_side(shown(item) for item in items[:_LISTED]), len(items) - _LISTED
    return told if more <= 0 else told + ngettext(" … and {n} more", " … and {n} more", more).format(n=more)
