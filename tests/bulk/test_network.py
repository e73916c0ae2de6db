"""Measures on an engine are those of the embedded code, to 1e-9, or they are refused with the reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from kg.analysis.dispatched import values_through
from kg.analysis.profile import Subject, network_values, node_values
from kg.base.errors import KgError
from kg.bulk.engines import connect
from kg.bulk.network import measures
from kg.bulk.network import values as on_engine
from kg.bulk.network.kept import Kept
from kg.bulk.network.refused import MEASURES, REFUSED
from kg.bulk.network.ties import Ties, read_ties
from kg.cli.measure import measure
from kg.network.edges_file import EdgeFileProblems
from tests.bulk import networks

ROWS = networks.rows_of_all_kinds()


@pytest.fixture(scope="module")
def backend() -> Iterator[Any]:
    made = connect("duckdb", "500MB", 1)
    yield made
    made.disconnect()


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return networks.write(tmp_path_factory.mktemp("edges") / "edges.parquet", ROWS)


def tables(backend: Any, rows: networks.Rows, folder: Path) -> tuple[Ties, Kept]:
    kept = Kept(backend, folder)
    return read_ties(backend, kept, str(networks.write(folder / "edges.parquet", rows))), kept


def same(found: Any, expected: dict[str, Any]) -> None:
    assert {name: list(cells) for name, cells in expected.items()} == {
        name: sorted(cells, key=list(expected[name]).index) for name, cells in found.items()
    }
    for name, cells in expected.items():
        assert found[name] == pytest.approx(cells, abs=1e-9), name


def test_all_values_are_those_of_the_embedded_measures(backend: Any, edges: Path, tmp_path: Path) -> None:
    kept = Kept(backend, tmp_path)
    ties = read_ties(backend, kept, str(edges))
    assert (ties.size, ties.edges, ties.repeated, ties.loops) == (50, 78, 2, 2)
    on_engine.of_places(ties, kept, (), "en", 1, tmp_path / "values.parquet")
    table = pq.read_table(tmp_path / "values.parquet").to_pydict()
    found = {name: dict(zip(table["name"], table[name], strict=True)) for name in MEASURES}
    same(found, {name: dict(cells) for name, cells in networks.expected(networks.graph_of(ROWS)).items()})
    whole = network_values(Subject(networks.graph_of(ROWS)))
    for name, value in on_engine.network_values(ties, kept).items():
        assert value == pytest.approx(whole[name], abs=1e-9), name


def test_the_rounds_of_components_and_pagerank_do_not_grow_with_the_longest_path(backend: Any, tmp_path: Path) -> None:
    ties, kept = tables(backend, [(f"{n:03}", f"{n + 1:03}", 1.0) for n in range(400)], tmp_path)
    rounds: list[int] = []
    assert measures.components(ties, kept, rounds.append).component.max().execute() == 1
    assert max(rounds) <= 12


def test_labels_that_swap_for_ever_end_after_two_rounds(backend: Any, tmp_path: Path) -> None:
    rows: networks.Rows = [(f"a{n}", f"b{m}", 1.0) for n in range(3) for m in range(3)]
    ties, kept = tables(backend, rows, tmp_path)
    found, _rounds, is_at_rest = measures.labels(ties, kept, lambda _round: None)
    assert is_at_rest
    names = dict(zip(*(ties.places.execute()[column] for column in ("n", "name")), strict=True))
    table = found.execute()
    groups = {names[n]: number for n, number in zip(table["n"], table["label-community"], strict=True)}
    assert groups == networks.numbered(networks.groups_of(networks.labels(networks.graph_of(rows))))


def test_whole_numbers_are_names_too(backend: Any, tmp_path: Path) -> None:
    path = networks.write(tmp_path / "numbers.parquet", [(10, 9, 1.0), (9, 8, 1.0)], ("a", "b", "weight"))  # type: ignore[list-item]
    ties = read_ties(backend, Kept(backend, tmp_path), str(path))
    assert sorted(ties.places.execute().itertuples(index=False, name=None)) == [(8, "8"), (9, "9"), (10, "10")]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "b", 1.0), ("a", None, 1.0)], "1 row of .* is no edge:\na, .*, 1.0"),
        ([("a", "b", 0.0), ("a", "c", -1.0)], "2 rows of .* are no edges:"),
        ([("a", "b", float("nan"))], "1 row of"),
        ([("a", "a", 1.0)], "holds no edge"),
    ],
)
def test_rows_that_are_no_edges_are_refused_and_shown(
    backend: Any, tmp_path: Path, rows: networks.Rows, message: str
) -> None:
    with pytest.raises(EdgeFileProblems, match=message):
        tables(backend, rows, tmp_path)


def test_columns_that_nobody_can_tell_are_refused(backend: Any, tmp_path: Path) -> None:
    path = networks.write(tmp_path / "odd.parquet", [("a", "b", "c")], ("x", "y", "z"))  # type: ignore[list-item]
    with pytest.raises(KgError, match=r"no two columns are known.*head them source and target"):
        read_ties(backend, Kept(backend, tmp_path), str(path))


def run(*words: str) -> Result:
    return CliRunner().invoke(measure, words, standalone_mode=False)


def test_the_command_ranks_places_and_leaves_no_table_behind(edges: Path) -> None:
    words = ("--measure", "partners", "--measure", "strength", "--limit", "5", "--format", "csv")
    done = run("places", "--edges", str(edges), "--engine", "duckdb", *words)
    assert done.exception is None
    embedded = node_values(Subject(networks.graph_of(ROWS)), ("partners",))["partners"]
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [float(row["partners"]) for row in rows] == sorted(embedded.values(), reverse=True)[:5]
    assert rows[0]["rank"] == "1"
    assert list(edges.parent.iterdir()) == [edges]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["places", "--engine", "duckdb"], "--engine is about an edge list"),
        (["places", "--edges", "{edges}", "--engine", "mysql"], "there is no engine called 'mysql'"),
        (["places", "--edges", "{edges}", "--engine", "duckdb", "--pivots", "3"], "--pivots does not go with --engine"),
        (["places", "--edges", "{edges}", "--work", "."], "--work is about an engine"),
        (["places", "--edges", "."], "is a folder"),
        (["places", "--edges", "s3://a/b.parquet"], "reads files of this machine, and s3://a/b.parquet is an address"),
    ],
)
def test_what_does_not_go_together_is_refused(edges: Path, words: list[str], message: str) -> None:
    with pytest.raises(KgError, match=message):
        raise run(*(word.format(edges=edges) for word in words)).exception or AssertionError


@pytest.mark.parametrize("name", ["betweenness", "core", "community", "two-mode-degree"])
def test_what_no_engine_reckons_exactly_is_refused_with_the_reason(edges: Path, name: str) -> None:
    done = run("places", "--edges", str(edges), "--engine", "duckdb", "--measure", name)
    assert REFUSED[name] in str(done.exception)
    assert "--pivots NUMBER estimates" in str(done.exception)


def test_a_backend_of_networkx_gives_the_embedded_values() -> None:
    graph = networks.graph_of(ROWS)
    found = values_through(graph, "networkx")
    for name, values in node_values(Subject(graph), tuple(found)).items():
        assert found[name] == pytest.approx(dict(values), abs=1e-9), name


def test_a_backend_that_is_not_there_is_named_with_its_package() -> None:
    with pytest.raises(KgError, match=r"--backend cugraph needs nx-cugraph-cu12.*pip install nx-cugraph-cu12"):
        values_through(nx.path_graph(["a", "b"]), "cugraph")
    with pytest.raises(KgError, match="no backend of networkx reckons constraint"):
        values_through(nx.path_graph(["a", "b"]), "networkx", ["constraint"])
