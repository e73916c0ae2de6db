"""Edge lists of any network, measured by the command."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import openpyxl
import pytest

from kg.base.errors import KgError
from kg.cli import edge_list
from kg.network.edges_file import EdgeFileProblems
from tests.network.commands import rows, run


def test_any_edge_list_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "twins.csv"
    path.write_text("Lyon,Leipzig\nLyon,Milano\nMilano,Leipzig\nMilano,Lyon\n", encoding="utf-8")
    result = run("measure", "places", "--edges", str(path), "--measure", "triangles")
    assert [row["triangles"] for row in rows(result)] == ["1", "1", "1"]
    assert "lines that repeat a pair and add to its weight: 1" in result.stderr
    assert {row["measure"] for row in rows(run("measure", "network", "--edges", str(path)))} >= {
        "transitivity",
        "diameter",
    }


def test_a_sheet_of_a_workbook_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "twins.xlsx"
    book = openpyxl.Workbook()
    for row in (["city", "year"], ["Lyon", 1993]):
        book.worksheets[0].append(row)
    ties = book.create_sheet("ties")
    for row in (["Source", "Target"], ["Lyon", "Leipzig"], ["Lyon", "Milano"]):
        ties.append(row)
    book.save(path)
    result = run("measure", "places", "--edges", str(path), "--sheet", "ties", "--measure", "partners")
    assert [(row["id"], row["partners"]) for row in rows(result)] == [("Lyon", "2"), ("Leipzig", "1"), ("Milano", "1")]
    assert "is read; not:" not in result.stderr  # what was named is what was meant
    assert isinstance(run("measure", "places", "--edges", str(path)).exception, KgError)


GRID = "".join(f"r{row},c{column}\n" for row in range(4) for column in range(4))
ASSUMED = "The columns share no name: a two-mode network of 4 and 4; otherwise: --one-mode"


@pytest.mark.parametrize(
    ("words", "is_told", "density"),
    [
        ((), True, 1),
        (("--two-mode",), False, 1),
        (("--one-mode",), False, 16 / 28),
        (("--view", "two-mode"), False, 1),
        (("--view", "projection", "--column", "2"), False, 1),
    ],
)
def test_a_list_of_two_modes_is_recognised_and_what_is_assumed_is_told(
    tmp_path: Path, words: tuple[str, ...], is_told: bool, density: float
) -> None:
    path = tmp_path / "grid.csv"
    path.write_text(GRID, encoding="utf-8")
    result = run("measure", "network", "--edges", str(path), *words)
    values = {row["measure"]: row["value"] for row in rows(result)}
    assert float(values["density"]) == pytest.approx(density, abs=1e-6)
    assert ("nodf" in values) is (words != ("--one-mode",) and "projection" not in words)
    assert values["nodes"] == ("4" if "projection" in words else "8")
    assert (ASSUMED in result.stderr) is is_told


@pytest.mark.parametrize(("answer", "measure"), [(True, "nodf"), (False, "transitivity")])
def test_on_a_terminal_a_person_is_asked_back(
    tmp_path: Path, answer: bool, measure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "grid.csv"
    path.write_text(GRID, encoding="utf-8")
    confirm = Mock(return_value=answer)
    monkeypatch.setattr(edge_list, "can_ask", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    result = run("measure", "network", "--edges", str(path))
    assert confirm.call_args.args == ("The columns share no name (4 and 4). Is this a two-mode network?",)
    assert measure in {row["measure"] for row in rows(result)}
    assert ASSUMED not in result.stderr


def test_measures_that_do_not_count_the_weights_are_named(tmp_path: Path) -> None:
    path = tmp_path / "weights.csv"
    path.write_text("a,b,2\nb,c,1\nc,a,1\n", encoding="utf-8")
    told = "these measures count all ties alike: partners, closeness\n"
    measures = [
        word for name in ("partners", "pagerank", "closeness", "community", "hits") for word in ("--measure", name)
    ]
    assert told in run("measure", "places", "--edges", str(path), *measures).stderr
    path.write_text("a,b\nb,c\nc,a\n", encoding="utf-8")
    assert "all ties alike" not in run("measure", "places", "--edges", str(path), *measures).stderr


def test_the_first_by_constraint_is_the_one_that_joins_others(tmp_path: Path) -> None:
    path = tmp_path / "star.csv"
    path.write_text("".join(f"hub,n{n}\n" for n in range(4)), encoding="utf-8")
    result = run("measure", "places", "--edges", str(path), "--measure", "constraint")
    found = rows(result)
    assert "The first rank has the least value: constraint" in result.stderr
    assert [(row["rank"], row["id"], row["constraint"]) for row in found[:2]] == [
        ("1", "hub", "0.25"),
        ("2", "n0", "1"),
    ]


def test_an_edge_list_has_the_null_model_of_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("a,b\nb,c\nc,a\nd,e\ne,f\nf,d\n", encoding="utf-8")
    result = run("measure", "network", "--edges", str(path), "--null", "bicm", "--rounds", "99")
    assert "UBCM" in result.stderr
    assert float(next(row for row in rows(result) if row["measure"] == "triangles")["z-score"]) > 0


def test_an_estimate_says_that_it_is_one(tmp_path: Path) -> None:
    path = tmp_path / "star.csv"
    path.write_text("".join(f"hub,n{n}\n" for n in range(9)), encoding="utf-8")
    for seed in range(5):
        result = run("measure", "places", "--edges", str(path), "--pivots", "5", "--seed", str(seed))
        hub = next(row for row in rows(result) if row["id"] == "hub")
        assert float(hub["closeness"]) <= 1
        assert float(hub["harmonic"]) <= 9
        assert "estimated from 5 of 10 places" in result.stderr


def test_values_that_differ_by_arithmetic_alone_share_a_rank(tmp_path: Path) -> None:
    path = tmp_path / "star.csv"
    path.write_text("".join(f"hub,n{n}\n" for n in range(9)), encoding="utf-8")
    found = rows(run("measure", "places", "--edges", str(path), "--measure", "hits"))
    assert [row["rank"] for row in found] == ["1"] + ["2"] * 9


def test_a_wrong_line_of_an_edge_list_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("a,b\nc\n", encoding="utf-8")
    result = run("measure", "places", "--edges", str(path))
    assert isinstance(result.exception, EdgeFileProblems)
    assert result.exception.exit_code == 1
