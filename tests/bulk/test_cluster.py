"""What DuckDB gives, a Spark cluster gives: a network's degrees, and a million rows though an executor is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from kg.base.files import files_below
from kg.bulk.engines import connect
from kg.bulk.fold import Engine
from kg.bulk.layout import Told
from kg.bulk.network import measures
from kg.bulk.network.kept import Kept
from kg.bulk.network.ties import read_ties
from kg.bulk.run import fold_into
from scripts.bench_bulk import MAPS, generate, places
from tests.bulk import networks
from tests.bulk.cluster import Cluster, cluster, missing

ROWS = 1_000_000
PLACES = 80  # so that it is the rows that take the time, and not the pairs to write
_LATER = 3.0  # seconds after which an executor is killed


pytestmark = [
    pytest.mark.whole,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # py4j leaves its sockets open
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The cluster of the tests of this file."""
    if why := missing():
        pytest.skip(why)
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


def _degrees(engine: str, memory: str, path: str, folder: Path) -> dict[int, tuple[Any, ...]]:
    """Degrees and strengths by the number of the place."""
    there = connect(engine, memory, 2)
    try:
        kept = Kept(there, folder)
        ties = read_ties(there, kept, path)
        rows = measures.degrees(ties).execute().itertuples(index=False)
        return {int(row[0]): tuple(map(float, row[1:])) for row in rows}
    finally:
        there.disconnect()


def test_a_cluster_gives_the_degrees_of_this_process(tmp_path: Path, spark: Cluster) -> None:
    path = str(networks.write(tmp_path / "edges.parquet", networks.rows_of_all_kinds()))
    expected = _degrees("duckdb", "500MB", path, tmp_path)
    found = _degrees(spark.address, "512m", path, tmp_path / "rounds")
    assert found == {place: pytest.approx(cells, abs=1e-9) for place, cells in expected.items()}


def test_both_engines_fold_a_million_rows_to_the_same_bytes_though_a_worker_is_lost(
    tmp_path: Path, spark: Cluster
) -> None:
    gazetteer, rows = places(), [str(tmp_path / "rows")]
    generate(tmp_path / "rows", ROWS, gazetteer, PLACES)
    (tmp_path / "rows" / "more.csv").write_text((Path(__file__).parent / "visits.csv").read_text())
    told, here, there = Told(maps=MAPS), tmp_path / "here" / "events", tmp_path / "there" / "events"
    known = fold_into(here, rows, told, gazetteer, Engine(threads=2), {})
    lost: list[int] = []

    def lose() -> None:
        lost.append(spark.executor())
        os.kill(lost[0], signal.SIGKILL)

    def progress(step: str, done: float | None = None) -> None:
        if str(tmp_path / "rows") in step:  # the rows begin to be read
            Timer(_LATER, lose).start()

    found = fold_into(there, rows, told, gazetteer, Engine(spark.address, "768m", 2), {}, progress=progress)
    assert lost
    assert found == known
    assert found.rows == ROWS + 12
    assert files_below(there) == files_below(here)
    for name in files_below(here):
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
