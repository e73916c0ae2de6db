"""Every catalogue question gives its golden answer on every server, but for the differences that are listed.

The embedded store and rdflib's engine are held to the same goldens in tests/ask.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kg.ask.asked_graph import RemoteGraph, StoredGraph
from kg.ask.catalog import Catalog
from kg.ask.endpoint import Endpoint
from kg.ask.remote.faults import EndpointError
from kg.ask.results import Answer
from tests.ask.worlds import GOLDENS, golden_name, golden_text, oxigraph_world, sparql_of
from tests.engines.servers import Server

CATALOG = Catalog()
NAMES = CATALOG.names()
DOCS = Path(__file__).parent.parent.parent / "docs" / "engines" / "README.md"
LISTED = tomllib.loads((Path(__file__).parent / "differences.toml").read_text(encoding="utf-8"))["difference"]
DIFFERENT = {(entry["engine"], entry["query"]) for entry in LISTED}


@pytest.mark.parametrize("name", NAMES)
def test_a_server_gives_the_golden_answer_or_a_listed_one(name: str, server: Server, loaded: Endpoint) -> None:
    question = CATALOG.find(name)
    expected = (GOLDENS / golden_name(question)).read_text(encoding="utf-8")
    found = golden_text(loaded.ask(sparql_of(question)))
    if (server.name, name) in DIFFERENT:
        assert found != expected, f"{server.name} agrees on {name} now: take it off the list"
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


def test_a_query_without_prefixes_runs_on_a_server_as_on_the_embedded_store(loaded: Endpoint) -> None:
    text = "SELECT ?place WHERE { ?place a tie:Place } ORDER BY STR(?place)"
    assert _rows(loaded.ask(text)) == _rows(StoredGraph(oxigraph_world()).ask(text))
    assert _rows(loaded.ask(text, limit=2)) == _rows(StoredGraph(oxigraph_world()).ask(text, limit=2))


@pytest.mark.parametrize("name", ["Хабаровск", "哈尔滨市", "Komsomolsk-on-Amur", "Haerbin", "ru-moscow"])
def test_a_server_knows_places_by_any_name(name: str, loaded: Endpoint) -> None:
    graph = RemoteGraph(loaded)
    assert graph.names.place(name) == StoredGraph(oxigraph_world()).names.place(name)


def test_a_server_knows_concepts_and_sources_by_name(loaded: Endpoint) -> None:
    names, expected = RemoteGraph(loaded).names, StoredGraph(oxigraph_world()).names
    assert names.concept("sphere", "культура") == expected.concept("sphere", "культура") == "culture"
    assert names.source("HEKMAN") == "HEKMAN"


def test_a_server_says_what_is_wrong_with_a_query(loaded: Endpoint) -> None:
    with pytest.raises(EndpointError, match=r"refuses the query as malformed \(HTTP 400\): .") as caught:
        loaded.ask("SELECT ?s WHERE { ?s ?p }")
    assert "\n" not in str(caught.value)


def _rows(answer: Answer) -> str:
    return golden_text(answer)
