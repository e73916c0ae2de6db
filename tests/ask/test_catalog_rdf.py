"""The catalogue as RDF is SHACL executables that run."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ask.catalog import Catalog
from kg.ask.catalog_rdf import catalog_graph
from kg.ask.engine import ask
from tests.ask.worlds import golden_text, oxigraph_world

SH = "http://www.w3.org/ns/shacl#"
QUESTIONS = Catalog().questions()
GRAPH = catalog_graph(QUESTIONS)


def values(subject: str, predicate: str) -> list[str]:
    return [
        each.object.value
        for each in GRAPH.triples
        if isinstance(each.subject, ox.NamedNode)
        and each.subject.value == subject
        and each.predicate.value == predicate
        and isinstance(each.object, ox.NamedNode | ox.Literal)
    ]


def test_no_node_is_blank() -> None:
    assert all(
        isinstance(term, ox.NamedNode) for triple in GRAPH.triples for term in (triple.subject, triple.predicate)
    )
    assert not any(isinstance(triple.object, ox.BlankNode) for triple in GRAPH.triples)


def test_every_question_is_an_executable_with_three_labels_and_keywords() -> None:
    for question in QUESTIONS:
        assert f"{SH}SPARQLExecutable" in values(question.iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        assert len(values(question.iri, "http://www.w3.org/2000/01/rdf-schema#label")) == 3
        assert set(values(question.iri, "https://schema.org/keywords")) == set(question.tags)


def test_what_a_finding_points_to_is_described() -> None:
    recomputed = ox.NamedNode("https://w3id.org/interregional-ties/ont#recomputedBy")
    described = {question.iri for question in QUESTIONS}
    pointed = {str(quad.object)[1:-1] for quad in oxigraph_world().quads_for_pattern(None, recomputed, None)}
    assert pointed
    assert pointed <= described


@pytest.mark.parametrize("form", ["select", "ask", "construct"])
def test_an_executable_runs_with_the_declared_prefixes(form: str) -> None:
    catalog = "https://w3id.org/interregional-ties/query"
    prologue = ""
    for node in values(catalog, f"{SH}declare"):
        prologue += f"PREFIX {values(node, f'{SH}prefix')[0]}: <{values(node, f'{SH}namespace')[0]}>\n"
    for question in QUESTIONS:
        bodies = values(question.iri, SH + form)
        assert len(bodies) == (question.form.lower() == form)
        for body in bodies:
            assert "PREFIX" not in body
            whole = ask(oxigraph_world(), prologue + body)
            assert golden_text(whole) == golden_text(ask(oxigraph_world(), question.text))
