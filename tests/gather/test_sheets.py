"""A person's own table: the header below its titles, merged cells, cells that hold line breaks of another kind."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kg.base.errors import KgError
from kg.gather.sheets import Cell, Sheet, read

TITLED: list[list[Cell]] = [
    ["Побратимы, 2022", None, None],
    [None, None, None],
    ["край", "город", "год"],
    ["Приморский край", "Владивосток", 1992],
    [None, "Артём", 1995.5],
]


def workbook(path: Path, rows: list[list[Cell]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


@pytest.mark.parametrize("wanted", ["", "город"])
def test_titles_above_the_header_are_counted_and_left_out(wanted: str, tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "t.xlsx", TITLED, "A1:C1"), wanted)
    assert (sheet.columns, sheet.above) == (("край", "город", "год"), 2)


def test_a_merged_cell_counts_for_each_that_it_covers(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "t.xlsx", TITLED, "A1:C1", "A4:A5"))
    assert sheet.rows == [("Приморский край", "Владивосток", 1992), ("Приморский край", "Артём", 1995.5)]


def test_the_wanted_column_tells_the_header(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\nname,year\nПермь,1993\n", encoding="utf-8")
    assert read(path, "name")[:4] == Sheet(("name", "year"), [("Пермь", "1993")], 1, (3,))[:4]
    assert read(path).above == 0


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"])
def test_a_cell_may_hold_what_only_python_takes_for_the_end_of_a_line(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"city,n\nХаба{sign}ровск,1\n", encoding="utf-8")
    assert read(path).rows == [(f"Хаба{sign}ровск", "1")]


def test_the_sign_that_excel_writes_above_a_table_parts_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\ncity;note\nПермь;a,b,c\n", encoding="utf-8")
    assert read(path) == Sheet(("city", "note"), [("Пермь", "a,b,c")], 0, (2,))


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_what_excel_calls_unicode_text_is_read(order: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeffгород\tгод\r\nПермь\t1993\r\n".encode(order))
    assert read(path) == Sheet(("город", "год"), [("Пермь", "1993")], 0, (2,), ("read as UTF-16",))
    path.write_bytes("城市\t年\r\n".encode(order))  # without its mark as well
    assert read(path).columns == ("城市", "年")


def test_a_quote_that_is_not_closed_swallows_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('city\n"Harbin\nPerm\n', encoding="utf-8")
    with pytest.raises(KgError, match="cannot be read as CSV"):
        read(path)
