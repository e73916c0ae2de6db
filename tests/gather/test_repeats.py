"""One thing told twice is a finding, in whatever folder, file or order it stands; nothing of it ends in a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.base.messages import tell
from kg.gather.corpus import gather, gather_one
from kg.graph.build import write_graph
from kg.schema.records import TABLES

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


def test_ids_that_differ_in_capital_letters_only(world: Path) -> None:
    (world / "own" / "places.csv").write_text(
        "id,level,country,name_en,sources\nRU-Khabarovsk,city,ru,Khabarovsk Two,atlas\n", encoding="utf-8"
    )
    assert told(world) == [
        (
            "own/places.csv, row 2, column id: 'RU-Khabarovsk' differs only in capital letters from 'ru-khabarovsk' "
            "of row gazetteer/places.csv:7; write one of them alike"
        )
    ]


def test_an_id_twice_in_one_file_is_one_finding(world: Path) -> None:
    table = world / "ties" / "attestations.csv"
    row = table.read_text(encoding="utf-8").splitlines(keepends=True)[1]
    with table.open("a", encoding="utf-8") as stream:
        stream.write(row)
    (line,) = told(world)
    assert line.endswith("column id: 'a001' is already the id of row 2; give each row its own")


def test_rows_of_other_keys_that_would_have_one_address(world: Path) -> None:
    titled = "id,title,kind\n" + "".join(f"{id},Title,news\n" for id in ("a", "b", "a-b"))
    (world / "own" / "sources.csv").write_text(titled, encoding="utf-8")
    rows = "place,indicator,year,value,unit,sources\n" + "".join(
        f"ru-khabarovsk,area,2020,{value},km2,{sources}\n" for value, sources in ((1, "a;b"), (2, "a-b"))
    )
    (world / "own" / "observations.csv").write_text(rows, encoding="utf-8")
    assert told(world) == [
        "own/observations.csv, row 3: the row would have the address of row 2; change an id or a name in one of them"
    ]


@pytest.mark.parametrize("id", ["fused", "ontology", "catalogue"])
def test_a_folder_has_no_name_that_the_build_gives(world: Path, id: str) -> None:
    (world / "own" / "source.toml").write_text(f'id = "{id}"\n[title]\nen = "Own"\n', encoding="utf-8")
    assert told(world) == [f"own/source.toml, column id: '{id}' is a name that the build gives itself; choose another"]


@pytest.mark.parametrize("table", [path.relative_to(WORLD) for path in sorted(WORLD.glob("*/*.csv"))], ids=str)
def test_a_copy_of_a_table_beside_the_original_repeats_it(tmp_path: Path, table: Path) -> None:
    """Nothing of a copy of a table that makes things is new, only its ends of lines, and no row of it is a crash."""
    path = tmp_path / table.name
    path.write_bytes((WORLD / table).read_bytes().replace(b"\n", b"\r\n"))
    found = gather_one(path, [WORLD]).problems
    codes = {problem.code for problem in found}
    rows = len(path.read_text(encoding="utf-8").splitlines()) - 1
    if TABLES[path.stem].thing:
        assert codes <= {"duplicate-id", "duplicate-row"}
        assert len(found) == rows
    else:
        assert not codes


def test_a_table_of_any_file_name_is_a_graph(world: Path) -> None:
    path = world.parent / "мои связи (2).csv"
    path.write_text("place_a,place_b,kind,source\nХабаровск,Харбин,partner,CN2004\n", encoding="utf-8")
    corpus = gather_one(path, [world])
    assert corpus.problems == ()
    write_graph(corpus, world.parent / "ties.nq")
