"""Folding fails as a whole or not at all: no room, an end in the middle, damaged files; and the same call goes on."""

from __future__ import annotations

import bz2
import gzip
import lzma
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from kg.base.errors import KgError
from kg.base.files import files_below
from kg.bulk import parts
from kg.bulk.fold import Engine, failing
from kg.bulk.layout import Told
from kg.bulk.run import fold_into
from kg.cli.bulk import bulk
from kg.gather.corpus import Corpus, gather
from tests.ask.worlds import WORLD
from tests.bulk.test_fold import HEADING, MAPS, folded

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The small world."""
    return gather([WORLD])


@pytest.fixture(scope="module")
def rows(corpus: Corpus) -> str:
    """Rows of which nearly each is an event of its own."""
    names = [place.name_ru for place in corpus.gazetteer.places.values() if place.level != "country"][:12]
    each = product(combinations(names, 2), range(1990, 2010), ("visit", "forum"))
    return "".join(
        f"{one},{other},{year}-05-01,{kind},paper {at * 7919 % 10007}\n"
        for at, ((one, other), year, kind) in enumerate(each)
    )


@contextmanager
def room(size: int) -> Iterator[None]:
    """Let no file grow past so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def connected(memory: str) -> AbstractContextManager[Any]:
    """DuckDB with a bound of memory."""
    return Engine(memory=memory).connected()


