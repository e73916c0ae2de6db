"""Strict reading of one table: every column used or named, every row a record or a problem.

Cells are read a column at a time and each distinct cell once, so a large table costs little
more than Python's own CSV reader.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from kg.gather.cells import BadCell, empty, suggestion, value
from kg.words import model
from kg.words.columns import TABLES, Column
from kg.words.errors import Problem

RECORDS: dict[str, Any] = {
    "places": model.Place,
    "names": model.Name,
    "sources": model.Source,
    "attestations": model.Attestation,
    "events": model.Event,
    "formats": model.Format,
    "members": model.Member,
    "observations": model.Observation,
    "facilities": model.Facility,
    "conflicts": model.Conflict,
    "surveys": model.Survey,
    "respondents": model.Respondent,
    "authorities": model.Authority,
    "experts": model.Expert,
    "statements": model.Statement,
    "findings": model.Finding,
}
CELL_LIMIT = 100_000
_CHUNK = 20_000
_GUESSES = ("cp1251", "gb18030")


def read_table(
    path: Path, kind: str, *, shown: str = "", ignore: Collection[str] = ()
) -> tuple[list[Any], list[Problem]]:
    """The records of a table and what is wrong with it.

    A cell that is an error counts as empty in its record, so that other tables' references to
    the record still hold; nothing is built while a problem is an error.
    ``shown`` is the file's name in messages; ``ignore`` names columns that are read past.
    """
    reader = _Reader(kind, shown or path.name, frozenset(ignore))
    reader.read(path)
    return reader.records, reader.problems


class _Reader:
    """One pass over one file."""

    def __init__(self, kind: str, shown: str, ignore: frozenset[str]) -> None:
        self.table = TABLES[kind]
        self.record = RECORDS[kind]
        self.shown = shown
        self.ignore = ignore
        self.records: list[Any] = []
        self.problems: list[Problem] = []
        self._memo: dict[str, dict[str, Any]] = {name: {} for name in self.table.columns}
        self._seen: dict[tuple[Any, ...], int] = {}

    def problem(self, code: str, row: int = 0, column: str = "", cell: str = "", **details: str) -> None:
        self.problems.append(Problem("error", code, self.shown, row, column, cell, tuple(details.items())))

    def read(self, path: Path) -> None:
        try:
            start = path.open("rb").read(4)
        except FileNotFoundError:
            return self.problem("missing-file")
        if start.startswith((b"\xff\xfe", b"\xfe\xff")):
            return self.problem("encoding", 1, guess="UTF-16")
        if start.startswith(b"\xef\xbb\xbf"):
            return self.problem("byte-order-mark", 1)
        csv.field_size_limit(CELL_LIMIT)
        self._row = 0
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                self._read_rows(csv.reader(self._lines(stream), strict=True))
        except UnicodeDecodeError:
            self._not_utf8(path)
        except _NulByte:
            self.problem("nul-byte", self._row + 1)
        except csv.Error as error:
            if "field larger" in str(error):
                self.problem("huge-cell", self._row + 1, limit=f"{CELL_LIMIT}")
            else:
                self.problem("csv", self._row + 1, reason=str(error))

    def _lines(self, stream: Iterator[str]) -> Iterator[str]:
        for line in stream:
            if "\0" in line:
                raise _NulByte
            yield line

    def _not_utf8(self, path: Path) -> None:
        data = path.read_bytes()
        guess = "another encoding"
        for name in _GUESSES:
            try:
                data.decode(name)
            except UnicodeDecodeError:
                continue
            guess = name if name != "cp1251" or _mostly_cyrillic(data.decode(name)) else guess
            if guess == name:
                break
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            self.problem("encoding", row, guess=guess)

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
            self._take(header, chunk, first)

    def _padded(self, row: list[str], width: int) -> list[str]:
        """A row of another length than the header: a problem, and a row to go on with."""
        self.problem("cell-count", self._row, found=f"{len(row)}", expected=f"{width}")
        return (row + [""] * width)[:width]

    def _check_header(self, header: Sequence[str]) -> bool:
        known = self.table.columns
        for name in header:
            if name not in known and name not in self.ignore:
                self.problem("unknown-column", 1, name, name, **suggestion(name, list(known)))
        for name in {n for n in header if header.count(n) > 1}:
            self.problem("double-column", 1, name, name)
        for name, column in known.items():
            if name not in header and not column.optional:
                self.problem("missing-column", 1, name, name)
        return not self.problems

    def _take(self, header: Sequence[str], rows: list[list[str]], first: int) -> None:
        columns = dict(zip(header, zip(*rows, strict=True), strict=True))
        values = [
            self._column(name, column, columns[name], first) if name in columns else [empty(column)] * len(rows)
            for name, column in self.table.columns.items()
        ]
        numbers = range(first, first + len(rows))
        make = self.record._make
        records = [make(fields) for fields in zip(*values, numbers, strict=True)]
        self._check_repeats(records)
        self.records.extend(records)

    def _column(self, name: str, column: Column, cells: Sequence[str], first: int) -> Sequence[Any]:
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
        for row, cell in enumerate(cells, first):
            if cell in bad:
                self.problem(bad[cell].code, row, name, cell, **dict(bad[cell].details))
        return [memo.get(cell, empty(column)) for cell in cells]

    def _check_repeats(self, records: list[Any]) -> None:
        places = [self.record._fields.index(name) for name in self.table.key]
        only_id = self.table.key == ("id",)
        for record in records:
            key = tuple(record[place] for place in places)
            before = self._seen.setdefault(key, record.row)
            if before == record.row:
                continue
            if only_id:
                self.problem("duplicate-id", record.row, "id", str(record.id), first=f"{before}")
            else:
                self.problem("duplicate-row", record.row, first=f"{before}")


class _NulByte(Exception):
    """A NUL byte in a line: no table of words has one."""


def _mostly_cyrillic(text: str) -> bool:
    letters = [c for c in text if c.isalpha() and not c.isascii()]
    return sum("\u0400" <= c <= "\u045f" and c not in "\u0402\u0403\u0409\u040b" for c in letters) > 0.9 * len(letters)


def kinds_by_header(header: Collection[str]) -> list[str]:
    """The kinds of table whose required columns a header holds, most columns in common first.

    >>> kinds_by_header(["place", "year", "indicator", "value", "unit", "sources"])
    ['observations']
    """
    fits: list[tuple[int, str]] = []
    for kind, table in TABLES.items():
        needed = {name for name, column in table.columns.items() if not column.optional}
        if needed <= set(header):
            fits.append((-len(set(header) & set(table.columns)), kind))
    return [kind for _, kind in sorted(fits)]


def header_of(path: Path) -> list[str]:
    """The first row of a CSV file, or an empty list where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
