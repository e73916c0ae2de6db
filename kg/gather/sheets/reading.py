"""A person's own table: a CSV or XLSX file as a header and rows, whatever stands above the header."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from kg.base.errors import KgError, cause
from kg.base.languages import _
from kg.base.messages import tell
from kg.gather.encoding import UTF_16, not_utf8
from kg.gather.sheets.sheet import Cell, Row, Sheet

_DELIMITERS = ",;\t|"
_HEADER_WITHIN = 20  # a header stands in one of the first rows
_EXCEL_DELIMITER = re.compile(r"sep=(.)\r?\n")  # what Excel writes above a table to say how it is parted


def read(path: Path, wanted: str = "", sheet: str = "") -> Sheet:
    """The first sheet of a CSV or XLSX file; raises :class:`KgError` where it is none.

    The header is the first row that has a cell ``wanted``, else the first that fills half of the
    columns: titles may stand above it. A merged cell counts for each that it covers. Rows shorter than
    the header are filled up; a cell beyond it is an error, as it would be lost. Formulas of a workbook
    are read as the values that they had when it was saved.
    """
    try:
        rows = _workbook(path, sheet) if path.suffix.lower() == ".xlsx" else _csv(path)
    except FileNotFoundError:
        raise KgError(_("{path} does not exist").format(path=path)) from None
    except OSError as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from error
    above = _above_header(rows, wanted)
    columns = tuple(str("" if cell is None else cell).strip() for cell in (rows[above] if rows else ()))
    while columns and not columns[-1]:
        columns = columns[:-1]
    if not columns:
        raise KgError(_("{path} is empty").format(path=path), hint=_("it needs a header row"))
    numbers = tuple(range(above + 2, len(rows) + 1))
    body = [_fitted(path, number, rows[number - 1], len(columns)) for number in numbers]
    return Sheet(columns, body, above, numbers)


def names(path: Path) -> list[str]:
    """The names of the sheets of a workbook; a file of another form holds one without a name."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 (only where there is a workbook)

    return CalamineWorkbook.from_path(path).sheet_names if path.suffix.lower() == ".xlsx" else [""]


def _above_header(rows: Sequence[Row], wanted: str) -> int:
    filled = [[str(cell).strip() for cell in row if cell not in (None, "")] for row in rows[:_HEADER_WITHIN]]
    if wanted:
        for number, cells in enumerate(filled):
            if wanted in cells:
                return number
    widest = max(map(len, filled), default=0)
    return next((number for number, cells in enumerate(filled) if cells and len(set(cells)) * 2 >= widest), 0)


def _fitted(path: Path, number: int, row: Row, width: int) -> Row:
    if any(cell not in (None, "") for cell in row[width:]):
        raise KgError(
            _("{path}, row {row}: more cells than columns").format(path=path, row=number),
            hint=_("give each column a name, or quote the cell"),
        )
    return (*row[:width], *[None] * (width - len(row)))


def _csv(path: Path) -> list[Row]:
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")  # Excel's "Unicode text" is UTF-16
    except UnicodeDecodeError:
        raise KgError(tell(not_utf8(path, str(path)))) from None
    if "\0" in text:
        raise KgError(
            _("{path} holds a NUL byte, so it is no CSV file").format(path=path),
            hint=_("save it as CSV UTF-8 or as XLSX"),
        )
    said = _EXCEL_DELIMITER.match(text)
    text = text[said.end() :] if said else text
    sample = text[:4096].splitlines()[:_HEADER_WITHIN]
    delimiter = said[1] if said else max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in sample))
    try:  # StringIO ends lines where CSV does; str.splitlines would do so inside cells too
        return [tuple(row) for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as error:
        raise KgError(
            _("{path} cannot be read as CSV: {reason}").format(path=path, reason=cause(error)),
            hint=_('a cell that begins with " ends with one too'),
        ) from None


def _workbook(path: Path, wanted: str) -> list[Row]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (only where there is a workbook)

    path.open("rb").close()  # its own error for a file that is not there or may not be read
    try:
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_name(wanted) if wanted else book.get_sheet_by_index(0)
    except CalamineError as error:
        raise KgError(
            _("{path} is no XLSX workbook: {reason}").format(path=path, reason=cause(error)),
            hint=_("save it again as XLSX or CSV UTF-8"),
        ) from None
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return [tuple(row) for row in rows]


def _cell(cell: Any) -> Cell:
    """A value of a workbook, which knows no whole numbers and no empty cell."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | int | float | datetime.date) and cell != "" else str(cell) or None
