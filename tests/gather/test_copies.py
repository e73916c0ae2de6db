"""A copy of a table that is read already, whole or cut short, is told in clear lines; none of it ends in a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.base.messages import tell
from kg.gather.corpus import gather, gather_one
from kg.gather.part import part_of
from kg.graph.build import write_graph

WORLD = Path(__file__).parent.parent / "world"
TABLES = sorted(WORLD.glob("*/*.csv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_unedited_copy_is_told_in_one_line(table: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(table, tmp_path))
    (problem,) = gather_one(copy, [WORLD]).problems
    first = next(path for path in TABLES if path.read_bytes() == table.read_bytes())
    told = f"the file is the same as {first.parent.name}/{first.name}, which is read already; nothing in it is new"
    assert tell(problem) == f"{table.name}: {told}"


@pytest.mark.parametrize("table", TABLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_table_cut_short_is_told_or_is_sound(table: Path, tmp_path: Path) -> None:
    data, copy = table.read_bytes(), tmp_path / table.name
    for length in range(0, len(data), max(1, len(data) // 4)):
        copy.write_bytes(data[:length])
        corpus = gather_one(copy, [WORLD])
        if not any(problem.severity == "error" for problem in corpus.problems):
            write_graph(part_of(corpus), tmp_path / "ties.nq")


def test_a_folder_named_as_another_is_told_by_its_path(tmp_path: Path) -> None:
    own = tmp_path / "ties"
    own.mkdir()
    (own / "source.toml").write_text('id = "own"\n', encoding="utf-8")
    shutil.copy(WORLD / "ties" / "members.csv", own)
    rows = len((own / "members.csv").read_text(encoding="utf-8").splitlines()) - 1
    problems = gather_one(own, [WORLD]).problems
    assert len(problems) == rows
    assert tell(problems[0]).startswith(f"{own}/members.csv, row 2: the row repeats row {WORLD}/ties/members.csv:2;")


def test_a_copy_of_a_folder_is_told_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(WORLD / "ties", tmp_path / "ties")
    (problem,) = gather([WORLD, tmp_path / "ties"]).problems
    assert "the folder has the id 'ties' of the folder" in tell(problem)


def test_a_table_of_a_folder_is_checked_with_that_folder(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "source.toml").write_text('id = "own"\n', encoding="utf-8")
    (own / "sources.csv").write_text("id,title,kind\nOWN,Own list,dataset\nBAD,Other,nonsense\n", encoding="utf-8")
    rows = "place_a,place_b,kind,source\nru-khabarovsk,cn-harbin,sister,OWN\nru-khabarovsk,cn-nowhere,sister,OWN\n"
    (own / "attestations.csv").write_text(rows, encoding="utf-8")
    corpus = gather_one(own / "attestations.csv", [WORLD])
    told = [problem.file for problem in corpus.problems]
    assert (corpus.table, told) == ("own/attestations.csv", ["own/attestations.csv", "own/sources.csv"])
