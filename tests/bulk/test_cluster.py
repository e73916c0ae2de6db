"""A million rows on DuckDB and on a Spark cluster, of which a worker's executor is killed in the middle: one result."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from threading import Timer

import pytest

from kg.base.files import files_below
from kg.bulk.fold import Engine
from kg.bulk.layout import Told
from kg.bulk.run import fold_into
from scripts.bench_bulk import MAPS, generate, places
from tests.bulk.cluster import cluster, missing

ROWS = 1_000_000
_LATER = 3.0  # seconds after which an executor is killed


@pytest.mark.whole
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # py4j leaves its sockets open
def test_both_engines_fold_a_million_rows_to_the_same_bytes_though_a_worker_is_lost(tmp_path: Path) -> None:
    if why := missing():
        pytest.skip(why)
    gazetteer, rows = places(), [str(tmp_path / "rows")]
    generate(tmp_path / "rows", ROWS, gazetteer)
    (tmp_path / "rows" / "more.csv").write_text((Path(__file__).parent / "visits.csv").read_text())
    told, here, there = Told(maps=MAPS), tmp_path / "here" / "events", tmp_path / "there" / "events"
    known = fold_into(here, rows, told, gazetteer, Engine(threads=2), {})
    (tmp_path / "cluster").mkdir()
    lost: list[int] = []
    with cluster(tmp_path / "cluster") as spark:

        def lose() -> None:
            lost.append(spark.executor())
            os.kill(lost[0], signal.SIGKILL)

        def progress(step: str, done: float | None = None) -> None:
            if str(tmp_path / "rows") in step:  # the rows begin to be read
                Timer(_LATER, lose).start()

        found = fold_into(there, rows, told, gazetteer, Engine(spark.address, "768m"), {}, progress=progress)
    assert lost
    assert found == known
    assert found.rows == ROWS + 12
    assert files_below(there) == files_below(here)
    for name in files_below(here):
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
