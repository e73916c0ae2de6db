"""Every catalogue question has on every engine the answer that the embedded store gives, on the whole real graph.

Differences are listed. The embedded store and rdflib's engine are held to goldens of the small world in tests/ask.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.ask.asked_graph import RemoteGraph, StoredGraph
from kg.ask.catalog import Catalog
from kg.ask.endpoint import Endpoint
from kg.ask.lookup import GraphNames
from kg.ask.publish import publish
from kg.ask.remote.faults import EndpointError
from kg.ask.remote.settings import Limits
from kg.ask.results import Answer
from kg.base.resources import sources_dir
from kg.graph.build import build
from kg.graph.store import load
from tests.ask.worlds import golden_text
from tests.engines.jena import Jena, is_there
from tests.engines.servers import Server, oxigraph, oxigraph_program, virtuoso, virtuoso_program

CATALOG = Catalog()
NAMES = CATALOG.names()
DOCS = Path(__file__).parent.parent.parent / "docs" / "engines" / "README.md"
LISTED = tomllib.loads((Path(__file__).parent / "differences.toml").read_text(encoding="utf-8"))["difference"]
DIFFERENT = {(entry["engine"], entry["query"]) for entry in LISTED}


EMBEDDED = "embedded"
MISSING = {
    "oxigraph": "the server of the package oxigraph",
    "virtuoso": "virtuoso-t of Debian's virtuoso-opensource-7",
    "jena": "Java, Debian's libapache-jena-java, and JPype",
}
Ask = Callable[[str], Answer]
# What a question may take; all are answered within two seconds.
ROOM = Limits(silence=20.0, total=20.0, tries=1)


class Real(NamedTuple):
    """The real graph: the embedded store, the servers that hold it, and what each engine answers to each question."""

    store: StoredGraph
    endpoints: Mapping[str, Endpoint]
    answers: Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    """All engines that are here, started side by side, filled with the real graph and asked everything."""
    built = build([sources_dir()], tmp_path_factory.mktemp("real") / "ties.nq").path
    store = StoredGraph(load(built))
    endpoints: dict[str, Endpoint] = {}

    def filled(server: Server) -> Ask:
        publish(built, server.query, credentials=server.credentials)
        endpoints[server.name] = Endpoint(server.query, limits=ROOM)
        return endpoints[server.name].ask

    with ExitStack() as servers, ThreadPoolExecutor() as pool:
        made: dict[str, Future[Ask]] = {EMBEDDED: pool.submit(lambda: store.ask)}
        if (program := oxigraph_program()) is not None:
            served = servers.enter_context(oxigraph(program, tmp_path_factory.mktemp("oxigraph")))
            made["oxigraph"] = pool.submit(filled, served)
        if (program := virtuoso_program()) is not None:
            served = servers.enter_context(virtuoso(program, tmp_path_factory.mktemp("virtuoso")))
            made["virtuoso"] = pool.submit(filled, served)
        if is_there():
            made["jena"] = pool.submit(lambda: Jena(built, tmp_path_factory.mktemp("jena")).ask)
        asked = {name: pool.submit(_answers, pool, ask) for name, ask in made.items()}
        yield Real(store, endpoints, {name: found.result() for name, found in asked.items()})


def _answers(pool: ThreadPoolExecutor, ask: Future[Ask]) -> dict[str, str]:
    """The answers of one engine to all questions, two at a time."""
    halves = [
        pool.submit(lambda names: {name: _answer(ask.result(), name) for name in names}, NAMES[n::2]) for n in (0, 1)
    ]
    return halves[0].result() | halves[1].result()


def _answer(ask: Ask, name: str) -> str:
    """What an engine answers to a question, or what it says that is wrong."""
    try:
        return golden_text(ask(CATALOG.find(name).text))
    except Exception as error:  # noqa: BLE001 (each engine has faults of its own; the comparison shows them)
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("engine", MISSING)
@pytest.mark.parametrize("name", NAMES)
def test_an_engine_gives_the_answer_of_the_embedded_store_or_a_listed_one(name: str, engine: str, real: Real) -> None:
    if engine not in real.answers:
        pytest.skip(f"missing component: {MISSING[engine]}")
    found, expected = real.answers[engine][name], real.answers[EMBEDDED][name]
    if (engine, name) in DIFFERENT:
        assert found != expected, f"{engine} agrees on {name} now: take it off the list"
    else:
        assert found == expected


def test_every_listed_difference_belongs_to_a_question_and_says_why() -> None:
    assert {query for _, query in DIFFERENT} <= set(NAMES)
    assert len(DIFFERENT) == len(LISTED)
    assert all(entry["what"] and entry["why"] for entry in LISTED)


def test_the_documentation_lists_the_same_differences() -> None:
    lines = DOCS.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| \w+ \| `[a-z][a-z-]+` \| ", line)]
    expected = [
        f"| {entry['engine'].title()} | `{entry['query']}` | {entry['what']} | {entry['why']} |" for entry in LISTED
    ]
    assert rows == expected


@pytest.fixture(params=["oxigraph", "virtuoso"])
def served(request: pytest.FixtureRequest, real: Real) -> Endpoint:
    """Each server in turn, holding the real graph."""
    if request.param not in real.endpoints:
        pytest.skip(f"missing component: {MISSING[request.param]}")
    return real.endpoints[request.param]


def test_a_query_without_prefixes_runs_on_a_server_as_on_the_embedded_store(served: Endpoint, real: Real) -> None:
    text = "SELECT ?place WHERE { ?place a tie:Place } ORDER BY STR(?place)"
    assert golden_text(served.ask(text)) == golden_text(real.store.ask(text))
    assert golden_text(served.ask(text, limit=2)) == golden_text(real.store.ask(text, limit=2))


@pytest.mark.parametrize("name", ["Хабаровск", "哈尔滨市", "Komsomolsk-on-Amur", "Haerbin", "ru-moscow"])
def test_a_server_knows_places_concepts_and_sources_by_any_name(name: str, served: Endpoint, real: Real) -> None:
    names = _names(served)
    assert names.place(name) == real.store.names.place(name)
    assert names.concept("sphere", "культура") == real.store.names.concept("sphere", "культура") == "culture"
    assert names.source("HEKMAN") == "HEKMAN"


@cache
def _names(served: Endpoint) -> GraphNames:
    return RemoteGraph(served).names


def test_a_server_says_what_is_wrong_with_a_query(served: Endpoint) -> None:
    with pytest.raises(EndpointError, match=r"refuses the query as malformed \(HTTP 400\): .") as caught:
        served.ask("SELECT ?s WHERE { ?s ?p }")
    assert "\n" not in str(caught.value)
