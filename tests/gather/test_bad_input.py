"""Bad input: one clear line that names file, row, column and remedy, and nothing is written."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.base.errors import SourceProblems
from kg.base.languages import speaking
from kg.base.messages import tell
from kg.graph.build import build

WORLD = Path(__file__).parent.parent / "world"
TABLE = "ties/attestations.csv"


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A copy of the small world that a test may spoil."""
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def problems_of(world: Path, spoil: Callable[[bytes], bytes], table: str = TABLE) -> list[str]:
    """Spoil one table, build, and return what is told; the build before stays as it was."""
    path = world / table
    path.write_bytes(spoil(path.read_bytes()))
    out = world.parent / "ties.nq"
    out.write_text("the build before", encoding="utf-8")
    with pytest.raises(SourceProblems) as refusal:
        build([world], out)
    assert out.read_text(encoding="utf-8") == "the build before"
    assert {each.name for each in world.parent.iterdir()} == {"world", "ties.nq"}
    return [tell(problem) for problem in refusal.value.problems]


def cell(row: int, column: str, value: str) -> Callable[[bytes], bytes]:
    """Put a value into one cell; the header is row 1."""

    def spoil(data: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
        rows[row - 1][rows[0].index(column)] = value
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    return spoil


def test_unknown_column_names_the_nearest(world: Path) -> None:
    told = problems_of(world, lambda data: data.replace(b"locator,", b"locater,", 1))
    assert told == [
        f"{TABLE}, row 1, column locater: no column is called 'locater'; did you mean locator?",
    ]


def test_missing_column(world: Path) -> None:
    told = problems_of(world, lambda data: data.replace(b",kind,", b",note2,", 1).replace(b"note2", b"note", 1))
    assert f"{TABLE}, row 1, column kind: the column 'kind' is missing; add it" in told


@pytest.mark.parametrize(
    ("encoding", "column", "guess"),
    [("cp1251", "name_a", "cp1251 (Windows Cyrillic)"), ("gb18030", "name_a", "GB18030 (Chinese)")],
)
def test_wrong_encoding_is_named(world: Path, encoding: str, column: str, guess: str) -> None:
    text = "Хабаровск" if encoding == "cp1251" else "哈巴罗夫斯克"
    header = b"place_a,level_a,place_b,name_a,kind,source\n"
    row = b"ru-khabarovsk,city,cn-harbin," + text.encode(encoding) + b",sister,CN2004\n"
    told = problems_of(world, lambda data: header + row)
    assert told == [f"{TABLE}, row 2, column {column}: the text is not UTF-8 (it looks like {guess}); save it as UTF-8"]


def test_utf16_is_named(world: Path) -> None:
    told = problems_of(world, lambda data: data.decode().encode("utf-16"))
    assert told == [f"{TABLE}, row 1: the text is not UTF-8 (it looks like UTF-16); save it as UTF-8"]


def test_cells_that_are_not_parted_by_commas_are_told_as_such(world: Path) -> None:
    told = problems_of(world, lambda data: data.replace(b",", b";"))
    assert told == [
        f"{TABLE}, row 1: the cells are parted by ';', not by commas; save it with commas, or use kg import"
    ]


def test_byte_order_mark_is_named(world: Path) -> None:
    told = problems_of(world, lambda data: b"\xef\xbb\xbf" + data)
    assert told == [
        f"{TABLE}, row 1, column id: the file begins with a byte order mark; save it as plain UTF-8",
    ]


def test_unknown_place_names_the_nearest(world: Path) -> None:
    (line,) = problems_of(world, cell(2, "place_a", "Хабаровс"))
    remedy = "did you mean Khabarovsk (ru-khabarovsk)?"
    assert line == f"{TABLE}, row 2, column place_a: no place is called 'Хабаровс'; {remedy}"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("1993-02-30", "no such day in the calendar"),
        ("1993-13", "no such month in the calendar"),
        ("34135", "a date rewritten by a spreadsheet program"),
        ("15.06.1993", "a date rewritten by a spreadsheet program"),
        ("Jun-93", "a date rewritten by a spreadsheet program"),
    ],
)
def test_impossible_or_mangled_date(world: Path, value: str, reason: str) -> None:
    told = problems_of(world, cell(2, "date", value))
    assert told == [f"{TABLE}, row 2, column date: '{value}' is {reason}; write 1993, 1993-02 or 1993-02-28"]


