"""The same API on a graph behind an endpoint: servers on loopback that hold the small world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kg.api.graph import Graph, open_graph
from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from kg.ask.lookup import GraphNames
from kg.ask.publish import publish
from kg.base.errors import KgError
from kg.graph.build import build
from tests.ask.worlds import WORLD, ask_rdflib, golden_text, oxigraph_world
from tests.engines.servers import oxigraph, oxigraph_program, virtuoso, virtuoso_program

SERVERS = {"oxigraph": (oxigraph_program, oxigraph), "virtuoso": (virtuoso_program, virtuoso)}
PLACES = ["Хабаровск", "Благовещенск", "哈尔滨", "cn-wudalianchi", "ru"]


@pytest.fixture(scope="module", params=SERVERS)
def remote(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    found, started = SERVERS[request.param]
    program = found()
    if program is None:
        pytest.skip(f"missing component: the {request.param} server")
    built = build([WORLD], tmp_path_factory.mktemp("built") / "world.nq").path
    with started(program, tmp_path_factory.mktemp(request.param)) as server:
        publish(built, server.query, write=server.store, credentials=server.credentials)
        yield open_graph(endpoint=server.query)


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("question", ["names-of-place", "place-as-graph", "around-place-as-graph"])
def test_the_questions_that_a_place_asks_give_the_same_on_rdflibs_engine(question: str, name: str) -> None:
    text = Catalog().find(question).filled({"place": [name]}, GraphNames(oxigraph_world()))
    assert golden_text(ask_rdflib(text)) == golden_text(ask(oxigraph_world(), text))


def test_questions_with_names_give_the_same_rows(remote: Graph, world: Graph) -> None:
    asked: tuple[tuple[str, dict[str, Any]], ...] = (
        ("partners-of-place", {"place": "伯力", "lang": "zh"}),
        ("hubs", {}),
        ("are-sisters", {"place": "Хабаровск", "partner": "Haerbin"}),
        ("tie-as-graph", {}),
    )
    for name, params in asked:
        here, there = world.query(name, **params), remote.query(name, **params)
        assert here.rows, name
        assert (there.columns, there.rows) == (here.columns, here.rows), name


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_the_same(remote: Graph, world: Graph, name: str) -> None:
    assert remote.place(name).data() == world.place(name).data()


def test_a_search_finds_the_same(remote: Graph, world: Graph) -> None:
    assert remote.places("Хабар") == world.places("Хабар")


def test_the_network_is_the_same(remote: Graph, world: Graph) -> None:
    assert world.network().links
    assert remote.network(as_of=2010) == world.network(as_of=2010)
    assert remote.network(ended=True) == world.network(ended=True)


def test_what_needs_a_store_of_this_machine_says_so(remote: Graph) -> None:
    for needs in (lambda: remote.store, remote.rdflib):
        with pytest.raises(KgError, match="has no store here"):
            needs()


def test_an_endpoint_that_is_not_there_is_one_line() -> None:
    with pytest.raises(KgError) as caught:
        open_graph(endpoint="http://127.0.0.1:9/query").place("Harbin")
    assert "\n" not in str(caught.value)
