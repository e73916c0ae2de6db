"""Compressed parts of a graph are the graph, the same bytes every time, all of them or none."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.ask.remote.buffer import spool
from kg.base.errors import KgError
from kg.graph import shards
from kg.graph.build import build
from kg.graph.store import make_store, opened
from tests.ask.worlds import WORLD

COUNT = 11


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([WORLD], tmp_path_factory.mktemp("single") / "ties.nq").path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([WORLD], tmp_path_factory.mktemp("parts") / "parts", shards=COUNT).path


def test_the_parts_in_order_are_the_single_file_and_about_equal(single: Path, folder: Path) -> None:
    parts = [gzip.decompress(part.read_bytes()) for part in shards.shards_of(folder)]
    assert b"".join(parts) == single.read_bytes()
    assert len(parts) == COUNT == len(list(folder.iterdir()))
    assert all(part.endswith(b"\n") for part in parts)
    assert max(map(len, parts)) - min(map(len, parts)) < 4000


def test_the_same_graph_gives_the_same_bytes(single: Path, folder: Path, tmp_path: Path) -> None:
    again = shards.write_shards(single, tmp_path / "again", COUNT)
    assert [part.read_bytes() for part in again] == [part.read_bytes() for part in shards.shards_of(folder)]


def test_parts_and_a_store_may_go_where_no_folder_is_yet(single: Path, tmp_path: Path) -> None:
    parts = build([WORLD], tmp_path / "new" / "build" / "shards", shards=2).path
    assert len(shards.shards_of(parts)) == 2
    make_store(single, tmp_path / "other" / "store")
    assert (tmp_path / "other" / "store").is_dir()


def test_more_parts_than_lines_leave_some_empty(tmp_path: Path) -> None:
    small = tmp_path / "small.nq"
    small.write_bytes(b"one\nand two\n")
    parts = shards.write_shards(small, tmp_path / "parts", 5)
    assert b"".join(gzip.decompress(part.read_bytes()) for part in parts) == small.read_bytes()


def test_an_interruption_leaves_the_old_parts_whole(
    single: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "parts"
    before = {part.name: part.read_bytes() for part in shards.write_shards(single, out, 2)}

    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shards, "_compress", interrupted)
    with pytest.raises(KeyboardInterrupt):
        shards.write_shards(single, out, 3)
    assert {part.name: part.read_bytes() for part in out.iterdir()} == before
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("harm", ["missing", "of two sets", "none"])
def test_a_set_that_is_not_whole_is_refused(harm: str, single: Path, tmp_path: Path) -> None:
    parts = shards.write_shards(single, tmp_path / "parts", 3)
    if harm == "of two sets":
        (tmp_path / "parts" / "ties-2-of-4.nq.gz").write_bytes(parts[0].read_bytes())
    for part in {"missing": parts[1:2], "none": parts}.get(harm, []):
        part.unlink()
    with pytest.raises(KgError, match="does not hold all parts of one graph"):
        shards.shards_of(tmp_path / "parts")


def test_a_damaged_part_is_told_before_anything_is_sent(single: Path, tmp_path: Path) -> None:
    part = shards.write_shards(single, tmp_path / "parts", 2)[1]
    part.write_bytes(part.read_bytes()[:-100])
    with pytest.raises(KgError, match=r"ties-2-of-2\.nq\.gz cannot be read"), spool(tmp_path / "parts"):
        pass


def test_what_is_sent_of_the_parts_is_what_is_sent_of_the_file(single: Path, folder: Path) -> None:
    with spool(single) as one, spool(folder) as other:
        assert [(each.graph, each.triples, list(each.batches(1 << 20))) for each in one] == [
            (each.graph, each.triples, list(each.batches(1 << 20))) for each in other
        ]


def test_a_store_is_made_of_the_parts(single: Path, folder: Path, tmp_path: Path) -> None:
    make_store(folder, tmp_path / "store")
    assert len(opened(tmp_path / "store")) == single.read_bytes().count(b"\n")
