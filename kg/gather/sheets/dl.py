"""UCINET's DL files as sheets of edges: full matrices, lists of nodes and lists of edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.gather.sheets.sheet import Cell, Sheet, clean, number
from kg.gather.sheets.ties import edges, matrix

_SETTING = re.compile(r"\b(n[rcm]?|format|diagonal)\s*=?\s*(\w+)", re.IGNORECASE)
_SECTION = re.compile(
    r"^[ \t]*((?:(row|col|column|level|matrix)\s+)?labels\s*(embedded)?|data)\s*:?\s*", re.IGNORECASE | re.MULTILINE
)
_CELL = re.compile(r'"[^"]*"|[^\s,]+')
_FORMATS = ("fullmatrix", "nodelist", "edgelist")
_Line = tuple[int, list[str]]


def from_dl(path: Path, text: str) -> Sheet:
    """The edges of a DL file; raises :class:`KgError` for forms that are not read."""
    parts = list(_SECTION.finditer(text))
    settings = {
        key.lower(): value.lower() for key, value in _SETTING.findall(text[: parts[0].start() if parts else None])
    }
    form = re.match(r"[a-z]*", settings.get("format", "fullmatrix"))
    kind = form[0] if form else ""
    if kind not in _FORMATS or settings.get("nm", "1") != "1" or not parts or settings.get("diagonal") == "absent":
        message = _("{path}: this form of DL is not read: {form}")
        words = " ".join(f"{key}={value}" for key, value in settings.items())
        raise KgError(message.format(path=path, form=shown(words)), hint=_("save it as edgelist1"))
    labels: dict[str, list[str]] = {}
    lines: list[_Line] = []
    is_embedded = False
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        body = list(_lines(text, part.end(), after.start() if after else len(text)))
        if part[1].lower().startswith("data"):
            lines = body
        elif part[3]:
            is_embedded = True
            lines = body
        else:
            labels[(part[2] or "").lower()[:3]] = [cell for _at, cells in body for cell in cells]
    is_two_mode = "nr" in settings or "col" in labels or settings.get("format", "").endswith("2")
    sides = labels.get("row") or labels.get("") or [], labels.get("col") or ([] if is_two_mode else labels.get(""))
    if kind == "fullmatrix":
        return _full(path, settings, sides[0], sides[1] or [], lines, is_embedded=is_embedded)
    found: list[tuple[Cell, Cell, Cell, int]] = []
    for at, cells in lines:
        source = _label(path, at, cells[0], sides[0])
        targets = cells[1:] if kind == "nodelist" else cells[1:2]
        weight = number(cells[2]) if kind == "edgelist" and len(cells) > 2 else 1
        found += [(source, _label(path, at, cell, sides[1] or []), weight, at) for cell in targets]
    return edges(found, (), f"UCINET DL, {kind}", is_two_mode=is_two_mode)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    first = text.count("\n", 0, start) + 1
    for at, line in enumerate(text[start:end].split("\n"), first):
        if cells := [clean(cell.strip('"')) for cell in _CELL.findall(line)]:
            yield at, cells


def _label(path: Path, at: int, cell: str, labels: Sequence[str]) -> str:
    if not labels or not (cell.isascii() and cell.isdigit()):
        return cell
    if not 0 < int(cell) <= len(labels):
        raise KgError(_("{path}, row {row}: no label has the number {n}").format(path=path, row=at, n=shown(cell)))
    return labels[int(cell) - 1]


def _full(
    path: Path,
    settings: dict[str, str],
    rows: Sequence[str],
    columns: Sequence[str],
    lines: list[_Line],
    *,
    is_embedded: bool,
) -> Sheet:
    """A matrix, whose rows may be broken into several lines where its size is told."""
    if is_embedded:
        columns, lines = lines[0][1], lines[1:]
    high, wide = (_size(settings.get(key) or settings.get("n", "")) for key in ("nr", "nc"))
    cells = [(cell, at) for at, line in lines for cell in line]
    step = wide + is_embedded
    body = [[cell for cell, _at in cells[at : at + step]] for at in range(0, len(cells), step or 1)]
    if is_embedded:
        rows, body = [row[0] for row in body], [row[1:] for row in body]
    numbers = [cells[at][1] for at in range(0, len(cells), step or 1)]
    names = [columns or [*map(str, range(1, wide + 1))], rows or [*map(str, range(1, high + 1))]]
    is_whole = len(cells) == high * step and [len(each) for each in names] == [wide, high]
    found = matrix(names[1], names[0], body, numbers) if is_whole else None
    if found is None:
        raise KgError(_("{path}: the matrix is not of the size that is told, or holds a word").format(path=path))
    return found._replace(form="UCINET DL, fullmatrix")


def _size(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
