"""Tables as XLSX workbooks."""

from __future__ import annotations

import datetime
import errno
import importlib
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from pyoxigraph import Literal
from rich.cells import cell_len

from kg.ask.results import Cell, Table, Value, plain
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, _, grouped
from kg.base.namespaces import RDF, XSD
from kg.formats.shown_cells import is_address, is_formula, seen, text_of
from kg.formats.zipped import EPOCH, repack

_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LONGEST_NAME = 31  # characters of a sheet's name; the format's own limit
_LONGEST_CELL = 32_767  # characters; the format's own limit
_MOST_ROWS = 1_048_575  # below the heading; the format's own limit


_MOST_LINKS = 65_530  # of a sheet, and
_LONGEST_LINK = 2_079  # characters of one; the limits of Excel
_WIDEST = 60  # characters of a column; longer texts go on over the next line
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it the days of a spreadsheet are off by one, or none
_DATES = {XSD + "date": datetime.date.fromisoformat, XSD + "dateTime": datetime.datetime.fromisoformat}
_TEXTS = frozenset({XSD + "string", RDF + "langString"})
# What openpyxl or a program takes for a formula or an error; a cell object for every text takes three times as long.
_ACTS = re.compile(r"[\t\r\n#]|[\s\ufeff]*[=+\-@＝＋－＠]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def write_xlsx(table: Table, out: IO[bytes]) -> None:
    """A workbook with one sheet, named after the question; same table, same bytes.

    Text never becomes a formula; numbers are numbers, whole dates are dates and addresses are links.

    >>> made = io.BytesIO()
    >>> write_xlsx(Table(["name"], [["=1+1"]]), made)
    >>> made.getvalue()[:2]
    b'PK'
    """
    if len(table) > _MOST_ROWS:
        message = _("{count} rows do not fit a sheet").format(count=grouped(len(table)))
        raise KgError(message, hint=_("use --format csv or --limit"))
    texts = [[text_of(cell) for cell in row] for row in table.cells]
    longest = max((len(text) for row in texts for text in row), default=0)
    if longest > _LONGEST_CELL:
        message = _("a text of {count} characters does not fit a cell").format(count=grouped(longest))
        raise KgError(message, hint=_("use --format csv"))
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(table.title or table.name))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(table.columns), 1))}{len(table) + 1}"
    columns = zip(*texts, strict=True) if texts else ((),) * len(table.columns)
    for number, (heading, column) in enumerate(zip(table.headings, columns, strict=True), start=1):
        # Measuring takes long, and a long text is as wide as can be; three are for the button of the filter.
        width = max(len(text) if len(text) > _WIDEST else cell_len(text) for text in {heading, *column}) + 3
        sheet.column_dimensions[get_column_letter(number)].width = min(width, _WIDEST)
    head = [_cell(sheet, name) for name in table.headings]
    for cell in head:
        cell.font = Font(bold=True)
    with _disk_told():
        sheet.append(head)
        for cells in _rows(sheet, table.cells, texts):
            sheet.append(cells)
    save(book, out)


def _rows(sheet: Any, rows: Iterable[Sequence[Cell | Value]], texts: Iterable[Sequence[str]]) -> Iterator[list[Any]]:
    links, linked = 0, Font(color="0563C1", underline="single")
    for row, told in zip(rows, texts, strict=True):
        cells: list[Any] = []
        for source, text in zip(row, told, strict=True):
            if source is None:
                cells.append(None)
                continue
            value = _sheet_value(source)
            if text[:4] == "http" and links < _MOST_LINKS and is_address(text) and len(text) <= _LONGEST_LINK:
                cell = _cell(sheet, str(value))
                cell.hyperlink, links = text, links + 1
                cell.font = linked
                cells.append(cell)
            elif isinstance(value, str):
                cells.append(_cell(sheet, value) if _ACTS.match(value) else seen(value))
            else:
                cells.append(value)
        yield cells


def sheet_name(text: str) -> str:
    """A name that a sheet may have, from a title: at most 31 characters, cut between words where there are any.

    >>> sheet_name("Whether two places are sisters — place: Хабаровск"), sheet_name("[a]/b?"), sheet_name("")
    ('Whether two places are sisters', 'a b', 'kg')
    """
    name = " ".join(_NOT_IN_A_NAME.sub(" ", seen(text)).split())
    if len(name) > _LONGEST_NAME:
        cut = name[: _LONGEST_NAME + 1]
        name = cut.rpartition(" ")[0] or cut[:_LONGEST_NAME]
    return name.rstrip(" —–-:：,，;；") or "kg"


def _sheet_value(cell: Cell) -> Value | datetime.date:
    kind = cell.datatype.value if isinstance(cell, Literal) else ""
    if kind in _TEXTS:
        return text_of(cell)
    value = plain(cell)
    if isinstance(value, int) and abs(value) >= 10**15:
        return text_of(cell)  # a spreadsheet keeps fifteen digits of a number
    if kind in _DATES:
        try:
            date = _DATES[kind](text_of(cell))
        except ValueError:
            return value
        naive = date.replace(tzinfo=None) if isinstance(date, datetime.datetime) else date
        return naive if (naive.year, naive.month) >= (_FIRST_DAY.year, _FIRST_DAY.month) else value
    return value


def _cell(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, seen(value))
    cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    cell.quotePrefix = is_formula(value)  # and so would the program, once the cell is edited
    return cell


def add_sheet(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Any:
    """Put a sheet of texts into a workbook, with a bold heading that stays; columns of a language are wide."""
    sheet = book.create_sheet(name)
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    sheet.freeze_panes = "A2"
    for number in range(1, len(head) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 50 if head[number - 1] in LANGUAGES else 18
    wrapped = Alignment(wrap_text=True, vertical="top")
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = wrapped
            if cell.value is not None:
                cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    return sheet


def save(book: Workbook, out: IO[bytes]) -> None:
    """Write a workbook without the time at which it is made."""
    made = io.BytesIO()
    with _disk_told():
        book.save(made)
    repack(made, out, _without_times)


@contextmanager
def _disk_told() -> Iterator[None]:
    """Tell a disk that takes no more as the system does; where lxml is installed, openpyxl writes with it."""
    try:
        refusal: type[Exception] = importlib.import_module("lxml.etree").SerialisationError
    except ImportError:
        yield
        return
    try:
        yield
    except refusal as error:
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from error


def _without_times(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    moment = datetime.datetime(*EPOCH, tzinfo=datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _MODIFIED.sub(rb"\g<1>" + moment.encode(), content)
