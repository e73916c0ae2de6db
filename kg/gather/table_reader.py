"""Strict reading of one table: every column used or named, every row a record or a problem.

Cells are read a column at a time and each distinct cell once, so a large table costs little
more than Python's own CSV reader.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from kg.base.errors import KgError, Problem, cause
from kg.base.languages import grouped
from kg.gather import sheets
from kg.gather.cells import BadCell, empty, remedy, value
from kg.gather.encoding import UTF_16, header_of, not_utf8
from kg.gather.sheets import Cell
from kg.schema.columns import Column
from kg.schema.records import TABLES

CELL_LIMIT = 100_000
_CHUNK = 20_000
_NO_LIMIT = 2**31 - 1


def read_table(
    path: Path, kind: str, *, shown: str = "", ignore: Collection[str] = (), sheet: str = ""
) -> tuple[list[Any], list[Problem]]:
    """The records of a table, or of a sheet of a workbook, and what is wrong with it.

    A cell that is an error counts as empty in its record, so that other tables' references to
    the record still hold; nothing is built while a problem is an error.
    ``shown`` is the file's name in messages; ``ignore`` names columns that are read past.
    """
    reader = _Reader(kind, shown or path.name, frozenset(ignore))
    if sheet:
        reader.read_sheet(path, sheet)
    else:
        reader.read(path)
    return reader.records, reader.problems


def _text(cell: Cell) -> str:
    """What a cell of a workbook says, as it stands in a CSV file."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return cell.isoformat() if isinstance(cell, date) else str("" if cell is None else cell)


def _is_ended(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read() in b"\r\n"


class _Reader:
    """One pass over one file."""

    def __init__(self, kind: str, shown: str, ignore: frozenset[str]) -> None:
        self.table = TABLES[kind]
        self.shown = shown
        self.ignore = ignore
        self.records: list[Any] = []
        self.problems: list[Problem] = []
        self._memo: dict[str, dict[str, Any]] = {name: {} for name in self.table.columns}

    def problem(self, code: str, row: int = 0, column: str = "", cell: str = "", **details: str) -> None:
        self.problems.append(Problem("error", code, self.shown, row, column, cell, tuple(details.items())))

    def read(self, path: Path) -> None:
        try:
            with path.open("rb") as stream:
                start = stream.read(4)
        except OSError as error:
            return self.problem("unreadable", reason=cause(error))
        if start.startswith(UTF_16):
            return self.problem("encoding", 1, guess="UTF-16")
        if start.startswith(b"\xef\xbb\xbf"):
            return self.problem("byte-order-mark", 1, next(iter(header_of(path)), ""))
        csv.field_size_limit(_NO_LIMIT)  # long cells are told by row and column, not by the parser
        self._row = 0
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                self._read_rows(csv.reader(stream, strict=True))
            if self._row and not _is_ended(path):
                note = Problem("note", "open-end", self.shown, self._row)
                self.problems.append(note)
        except UnicodeDecodeError:
            self.problems.append(not_utf8(path, self.shown))
        except csv.Error as error:
            self.problem("csv", self._row + 1, reason=cause(error))

    def read_sheet(self, path: Path, name: str) -> None:
        """Read a sheet as if its cells were those of a CSV file; rows without any are passed over."""
        try:
            sheet = sheets.read(path, next(iter(self.table.columns)), name)
        except KgError as error:
            return self.problem("unreadable", reason=str(error))
        filled = [(number, row) for number, row in zip(sheet.numbers, sheet.rows, strict=True) if any(map(_text, row))]
        if self._check_header(sheet.columns) and filled:
            self._take(sheet.columns, [[*map(_text, row)] for _, row in filled], [number for number, _ in filled])

    def _read_rows(self, rows: Iterator[list[str]]) -> None:
        header = next(rows, None)
        if not header or not any(header):
            return self.problem("empty-file", columns=",".join(self.table.columns))
        self._row = 1
        if not self._check_header(header):
            return None
        while True:
            first = self._row + 1
            chunk: list[list[str]] = []
            for row in islice(rows, _CHUNK):
                self._row += 1
                chunk.append(row if len(row) == len(header) else self._padded(row, len(header)))
            if not chunk:
                return None
            self._take(header, chunk, range(first, self._row + 1))

    def _padded(self, row: list[str], width: int) -> list[str]:
        """A row of another length than the header: a problem, and a row to go on with."""
        self.problem("cell-count", self._row, found=f"{len(row)}", expected=f"{width}")
        return (row + [""] * width)[:width]

    def _check_header(self, header: Sequence[str]) -> bool:
        known = self.table.columns
        for name in header:
            if name not in known and name not in self.ignore:
                self.problem("unknown-column", 1, name, name, remedy=remedy(name, list(known)))
        for name in sorted({n for n in header if header.count(n) > 1}):
            self.problem("double-column", 1, name, name)
        for name, column in known.items():
            if name not in header and column.required:
                self.problem("missing-column", 1, name, name)
        return not self.problems

    def _take(self, header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> None:
        columns = dict(zip(header, zip(*rows, strict=True), strict=True))
        values = [
            self._column(name, column, columns[name], numbers) if name in columns else [empty(column)] * len(rows)
            for name, column in self.table.columns.items()
        ]
        self.records.extend(map(self.table.record._make, zip(*values, numbers, strict=True)))

    def _column(self, name: str, column: Column, cells: Sequence[str], numbers: Sequence[int]) -> Sequence[Any]:
        self._check_size(name, cells, numbers)
        if column.kind in ("text", "place", "source") and not column.required:
            return [cell.strip() for cell in cells]
        memo = self._memo[name]
        bad: dict[str, BadCell] = {}
        for cell in set(cells).difference(memo):
            try:
                memo[cell] = value(cell.strip(), column)
            except BadCell as reason:
                bad[cell] = reason
        if not bad:
            return [memo[cell] for cell in cells]
        for row, cell in zip(numbers, cells, strict=True):
            if cell in bad:
                self.problem(bad[cell].code, row, name, cell, **bad[cell].details)
        return [memo.get(cell, empty(column)) for cell in cells]

    def _check_size(self, name: str, cells: Sequence[str], numbers: Sequence[int]) -> None:
        if "\0" not in "".join(cells) and max(map(len, cells)) <= CELL_LIMIT:
            return
        for row, cell in zip(numbers, cells, strict=True):
            if "\0" in cell:
                self.problem("nul-byte", row, name, cell)
            if len(cell) > CELL_LIMIT:
                self.problem("huge-cell", row, name, cell, limit=grouped(CELL_LIMIT))
