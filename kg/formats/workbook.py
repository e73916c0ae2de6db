"""Tables as XLSX workbooks."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from kg.ask.results import Table, Term, Value, plain
from kg.base.errors import KgError
from kg.formats.shown_cells import seen, text_of

_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_CELL = 32_767  # characters; the format's own limit
_MOST_ROWS = 1_048_575  # below the heading; the format's own limit


def write_xlsx(table: Table, out: IO[bytes]) -> None:
    """A workbook with one sheet; text never becomes a formula; same table, same bytes.

    >>> made = io.BytesIO()
    >>> write_xlsx(Table.of(["name"], [["=1+1"]]), made)
    >>> made.getvalue()[:2]
    b'PK'
    """
    if len(table) > _MOST_ROWS:
        raise KgError(f"{len(table):,} rows do not fit a sheet", hint="use --format csv or --limit")
    longest = max((len(text_of(term)) for row in table.terms for term in row), default=0)
    if longest > _LONGEST_CELL:
        raise KgError(f"a text of {longest:,} characters does not fit a cell", hint="use --format csv")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("answer")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in table.headings or table.columns])
    for row in table.terms:
        sheet.append([_cell(sheet, _sheet_value(term)) for term in row])
    made = io.BytesIO()
    book.save(made)
    _write_timeless(made, out)


def _sheet_value(term: Term | None) -> Value:
    value = plain(term)
    if isinstance(value, int) and abs(value) >= 10**15:
        return text_of(term)  # a spreadsheet keeps fifteen digits of a number
    return value


def _cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, seen(value))
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    cell.quotePrefix = bool(value) and value[0] in "=+-@"  # and so would the program, once the cell is edited
    return cell


def _write_timeless(made: io.BytesIO, out: IO[bytes]) -> None:
    """Copy a workbook without the time at which it was made."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                moment = datetime.datetime(*_EPOCH, tzinfo=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                content = _MODIFIED.sub(rb"\g<1>" + moment.encode(), content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
