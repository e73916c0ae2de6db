"""A report: rows under column keys, and sentences to say beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from kg.analysis.reports.words import Cell, heading

Rows = list[tuple[Cell, ...]]


class Report(NamedTuple):
    """Columns by key (see ``texts.toml``), rows, and notes in the language of the question."""

    columns: tuple[str, ...]
    rows: Rows
    notes: tuple[str, ...] = ()

    def headings(self, lang: str) -> list[str]:
        """The columns as a reader of a language reads them."""
        return [heading(column, lang) for column in self.columns]


def of_records(kind: type[NamedTuple], found: Iterable[Any], notes: tuple[str, ...] = ()) -> Report:
    """A row a record, a column a field of its kind, which is the key of the column."""
    columns = tuple(name.replace("_", "-") for name in kind._fields)
    return Report(
        columns, [tuple(rounded(cell) if isinstance(cell, float) else cell for cell in each) for each in found], notes
    )


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A number as a table shows it."""
    return None if value is None else round(value, digits)
