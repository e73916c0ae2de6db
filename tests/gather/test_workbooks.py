"""Workbooks as people have them: hidden, merged, computed, broken; nothing is run and nothing is lost silently."""

from __future__ import annotations

import datetime
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from kg.base.errors import KgError
from kg.gather.sheets import Cell, names, read

ROWS: list[list[Cell]] = [["город", "год", "дата"], ["Пермь", 1993, datetime.date(2002, 4, 17)], ["Уфа", 0.5, True]]
READ = [("Пермь", 1993, datetime.date(2002, 4, 17)), ("Уфа", 0.5, True)]


def workbook(
    path: Path, change: Callable[[openpyxl.Workbook, Worksheet], object], rows: list[list[Cell]] = ROWS
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    change(book, sheet)
    book.save(path)
    return path


def spreadsheet(path: Path, content: str) -> Path:
    """An ODS workbook with these tables."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{content}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return path


def cell(text: str, about: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {about}><text:p>{text}</text:p></table:table-cell>"


def hide(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[2].hidden = True


def test_hidden_rows_and_columns_are_named_and_left_out(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "t.xlsx", lambda _book, sheet: hide(sheet)))
    assert (sheet.columns, sheet.rows, sheet.numbers) == (("город", "дата"), [("Уфа", True)], (3,))
    assert sheet.notes == ("hidden columns, left out: B", "hidden rows, left out: 2")


def add_sheets(book: openpyxl.Workbook) -> None:
    book.create_chartsheet("chart", 0)
    book.create_sheet("cover", 1)
    book.create_sheet("other").append(["a"])
    book.create_sheet("secret").append(["b"])
    book["secret"].sheet_state = "hidden"


def test_the_first_visible_sheet_with_values_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", lambda book, _sheet: add_sheets(book))
    sheet = read(path)
    assert sheet.rows == READ
    assert sheet.notes == ("the sheet 'Sheet' is read; not: other", "hidden sheets, left out: secret")
    assert names(path) == ["cover", "Sheet", "other"]
    assert read(path, sheet="secret").columns == ("b",)
    with pytest.raises(KgError, match="has no sheet 'othr' – did you mean other"):
        read(path, sheet="othr")
    with pytest.raises(KgError, match="is empty"):
        read(path, sheet="cover")


def test_formulas_without_a_value_and_errors_are_named_by_their_cells(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", lambda _book, _sheet: None, [["a", "b"], ["x", "=A2"], ["y", "#N/A"]])
    sheet = read(path)
    assert sheet.rows == [("x", None), ("y", None)]
    assert sheet.notes == (
        "formulas without a value, read as empty: B2; save the file in a spreadsheet program",
        "errors of formulas, read as empty: B3",
    )


def test_formulas_with_a_value_are_named_and_macros_told_and_not_run(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsm", lambda _book, _sheet: None, [["a", "b"], ["x", 7]])
    with zipfile.ZipFile(path) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    kept[sheet] = kept[sheet].replace(b"<v>7</v>", b"<f>3+4</f><v>7</v>")
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in {**kept, "xl/vbaProject.bin": b"Sub Auto_Open()"}.items():
            parts.writestr(name, content)
    found = read(path)
    assert found.rows == [("x", 7)]
    assert found.notes == (
        "macros, not run: xl/vbaProject.bin",
        "formulas, read by the values that were saved with them: B2",
    )


def format_blanks(sheet: Worksheet) -> None:
    for row in (9, 5000, 1_048_576):
        sheet.cell(row, 16_384 if row > 5000 else 9).font = Font(bold=True)


def test_cells_that_are_only_formatted_are_left_out(tmp_path: Path) -> None:
    sheet = read(workbook(tmp_path / "t.xlsx", lambda _book, sheet: format_blanks(sheet)))
    assert (sheet.columns, sheet.rows, sheet.notes) == (("город", "год", "дата"), READ, ())


def test_a_value_far_away_is_told_and_takes_no_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", lambda _book, sheet: sheet.cell(1_048_576, 16_384, "x"))
    with pytest.raises(KgError, match="wider and longer than 20,000,000 cells"):
        read(path)


def test_a_head_of_two_rows_with_merged_cells_becomes_one(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Побратимы", None, None, None, None],
        ["Россия", None, "Китай", None, "Год"],
        ["город", "край", "город", "провинция", None],
        ["Пермь", "Пермский", "Циндао", "Шаньдун", 2006],
    ]
    merged = ("A1:E1", "A2:B2", "C2:D2", "E2:E3")
    sheet = read(workbook(tmp_path / "t.xlsm", lambda _book, sheet: [*map(sheet.merge_cells, merged)], rows))
    assert sheet.columns == ("Россия / город", "Россия / край", "Китай / город", "Китай / провинция", "Год")
    assert (sheet.rows, sheet.above) == ([("Пермь", "Пермский", "Циндао", "Шаньдун", 2006)], 1)


def test_a_workbook_of_libreoffice_is_read_alike(tmp_path: Path) -> None:
    hidden = 'table:visibility="collapse"'
    rows = [
        cell("город") + cell("x") + cell("год"),
        cell("Пермь", 'office:value-type="string" table:number-rows-spanned="2"') + cell("y")
        + cell("1993", 'office:value-type="float" office:value="1993"'),
        "<table:covered-table-cell/>" + cell("z") + '<table:table-cell table:formula="of:=1"/>',
    ]  # fmt: skip
    path = spreadsheet(
        tmp_path / "t.ods",
        f'<table:table table:name="T"><table:table-column/><table:table-column {hidden}/>'
        + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        + f"<table:table-row {hidden}>{cell('Омск')}</table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048000">'
        + '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        + '</table:table><table:table table:name="U"/>',
    )
    sheet = read(path)
    assert (sheet.columns, sheet.rows) == (("город", "год"), [("Пермь", 1993), ("Пермь", None)])
    assert sheet.notes == (
        "hidden columns, left out: B",
        "hidden rows, left out: 4",
        "formulas without a value, read as empty: C3; save the file in a spreadsheet program",
    )


@pytest.mark.parametrize("side", ["rows", "columns"])
def test_a_value_that_is_repeated_without_end_is_told_and_takes_no_memory(side: str, tmp_path: Path) -> None:
    many = cell("x", f'office:value-type="string" table:number-{side}-repeated="9999999"')
    row = f'<table:table-row table:number-rows-repeated="9999999">{many}{many}</table:table-row>'
    path = spreadsheet(tmp_path / "t.ods", f'<table:table table:name="T">{row * 20}</table:table>')
    with pytest.raises(KgError, match="wider and longer than 20,000,000 cells"):
        read(path)


def test_entities_of_a_workbook_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(KgError, match="is no sound workbook: DOCTYPE"):
        read(path)


def test_a_broken_workbook_is_told_in_one_line(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", lambda _book, sheet: hide(sheet)).read_bytes()
    path, dice = tmp_path / "broken.xlsx", random.Random(11)
    told: list[str] = []
    for _round in range(400):
        data = bytearray(good)
        for _change in range(dice.choice((1, 2, 9))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data[: dice.randrange(len(data))] if dice.random() < 0.1 else data)
        try:
            read(path)
        except KgError as error:
            told.append(str(error))
    assert len(told) > 100
    assert [line for line in told if "broken.xlsx" not in line or "\n" in line] == []
