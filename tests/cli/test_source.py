"""Own sources: made, filled in, checked, added, compared and removed, from the command line."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kg.base.messages import tell
from kg.gather.corpus import gather_one
from kg.gather.folder import read_folder
from kg.schema.records import TABLES
from tests.command import Done, Run

WORLD = Path(__file__).parent.parent / "world"
ROWS = {
    "sources": [{"id": "TOMSK", "title": "Список", "kind": "official-site"}],
    "attestations": [
        {"place_a": "Хабаровск", "place_b": "哈尔滨", "kind": "sister", "date": "2002-04-17", "source": "TOMSK"},
        {"place_a": "Хабаровск", "place_b": "Харбни", "kind": "sistr", "date": "1993-02", "source": "TOMSK"},
    ],
}


@pytest.fixture
def source(kg: Run, tmp_path: Path) -> Run:
    """The command ``kg source`` of a person with a list of added sources of their own."""
    return lambda *words, **_: kg("source", *words, env={"KG_DATA": str(tmp_path / "data")})


def rows(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.stdout)))


def fill(folder: Path) -> None:
    """Write the rows into the empty tables of a template, CSV files or a workbook, as a person would."""
    if not (folder / "tables.xlsx").exists():
        for table, records in ROWS.items():
            header = (folder / f"{table}.csv").read_text(encoding="utf-8").strip().split(",")
            with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as stream:
                csv.DictWriter(stream, header, lineterminator="\n").writerows(records)
        return
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    as_excel: dict[str, Any] = {"2002-04-17": datetime.datetime(2002, 4, 17)}  # noqa: DTZ001 (as Excel has it)
    for table, records in ROWS.items():
        header = [str(cell.value) for cell in book[table][1]]
        for record in records:
            cells: list[Any] = [record.get(name) for name in header]
            book[table].append([as_excel.get(cell, cell) for cell in cells])
    book.save(folder / "tables.xlsx")


@pytest.mark.parametrize("form", [[], ["--xlsx"]], ids=["csv", "xlsx"])
def test_a_new_source_is_sound_and_its_rows_are_told(form: list[str], source: Run, tmp_path: Path) -> None:
    done = source("new", "tomsk", *form, "--lang", "ru")
    assert (done.returncode, done.stdout) == (0, "tomsk\n")
    assert gather_one(tmp_path / "tomsk", [WORLD]).problems == ()
    fill(tmp_path / "tomsk")
    told = [tell(problem).partition(": ") for problem in gather_one(tmp_path / "tomsk", [WORLD]).problems]
    table = "tomsk/tables.xlsx#attestations" if form else "tomsk/attestations.csv"
    assert [where for where, _, _ in told] == [f"{table}, row 3, column kind", f"{table}, row 3, column place_b"]
    first, second = read_folder(tmp_path / "tomsk").records["attestations"]
    assert (first.date.iso, second.date.iso) == ("2002-04-17", "1993-02")


def test_a_workbook_offers_codes_keeps_what_is_typed_and_explains_in_three_languages(
    source: Run, tmp_path: Path
) -> None:
    source("new", "tomsk", "--xlsx", "--tables", "attestations,events")
    book = openpyxl.load_workbook(tmp_path / "tomsk" / "tables.xlsx")
    assert book.sheetnames == ["sources", "attestations", "events", "columns", "codes"]
    sheet = book["attestations"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    kind = next(cell.column_letter for cell in sheet[1] if cell.value == "kind")
    offered = book["codes"][rules[f"{kind}2:{kind}5000"].partition("!")[2].replace("$", "")]
    assert [cell.value for (cell,) in offered] == ["contact", "intention", "partner", "sister", "unknown"]
    assert sheet.column_dimensions["A"].number_format == "@"
    meaning = next(row for row in book["columns"].values if row[:2] == ("attestations", "kind"))
    assert meaning[3:] == (
        "вид связи – один из кодов tie-kind",
        "the kind of tie – one of the codes of tie-kind",
        "关系类型 – tie-kind 的代码之一",
    )


def test_every_column_of_every_table_says_what_to_write(source: Run, tmp_path: Path) -> None:
    source("new", "tomsk", "--tables", ",".join(TABLES), "--lang", "zh")
    text = (tmp_path / "tomsk" / "README.md").read_text(encoding="utf-8")
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    columns = [
        name.removesuffix(" *") for name, _, *written in cells if written and written[0] not in ("---", "填写内容")
    ]
    assert columns == [name for table in TABLES.values() for name in table.columns]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new", "my list"], "'my list' cannot be part of an IRI"),
        (["new", "ties"], "a source is called ties already"),
        (["new", "own", "--tables", "atestations"], "did you mean attestations or"),
        (["new", "own", "--out", "."], ". is already there"),
        (["remove", "ties"], "the source 'ties' was not added (bundled) – --only leaves it out"),
        (["remove", "tomsk"], "no source is called 'tomsk' – added are: –"),
        (["diff", "ties", "tie"], "no folder and no source is called 'tie' – did you mean ties?"),
    ],
)
def test_misuse_is_one_line(words: list[str], message: str, source: Run) -> None:
    done = source(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_added_is_read_until_it_is_removed(source: Run, tmp_path: Path) -> None:
    source("new", "tomsk")
    assert source("add", "tomsk").stdout == "tomsk is read from tomsk; undo: kg source remove tomsk\n"
    assert json.loads((tmp_path / "data" / "sources.json").read_text()) == {"tomsk": str(tmp_path / "tomsk")}
    *bundled, own = rows(source("list"))
    assert {row["from"] for row in bundled} == {"bundled"}
    assert (own["id"], own["from"], own["folder"]) == ("tomsk", "added", str(tmp_path / "tomsk"))
    assert "tomsk is read already" in source("add", "tomsk").stderr
    gone = source("remove", "tomsk")
    assert gone.stdout == f"tomsk is no longer read; its files stay. Undo: kg source add {tmp_path / 'tomsk'}\n"
    assert (tmp_path / "tomsk" / "source.toml").is_file()


def test_a_source_with_errors_is_not_added(source: Run, tmp_path: Path) -> None:
    source("new", "tomsk")
    fill(tmp_path / "tomsk")
    done = source("add", "tomsk")
    assert done.returncode == 1
    assert "tomsk/attestations.csv, row 3, column kind: 'sistr' is not in the list tie-kind" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_difference_is_a_row_added_removed_or_a_cell_changed(source: Run, tmp_path: Path) -> None:
    header = "place_a,place_b,kind,date,source\n"
    for name, body in (
        ("old", "a,b,sister,1993,S\na,c,sister,1995,S\n"),
        ("new", "a,d,partner,,S\na,b,sister,1994,S\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "attestations.csv").write_text(header + body, encoding="utf-8")
    done = source("diff", "old/attestations.csv", "new/attestations.csv")
    assert done.returncode == 1
    assert [tuple(row.values()) for row in rows(done)] == [
        ("attestations", "changed", "a; b; sister; S", "date", "1993", "1994", "attestations.csv:3"),
        ("attestations", "removed", "a; c; sister; S", "", "a; c; sister; 1995; S", "", "attestations.csv:3"),
        ("attestations", "added", "a; d; partner; S", "", "", "a; d; partner; S", "attestations.csv:2"),
    ]
    assert source("diff", "ties", "ties").returncode == 0


def test_findings_are_told_to_ci_by_file_and_line(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    text = 'place_a,place_b,kind,source,note\nХабаровск,Харбин,sister,CN2004,"two\nlines"\nЧита,Харбин,sistr,CN2004,\n'
    (tmp_path / "own" / "attestations.csv").write_text(text, encoding="utf-8")
    done = kg("check", "own/attestations.csv", "--format", "github")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=own/attestations.csv,line=4,title=table/code::kind: 'sistr' is not in")
    assert "checked: tables; shapes and quality questions follow when no table has an error" in done.stderr
    assert kg("check", "own/attestations.csv", "--format", "sarif", "--summary").returncode == 2
