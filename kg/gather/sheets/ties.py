"""Rows that are a network without a header of its own: a matrix, a list of neighbours, a plain list of edges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg.base.languages import _
from kg.gather.sheets.grid import Grid, above_header, is_upper
from kg.gather.sheets.headings import is_heading
from kg.gather.sheets.sheet import Cell, Row, Sheet, bounded, number

_YEARS = range(1800, 2101)
_NOTHING = (None, "-", "–", "—")  # cells of a matrix without a tie
_SAMPLE = 1000
_LEAST_ALONE = 4  # three rows of three numbers are rather edges with their weights


def ties(path: Path, grid: Grid, *, of_ties: bool, header: bool | None) -> Sheet | None:
    """The network that the rows are, or none where they are a table under a header.

    ``of_ties`` says that the file is known to hold ties, so that less evidence is asked for.
    """
    filled = [at for at, row in enumerate(grid.rows) if any(cell is not None for cell in row)]
    titles = next((n for n, at in enumerate(filled) if not _is_title(grid.rows[at])), 0)
    rows = [grid.rows[at] for at in filled[titles:]]
    if not rows:
        return edges([], grid.notes, "") if of_ties else None
    left = min(next(at for at, cell in enumerate(row) if cell is not None) for row in rows)
    right = max(map(len, map(_trimmed, rows)))
    rows = [row[left:right] for row in rows]
    bounded(path, right - left, len(rows))
    notes = [*grid.notes, *([above_header(titles)] if titles else [])]
    grid = Grid(rows, [grid.numbers[at] for at in filled[titles:]], notes)
    found = None if header else _matrix(grid, of_ties=of_ties)
    if found or header or _is_headed(rows) or (len(rows) > 1 and is_upper(*rows[:2])):
        return found
    return _neighbours(grid, of_ties=of_ties) or _headless(grid, of_ties=of_ties)


def _is_headed(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row has a usual heading that does not come again, as a kind of ties would."""
    below = [row for row in rows if row != rows[0]]
    heads = [at for at, cell in enumerate(rows[0]) if is_heading(cell)]
    again = {cell for row in below for cell in row[:2]} & {*rows[0][:2]} - {None}
    return not again and any(all(row[at : at + 1] != [rows[0][at]] for row in below) for at in heads)


def _is_title(row: Sequence[Cell]) -> bool:
    """Whether a row holds one text, be it merged over all columns."""
    filled = [cell for cell in row if cell is not None]
    return len(filled) == 1 or (len(filled) > 2 and len(set(filled)) == 1)


def edges(
    found: Sequence[tuple[Cell, Cell, Cell, int]], notes: Sequence[str], form: str, *, is_two_mode: bool = False
) -> Sheet:
    """The sheet of edges with a weight each, and the row of the file in which each stands."""
    rows: list[Row] = [edge[:3] for edge in found]
    columns = ("source", "target", "weight")
    return Sheet(columns, rows, 0, tuple(edge[3] for edge in found), tuple(notes), form, is_two_mode)


def matrix(
    labels: Sequence[Cell], names: Sequence[Cell], body: Sequence[Sequence[Cell]], numbers: Sequence[int]
) -> Sheet | None:
    """The ties of a matrix between ``labels`` and ``names``, each once where it is symmetric; none where it has words.

    ``body`` holds a row of cells for each label, ``numbers`` the row of the file in which it stands.
    """
    rows, columns = [*map(str, labels)], [*map(str, names)]
    weights: dict[tuple[str, str], tuple[float, int]] = {}
    for label, cells, at in zip(rows, body, numbers, strict=True):
        for name, cell in zip(columns, cells, strict=False):
            weight = 0 if cell in _NOTHING else number(cell)
            if weight is None:
                return None
            if weight:
                weights[label, name] = weight, at
    if all((b, a) in weights and weights[b, a][0] == weight for (a, b), (weight, _at) in weights.items()):
        place = {name: at for at, name in enumerate(columns)}
        weights = {(a, b): value for (a, b), value in weights.items() if place[a] <= place[b]}
    is_two_mode = set(rows).isdisjoint(columns)
    form = _("a matrix of two sets of names") if is_two_mode else _("a matrix of one set of names")
    return edges([(a, b, weight, at) for (a, b), (weight, at) in weights.items()], (), form, is_two_mode=is_two_mode)


