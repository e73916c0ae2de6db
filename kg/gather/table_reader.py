"""Strict reading of one table: every column used or named, every row a record or a problem.

Cells are read a column at a time and each distinct cell once, so a large table costs little
more than Python's own CSV reader.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from kg.base.errors import KgError, Problem, cause
from kg.base.languages import _, grouped
from kg.base.messages import weight
from kg.gather.cells import BadCell, empty, remedy, value
from kg.gather.characters import composed, odd
from kg.gather.encoding import UTF_16, header_of, not_utf8
from kg.schema.columns import Column
from kg.schema.records import TABLES

if TYPE_CHECKING:
    from kg.gather.sheets import Cell

CELL_LIMIT = 100_000
_CHUNK = 20_000
_NO_LIMIT = 2**31 - 1
_OTHER_MARK = re.compile(r"[;\t|]")  # between cells, as Excel in Russian and lists of old programs have it
_TOLD = 20  # how many unknown columns are told each by itself
_WRITTEN = frozenset({"text", "name", "list", "place"})  # kinds of cells that hold words as a source has them


def read_bytes(path: Path, most: int = -1) -> bytes:
    """What a file begins with; raises ``OSError`` for what is no file, a pipe that would never end among them."""
    if not S_ISREG(path.stat().st_mode) and not path.is_dir():
        raise OSError(_("it is no regular file"))
    with path.open("rb") as stream:
        return stream.read(most)


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
        self.problems.append(Problem(weight(code), code, self.shown, row, column, cell, tuple(details.items())))

    def read(self, path: Path) -> None:
        try:
            start = read_bytes(path, 4)
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
            self._check_end(path)
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                return self.problem("cut-character")
            self.problems.append(not_utf8(path, self.shown))
        except csv.Error as error:
            self.problem("csv", self._row + 1, reason=cause(error))

    def read_sheet(self, path: Path, name: str) -> None:
        """Read a sheet as if its cells were those of a CSV file; rows without any are passed over."""
        from kg.gather import sheets  # noqa: PLC0415 (only where there is a workbook)

        try:
            sheet = sheets.read(path, next(iter(self.table.columns)), name)
        except KgError as error:
            self.problem("unreadable", reason=str(error))
            return
        self.problems += [Problem("note", "told", self.shown, details=(("reason", note),)) for note in sheet.notes]
        filled = [(number, row) for number, row in zip(sheet.numbers, sheet.rows, strict=True) if any(map(_text, row))]
        if self._check_header(sheet.columns) and filled:
            self._take(sheet.columns, [[*map(_text, row)] for _, row in filled], [number for number, _ in filled])

    def _check_end(self, path: Path) -> None:
        """Tell a file that does not end with its last row: it may have been cut in the last cell."""
        with path.open("rb") as stream:
            if stream.seek(0, os.SEEK_END) and stream.seek(-1, os.SEEK_END) and stream.read(1) not in b"\r\n":
                self.problem("cut-short", self._row)

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
        known, count = self.table.columns, Counter(header)
        if len(header) == 1 and (mark := _OTHER_MARK.search(header[0])):
            self.problem("separator", 1, mark=mark[0].replace("\t", "TAB"))
            return False
        unknown = [name for name in count if name not in known and name not in self.ignore]
        for name in unknown[:_TOLD]:
            self.problem("unknown-column", 1, name, name, remedy=remedy(name, list(known)))
        if (more := len(unknown) - _TOLD) > 0:
            self.problem("unknown-columns", 1, count=grouped(more), remedy=remedy("", list(known)))
        for name in sorted(name for name in count if count[name] > 1):
            self.problem("double-column", 1, name, name)
        for name, column in known.items():
            if name not in count and column.required:
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
        cells = composed(cells)
        if column.kind in _WRITTEN:
            for index, code, details in odd(cells, names=column.kind in ("name", "list")):
                self.problem(code, numbers[index], name, cells[index], **details)
        if column.kind in ("text", "name", "place", "source") and not column.required:
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
