"""One thing told twice is a finding, in whatever folder, file or order it stands; nothing of it ends in a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.base.messages import tell
from kg.gather.corpus import gather, gather_one
from kg.graph.build import write_graph

WORLD = Path(__file__).parent.parent / "world"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A copy of the small world with a second folder, which may spoil it."""
    own = tmp_path / "world" / "own"
    shutil.copytree(WORLD, tmp_path / "world")
    own.mkdir()
    (own / "source.toml").write_text('id = "own"\n[title]\nen = "Own list"\n', encoding="utf-8")
    return tmp_path / "world"


def told(world: Path) -> list[str]:
    corpus = gather([world])
    write_graph(corpus, world.parent / "ties.nq")  # what is a finding here is a sound graph all the same
    return [tell(problem) for problem in corpus.problems]


def repeat(world: Path, folder: str, table: str) -> str:
    """Put the first row of a table into the other folder as well; the answer is what stands there."""
    header, row, *_ = (world / folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    (world / "own" / f"{table}.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    return row.partition(",")[0]


def test_a_pair_given_in_both_orders_by_one_source(world: Path) -> None:
    rows = "place_a,place_b,name_a,name_b,kind,source\nru-khabarovsk,cn-harbin,Х,哈,partner,CN2004\n"
    rows += "cn-harbin,ru-khabarovsk,哈,Х,partner,CN2004\n"
    (world / "own" / "attestations.csv").write_text(rows, encoding="utf-8")
    assert told(world) == ["own/attestations.csv, row 3: the row repeats row 2; remove one"]


def test_a_pair_given_by_name_and_by_id(world: Path) -> None:
    rows = "place_a,place_b,kind,source\nru-khabarovsk,cn-harbin,partner,CN2004\nХарбин,Хабаровск,partner,CN2004\n"
    (world / "own" / "attestations.csv").write_text(rows, encoding="utf-8")
    assert told(world) == ["own/attestations.csv, row 3: the row repeats row 2; remove one"]


@pytest.mark.parametrize(
    ("folder", "table"), [("ties", "members"), ("indicators", "observations"), ("gazetteer", "names")]
)
def test_the_same_row_in_two_folders(world: Path, folder: str, table: str) -> None:
    repeat(world, folder, table)
    (line,) = told(world)
    assert line in {
        f"own/{table}.csv, row 2: the row repeats row {folder}/{table}.csv:2; remove one",
        f"{folder}/{table}.csv, row 2: the row repeats row own/{table}.csv:2; remove one",
    }


@pytest.mark.parametrize("table", ["authorities", "surveys", "experts", "statements", "findings"])
def test_one_id_in_two_folders(world: Path, table: str) -> None:
    id = repeat(world, "makeeva", table)
    (line,) = told(world)
    assert line.startswith(f"own/{table}.csv, row 2, column id: '{id}' is already the id of row makeeva/{table}.csv:2;")


def test_a_table_read_alone_is_held_against_the_folders_beside_it(world: Path) -> None:
    repeat(world, "makeeva", "authorities")
    path = shutil.move(world / "own" / "authorities.csv", world.parent)
    shutil.rmtree(world / "own")
    (problem,) = gather_one(Path(path), [world]).problems
    assert problem.code == "duplicate-id"
    assert dict(problem.details) == {"first": "makeeva/authorities.csv:2"}


def test_two_folders_of_one_id(world: Path) -> None:
    (world / "own" / "source.toml").write_text('id = "ties"\n', encoding="utf-8")
    (line,) = told(world)
    assert "the folder has the id 'ties' of the folder" in line


def test_two_kinds_of_date_that_are_one_property_may_both_be_disputed(world: Path) -> None:
    rows = "place_a,place_b,kind,date,date_kind,source\n" + "".join(
        f"ru-khabarovsk,cn-harbin,sister,{year},{kind},{source}\n"
        for kind in ("started", "anniversary-inferred")
        for year, source in ((1990, "CN2004"), (1991, "MAKEEVA_SURVEY"))
    )
    (world / "own" / "attestations.csv").write_text(rows, encoding="utf-8")
    assert told(world) == []
