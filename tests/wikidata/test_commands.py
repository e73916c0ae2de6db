"""The commands as a person types them, against the slice and against a spreadsheet."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from kg.base.errors import KgError
from kg.base.resources import sources_dir
from kg.cli.reconcile import ADDED, reconcile
from kg.cli.wikidata import wikidata
from tests.wikidata.conftest import DATE

GAZETTEER = ("--sources", str(sources_dir() / "gazetteer"), "--only")


class Done:
    """What a command gave: its exit code, stdout and stderr."""

    def __init__(self, command: Any, *words: str, typed: str = "") -> None:
        result = CliRunner().invoke(command, list(words), input=typed, standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        self.code = result.return_value or 0
        self.out, self.err = result.stdout, result.stderr


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def how(wikidata: str) -> list[str]:
    return ["--endpoint", wikidata, "--date", DATE, "--pause", "0"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_link_then_review_then_nothing_is_asked_again(how: list[str], tmp_path: Path) -> None:
    words = ["link", "--links", str(tmp_path / "links"), "--kind", "place"]
    first = Done(wikidata, *words, *how)
    assert first.code == 1  # some places have no candidate
    assert "requests" in first.err
    reviewed = Done(wikidata, *words[:3], "--review", "--author", "me", typed="ynq")
    assert "1 yes, 1 no" in reviewed.err
    judged = {name: (tmp_path / "links" / f"{name}.sssom.tsv").read_bytes() for name in ("positive", "negative")}
    again = Done(wikidata, *words, *how)
    assert "0 requests" not in first.err
    assert judged == {name: (tmp_path / "links" / f"{name}.sssom.tsv").read_bytes() for name in judged}
    assert again.out.count("\n") == first.out.count("\n") - 1  # the place that has its item is left out


def test_the_measure_does_not_count_what_a_program_chose(how: list[str], tmp_path: Path) -> None:
    words = ["link", "--links", str(tmp_path), "--kind", "place", *how]
    before = Done(wikidata, *words, "--evaluate").out
    accepted = Done(wikidata, *words, "--accept", "0.99")
    assert "places are taken, with a score of 0.8 or more" in accepted.err
    assert "semapv:CompositeMatching" in (tmp_path / "positive.sssom.tsv").read_text(encoding="utf-8")
    assert Done(wikidata, *words, "--evaluate").out == before


def test_check_lists_faults_and_exits_with_one(how: list[str]) -> None:
    done = Done(wikidata, "check", *how)
    assert done.code == 1
    assert "error,far,ru-perm" in done.out
    assert "error,former,ru-kaluga" in done.out


def test_pull_then_offline_is_the_same(how: list[str], tmp_path: Path) -> None:
    first = Done(wikidata, "pull", "--between", "de", "fr", "--out", str(tmp_path / "a"), *how)
    second = Done(wikidata, "pull", "--between", "DE", "FR", "--out", str(tmp_path / "b"), *how, "--offline")
    assert (first.code, second.code) == (0, 0)
    assert "0 requests" in second.err
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_audit_prints_a_table_findings_and_lines(how: list[str], tmp_path: Path) -> None:
    table = Done(wikidata, "audit", *how)
    assert table.code == 1
    assert table.out.startswith("state,place a,place b")
    Done(wikidata, "audit", *how, "--out", str(tmp_path / "audit.ttl"))
    assert "a tie:DataIssue" in (tmp_path / "audit.ttl").read_text(encoding="utf-8")
    lines = Done(wikidata, "audit", *how, "--summary", "--lang", "ru").out.splitlines()
    assert lines[-1].startswith("всего: совпало")
    assert any(line.startswith("Амурская область:") for line in lines)


def test_propose_writes_batches_and_a_preview(how: list[str], tmp_path: Path) -> None:
    done = Done(wikidata, "propose", "--out", str(tmp_path / "p"), *how, "--retrieved", "2026-01-15")
    assert done.code == 0
    assert "+2026-01-15T00:00:00Z/11" in (tmp_path / "p" / "quickstatements.tsv").read_text(encoding="utf-8")
    assert "nothing has been sent" in (tmp_path / "p" / "preview.txt").read_text(encoding="utf-8")
    with pytest.raises(KgError, match="write a day"):
        Done(wikidata, "propose", "--out", str(tmp_path / "p"), *how, "--retrieved", "15.01.2026")


@pytest.mark.parametrize("words", [["check"], ["audit"], ["link", "--kind", "place"], ["pull", "--out", "x"]])
def test_offline_without_kept_answers_is_refused_before_anything_is_written(words: list[str], tmp_path: Path) -> None:
    with pytest.raises(KgError, match="--offline forbids asking"):
        Done(wikidata, *words, "--offline", "--links", str(tmp_path / "links"), "--date", DATE)
    assert not (tmp_path / "links").exists()


def test_a_country_without_places_here_is_named(how: list[str]) -> None:
    with pytest.raises(KgError, match="no source here has the country 'DE'"):
        Done(wikidata, "audit", "--between", "DE", "FR", *how)


CELLS: list[list[str | int | None]] = [
    ["город", "год", "note"],
    ["Хабаровск", 1993, "=1+1"],
    ["Suzhou", -5, "+x"],
    [None, None, "@y"],
    ["Мухосранск", 1, ""],
]


def sheet(folder: Path, suffix: str) -> Path:
    path = folder / f"cities{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in CELLS:
            book.worksheets[0].append(row)
        book.worksheets[0]["C2"].data_type = "s"
        book.save(path)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([["" if c is None else c for c in row] for row in CELLS])
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_spreadsheet_gets_five_columns_and_no_formula(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = Done(reconcile, str(sheet(tmp_path, suffix)), "--column", "город", "--out", str(out), *GAZETTEER)
    assert done.code == 1
    assert "4 rows: 1 certain, 1 with alternatives only, 1 without a candidate, 1 empty" in done.err
    first, second, third, fourth = rows(out)
    assert [first[name] for name in ADDED] == ["ru-khabarovsk", "Q4454", "100", "Хабаровск", ""]
    assert (second["kg_id"], second["kg_alternatives"]) == ("", "cn-suzhou-anhui (100); cn-suzhou-jiangsu (100)")
    assert [first["note"], second["note"], third["note"]] == ["'=1+1", "'+x", "'@y"]
    assert (second["год"], fourth["kg_score"]) == ("-5", "")


def test_a_workbook_can_be_written_and_holds_text_only(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    Done(reconcile, str(sheet(tmp_path, ".csv")), "--column", "город", "--out", str(out), *GAZETTEER)
    book = openpyxl.load_workbook(out)
    cells = list(book.worksheets[0].iter_rows())
    assert [cell.value for cell in cells[0]] == ["город", "год", "note", *ADDED]
    assert {cell.data_type for row in cells for cell in row} <= {"s", "inlineStr", "n"}


def test_a_date_of_a_workbook_stays_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    moment = datetime.datetime.fromisoformat("1993-06-01T10:30")
    for row in (["city", "day", "time"], ["Harbin", moment.date(), moment]):
        book.worksheets[0].append(row)
    book.save(path := tmp_path / "t.xlsx")
    words = [str(path), "--column", "city", *GAZETTEER]
    Done(reconcile, *words, "--out", str(tmp_path / "out.xlsx"))
    (cells,) = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    assert cells[1:3] == (datetime.datetime.fromisoformat("1993-06-01"), moment)
    assert Done(reconcile, *words).out.splitlines()[1].startswith("Harbin,1993-06-01,1993-06-01T10:30:00,cn-harbin")


@pytest.mark.parametrize(
    ("content", "words", "message"),
    [
        (b"city\nHarbin\n", ["--column", "town"], "no column is called 'town' – the columns are: city"),
        (b"", ["--column", "city"], "is empty"),
        ("city\nŁódź\n".encode("cp1250"), ["--column", "city"], "not UTF-8"),
        (b"city\nHarbin,x\n", ["--column", "city"], "row 2: more cells than columns"),
        (b"kg_id,city\nx,Harbin\n", ["--column", "city"], "already has a column kg_id"),
        (b"city\nHarbin\n", ["--column", "city", "--level", "town"], "no place has the level 'town'"),
        (b"city\nHarbin\n", ["--column", "city", "--country", "xx"], "no place has the country 'xx'"),
        (b"a\0,b\ncity\n", ["--column", "city"], "NUL byte"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(
    content: bytes, words: list[str], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(KgError, match=message) as caught:
        Done(reconcile, str(path), *words, *GAZETTEER)
    assert "\n" not in str(caught.value)


def test_the_encoding_of_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes("город\nХабаровск\n".encode("cp1251"))
    done = Done(reconcile, str(path), "--column", "город", *GAZETTEER)
    assert "Хабаровск,ru-khabarovsk" in done.out
    assert "read as cp1251" in done.err


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    path.write_bytes(b"city\nHarbin\n")
    with pytest.raises(KgError, match="is no sound workbook: File is not a zip file"):
        Done(reconcile, str(path), "--column", "city")


def test_the_unit_around_a_place_may_stand_in_a_column(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("city,province\nSuzhou,Anhui\nSuzhou,江苏省\n", encoding="utf-8")
    done = Done(reconcile, str(path), "--column", "city", "--within", "province", *GAZETTEER)
    assert done.code == 0
    assert [line.split(",")[2] for line in done.out.splitlines()[1:]] == ["cn-suzhou-anhui", "cn-suzhou-jiangsu"]
