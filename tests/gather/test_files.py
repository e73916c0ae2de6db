"""What is no whole table – a pipe, a loop of links, a cut file, a monstrous head – is a finding, at once."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.base.messages import tell, told_with_severity
from kg.gather.corpus import gather, gather_one
from kg.gather.folder import read_folder
from kg.gather.table_reader import read_table
from kg.schema.records import TABLES

WORLD = Path(__file__).parent.parent / "world"
SOUND = 'id = "own"\n[title]\nen = "Own list"\n'
HEAD = "place,indicator,year,value,unit,sources\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with nothing but its settings."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "source.toml").write_text(SOUND, encoding="utf-8")
    return folder


def read(path: Path, kind: str) -> list[str]:
    return [told_with_severity(problem) for problem in read_table(path, kind)[1]]


@pytest.mark.parametrize("name", ["places.csv", "source.toml"])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "it is no regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is no regular file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "No such file or directory"),
        (Path.mkdir, "Is a directory"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_what_is_no_file(own: Path, make: Callable[[Path], None], reason: str, name: str) -> None:
    (own / name).unlink(missing_ok=True)
    make(own / name)
    found = [tell(problem) for problem in gather([own.parent]).problems]
    assert len(found) == 1
    assert found[0].startswith(f"own/{name}: the file cannot be read")
    assert reason in found[0]


def test_a_table_that_may_not_be_read(own: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the administrator may read everything")
    (own / "places.csv").touch(mode=0)
    (line,) = [tell(problem) for problem in read_folder(own).problems]
    assert line.startswith("own/places.csv: the file cannot be read (Permission denied)")


def test_a_loop_of_links_beside_does_not_stop_a_check(own: Path) -> None:
    (own / "loop.csv").symlink_to(own / "loop.csv")
    table = Path(shutil.copy(WORLD / "makeeva" / "authorities.csv", own.parent))
    assert {problem.code for problem in gather_one(table, [own.parent, WORLD]).problems} == {"duplicate-id"}
    assert {problem.code for problem in gather_one(table, [WORLD, own.parent]).problems} == {"copy"}


def test_a_folder_of_tables_without_settings_is_told(own: Path) -> None:
    (own / "source.toml").unlink()
    shutil.copy(WORLD / "ties" / "members.csv", own)
    shutil.copytree(WORLD, own.parent / "world")
    found = [tell(problem) for problem in gather([own.parent, own.parent / "world"]).problems]
    assert found[0] == "own/source.toml: the file cannot be read: No such file or directory"


def test_a_table_that_ends_in_capital_letters_is_told(own: Path) -> None:
    (own / "places.CSV").write_text("id\n", encoding="utf-8")
    assert [tell(problem) for problem in read_folder(own).problems] == [
        "own/places.CSV: a table ends in .csv, and this file in .CSV: it is not read; rename it"
    ]


@pytest.mark.parametrize("path", sorted(WORLD.glob("*/*.csv")), ids=lambda path: path.stem)
def test_a_table_cut_short_anywhere_but_between_rows_is_told(tmp_path: Path, path: Path) -> None:
    data = path.read_bytes()
    cut = tmp_path / path.name
    for length in range(0, len(data), max(1, len(data) // 40)):
        cut.write_bytes(data[:length])
        between_rows = data[:length].endswith(b"\n")
        assert between_rows or read(cut, path.stem), f"cut after {length} bytes"


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        ("ru-khabarovsk,area,2020,1,km2,cens", "warning: row 2: the file does not end with a line break"),
        ("ru-khabarovsk,area,2020,1,k", "error: row 2: the row has 5 cells and the header 6"),
        ('ru-khabarovsk,"area,2020,1,km2,census\n', "error: row 2: the row cannot be read as CSV"),
    ],
)
def test_what_is_told_of_a_cut_row(tmp_path: Path, rest: str, line: str) -> None:
    table = tmp_path / "observations.csv"
    table.write_text(HEAD + rest, encoding="utf-8")
    kind, _, rest_of_line = line.partition(": ")
    assert read(table, "observations")[0].startswith(f"{kind}: observations.csv, {rest_of_line}")


def test_a_file_cut_inside_a_character(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_bytes("id,level,country,sources,note\na,city,ru,atlas,Хабаровск".encode()[:-1])
    assert "error: places.csv: the file ends inside a character: it has been cut; take the whole file" in read(
        table, "places"
    )


def test_a_head_of_many_columns_is_told_in_few_lines(tmp_path: Path) -> None:
    table = tmp_path / "members.csv"
    table.write_text(",".join([*TABLES["members"].columns, *(f"c{n}" for n in range(10_000))]) + "\n", encoding="utf-8")
    found = read(table, "members")
    assert len(found) == 21
    assert found[-1].startswith("error: members.csv, row 1: 9,980 more columns are of no table; known: derived, format")


def chain(own: Path, count: int) -> Path:
    """A folder of places each of which lies within the next, and of sources each of which copies the next."""
    above = [f"p{n + 1}" if n + 1 < count else "" for n in range(count)]
    rows = "".join(f"p{n},city,ru,{within},atlas\n" for n, within in enumerate(above))
    (own / "places.csv").write_text(f"id,level,country,within,sources\n{rows}", encoding="utf-8")
    rows = "".join(f"s{n},T,news,{within.replace('p', 's')},s{count - 1}\n" for n, within in enumerate(above))
    (own / "sources.csv").write_text(f"id,title,kind,derived_from,same_text_as\n{rows}", encoding="utf-8")
    return own


def test_a_chain_that_no_country_has_is_told_once(own: Path) -> None:
    found = gather_one(chain(own, 1000), [WORLD]).problems
    assert [tell(problem) for problem in found if problem.code == "within-deep"] == [
        (
            "own/places.csv, row 989, column within: 'p987' lies within more than 12 units, one in another; "
            "check the column within"
        )
    ]


def test_loops_are_told_once_each_wherever_their_rows_stand(own: Path) -> None:
    rows = "a,city,ru,b,atlas\nb,city,ru,a,atlas\nc,city,ru,c,atlas\nd,city,ru,a,atlas\n"
    (own / "places.csv").write_text(f"id,level,country,within,sources\n{rows}", encoding="utf-8")
    assert [tell(problem) for problem in gather_one(own, [WORLD]).problems] == [
        "own/places.csv, row 2: 'a' lies within itself through a → b → a; cut the loop",
        "own/places.csv, row 4: 'c' lies within itself through c → c; cut the loop",
    ]


def unknown(own: Path, count: int) -> Path:
    """A folder with many ids, columns and codes that nothing knows."""
    rows = "".join(f"f{n},x{n},member,,s{n};t{n}\n" for n in range(count))
    (own / "members.csv").write_text(f"format,place,role,derived,sources\n{rows}", encoding="utf-8")
    rows = "".join(f"i{n},T,news\n" for n in range(count))
    (own / "sources.csv").write_text(f"id,title,kind\n{rows}", encoding="utf-8")
    return own


@pytest.mark.parametrize("make", [chain, unknown])
def test_the_cost_grows_with_the_length_and_not_with_its_square(
    own: Path, make: Callable[[Path, int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.gather import references

    # What an unknown name of a place may stand for is the matcher's to say, and another cost.
    monkeypatch.setattr(references, "meant", lambda gazetteer, text, level: text)

    def cost(count: int) -> float:
        """The least of three: a worker's heap may be looked through in the midst of one."""
        make(own, count)
        times = []
        for _ in range(3):
            start = time.process_time()
            gather_one(own, [WORLD])
            times.append(time.process_time() - start)
        return min(times)

    cost(100)
    assert cost(3200) < 14 * max(cost(400), 0.02)