def test_end_before_start(world: Path) -> None:
    told = problems_of(world, cell(2, "until", "2001"), table="indicators/facilities.csv")
    assert told == [
        "indicators/facilities.csv, row 2, column until: the end 2001 is before the start 2007-05; check both"
    ]


def test_duplicate_row(world: Path) -> None:
    def repeat(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        return data + lines[1].replace(b"a001", b"a999", 1)

    rows = (world / TABLE).read_bytes().count(b"\n")
    told = problems_of(world, repeat)
    assert told == [f"{TABLE}, row {rows + 1}: the row repeats row 2; remove one"]


def test_tie_of_a_place_with_itself(world: Path) -> None:
    told = problems_of(world, cell(2, "place_b", "Хабаровск"))
    assert told == [
        f"{TABLE}, row 2, column place_b: a tie of 'ru-khabarovsk' with itself; name the other place",
    ]


def test_empty_file(world: Path) -> None:
    (line,) = problems_of(world, lambda data: b"")
    assert line.startswith(f"{TABLE}: the file is empty; it needs a header row: id,place_a,")


def test_huge_cell(world: Path) -> None:
    told = problems_of(world, cell(2, "note", "x" * 10_000_000))
    assert told == [f"{TABLE}, row 2, column note: a cell holds more than 100,000 characters; shorten it"]


def test_nul_byte(world: Path) -> None:
    told = problems_of(world, cell(3, "note", "a\0b"))
    assert told == [f"{TABLE}, row 3, column note: the row holds a NUL byte; remove it or export the table again"]


def test_row_with_another_number_of_cells(world: Path) -> None:
    told = problems_of(world, lambda data: data + b"a,b\n")
    assert f"{TABLE}, row {data_rows(world)}: the row has 2 cells and the header 17; check commas and quotes" in told


def data_rows(world: Path) -> int:
    return (world / TABLE).read_bytes().count(b"\n")


def test_row_with_a_script_is_text_and_nothing_else(world: Path) -> None:
    path = world / TABLE
    path.write_bytes(cell(2, "note", "<script>alert(1)</script>")(path.read_bytes()))
    out = world.parent / "ties.nq"
    build([world], out)
    (line,) = [line for line in out.read_text(encoding="utf-8").splitlines() if "<script>" in line]
    assert line.endswith('"<script>alert(1)</script>"@en <https://w3id.org/interregional-ties/graph/ties> .')


def test_code_outside_its_list_names_the_nearest(world: Path) -> None:
    told = problems_of(world, cell(2, "kind", "sistr"))
    assert told == [f"{TABLE}, row 2, column kind: 'sistr' is not in the list tie-kind; did you mean sister?"]


def test_unknown_source(world: Path) -> None:
    told = problems_of(world, cell(2, "source", "CN2005"))
    assert told == [f"{TABLE}, row 2, column source: no source is called 'CN2005'; did you mean CN2004?"]


def test_all_problems_of_all_sources_come_together(world: Path) -> None:
    path = world / "gazetteer/places.csv"
    path.write_bytes(cell(4, "lat", "north")(path.read_bytes()))
    told = problems_of(world, cell(2, "date", "1993-02-30"))
    assert [line.split(",")[0] for line in told] == ["gazetteer/places.csv", TABLE]


def test_russian_wording(world: Path) -> None:
    path = world / TABLE
    path.write_bytes(cell(2, "date", "1993-02-30")(path.read_bytes()))
    with speaking("ru"):
        with pytest.raises(SourceProblems) as refusal:
            build([world], world.parent / "ties.nq")
        (problem,) = refusal.value.problems
        assert tell(problem) == (
            f"{TABLE}, строка 2, столбец date: «1993-02-30»: такого дня нет в календаре; "
            "пишите 1993, 1993-02 или 1993-02-28"
        )


def test_row_count_outside_the_expected_range(world: Path) -> None:
    settings = world / "ties/source.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[tables.formats]\nrows = [5, 9]\nbecause = "five at least"\n', encoding="utf-8")
    (line,) = problems_of(world, lambda data: data)
    assert line == (
        "ties/formats.csv: 1 rows where source.toml expects 5 to 9 (five at least); check the file or the range"
    )
