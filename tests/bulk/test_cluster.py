"""A million rows on DuckDB and on a Spark cluster, of which a worker's executor is killed in the middle: one result."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from kg.base.files import files_below
from kg.bulk.fold import Engine
from kg.bulk.layout import Told
from kg.bulk.run import fold_into
from scripts.bench_bulk import MAPS, generate, places
from tests.bulk.cluster import QUICK, Cluster, cluster, missing

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
    with pytest.MonkeyPatch.context() as patch, cluster(tmp_path_factory.mktemp("cluster")) as made:
        for name, value in QUICK.items():
            patch.setenv(name, value)  # for the driver
        yield made


def test_both_engines_fold_a_million_rows_to_the_same_bytes_though_a_worker_is_lost(
    tmp_path: Path, spark: Cluster
) -> None:
    gazetteer, rows = places(), [str(tmp_path / "rows")]
    generate(tmp_path / "rows", ROWS, gazetteer, PLACES)
    (tmp_path / "rows" / "more.csv").write_text((Path(__file__).parent / "visits.csv").read_text())
    told, here, there = Told(maps=MAPS), tmp_path / "here" / "events", tmp_path / "there" / "events"
    known = fold_into(here, rows, told, gazetteer, Engine(threads=2), {})
    lost: list[int] = []
    timers: list[Timer] = []

    def lose() -> None:
        lost.append(spark.executor())
        os.kill(lost[0], signal.SIGKILL)

    def progress(step: str, done: float | None = None) -> None:
        if str(tmp_path / "rows") in step and not timers:  # the rows begin to be read
            timers.append(Timer(_LATER, lose))
            timers[0].start()

    found = fold_into(there, rows, told, gazetteer, Engine(spark.address, "768m", 2), {}, progress=progress)
    assert lost
    assert found == known
    assert found.rows == ROWS + 12
    assert files_below(there) == files_below(here)
    for name in files_below(here):
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