def same(one: Path, other: Path) -> None:
    """Two folders have the same files, byte for byte."""
    assert files_below(one) == files_below(other)
    for name in files_below(one):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_a_full_disk_leaves_nothing_half_made_and_the_same_call_goes_on(
    tmp_path: Path, corpus: Corpus, rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_ONE_PART", 1)  # each file is a part
    files = [tmp_path / "1.csv", tmp_path / "2.csv"]
    for file, text in zip(files, (rows[:300], rows), strict=True):
        file.write_text(HEADING + text[: text.rindex("\n") + 1])
    folded(tmp_path / "plenty" / "out", files, corpus)
    out = tmp_path / "scant" / "out"
    for size, told in ((6_000, r"no room for .*2\.csv: .*parts finished: 1 of 2"), (100_000, "parts finished: 2 of 2")):
        with room(size), pytest.raises(KgError, match=told) as refused:
            folded(out, files, corpus)
        assert "make room on the disk" in str(refused.value)
        assert list(out.parent.iterdir()) == [out.parent / ".out.bulk"]
    assert folded(out, files, corpus).taken_up == 2
    same(out, tmp_path / "plenty" / "out")


def test_a_run_that_was_killed_is_taken_up_by_the_same_command(tmp_path: Path, rows: str) -> None:
    (tmp_path / "1.csv").write_text(HEADING + rows)
    later = list(zip(*(row.split(",") for row in rows.splitlines() * 60), strict=True))
    pq.write_table(pa.table(dict(zip(HEADING.strip().split(","), later, strict=True))), tmp_path / "2.parquet")
    maps = [word for each in MAPS for word in ("--map", each)]
    words = ["fold", *(str(tmp_path / name) for name in ("1.csv", "2.parquet")), *maps]
    words += ["--threads", "1", "--only", "--sources", str(WORLD), "--out"]
    work = tmp_path / "killed" / ".out.bulk"
    command = [sys.executable, "-m", "kg.cli", "bulk", *words, str(tmp_path / "killed" / "out")]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    while not [path for path in work.glob("*") if path.is_dir() and path.suffix != ".new"]:
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert list(work.parent.iterdir()) == [work]
    for folder, taken_up in (("killed", 1), ("whole", 0)):
        done = CliRunner().invoke(bulk, [*words, str(tmp_path / folder / "out")], catch_exceptions=False)
        assert f"parts taken up again: {taken_up}\n" in done.stderr
    same(tmp_path / "killed" / "out", tmp_path / "whole" / "out")
    assert list(work.parent.iterdir()) == [tmp_path / "killed" / "out"]


# Of the run: before all, while the first part is folded, before the second, while parts are added up, before the
# result is written, and while it is.
_LATE = (0.0, 0.2, 0.35, 0.7, 0.8, 0.9)
# A run that ends itself as soon as so much of it is done.
_ENDING = """
import os, signal, sys
from pathlib import Path
from kg.bulk import folder, parts
from kg.bulk.fold import Engine
from kg.bulk.layout import Told
from kg.bulk.run import fold_into
from kg.gather.corpus import gather

parts._ONE_PART = 1  # each file is a part
at, world, out, maps, *files = sys.argv[1:]
left = folder._left

def step(told, done=0.0):
    if (done or 0.0) >= float(at):
        os.kill(os.getpid(), signal.SIGKILL)

def late(table):  # the events are written, and not what stands beside them
    step("", 0.9)
    return left(table)

folder._left = late
given, places = Told(maps=tuple(maps.split())), gather([Path(world)]).gazetteer
fold_into(Path(out), files, given, places, Engine(threads=1), {}, progress=step)
"""


@pytest.mark.parametrize("at", _LATE)
def test_a_run_that_is_killed_at_any_moment_leaves_no_result_and_goes_on(at: float, tmp_path: Path, rows: str) -> None:
    (tmp_path / "1.csv").write_text(HEADING + rows)
    (tmp_path / "2.csv").write_text(HEADING + rows * 3)
    files = [str(tmp_path / name) for name in ("1.csv", "2.csv")]
    killed, whole = tmp_path / "killed" / "out", tmp_path / "whole" / "out"
    words = [str(at), str(WORLD), str(killed), " ".join(MAPS), *files]
    done = subprocess.run([sys.executable, "-c", _ENDING, *words], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not killed.exists()
    words[0] = "2"
    for out in (killed, whole):
        words[2] = str(out)
        subprocess.run([sys.executable, "-c", _ENDING, *words], cwd=ROOT, check=True)
    same(killed, whole)
    assert list(killed.parent.iterdir()) == [killed]


def _packed(*, is_flipped: bool = False) -> bytes:
    text = HEADING + "".join(f"Харбин,Хабаровск,2014-05-01,visit,{at}\n" for at in range(500))
    packed = bytearray(gzip.compress(text.encode(), mtime=0))
    packed[len(packed) // 2] ^= 255 * is_flipped
    return bytes(packed)


def _parquet(*, is_flipped: bool = False) -> bytes:
    cells = ("Харбин", "Хабаровск", "2014-05-01", "visit", "a")
    out = pa.BufferOutputStream()
    pq.write_table(
        pa.table({name: [cell] * 99 for name, cell in zip(HEADING.strip().split(","), cells, strict=True)}), out
    )
    made = bytearray(out.getvalue())
    made[40:80] = bytes(40) if is_flipped else made[40:80]
    return bytes(made)


OPENED = f'{HEADING}Харбин,Хабаровск,2014,visit,a\n"Харбин,Хабаровск,2014,visit,a\nХарбин,Хабаровск,2014,visit,a\n'


@pytest.mark.parametrize(
    ("ending", "sound", "damaged", "told"),
    [
        ("csv.gz", _packed(), _packed()[:-400], r"2\.csv\.gz: Compressed file ended before"),
        ("csv.gz", _packed(), _packed(is_flipped=True), r"2\.csv\.gz: (CRC check failed|Error -3)"),
        ("parquet", _parquet(), _parquet()[:-4], r"2\.parquet cannot be read: "),
        ("parquet", _parquet(), _parquet(is_flipped=True), r"2\.parquet cannot be read: "),
        ("csv", HEADING.encode(), OPENED.encode(), r"2\.csv, line 3: a quotation mark is opened and not closed"),
    ],
)
def test_a_damaged_file_is_named_with_what_to_do(
    ending: str, sound: bytes, damaged: bytes, told: str, tmp_path: Path, corpus: Corpus
) -> None:
    for name, content in (("1", sound), ("2", damaged)):
        (tmp_path / f"{name}.{ending}").write_bytes(content)
    with pytest.raises(KgError, match=f"{told}.*mend that file or leave it out; the same command goes on"):
        folded(tmp_path / "out", sorted(tmp_path.iterdir()), corpus)
    assert not (tmp_path / "out").exists()


def test_rows_that_cannot_be_read_are_counted_and_shown(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "a.csv").write_bytes(
        f'{HEADING}"Харбин"x,Хабаровск,2014,visit,a\nХарбин,Хабаровск\nХарбин,Хабаровск,2014,visit,a\n'.encode()
        + b"Caf\xe9,Moscow,2014,visit,b\n"
    )
    written = folded(tmp_path / "out", [tmp_path / "a.csv"], corpus)
    assert written.fates == {"": 1, "cells": 3}
    shown = (tmp_path / "out" / "original" / "left_out.csv").read_text()
    assert [text for text in ('""Харбин""x', "Харбин,Хабаровск", "Caf??Moscow") if text not in shown] == []


def test_what_is_amiss_in_the_folder_of_work_is_told_with_one_remedy(tmp_path: Path) -> None:
    work = parts.Work(tmp_path / ".out.bulk")
    with pytest.raises(KgError) as refused, failing(work.folder, work, []):
        raise ValueError("no such table")
    hint = f"{work.folder} cannot be read: no such table – remove that folder and give the command again"
    assert str(refused.value) == hint


@pytest.mark.parametrize("harm", ["cut", "flipped", "lost", "gone", "sums"])
def test_a_finished_part_that_is_damaged_since_is_folded_again(
    harm: str, tmp_path: Path, corpus: Corpus, rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_ONE_PART", 1)
    files = [tmp_path / "1.csv", tmp_path / "2.csv"]
    files[0].write_text(HEADING + rows)
    files[1].write_bytes(OPENED.encode())
    with pytest.raises(KgError, match="parts finished: 1 of 2"):
        folded(tmp_path / "harmed" / "out", files, corpus)
    files[1].write_text(HEADING + rows[: rows.index("\n") + 1])
    (kept,) = (tmp_path / "harmed" / ".out.bulk").glob("*/counted/part-0.parquet")
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 255
    if harm == "gone":
        shutil.rmtree(kept.parent.parent)
    elif harm == "lost":
        kept.unlink()
    elif harm == "sums":
        (kept.parent.parent / "sums").write_bytes(b"\xff\xfe")
    else:
        kept.write_bytes(content if harm == "flipped" else content[:-9])
    assert folded(tmp_path / "harmed" / "out", files, corpus).taken_up == 0
    folded(tmp_path / "whole" / "out", files, corpus)
    same(tmp_path / "harmed" / "out", tmp_path / "whole" / "out")


@pytest.mark.parametrize(("ending", "packed"), [("bz2", bz2.compress), ("xz", lzma.compress)])
def test_what_no_engine_unpacks_is_unpacked(
    ending: str, packed: Callable[[bytes], bytes], tmp_path: Path, corpus: Corpus
) -> None:
    sound = packed(f"{HEADING}Харбин,Хабаровск,2014,visit,a\n".encode())
    (tmp_path / f"a.csv.{ending}").write_bytes(sound)
    assert folded(tmp_path / "out", [tmp_path / f"a.csv.{ending}"], corpus).fates == {"": 1}
    (tmp_path / f"b.csv.{ending}").write_bytes(sound[:-20])
    with pytest.raises(KgError, match=rf"b\.csv\.{ending} cannot be read: .*mend that file or leave it out"):
        folded(tmp_path / "cut", [tmp_path / f"b.csv.{ending}"], corpus)


@pytest.mark.parametrize("memory", ["abc", "0", "0GB", "-1", "-5GB", "2", "1 parsec", " ", "99999999TB"])
def test_a_bound_of_memory_that_is_none_is_told_in_one_line(memory: str) -> None:
    told = r"^('.*' is no amount of memory|duckdb cannot be reached: .*) – write --memory as 2GB$"
    with pytest.raises(KgError, match=told), connected(memory):
        pass


@pytest.mark.parametrize(("ending", "here"), [("csv", True), ("csv.gz", True), ("parquet", True), ("csv.bz2", False)])
def test_what_an_engine_fetches_it_unpacks_as_well(ending: str, here: bool, tmp_path: Path) -> None:
    (part,) = parts.parts_of([f"https://example.org/a.{ending}"], "", here=here)
    assert parts.unpacked(part, tmp_path, here=here) == part


@pytest.mark.parametrize(
    ("ending", "here", "read"),
    [("zip", True, ".csv.gz, .csv.zst"), ("xz", True, ".csv.gz"), ("bz2", True, ".csv.gz"), ("xz", False, ".csv.bz2")],
)
def test_what_no_engine_unpacks_at_an_address_is_told_with_what_is_read(
    ending: str, here: bool, read: str, tmp_path: Path
) -> None:
    address = f"https://example.org/a.csv.{ending}"
    with pytest.raises(KgError) as refused:
        parts.parts_of([address], "", here=here)
    told = f"{address}: at an address .{ending} is not unpacked – fetch it and name the file; at an address .csv, "
    assert str(refused.value).startswith(told)
    assert read in str(refused.value)


@pytest.mark.parametrize("harm", ["address", "column", "rows"])
def test_of_a_run_without_a_finished_part_nothing_stays(harm: str, tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "a.csv").write_bytes(OPENED.encode() if harm == "rows" else b"From,To,Day,Type\na,b,2014,visit\n")
    path = "https://example.org/a.csv.xz" if harm == "address" else str(tmp_path / "a.csv")
    with pytest.raises(KgError):
        fold_into(tmp_path / "out", [path], Told(maps=MAPS), corpus.gazetteer, Engine(threads=1), {})
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("memory", ["500MB", "1.5 GiB", "2gb", "768m"])
def test_a_bound_of_memory_is_taken_as_people_write_it(memory: str) -> None:
    with connected(memory) as backend:
        assert backend.raw_sql("SELECT 1").fetchall()
