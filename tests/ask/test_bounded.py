"""A query that somebody wrote costs no more than it may, and what ends the engine is one line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.ask.answering import Cut, EnoughError
from kg.ask.asked_graph import StoredGraph
from kg.ask.bounded import BoundedStore, Bounds
from kg.ask.engine import ask
from kg.ask.results import Graph, Table, Truth
from kg.base.errors import KgError
from tests.command import Run

LINES = [f'<http://e.org/{n}> <http://e.org/p> "{n}" <http://e.org/g{n % 2}> .\n' for n in range(300)]
ODD = r'<http://e.org/odd> <http://e.org/q> "a\tb\nc\r\"\\é\u0001" <http://e.org/odd> .' + "\n"
ALL = "SELECT ?s ?o { ?s <http://e.org/p> ?o }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "few.nq"
    path.write_text("".join([*LINES, ODD]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bounded(file: Path) -> Iterator[BoundedStore]:
    store = BoundedStore(file)
    yield store
    store.close()


def test_the_other_process_gives_the_same_answers(file: Path, bounded: BoundedStore) -> None:
    store = ox.Store()
    store.load(path=str(file), format=ox.RdfFormat.N_QUADS)
    for text in (
        ALL,
        "SELECT * {}",
        "SELECT ?x { VALUES ?x { UNDEF 05 UNDEF } }",
        "SELECT ?o { ?s <http://e.org/q> ?o }",
    ):
        mine, other = ask(store, text), bounded.ask(text)
        assert isinstance(mine, Table)
        assert isinstance(other, Table)
        assert sorted(map(str, mine.cells)) == sorted(map(str, other.cells))
        assert mine.columns == other.columns
    constructed = "CONSTRUCT WHERE { ?s ?p ?o }"
    assert bounded.ask(constructed) == ask(store, constructed)
    assert bounded.ask(constructed, 3) == ask(store, constructed, 3)
    assert bounded.ask("ASK { ?s ?p '5' }") == Truth(value=True)


@pytest.mark.parametrize(("limit", "rows"), [(1, 1), (299, 299), (300, 300), (301, 300)])
def test_a_limit_cuts_rows(bounded: BoundedStore, limit: int, rows: int) -> None:
    answer = bounded.ask(ALL, limit)
    assert isinstance(answer, Table)
    assert len(answer) == rows
    unbound = bounded.ask("SELECT ?x { VALUES ?x { UNDEF UNDEF UNDEF } }", 2)
    assert isinstance(unbound, Table)
    assert unbound.cells == [(None,), (None,)]


@pytest.mark.parametrize(
    ("text", "bounds", "told"),
    [
        (PRODUCT, Bounds(0.2), "has not been answered within 0.2 s – ask for less, or raise --timeout"),
        (ALL, Bounds(rows=299), "more than 299 rows – add LIMIT to the query, or raise --max-rows"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Bounds(rows=5), "more than 5 rows"),
        ("SELECT (<http://e/f>(1) AS ?x) {}", Bounds(), "cannot be run: The custom function <http://e/f> is not"),
        ("SELECT ?x {", Bounds(), "does not parse at line 1, column 12"),
        (f"ASK {{ FILTER({'!' * 30_000}true) }}", Bounds(), "the engine ended in the middle of the query"),
    ],
)
def test_what_passes_a_limit_or_ends_the_engine_is_one_line(
    bounded: BoundedStore, text: str, bounds: Bounds, told: str
) -> None:
    with pytest.raises(KgError) as refused:
        bounded.ask(text, None, bounds)
    assert told in str(refused.value)
    assert isinstance(bounded.ask("ASK {}"), Truth)


def test_memory_is_bounded(file: Path) -> None:
    store = BoundedStore(file)
    text = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?b))) AS ?x) { ?a ?p ?o . ?b ?q ?r . ?c ?s ?t }"
    with pytest.raises(KgError, match="needs more than 16 MB of memory – ask for less"):
        store.ask(text, None, Bounds(memory=16 << 20))
    cut = Cut(io.BytesIO(), 0, None, 9, room=5)
    with pytest.raises(EnoughError):
        cut.write(b"a long line")
    with pytest.raises(MemoryError):
        cut.check()
    store.close()


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_brackets_without_end_never_reach_the_engine(pair: str) -> None:
    with pytest.raises(KgError, match="more than 100 brackets stand in one another"):
        ask(ox.Store(), f"ASK {{ {pair[0] * 2500}{pair[1] * 2500} }}")


@pytest.mark.parametrize(
    ("clause", "values"),
    [
        ("", 300),
        ("FROM <http://e.org/g0>", 150),
        ("FROM <http://e.org/g0> FROM <http://e.org/g1>", 300),
        ("FROM NAMED <http://e.org/g0>", 0),
        ("from <http://e.org/none>", 0),
    ],
)
def test_from_means_what_the_standard_says(bounded: BoundedStore, clause: str, values: int) -> None:
    answer = bounded.ask(f"SELECT ?o {clause} {{ ?s <http://e.org/p> ?o }}")
    assert isinstance(answer, Table)
    assert len(answer) == values


def test_from_named_are_the_graphs_that_graph_finds(file: Path) -> None:
    store = ox.Store()
    store.load(path=str(file), format=ox.RdfFormat.N_QUADS)
    answer = ask(
        store, "SELECT DISTINCT ?g FROM <http://e.org/g1> FROM NAMED <http://e.org/g0> { GRAPH ?g { ?s ?p ?o } }"
    )
    assert isinstance(answer, Table)
    assert answer.rows == [("http://e.org/g0",)]


def test_a_graph_that_a_program_may_change_is_asked_where_it_is(file: Path) -> None:
    graph = kg.open(file)
    graph.store.add(ox.Quad(ox.NamedNode("http://e.org/s"), ox.NamedNode("http://e.org/p"), ox.Literal("new")))
    assert graph.ask("ASK { ?s ?p 'new' }") == Truth(value=True)
    with pytest.raises(KgError, match="asked without a limit of time"):
        graph.query("ASK { ?s ?p 'new' }", timeout=1)
    assert isinstance(StoredGraph(ox.Store()).ask("CONSTRUCT WHERE { ?s ?p ?o }", None, Bounds()), Graph)


def test_the_command_has_the_limits(kg: Run, file: Path) -> None:
    asked = ("query", "--graph", str(file), "-e")
    late = kg(*asked, PRODUCT, "--timeout", "0.2")
    assert (late.returncode, late.stdout) == (2, "")
    assert late.stderr == "kg: the query has not been answered within 0.2 s – ask for less, or raise --timeout\n"
    assert kg(*asked, ALL, "--max-rows", "299").returncode == 2
    assert len(kg(*asked, ALL, "--max-rows", "299", "--limit", "9").stdout.splitlines()) == 10
