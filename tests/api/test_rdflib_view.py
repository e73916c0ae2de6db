"""Rdflib's view of the graph: namespaces and terms are handed in as rdflib lets a person do it."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib import DCTERMS, RDFS, Literal, Namespace, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery

from kg.api.graph import Graph
from kg.base.errors import KgError

TIES = Namespace("https://w3id.org/interregional-ties/ont#")
PLACES = Namespace("https://w3id.org/interregional-ties/id/place/")
HARBIN = PLACES["cn-harbin"]


@pytest.fixture(scope="module")
def view(world: Graph) -> rdflib.Dataset:
    return world.rdflib()


def rows(view: rdflib.Dataset, text: str, **bound: Any) -> list[Any]:
    found: Any = view.query(text, initBindings=bound)
    return sorted(tuple(row) for row in found)


@pytest.mark.parametrize("namespaces", [{"t": TIES}, {"t": str(TIES)}, {"t": TIES, "rdfs": RDFS, "dc": DCTERMS}])
def test_prefixes_may_be_namespaces_of_any_kind(view: rdflib.Dataset, namespaces: dict[str, Any]) -> None:
    found = list(view.query("SELECT ?tie { ?tie t:hasParty place:cn-harbin ; rdfs:label ?label }", initNs=namespaces))
    assert found


@pytest.mark.parametrize("place", ["place", "?place", Variable("place")])
@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?tie ?place { ?tie tie:hasParty ?place }",
        "SELECT ?tie { ?tie tie:hasParty ?place }",
        "SELECT DISTINCT ?tie WHERE { ?tie tie:hasParty $place }",
        "SELECT * { ?tie tie:hasParty ?party FILTER(?party = ?place) }",
    ],
)
def test_a_bound_term_is_there_from_the_start_whether_it_is_shown_or_not(
    view: rdflib.Dataset, text: str, place: str
) -> None:
    wanted = rows(view, "SELECT ?tie { ?tie tie:hasParty place:cn-harbin }")
    found: Any = view.query(text, initBindings={place: HARBIN})
    assert sorted((row.tie,) for row in found) == wanted
    shown = [str(each) for each in view.query(text, initBindings={place: HARBIN}).vars or []]
    assert shown == (["tie", "place"] if "?tie ?place" in text else ["tie"] if "*" not in text else shown)


def test_a_bound_term_is_seen_by_groups_truths_and_graphs(view: rdflib.Dataset) -> None:
    ties = len(rows(view, "SELECT ?tie { ?tie tie:hasParty place:cn-harbin }"))
    assert [int(n) for (n,) in rows(view, "SELECT (COUNT(*) AS ?n) { ?tie tie:hasParty ?p }", p=HARBIN)] == [ties]
    assert bool(view.query("ASK { ?tie tie:hasParty ?p }", initBindings={"p": HARBIN}).askAnswer)
    assert not view.query("ASK { ?tie tie:hasParty ?p }", initBindings={"p": PLACES["none"]}).askAnswer
    made = view.query("CONSTRUCT { ?tie tie:hasParty ?p } WHERE { ?tie tie:hasParty ?p }", initBindings={"p": HARBIN})
    assert len(made.graph or ()) == ties


def test_a_bound_term_is_never_read_as_text_of_the_query(view: rdflib.Dataset) -> None:
    hostile = Literal('x" } SELECT * { ?s ?p ?o } #')
    assert rows(view, "SELECT ?s { ?s rdfs:label ?o }", o=hostile) == []
    assert rows(view, "SELECT ?s ?o { ?s a tie:Place } LIMIT 1", o=hostile)[0][1].value == hostile.value
    labels = rows(view, "SELECT ?s { ?s rdfs:label ?o }", o=Literal("Харбин", lang="ru"))
    assert labels == [(HARBIN,)]


@pytest.mark.parametrize("value", [str(HARBIN), 5, None])
def test_what_is_no_term_is_refused_by_name(view: rdflib.Dataset, value: object) -> None:
    with pytest.raises(KgError, match=r"p cannot be .* – give a term of rdflib"):
        rows(view, "SELECT ?tie { ?tie tie:hasParty ?p }", p=value)


def test_no_query_of_the_view_calls_another_server(view: rdflib.Dataset) -> None:
    with pytest.raises(KgError, match="SERVICE is refused"):
        view.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(KgError, match="SERVICE is refused"):
        view.query(prepareQuery("SELECT * { ?s ?p ?o OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }"))


def test_one_graph_of_the_view_can_be_looked_at_alone(view: rdflib.Dataset) -> None:
    name = URIRef(min(str(each.identifier) for each in view.graphs() if str(each.identifier).startswith("https:")))
    alone = view.graph(name)
    assert 0 < len(alone) < len(view)
    named = rows(view, "SELECT (COUNT(*) AS ?n) FROM @ { ?s ?p ?o }".replace("@", name.n3()))
    assert int(named[0][0]) == len(alone)
