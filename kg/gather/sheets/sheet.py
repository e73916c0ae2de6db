"""One sheet of a person's file, whatever the form of the file."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _

Cell = str | int | float | bool | datetime.date | None
Row = tuple[Cell, ...]


class Sheet(NamedTuple):
    """Columns, rows of as many cells, and what is told of the file.

    ``above`` rows of the file stand above the header; ``numbers`` holds the number in the file of each
    row. ``notes`` are lines in the language of this context: what was left out, filled or guessed.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    above: int = 0
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> int:
        """The place of a column; raises :class:`KgError` with the nearest name where there is none.

        >>> Sheet(("city", "year"), []).column("year")
        1
        """
        if name in self.columns:
            return self.columns.index(name)
        known = _("the columns are: {names}").format(names=", ".join(filter(None, self.columns[:8])))
        hint = did_you_mean(name, map(repr, self.columns), known)
        raise KgError(_("no column is called '{name}'").format(name=shown(name)), hint=hint)
