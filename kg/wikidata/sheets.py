"""Spreadsheets in: a CSV or XLSX file as a header and rows."""

from __future__ import annotations

import csv
import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kg.ask.results import Value
from kg.base.errors import KgError, nearest
from kg.base.messages import tell
from kg.gather.encoding import not_utf8

_DELIMITERS = ",;\t|"


class Sheet(NamedTuple):
    """The first sheet of a file: its columns, and its rows of as many cells."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def column(self, name: str) -> int:
        """The place of a column; raises :class:`KgError` with the nearest name where there is none.

        >>> Sheet(("city", "year"), []).column("year")
        1
        """
        if name in self.columns:
            return self.columns.index(name)
        near = nearest(name, self.columns) or list(self.columns[:8])
        raise KgError(f"no column is called {name!r}", hint=f"did you mean {' or '.join(map(repr, near))}?")


def read(path: Path) -> Sheet:
    """The first sheet of a CSV or XLSX file; raises :class:`KgError` where it is none.

    Rows that are shorter than the header are filled up; a cell beyond the header is an error, as it
    would be lost. Formulas of a workbook are read as the values that they had when it was saved.
    """
    try:
        rows = _workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path)
        header = next(rows, ())
        columns = tuple(str(cell if cell is not None else "").strip() for cell in header)
        if not any(columns):
            raise KgError(f"{path} is empty", hint="it needs a header row")
        return Sheet(columns, [_fitted(path, number, row, len(columns)) for number, row in enumerate(rows, start=2)])
    except FileNotFoundError:
        raise KgError(f"{path} does not exist") from None
    except OSError as error:
        raise KgError(f"{path} cannot be read: {error.strerror or error}") from error


def _fitted(path: Path, number: int, row: tuple[Value, ...], width: int) -> tuple[Value, ...]:
    if any(cell not in (None, "") for cell in row[width:]):
        raise KgError(
            f"{path}, row {number}: more cells than columns", hint="give each column a name, or quote the cell"
        )
    return (*row[:width], *[None] * (width - len(row)))


def _csv(path: Path) -> Iterator[tuple[Value, ...]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise KgError(tell(not_utf8(path, str(path)))) from None
    if "\0" in text:
        raise KgError(f"{path} holds a NUL byte, so it is no CSV file", hint="save it as CSV UTF-8 or as XLSX")
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            yield tuple(row)
    except csv.Error as error:
        raise KgError(f"{path} cannot be read as CSV: {error}") from None


def _workbook(path: Path) -> Iterator[tuple[Value, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 (only where there is a workbook)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise KgError(f"{path} is no XLSX workbook: {error}", hint="save it again as XLSX or CSV UTF-8") from None
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield tuple(_value(cell) for cell in row)
    finally:
        book.close()


def _value(cell: object) -> Value:
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)
