"""Spreadsheets are ready to use: a named sheet, headings, widths, a filter, links, dates and numbers."""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import openpyxl.worksheet.worksheet
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import Literal, NamedNode

from kg.ask.results import Cell, Table
from kg.base.languages import speaking
from kg.base.namespaces import XSD
from kg.formats.registry import write
from kg.formats.workbook import sheet_name


def dated(text: str, kind: str = "date") -> Literal:
    return Literal(text, datatype=NamedNode(XSD + kind))


def sheet_of(table: Table) -> Worksheet:
    out = io.BytesIO()
    write(table, "xlsx", out)
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_sheet_is_named_headed_frozen_filtered_and_wide_enough() -> None:
    sheet = sheet_of(Table(["p", "n"], [["哈尔滨市" * 4, 1]], ["Место", "Число"], title="Центры [все]: где? / как"))
    assert sheet.title == "Центры все где как"
    assert [cell.value for cell in sheet[1]] == ["Место", "Число"]
    assert all(cell.font.b for cell in sheet[1])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")
    assert sheet.column_dimensions["A"].width > 32 > sheet.column_dimensions["B"].width


def test_addresses_are_links_and_other_texts_are_not() -> None:
    (row,) = sheet_of(
        Table(["a", "b", "c", "d"], [[NamedNode("https://e.org/a?x=1&y"), "http://e.org/", "see http://e.org", "=1"]])
    ).iter_rows(min_row=2)
    assert [cell.hyperlink and cell.hyperlink.target for cell in row] == [
        "https://e.org/a?x=1&y",
        "http://e.org/",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (dated("1993-02-28"), datetime.datetime(1993, 2, 28)),  # noqa: DTZ001 (a sheet knows no zones)
        (dated("2020-01-02T03:04:05Z", "dateTime"), datetime.datetime(2020, 1, 2, 3, 4, 5)),  # noqa: DTZ001
        (dated("1899-02-28"), "1899-02-28"),
        (dated("1993-02", "gYearMonth"), "1993-02"),
        (dated("1993-02-31"), "1993-02-31"),
        (dated("0.85", "decimal"), 0.85),
        (10**15, str(10**15)),
    ],
)
def test_dates_are_dates_and_numbers_numbers_where_a_sheet_can_hold_them(cell: Cell, value: object) -> None:
    assert sheet_of(Table(["a"], [[cell]]))["A2"].value == value


@pytest.mark.parametrize("title", ["", "'", "History: of\\all", "a" * 99, "友好城市" * 20, "слово " * 20])
def test_a_sheet_has_a_name_that_is_allowed(title: str) -> None:
    name = sheet_name(title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\'")


@pytest.mark.parametrize(
    ("lang", "delimiter", "number"), [("en", ",", "-0.85"), ("ru", ";", "-0,85"), ("zh", ",", "-0.85")]
)
def test_csv_for_excel_has_a_mark_headings_and_the_marks_of_the_language(
    lang: str, delimiter: str, number: str
) -> None:
    out = io.BytesIO()
    with speaking(lang):
        write(Table(["place", "n"], [["=1+1; «ё», 哈", -0.85]], ["Heading", "N"]), "excel-csv", out)
    text = out.getvalue().decode("utf-8-sig")
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) == [
        ["Heading", "N"],
        ["'=1+1; «ё», 哈", number],
    ]


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_what_a_program_reads_keeps_the_point_in_every_language(form: str) -> None:
    out = io.BytesIO()
    with speaking("ru"):
        write(Table(["n"], [[0.85]]), form, out)
    assert b"0.85" in out.getvalue()


@pytest.mark.parametrize("text", [" =1+1", "\xa0\u3000+1-x", "\ufeff@a", " \t-1+1"])
@pytest.mark.parametrize("form", ["csv", "excel-csv", "tsv", "md"])
def test_blanks_before_a_formula_hide_it_in_no_format(form: str, text: str) -> None:
    out = io.BytesIO()
    write(Table(["a"], [[text]]), form, out)
    assert out.getvalue().decode("utf-8-sig").splitlines()[-1].strip('"| ').startswith("'")
    assert sheet_of(Table(["a"], [[text]]))["A2"].quotePrefix


FULL = """
import io, resource
from kg.ask.results import Table
from kg.formats.workbook import write_xlsx
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    write_xlsx(Table(["name"], [[f"город {n}"] for n in range(5000)]), io.BytesIO())
except OSError as error:
    print(error.strerror, flush=True)
"""


def test_a_disk_that_takes_no_more_is_told_as_the_system_does() -> None:
    command = [sys.executable, "-X", "utf8", "-c", FULL]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() in {"File too large", "No space left on device"}, done.stderr
