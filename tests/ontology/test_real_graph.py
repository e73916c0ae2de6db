"""The graph of the bundled sources keeps what the ontology promises: read once, and reasoned over by its patterns.

Reasoners take minutes for the whole graph. What they conclude from domains, ranges, inverses and disjoint classes
hangs on one triple and on the classes of its two ends, so that one triple of each pattern stands for all like it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.paths import MulPath

import kg
from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.resources import ontology_dir
from kg.graph.store import open_graph
from kg.schema.terms import TIE
from tests.ontology.graphs import copy, core
from tests.ontology.test_reasoners import _quick_java, by_reasonable, hermit, needs_java, supported  # noqa: F401 (a fixture)

TYPE = ox.NamedNode(str(RDF.type))
EXECUTABLE = "http://www.w3.org/ns/shacl#SPARQLExecutable"
PREFIXES = "PREFIX tie: <https://w3id.org/interregional-ties/ont#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "


class Real(NamedTuple):
    """The real graph in the shapes that the tests ask for."""

    store: ox.Store
    pairs: dict[str, set[tuple[str, str]]]  # subjects and objects by property, both things
    patterns: Graph  # one triple of each pattern, with the classes of its ends
    schema: Graph  # the terms and their alignment


@pytest.fixture(scope="module")
def real() -> Real:
    store = open_graph()
    named: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, TYPE, None):
        named[str(quad.subject)[1:-1]].add(str(quad.object)[1:-1])
    named |= {question.iri: {EXECUTABLE} for question in Catalog().questions()}
    classes = {thing: frozenset(kinds) for thing, kinds in named.items()}
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    patterns = Graph()
    seen = set()
    for quad in store:
        one, prop, other = quad.subject.value, quad.predicate.value, quad.object
        if isinstance(other, ox.Literal):
            pattern: Any = (classes.get(one), prop, other.datatype.value)
            end: URIRef | Literal = Literal(other.value, datatype=None if other.language else other.datatype.value)
        else:
            pairs[prop].add((one, other.value))
            pattern, end = (classes.get(one), prop, classes.get(other.value)), URIRef(other.value)
        if pattern in seen or prop == str(RDF.type) or not one.startswith(ids.ID):
            continue
        seen.add(pattern)
        patterns.add((URIRef(one), URIRef(prop), end))
        for thing in (one, str(end)):
            for kind in classes.get(thing, ()):
                patterns.add((URIRef(thing), RDF.type, URIRef(kind)))
    return Real(store, pairs, patterns, copy(core(), Graph().parse(ontology_dir() / "align.ttl")))


def rows(real: Real, query: str) -> list[tuple[str, ...]]:
    """The rows of a question in SPARQL, each value as text."""
    found = real.store.query(PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(getattr(value, "value", "") for value in row) for row in found]


def above(schema: Graph, classes: set[Any]) -> set[Any]:
    """Some classes and all that they are kinds of."""
    return {up for kind in classes for up in schema.objects(kind, MulPath(RDFS.subClassOf, "*"))}


def strangers(real: Real, extra: tuple[Any, ...] = ()) -> set[tuple[str, str]]:
    """Things and the classes that reasoning gives them and their own classes do not: broken domains and ranges."""
    given = copy(real.patterns)
    if extra:
        given.add(extra)
    inferred = by_reasonable(copy(real.schema, given))
    return {
        (str(thing), str(kind))
        for thing, prop, kind in inferred
        if prop == RDF.type and str(thing).startswith(ids.BASE) and kind != OWL.Thing
        and (own := set(given.objects(thing, RDF.type))) and kind not in above(real.schema, own)
    }  # fmt: skip


def test_a_thing_becomes_only_what_its_class_is(real: Real) -> None:
    assert strangers(real) == set()
    expert = next(real.patterns.subjects(RDF.type, URIRef(TIE.Expert)))
    survey = next(real.patterns.subjects(RDF.type, URIRef(TIE.Survey)))
    assert strangers(real, (expert, URIRef(TIE.collectedIn), survey)) >= {(str(expert), TIE.ExpertStatement)}


@needs_java
def test_the_real_graph_is_consistent_with_the_ontology(real: Real) -> None:
    assert hermit(supported(copy(real.schema, real.patterns))) == []


def test_everything_that_a_property_of_ours_joins_has_a_class(real: Real) -> None:
    typed = {str(thing) for thing in real.patterns.subjects(RDF.type)}
    ranges = {p: real.schema.value(p, RDFS.range) for p in real.schema.subjects(RDF.type, OWL.ObjectProperty)}
    assert {
        (str(p), str(end))
        for one, p, other in real.patterns
        if p in ranges and str(p).startswith(ids.ONT)
        for end in ((one,) if ranges[p] == OWL.Thing else (one, other))
        if str(end) not in typed
    } == set()


def test_literals_have_the_datatype_of_their_property(real: Real) -> None:
    schema = real.schema
    wrong = {
        (str(prop), value.n3())
        for _, prop, value in real.patterns
        if isinstance(value, Literal) and (target := schema.value(prop, RDFS.range)) not in {None, RDFS.Literal}
        and (value.datatype or XSD.string) != target
    }  # fmt: skip
    assert wrong == set()


def test_what_is_asymmetric_irreflexive_or_symmetric_is_so(real: Real) -> None:
    def of(kind: URIRef) -> list[set[tuple[str, str]]]:
        found = [real.pairs[str(prop)] for prop in real.schema.subjects(RDF.type, kind)]
        assert any(found)
        return found

    assert all(not {(b, a) for a, b in pairs} & pairs for pairs in of(OWL.AsymmetricProperty))
    assert all(a != b for pairs in of(OWL.IrreflexiveProperty) for a, b in pairs)
    sisters, partners = real.pairs[TIE.sisterOf], real.pairs[TIE.partnerOf]
    assert all({(b, a) for a, b in pairs} == pairs for pairs in (sisters, partners))


def test_counts_are_what_their_definitions_say(real: Real) -> None:
    standing = """
      ?tie a tie:Tie ; tie:hasParty ?place , ?other ; tie:kind ?kind ; tie:status ?status .
      FILTER(?place != ?other && ?status != <https://w3id.org/interregional-ties/voc/tie-status/ended>)
      FILTER(?kind IN (<https://w3id.org/interregional-ties/voc/tie-kind/sister>,
                       <https://w3id.org/interregional-ties/voc/tie-kind/partner>))"""
    own: dict[str, set[str]] = defaultdict(set)
    inner: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    joined: dict[str, set[tuple[str, str]]] = defaultdict(set)
    parents = dict(real.pairs[TIE.within])
    holders: dict[str, set[str]] = defaultdict(set)
    for one, holder in real.pairs[TIE.withinAny]:
        holders[one].add(holder)
    parties: dict[str, set[str]] = defaultdict(set)
    for tie, place, other, kind in rows(real, f"SELECT ?tie ?place ?other ?kind WHERE {{ {standing} }}"):
        own[place].add(tie)
        others[place].add(other)
        joined[ids.tail(kind)].add((place, other))
        parties[tie] |= {place, other}
    for tie, both in parties.items():
        for unit in {holder for party in both for holder in holders[party]} - both:
            if unit in parents:
                inner[unit].add(tie)
    assert joined == {"sister": real.pairs[TIE.sisterOf], "partner": real.pairs[TIE.partnerOf]}
    sisters = {place: {other for one, other in joined["sister"] if one == place} for place in own}
    for name, counted in (("tieCount", own), ("tieCountWithin", inner), ("partnerCount", others)):
        given = {place: int(number) for place, number in rows(real, f"SELECT ?p ?n {{ ?p tie:{name} ?n }}")}
        assert given == {place: len(counted[place]) for place in {*own, *inner}}, name
    given = {place: int(number) for place, number in rows(real, "SELECT ?p ?n { ?p tie:sisterCount ?n }")}
    assert given == {place: len(sisters.get(place, ())) for place in {*own, *inner}}


def test_everything_names_where_it_comes_from(real: Real) -> None:
    ours = {str(cls) for cls in real.schema.subjects(MulPath(RDFS.subClassOf, "*"), URIRef(TIE.SourcedThing))}
    unsourced = rows(
        real,
        "SELECT ?class ?thing { ?thing a ?class FILTER NOT EXISTS { ?thing tie:statedIn|tie:attestedBy|tie:shownBy ?x }"
        " FILTER NOT EXISTS { ?thing a tie:PlaceName ; skos:note ?rule } "
        "FILTER NOT EXISTS { ?thing a tie:DataIssue ; tie:about ?what } }",
    )
    assert [row for row in unsourced if row[0] in ours] == []


def test_points_have_the_digits_of_the_tables(real: Real) -> None:
    points = rows(
        real,
        "PREFIX w: <http://www.w3.org/2003/01/geo/wgs84_pos#> PREFIX g: <http://www.opengis.net/ont/geosparql#> "
        "SELECT ?lat ?long ?wkt { ?place w:lat ?lat ; w:long ?long ; g:hasGeometry/g:asWKT ?wkt }",
    )
    assert len(points) > 900
    digits = [[float(part) for part in wkt[len("POINT(") : -1].split()] for _, _, wkt in points]
    assert digits == [[float(long), float(lat)] for lat, long, _ in points]


def test_every_graph_and_every_stated_licence_is_described(real: Real) -> None:
    graphs = {name.value for name in real.store.named_graphs()}
    described = rows(
        real,
        "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX dcat: <http://www.w3.org/ns/dcat#> "
        "SELECT ?graph (COUNT(DISTINCT ?title) AS ?titles) (MIN(STR(?licence)) AS ?of) "
        "{ ?graph a dcat:Dataset ; dcterms:title ?title ; dcterms:license ?licence } GROUP BY ?graph",
    )
    assert {graph: (titles, licence) for graph, titles, licence in described} == dict.fromkeys(
        graphs, ("3", "https://creativecommons.org/licenses/by/4.0/")
    )
    told = rows(
        real,
        "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?source (GROUP_CONCAT(LANG(?text)) AS ?tags) "
        "{ ?source a tie:Source ; dcterms:rights ?text } GROUP BY ?source",
    )
    assert {" ".join(sorted(tags.lower().split())) for _, tags in told} == {"", "en ru zh-hans"}


def test_every_term_is_written_by_some_code_or_is_deprecated() -> None:
    graph = core()
    old = set(graph.subjects(OWL.deprecated))
    terms = {
        str(term).removeprefix(ids.ONT)
        for term in graph.subjects(RDFS.isDefinedBy)
        if str(term).startswith(ids.ONT) and term not in old
    }
    gathering = {"SourcedThing", "Interaction", "LastingRelation", "Assertion", "Attested", "Occurrence", "Finding"}
    ontology = {"usesScheme", "tier", "precedence", "reliability", "Problem", "Sphere", "ProposedAction"}
    files = [path for path in Path(kg.__file__).parent.rglob("*.py") if path.name != "terms.py"]
    used = {word for path in files for word in re.findall(r"[\w-]+", path.read_text(encoding="utf-8"))}
    assert terms - gathering - ontology - used - {"Iso3166-2", "Gbt2260"} == set()
