"""The shapes: the small world conforms to them, and each broken record is found for the reason expected."""

from __future__ import annotations

import csv
from functools import cache

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from kg.ask.tokens import tokens
from kg.graph.shapes import CONSTRUCTS
from tests.ontology.graphs import BASE, HERE, SHAPE_FILES, TIE, Result, copy, core, ontology, shapes, validate, world

SEVERITY = {"required": SH.Violation, "advised": SH.Warning, "codes": SH.Violation, "house": SH.Violation}


def broken(name: str) -> Graph:
    """The broken records for a shapes file, with what they are read together with."""
    records = Graph().parse(HERE / "broken" / f"{name}.ttl")
    return records if name == "house" else copy(ontology(), world(), records)


@cache
def expected(name: str) -> list[Result]:
    """The results expected of the broken records."""
    with (HERE / "broken" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [Result(**row) for row in csv.DictReader(file, delimiter="\t")]


def local(node: Node) -> str:
    return str(node).partition("#")[2]


@pytest.mark.parametrize("name", ["required", "advised", "codes"])
def test_the_world_conforms(name: str) -> None:
    assert validate(copy(ontology(), world()), shapes(name)) == []


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_broken_records_are_found(name: str) -> None:
    assert validate(broken(name), shapes(name)) == expected(name)


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_every_constraint_has_a_broken_record(name: str) -> None:
    graph = shapes(name)
    constraints = {local(s) for s in graph.subjects(RDF.type, SH.PropertyShape)} | {
        local(s) for s in graph.subjects(SH.sparql)
    }
    assert constraints - {result.shape for result in expected(name)} == set()


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_the_file_decides_the_severity(name: str) -> None:
    graph = shapes(name)
    assert set(graph.objects(None, SH.severity)) == {SEVERITY[name]}
    bearers = set(graph.subjects(RDF.type, SH.PropertyShape)) | set(graph.subjects(SH.sparql))
    assert {s for s in bearers if (s, SH.severity, None) not in graph} == set()


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_every_constraint_speaks_three_languages(name: str) -> None:
    graph = shapes(name)
    for speaker in set(graph.subjects(RDF.type, SH.PropertyShape)) | set(graph.subjects(SH.sparql)):
        texts = [text for text in graph.objects(speaker, SH.message) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "ru", "zh-Hans"], speaker


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_a_query_leaves_its_message_to_the_shape(name: str) -> None:
    # SHACL lets a shape speak for all its results; Apache Jena refuses a query with a message in each language.
    graph = shapes(name)
    assert [
        select for select in graph.subjects(RDF.type, SH.SPARQLConstraint) if (select, SH.message, None) in graph
    ] == []


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_only_the_constructs_that_the_file_names_are_used(name: str) -> None:
    graph = shapes(name)
    used = {local(p) for p in graph.predicates() if str(p).startswith(str(SH))}
    assert used - CONSTRUCTS == set()
    for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint):
        for shape in graph.subjects(RDF.type, kind):
            assert str(shape).startswith(f"{BASE}shape/{name}#"), shape


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_no_select_holds_what_breaks_the_binding_of_this(name: str) -> None:
    for select in shapes(name).objects(None, SH.select):
        words = {token.text.upper() for token in tokens(str(select)) if token.kind == "word"}
        assert words & {"MINUS", "VALUES", "SERVICE"} == set(), select


@pytest.mark.parametrize("name", ["required", "advised", "house"])
def test_every_select_also_runs_alone_and_then_lists_every_offender(name: str) -> None:
    graph = shapes(name)
    store = Store()
    store.load(broken(name).serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    for shape, constraint in graph.subject_objects(SH.sparql):
        query = f"{prefixes(graph)}\n{graph.value(constraint, SH.select)}"
        rows = store.query(query)
        assert isinstance(rows, QuerySolutions)
        offenders = {row["this"].value.removeprefix(BASE) for row in rows if hasattr(row["this"], "value")}
        assert offenders == {result.focus for result in expected(name) if result.shape == local(shape)}, shape


def prefixes(graph: Graph) -> str:
    """The prefixes that a shapes file declares for its queries."""
    declared = ((graph.value(d, SH.prefix), graph.value(d, SH.namespace)) for d in graph.objects(None, SH.declare))
    return "\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in sorted(declared, key=str))


def test_the_ontology_keeps_its_own_house_rules() -> None:
    graph = shapes("house")
    head = prefixes(graph)
    store = Store()
    store.load(ontology().serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    for select in list(
        graph.objects(None, SH.select)
    ):  # one query at once for all terms; pyshacl would parse it again for every term
        rows = store.query(f"{head}\n{select}")
        assert isinstance(rows, QuerySolutions)
        assert [str(row["this"]) for row in rows] == [], select
    graph.remove((None, SH.sparql, None))
    assert validate(ontology(), graph) == []


def test_every_property_with_a_scheme_has_a_code_shape_for_that_scheme() -> None:
    graph = shapes("codes")
    uses = URIRef(f"{TIE}usesScheme")
    for prop, scheme in core().subject_objects(uses):
        found = [graph.value(shape, SH.pattern) for shape in graph.subjects(SH.path, prop)]
        assert found, prop
        start = f"^{scheme}/".replace(".", "\\.")
        assert all(str(pattern).startswith(start) for pattern in found), prop
