"""Rows of cells become a table: its header is found below titles, be it of two rows, and no name stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.gather.sheets.headings import is_heading
from kg.gather.sheets.sheet import Cell, Row, Sheet, bounded, listed, number

_HEADER_WITHIN = 20  # a header stands in one of the first rows


class Grid(NamedTuple):
    """The rows of a file with their numbers in it, and what is told of them; an empty cell is None.

    ``merged`` are the ranges of cells that were one, each with its last row.
    """

    rows: list[list[Cell]]
    numbers: list[int]
    notes: list[str]
    merged: Sequence[tuple[int, str]] = ()


def table(path: Path, grid: Grid, wanted: str = "") -> Sheet:
    """The grid as a sheet with a header.

    The header is the first row that has a cell ``wanted``, else the first that fills half of the
    columns: titles may stand above it. Rows shorter than it are filled up; a cell beyond it is an
    error, as it would be lost.
    """
    rows, notes = grid.rows, list(grid.notes)
    above = _above_header(rows, wanted)
    head = rows[above] if rows else []
    body = above + 1
    if wanted not in map(str, head) and body < len(rows) and is_upper(head, rows[body]):
        head, body = _joined(head, rows[body]), body + 1
    elif _repeats(head) and above and len(set(rows[above - 1]) - {None}) > 1:
        head, above = _joined(rows[above - 1], head), above - 1
    columns = _told_apart(head, notes)
    if not any(columns):
        raise KgError(_("{path} is empty").format(path=path), hint=_("it needs a header row"))
    width = max(at for at, name in enumerate(columns, 1) if name)
    kept = [at for at in range(body, len(rows)) if any(cell is not None for cell in rows[at])]
    again = [at for at in kept if rows[at] == rows[above]]
    if again:
        kept = [at for at in kept if at not in set(again)]
        notes.append(_("rows that repeat the header, left out: {n}").format(n=len(again)))
    beyond = [str(grid.numbers[at]) for at in kept if any(cell is not None for cell in rows[at][width:])]
    if beyond:
        message = _("{path}, row {row}: more cells than columns").format(path=path, row=listed(beyond))
        raise KgError(message, hint=_("give each column a name, or quote the cell"))
    bounded(path, width, len(kept))
    filled: list[Row] = [(*rows[at][:width], *[None] * (width - len(rows[at]))) for at in kept]
    unnamed = [at for at in range(width) if not columns[at]]
    empty = {at for at in unnamed if all(row[at] is None for row in filled)}
    if empty:
        filled = [tuple(cell for at, cell in enumerate(row) if at not in empty) for row in filled]
    named = tuple(columns[at] or f"#{at + 1}" for at in range(width) if at not in empty)
    if above:
        notes.append(above_header(above))
    merged = tuple(name for last, name in grid.merged if last > grid.numbers[body - 1])
    return Sheet(named, filled, above, tuple(grid.numbers[at] for at in kept), tuple(notes), merged=merged)


def above_header(count: int) -> str:
    """The note on rows above the header."""
    return _("rows above the header, left out: {n}").format(n=count)


def _above_header(rows: Sequence[Sequence[Cell]], wanted: str) -> int:
    filled = [[str(cell) for cell in row if cell is not None] for row in rows[:_HEADER_WITHIN]]
    if wanted:
        for at, cells in enumerate(filled):
            if wanted in cells:
                return at
    widest = max(map(len, filled), default=0)
    least = max(widest / 2, min(widest, 2))  # one cell above two columns is a title, be it merged over both
    counts = [len(cells if cells and is_heading(cells[0]) else set(cells)) for cells in filled]
    able = [at for at, count in enumerate(counts) if count and count >= least]
    first = able[0] if able else 0
    wider = (at for at in able if counts[at] > counts[first] and 2 * sum(map(is_heading, filled[at])) > counts[at])
    return next(wider, first)


def is_upper(head: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row spans the names of the row below it, as «Russia» does «city» and «region»."""
    spans = [at for at in range(1, len(head)) if head[at] in (None, head[at - 1])]
    under = [below[at] if at < len(below) else None for at in spans]
    is_text = all(isinstance(cell, str) and number(cell) is None for cell in below if cell is not None)
    repeats = _repeats([cell for at, cell in enumerate(below) if at >= len(head) or cell != head[at]])
    return bool(spans) and None not in under and is_text and (repeats or any(map(is_heading, below)))


def _repeats(cells: Sequence[Cell]) -> bool:
    named = [cell for cell in cells if cell is not None]
    return len(set(named)) < len(named)


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[Cell]:
    """One header of two rows; a name of the upper one holds to the next."""
    joined: list[Cell] = []
    above: Cell = None
    for at in range(max(len(upper), len(lower))):
        above = (upper[at] if at < len(upper) else None) or above
        name = lower[at] if at < len(lower) else None
        joined.append(f"{above} / {name}" if above and name and above != name else name or above)
    return joined


def _told_apart(head: Sequence[Cell], notes: list[str]) -> list[str]:
    """The names of the columns; of two that are called alike the second gets a number."""
    found: Counter[str] = Counter()
    columns = []
    for cell in head:
        name = " ".join(str("" if cell is None else cell).split())
        found[name] += 1
        if name and found[name] > 1:
            told = f"{name} ({found[name]})"
            notes.append(
                _("another column is called '{name}': it is read as '{told}'").format(name=shown(name), told=told)
            )
            name = told
        columns.append(name)
    return columns
