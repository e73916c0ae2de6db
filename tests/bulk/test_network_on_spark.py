"""The same code gives the same values on a real cluster as in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.bulk.engines import connect
from kg.bulk.network import measures
from kg.bulk.network.kept import Kept
from kg.bulk.network.ties import Ties, read_ties
from tests.bulk import networks

pytestmark = pytest.mark.whole


def values(ties: Ties, kept: Kept) -> dict[str, dict[int, tuple[Any, ...]]]:
    """Each measure's rows by the number of the place."""
    tables = {
        "degrees": measures.degrees(ties),
        "component": measures.components(ties, kept, lambda _round: None),
        "pagerank": measures.pagerank(ties, kept, lambda _round: None),
        "triangles": measures.triangles(ties, kept),
        "labels": measures.labels(ties, kept, lambda _round: None)[0],
    }
    return {
        name: {int(row[0]): tuple(map(float, row[1:])) for row in table.execute().itertuples(index=False)}
        for name, table in tables.items()
    }


def test_a_cluster_gives_the_values_of_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clusters = pytest.importorskip("tests.bulk.cluster", reason="missing component: the cluster of the tests")
    if clusters.missing():
        pytest.skip(clusters.missing())
    monkeypatch.setattr(measures, "TOLERANCE", 1e-2)  # eight rounds tell whether engines agree
    path = str(networks.write(tmp_path / "edges.parquet", networks.rows_of_all_kinds()))
    here = connect("duckdb", "500MB", 1)
    kept = Kept(here, tmp_path)
    expected = values(read_ties(here, kept, path), kept)
    here.disconnect()
    with clusters.cluster(tmp_path) as cluster:
        there = connect(cluster.address, "512m", 2)
        there.raw_sql("SET spark.sql.shuffle.partitions = 2")
        kept = Kept(there, tmp_path / "rounds")
        found = values(read_ties(there, kept, path), kept)
        there.disconnect()
    for name, rows in expected.items():
        assert found[name].keys() == rows.keys(), name
        for place, cells in rows.items():
            assert found[name][place] == pytest.approx(cells, abs=1e-9), name
