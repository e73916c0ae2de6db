"""The remedy for a place that nobody knows fits a person who used kg import."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.command import Run, runner


@pytest.fixture
def kg(tmp_path: Path, graph_cache: Path) -> Run:
    (tmp_path / "own.csv").write_text("Город,Партнёр\nХабаровск,Харбин\n", encoding="utf-8")
    run = runner(tmp_path, graph_cache)
    assert run("import", "own.csv", "--yes", "--value", "kind=sister", "--no-world").returncode == 0
    return run


@pytest.mark.parametrize("command", [("hubs",), ("network", "--out", "n.html"), ("check",), ("dossier", "Харбин")])
def test_places_of_the_bundled_sources_need_no_table_of_ones_own(command: tuple[str, ...], kg: Run) -> None:
    done = kg(*command, "--only", "--sources", "own", "--lang", "en")
    told = done.stdout + done.stderr
    assert done.returncode == 1, told
    assert "no place is called 'ru-khabarovsk'; the bundled sources have it: leave out --only" in told
    assert "places.csv" not in told
    assert kg("hubs", "--sources", "own").returncode == 0


def test_an_import_whose_places_are_gone_is_made_again(kg: Run, tmp_path: Path) -> None:
    table = tmp_path / "own" / "attestations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("cn-harbin", "cn-nowhere-at-all"), encoding="utf-8")
    (found,) = (
        row for row in csv.DictReader(io.StringIO(kg("check", "own").stdout)) if row["check"] == "table/unknown-place"
    )
    assert found["message"].endswith(
        f"make the folder again: kg import {tmp_path}/own/original/own.csv --out {tmp_path}/own"
    ) or (found["message"].endswith("make the folder again: kg import own/original/own.csv --out own"))
    assert kg("import", "own/original/own.csv", "--yes", "--no-world", "--out", "own").returncode == 0
    assert "unknown-place" not in kg("check", "own").stdout