def _matrix(grid: Grid, *, of_ties: bool) -> Sheet | None:
    """The ties of a square of numbers under and beside the names, or of a rectangle between two sets of names."""
    head, *body = grid.rows
    if len(body) > 1 and {len(row) for row in body} == {len(head) + 1}:
        head = [None, *head]  # R writes no name above the names
    if head[0] is not None and all(number(cell) is not None for cell in head):
        return _numbers_alone(grid) if of_ties else None
    names, labels = head[1:], [row[0] for row in body]
    if len(body) < 2 or len(names) < 2 or None in names or None in labels:
        return None
    is_square = set(map(str, labels)) == set(map(str, names))
    if not is_square:
        is_sparse = all(number(cell) in (0, 1) for row in body for cell in row[1:] if cell not in _NOTHING)
        is_headed = any(is_heading(name) or number(name) in _YEARS for name in names)
        if is_headed or not (is_sparse and len(names) > 2 if head[0] is not None else of_ties or is_sparse):
            return None
    found = matrix(labels, names, [row[1:] for row in body], grid.numbers[1:])
    return found and found._replace(notes=tuple(grid.notes))


def _numbers_alone(grid: Grid) -> Sheet | None:
    """A square of nothing but numbers, whose rows and columns are numbered from 1."""
    size = len(grid.rows)
    if size < _LEAST_ALONE or {len(row) for row in grid.rows} != {size} or number(grid.rows[0][0]) is None:
        return None
    names = [str(at) for at in range(1, size + 1)]
    return matrix(names, names, grid.rows, grid.numbers)


def _neighbours(grid: Grid, *, of_ties: bool) -> Sheet | None:
    """The ties of lines that each hold a name and all its partners, as many as there are."""
    raw = set(map(len, grid.rows))
    is_padded = len(raw) == 1
    if max(raw) < (4 if is_padded else 3):
        return None
    trimmed = [_trimmed(row) for row in grid.rows]
    widths = set(map(len, trimmed))
    if len(widths) < 2 or any(None in row for row in trimmed):
        return None
    usual = Counter(map(len, trimmed)).most_common(1)[0][1]
    if not of_ties and (len(widths) < 3 or 2 * usual > len(trimmed)):
        return None  # rather a table with a comma too many
    if not is_padded and any(len(row) != len(cells) for row, cells in zip(grid.rows, trimmed, strict=True)):
        return None
    are_numbers = {number(cell) is not None for row in trimmed for cell in row}
    if len(are_numbers) > 1 or (are_numbers == {True} and max(widths) < 4):
        return None
    found: list[tuple[Cell, Cell, Cell, int]] = [
        (row[0], partner, 1, at) for row, at in zip(trimmed, grid.numbers, strict=True) for partner in row[1:]
    ]
    return edges(found, grid.notes, _("a list of neighbours"))


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    last = max(at for at, cell in enumerate(row) if cell is not None)
    return list(row[: last + 1])


def _headless(grid: Grid, *, of_ties: bool) -> Sheet | None:
    """A list of edges whose first row is one."""
    first, rest = grid.rows[0], grid.rows[1:]
    width = Counter(map(len, grid.rows)).most_common(1)[0][0]
    if not 2 <= width <= 3 or len(_trimmed(first)) < 2:
        return None
    third = [number(row[2]) for row in grid.rows if len(row) > 2 and row[2] is not None]
    is_weight = 2 * sum(cell is not None for cell in third) >= len(third)
    is_word = len(first) > 2 and first[2] is not None and number(first[2]) is None
    if is_word and len(third) > 1 and None not in third[1:]:
        return None  # a word above numbers is their heading
    numeric = [{number(cell) is not None for row in grid.rows[:_SAMPLE] for cell in row[at : at + 1]} for at in (0, 1)]
    ends = {cell for row in rest for cell in row[:2]}
    is_weighted = len(third) == len(grid.rows) and None not in third and {True} not in numeric
    is_like_rest = bool(ends & {*first[:2]}) or first[2:3] == [None] or is_weighted
    if not of_ties and not is_like_rest and numeric != [{True}, {True}]:
        return None
    notes = list(grid.notes)
    if is_like_rest or not rest:
        notes.append(_("the first line is read as a tie, not as a header"))
    else:
        notes.append(_("the first line is read as a tie; if it names the columns, say --header"))
    widest = max(map(len, grid.rows))
    are_years = is_weight and len(third) > 1 and all(cell in _YEARS for cell in third)
    name = "year" if are_years else "weight" if is_weight else "#3"
    columns = ("source", "target", *((name,) if widest > 2 else ()), *(f"#{at}" for at in range(4, widest + 1)))
    rows: list[Row] = [(*row, *[None] * (widest - len(row))) for row in grid.rows]
    return Sheet(columns, rows, 0, tuple(grid.numbers), tuple(notes), _("a list of edges"))
