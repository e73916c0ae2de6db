"""Spoilt tables and settings: told with file, row and column, or built without a change of any other row's quads."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.base.errors import Problem
from kg.base.messages import tell
from kg.gather.corpus import Corpus, gather
from kg.graph import quads
from kg.graph.build import fuse_all
from kg.schema.records import TABLES
from tests.fuzz.kit import FORGED, WORDS, bounded, can_be_shown, examples, words

WORLD = Path(__file__).parent.parent / "world"
Rows = list[list[str]]
Files = dict[str, bytes]
FILES: Files = {str(path.relative_to(WORLD)): path.read_bytes() for path in sorted(WORLD.glob("*/*.*"))}
CSVS = [name for name in FILES if name.endswith(".csv")]
# What is wrong with a file as a whole, and what is wrong with a row or a header as a whole.
OF_A_FILE = {
    "empty-file",
    "unreadable",
    "byte-order-mark",
    "encoding",
    "cut-short",
    "cut-character",
    "suffix",
    "separator",
}
OF_A_FILE |= {"separator", "unknown-table", "own-table", "row-count", "settings", "duplicate-folder"}
OF_A_ROW = {"nul-byte", "csv", "cell-count", "duplicate-row", "duplicate-address", "no-point", "far"}
OF_A_ROW |= {"source-loop", "within-loop"}
OF_A_ROW |= {"unknown-column", "unknown-columns", "double-column"}  # a column without a name has none to tell


def rows_of(data: bytes) -> Rows:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def bytes_of(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


KNOWN = sorted({cell for name in CSVS for row in rows_of(FILES[name]) for cell in row})  # cells of other tables
cells = words | st.sampled_from(KNOWN)


def spoil_cell(draw: Any, rows: Rows) -> None:
    row = draw(st.sampled_from(rows))
    row[draw(st.integers(0, len(row) - 1))] = draw(cells)


def swap_columns(draw: Any, rows: Rows) -> None:
    one, two = (draw(st.integers(0, len(rows[0]) - 1)) for _ in range(2))
    for row in rows[draw(st.integers(0, 1)) :]:
        row[one], row[two] = row[two], row[one]


def drop_column(draw: Any, rows: Rows) -> None:
    at = draw(st.integers(0, len(rows[0]) - 1))
    for row in rows[draw(st.integers(0, 1)) :]:
        del row[at]


def add_column(draw: Any, rows: Rows) -> None:
    for row in rows:
        row.append(draw(cells))


def drop_row(draw: Any, rows: Rows) -> None:
    del rows[draw(st.integers(0, len(rows) - 1))]


def repeat_row(draw: Any, rows: Rows) -> None:
    row = [*draw(st.sampled_from(rows))]
    if draw(st.booleans()):
        row[draw(st.integers(0, len(row) - 1))] = draw(cells)
    rows.insert(draw(st.integers(0, len(rows))), row)


def change_ids(draw: Any, rows: Rows) -> None:
    """Every cell with one value gets another, as where an id is renamed in one table only."""
    old, new = draw(st.sampled_from(sorted({cell for row in rows[1:] for cell in row}))), draw(cells)
    for row in rows:
        row[:] = [new if cell == old else cell for cell in row]


OF_ROWS = [spoil_cell, spoil_cell, spoil_cell, swap_columns, drop_column, add_column, drop_row, repeat_row, change_ids]


def cut(draw: Any, data: bytes) -> bytes:
    end: int = draw(st.integers(0, len(data)))
    return data[:end]


def splice(draw: Any, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    new = draw(st.binary(max_size=4) | st.sampled_from([word.encode("utf-8", "replace") for word in WORDS]))
    skipped: int = draw(st.integers(0, 3))
    return bytes(data[:at] + new + data[at + skipped :])


def recode(draw: Any, data: bytes) -> bytes:
    encoding = draw(
        st.sampled_from(["cp1251", "gb18030", "utf-16", "utf-16-le", "koi8-r", "utf-8-sig", "big5", "utf-32"])
    )
    return data.decode().encode(encoding, "replace")


def recut(draw: Any, data: bytes) -> bytes:
    old, new = draw(
        st.sampled_from([(b"\n", b"\r"), (b"\n", b"\r\n"), (b",", b";"), (b",", b"\t"), (b'"', b"'"), (b"\n", b"")])
    )
    return data.replace(old, new)


OF_BYTES = [cut, splice, splice, recode, recut]


def respell(draw: Any, data: bytes) -> bytes:
    """A setting with another key or another value."""
    lines = data.decode().splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    key, _equals, value = lines[at].partition("=")
    other = draw(
        st.sampled_from(
            ["5", "true", "[]", "{}", '"x"', "[1, 2]", "[9, 1]", "1e3", "1993-01-01", '"../x"', '"\\u202e"']
        )
    )
    name = draw(st.sampled_from(["ignore", "kind", "rows", "because", "id", "title", "tables.ties", "publisher", key]))
    lines[at] = draw(
        st.sampled_from([f"{key}= {other}", f"{name} = {value or other}", f"[{name}]", f"[tables.{name}]", ""])
    )
    return "\n".join(lines).encode()


@st.composite
def spoilt(draw: Any) -> Files:
    """Some files of the small world, each spoilt once or twice."""
    made: Files = {}
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from([*FILES] if draw(st.integers(0, 4)) == 0 else CSVS))
        data = made.get(name, FILES[name])
        if name.endswith(".toml"):
            made[name] = draw(st.sampled_from([respell, respell, cut, splice]))(draw, data)
        elif name not in made and draw(st.integers(0, 3)):
            rows = rows_of(data)
            draw(st.sampled_from(OF_ROWS))(draw, rows)
            made[name] = bytes_of(rows).replace(b"\xed", b"?")
        else:
            assume(name not in made)
            made[name] = draw(st.sampled_from(OF_BYTES))(draw, data)
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quads, "bundled", lambda *_: [])  # the ontology is the same whatever the tables hold
        yield Path(shutil.copytree(WORLD, tmp_path_factory.mktemp("fuzz") / "world"))


@contextmanager
def changed(place: Path, files: Files) -> Iterator[Corpus]:
    """The corpus of the small world with some files changed; they are themselves again afterwards."""
    try:
        for name, data in files.items():
            (place / name).write_bytes(data)
        yield gather([place])
    finally:
        for name in files:
            (place / name).write_bytes(FILES[name])


def emitted(corpus: Corpus) -> set[ox.Quad]:
    return set(ox.parse("".join(quads.quads(corpus, fuse_all(corpus))), format=ox.RdfFormat.N_QUADS))


def is_told(problem: Problem) -> bool:
    """Whether a person is told where: the file, the row of what is in a row, the column of what is in a cell."""
    is_whole = problem.code in OF_A_FILE or problem.file.endswith(".toml")
    has_place = is_whole or (problem.row > 0 and (bool(problem.column) or problem.code in OF_A_ROW))
    return has_place and problem.file in FILES and can_be_shown(tell(problem)) and "\n" not in tell(problem)


@examples(45)
@given(files=spoilt())
def test_a_spoilt_table_is_told_where_it_is_wrong_or_is_built(place: Path, files: Files) -> None:
    with bounded(), changed(place, files) as corpus:
        assert [problem for problem in corpus.problems if not is_told(problem)] == []
        if not any(problem.severity == "error" for problem in corpus.problems):
            for quad in emitted(corpus):
                assert FORGED not in "".join(str(term) for term in quad if isinstance(term, ox.NamedNode))


# Tables whose rows nothing else refers to: without a row, the rest stands.
LEAVES = {"answers", "attestations", "events", "facilities", "findings", "names", "observations", "statements"}
TEXTS = [
    (name, row, column)
    for name in CSVS
    if Path(name).stem in LEAVES
    for column in rows_of(FILES[name])[0]
    if (kind := TABLES[Path(name).stem].columns[column]).kind == "text" and not kind.key
    for row in range(1, len(rows_of(FILES[name])))
]


@cache
def without(place: Path, name: str, row: int) -> set[ox.Quad]:
    """The quads that stand without a row, none for row 0."""
    rows = rows_of(FILES[name])
    with changed(place, {name: bytes_of(rows[:row] + rows[row + 1 :] if row else rows)}) as corpus:
        return emitted(corpus)


@examples(20)
@given(at=st.sampled_from(TEXTS), text=words)
def test_a_hostile_text_changes_no_quad_that_stands_without_its_row(
    place: Path, at: tuple[str, int, str], text: str
) -> None:
    name, row, column = at
    rows = rows_of(FILES[name])
    rows[row][rows[0].index(column)] = text.encode("utf-8", "replace").decode()
    with bounded(), changed(place, {name: bytes_of(rows)}) as corpus:
        if any(problem.severity == "error" for problem in corpus.problems):
            return
        gone = without(place, name, 0) - emitted(corpus)
        assert not gone & without(place, name, row)
