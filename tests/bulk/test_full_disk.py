"""Disks that are really full: a small file system for what goes to disk, and for the result."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import combinations, product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.base.errors import KgError
from kg.bulk.fold import Engine
from kg.bulk.folder import Written
from kg.bulk.layout import Told
from kg.bulk.run import fold_into
from kg.gather.corpus import Corpus, gather
from tests.ask.worlds import WORLD
from tests.bulk.test_failures import same
from tests.bulk.test_fold import HEADING, MAPS

_ENOUGH = "200m"
_MEMORY = "80MB"  # which the groups do not fit into


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The small world."""
    return gather([WORLD])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str, str], Path]]:
    """A file system of a size at a folder; called again it has another size."""
    with ExitStack() as mounted:

        def sized(name: str, size: str) -> Path:
            folder = tmp_path / name
            if folder.is_dir():
                subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)
                return folder
            folder.mkdir()
            mounted.enter_context(_mounted(folder, size))
            return folder

        yield sized


@contextmanager
def _mounted(folder: Path, size: str) -> Iterator[None]:
    """A file system in memory until the block ends; only the root of a machine may have one."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "kg-test", str(folder)]
    try:
        subprocess.run(words, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")  # it is a right and no component
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="module")
def names(corpus: Corpus) -> list[str]:
    """Names of places."""
    return [place.name_ru for place in corpus.gazetteer.places.values() if place.level != "country"]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> Path:
    """A table whose groups need some megabytes, and its events few."""
    rows = [
        (names[at % 12], names[at // 12 % 12], f"{1990 + at // 144 % 20}-05-01", "visit", f"paper {at * 7919 % 100003}")
        for at in range(300_000)
    ]
    return _write(tmp_path_factory.mktemp("table") / "rows.parquet", rows)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> Path:
    """A table whose events are many, and its groups small."""
    each = product(combinations(names[:12], 2), range(1900, 2010), ("visit", "forum"))
    rows = [(one, other, f"{year}-05-01", kind, "paper") for (one, other), year, kind in each]
    return _write(tmp_path_factory.mktemp("wide") / "rows.parquet", rows)


def _write(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    columns = zip(HEADING.strip().split(","), map(list, zip(*rows, strict=True)), strict=True)
    pq.write_table(pa.table(dict(columns)), path)
    return path


def run(out: Path, table: Path, corpus: Corpus, temp: Path | None = None, memory: str = "500MB") -> Written:
    """The table, folded within bounds."""
    return fold_into(out, [str(table)], Told(maps=MAPS), corpus.gazetteer, Engine("duckdb", memory, 1, temp), {})


def test_no_room_for_what_goes_to_disk_while_folding(
    disk: Callable[[str, str], Path], tmp_path: Path, table: Path, corpus: Corpus
) -> None:
    run(tmp_path / "plenty" / "out", table, corpus)
    temp, out = disk("temp", "1m"), tmp_path / "scant" / "out"
    with pytest.raises(KgError, match=r"no room for .*rows\.parquet: .*make room on the disk.*same command goes on"):
        run(out, table, corpus, temp, _MEMORY)
    assert not list(out.parent.iterdir())
    disk("temp", _ENOUGH)
    run(out, table, corpus, temp, _MEMORY)
    same(out, tmp_path / "plenty" / "out")
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize(
    ("rows", "size", "finished"),
    [("table", "40k", "0 of 1"), ("table", "1200k", "0 of 1"), ("wide", "1500k", "1 of 1")],
)
def test_no_room_for_the_result(
    rows: str,
    size: str,
    finished: str,
    disk: Callable[[str, str], Path],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    corpus: Corpus,
) -> None:
    table: Path = request.getfixturevalue(rows)
    run(tmp_path / "plenty" / "out", table, corpus)
    out = disk("disk", size) / "out"
    with pytest.raises(KgError, match=f"no room for .*make room on the disk.*goes on; parts finished: {finished}"):
        run(out, table, corpus)
    assert list(out.parent.iterdir()) == ([] if finished == "0 of 1" else [out.parent / ".out.bulk"])
    disk("disk", _ENOUGH)
    assert run(out, table, corpus).taken_up == int(finished[0])
    same(out, tmp_path / "plenty" / "out")
    assert list(out.parent.iterdir()) == [out]


def test_a_folder_that_may_not_be_written_is_told_in_one_line(
    disk: Callable[[str, str], Path], wide: Path, tmp_path: Path
) -> None:
    out = disk("disk", _ENOUGH) / "out"
    subprocess.run(["mount", "-o", "remount,ro", str(out.parent)], check=True)
    maps = [word for each in MAPS for word in ("--map", each)]
    words = ["bulk", "fold", str(wide), *maps, "--only", "--sources", str(WORLD), "--out", str(out)]
    done = subprocess.run([sys.executable, "-m", "kg.cli", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"kg: {out.parent}/.out.bulk cannot be written: Read-only file system"
    assert not list(out.parent.iterdir())
