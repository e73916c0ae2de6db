"""Groups that do not fit into memory are made by shares of the pairs: the same events, whatever their number."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest

from kg.bulk import fold as folding
from kg.bulk import parts
from kg.bulk.fold import Engine, fold
from kg.bulk.layout import Told, own
from kg.bulk.parts import Work
from kg.gather.corpus import Corpus, gather
from tests.ask.worlds import WORLD
from tests.bulk.test_failures import same
from tests.bulk.test_fold import HEADING, MAPS, folded


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The small world."""
    return gather([WORLD])


@pytest.fixture
def files(tmp_path: Path, corpus: Corpus) -> list[Path]:
    """Three files with rows of the same pairs, of names that mean no place, and faulty ones."""
    names = [place.name_ru for place in corpus.gazetteer.places.values() if place.level != "country"][:9]
    made = []
    for number in range(3):
        each = product(combinations([*names, f"Nowhere {number}"], 2), (2001, 2002 + number), ("visit", "forum"))
        rows = [f"{one},{other},{year}-05-0{number + 1},{kind},paper {number}" for (one, other), year, kind in each]
        made.append(tmp_path / "rows" / f"{number}.csv")
        made[-1].parent.mkdir(exist_ok=True)
        made[-1].write_text(HEADING + "\n".join([*rows, "Харбин", ",,,,"]) + "\n")
    return made


@pytest.mark.parametrize("size", [1 << 30, 1])
def test_shares_change_no_byte(
    size: int, tmp_path: Path, files: list[Path], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = folded(tmp_path / "whole" / "out", files, corpus)
    monkeypatch.setattr(parts, "_ONE_PART", size)  # all files are one part; each is a part
    monkeypatch.setattr(folding, "_SHARE", 50)
    assert folded(tmp_path / "shared" / "out", files, corpus) == whole
    same(tmp_path / "shared" / "out", tmp_path / "whole" / "out")


def test_parts_are_folded_and_added_up_by_shares(
    tmp_path: Path, files: list[Path], corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_ONE_PART", 1)
    monkeypatch.setattr(folding, "_SHARE", 50)
    layout = own(HEADING.strip().split(","), Told(maps=MAPS), ",")
    with Work(tmp_path / "work").held() as work, Engine(memory="64MB", threads=1).connected() as backend:
        made = fold(list(map(str, files)), layout, corpus.gazetteer, work, backend)
        counted = backend.read_parquet([f"{work.result(part)}/counted/*.parquet" for part in made.parts])
        numbers = [len(list((work.result(part) / "counted").iterdir())) for part in made.parts]
        events = [backend.read_parquet(file) for file in (tmp_path / "work" / "events.new").iterdir()]
        rows = int(backend.execute(counted.count()))
        assert numbers == [-(-(len(file.read_text().splitlines()) - 1) // 50) for file in files]
        assert len(events) == -(-rows // 50)
        pairs = [
            set(backend.to_pyarrow(table.select("a", "b")).to_pandas().itertuples(index=False)) for table in events
        ]
    assert sum(map(len, pairs)) == len(set().union(*pairs))  # no pair is in two shares
