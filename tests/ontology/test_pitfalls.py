"""The pitfalls that OOPS! looks for, each as a test on core.ttl and the schemes."""

from __future__ import annotations

from itertools import product

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.paths import MulPath
from rdflib.term import Node

from tests.ontology.graphs import TIE, aligned, core, ontology

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return core()


def own(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    """The terms of the ontology's namespace of some kinds."""
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef) and s.startswith(TIE))


def lineage(graph: Graph, cls: Node) -> set[Node]:
    """A class with all classes above and below it."""
    up = set(graph.objects(cls, MulPath(RDFS.subClassOf, "*")))
    return up | set(graph.subjects(MulPath(RDFS.subClassOf, "*"), cls))


def test_p04_every_class_is_connected_to_a_property(graph: Graph) -> None:
    connected = set(graph.objects(None, RDFS.domain)) | set(graph.objects(None, RDFS.range))
    assert [c for c in own(graph, OWL.Class) if not lineage(graph, c) & connected] == []


def test_p04_every_datatype_is_used_in_a_definition_or_a_shape(graph: Graph) -> None:
    assert own(graph, RDFS.Datatype) == [URIRef(f"{TIE}Gbt2260"), URIRef(f"{TIE}Iso3166-2")]


def test_p05_inverses_mirror_domain_and_range(graph: Graph) -> None:
    pairs = list(graph.subject_objects(OWL.inverseOf))
    assert len(pairs) == 1
    for one, other in pairs:
        assert graph.value(one, RDFS.domain) == graph.value(other, RDFS.range), one
        assert graph.value(one, RDFS.range) == graph.value(other, RDFS.domain), one


def test_p05_an_inverse_is_declared_only_where_it_holds_for_every_use(graph: Graph) -> None:
    # tie:onTie serves events too, so its inverse must not be tie:attestedBy: that would make an event an attestation.
    assert list(graph.objects(URIRef(f"{TIE}onTie"), OWL.inverseOf)) == []
    assert list(graph.subjects(OWL.inverseOf, URIRef(f"{TIE}onTie"))) == []


@pytest.mark.parametrize("kind", [OWL.SymmetricProperty, OWL.TransitiveProperty])
def test_symmetric_and_transitive_properties_lead_back_to_their_own_class(graph: Graph, kind: URIRef) -> None:
    found = own(graph, kind)
    assert found
    for prop in found:
        assert graph.value(prop, RDFS.domain) == graph.value(prop, RDFS.range), prop


def test_the_direct_parent_is_not_transitive(graph: Graph) -> None:
    within, any_depth = URIRef(f"{TIE}within"), URIRef(f"{TIE}withinAny")
    assert own(graph, OWL.TransitiveProperty) == [any_depth]
    assert (within, RDFS.subPropertyOf, any_depth) in graph


def test_transitive_properties_have_no_characteristic_that_owl_dl_forbids_them(graph: Graph) -> None:
    forbidden = {OWL.AsymmetricProperty, OWL.IrreflexiveProperty, OWL.FunctionalProperty, OWL.InverseFunctionalProperty}
    for prop in own(graph, OWL.TransitiveProperty):
        assert set(graph.objects(prop, RDF.type)) & forbidden == set()


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader])
def test_p06_no_cycles(relation: URIRef) -> None:
    whole = aligned()
    assert [s for s in set(whole.subjects(relation)) if s in set(whole.objects(s, MulPath(relation, "+")))] == []


def test_p08_every_term_has_its_annotations(graph: Graph) -> None:
    terms = own(graph, OWL.Class, *PROPERTIES, OWL.AnnotationProperty, RDFS.Datatype)
    needed = (RDFS.label, RDFS.comment, SKOS.definition, RDFS.isDefinedBy)
    assert [(t, p) for t in terms for p in needed if (t, p, None) not in graph] == []


def test_p11_every_property_has_one_domain_and_one_range(graph: Graph) -> None:
    wrong = {
        (prop.removeprefix(TIE), slot.fragment)
        for prop in own(graph, *PROPERTIES)
        for slot in (RDFS.domain, RDFS.range)
        if len(list(graph.objects(prop, slot))) != 1
    }
    assert wrong == set()


def test_domains_and_ranges_are_declared_classes_or_datatypes(graph: Graph) -> None:
    for prop in own(graph, OWL.ObjectProperty):
        target = graph.value(prop, RDFS.range)
        assert target == OWL.Thing or (target, RDF.type, OWL.Class) in graph, prop
    for prop in own(graph, OWL.DatatypeProperty):
        datatype = str(graph.value(prop, RDFS.range))
        assert datatype == str(RDFS.Literal) or datatype.startswith("http://www.w3.org/2001/XMLSchema#"), prop


def test_the_classes_of_things_are_disjoint_in_pairs(graph: Graph) -> None:
    joint = {
        "SourcedThing",
        "Interaction",
        "Assertion",
        "Attested",
        "Occurrence",
        "LastingRelation",
        "Problem",
        "Sphere",
        "ProposedAction",
        "Finding",
    }
    old = set(graph.subjects(OWL.deprecated))
    things = [c for c in own(graph, OWL.Class) if c.removeprefix(TIE) not in joint and c not in old]
    assert len(things) == 19
    parted = {pair for a, b in graph.subject_objects(OWL.disjointWith) for pair in ((a, b), (b, a))}
    above = {c: set(graph.objects(c, MulPath(RDFS.subClassOf, "*"))) for c in things}
    open_pairs = [
        (a, b) for n, a in enumerate(things) for b in things[n + 1 :] if not parted & {*product(above[a], above[b])}
    ]
    assert open_pairs == []


@pytest.mark.parametrize("language", ["en", "ru", "zh-Hans"])
def test_p32_no_two_terms_of_one_kind_share_a_label(graph: Graph, language: str) -> None:
    for kinds in ((OWL.Class,), PROPERTIES):
        labels = [
            str(text)
            for term in own(graph, *kinds)
            for text in graph.objects(term, RDFS.label)
            if isinstance(text, Literal) and text.language == language
        ]
        doubled = sorted({label for label in labels if labels.count(label) > 1})
        assert doubled == []


def test_published_files_hold_no_blank_node() -> None:
    assert [triple for triple in ontology() if any(isinstance(node, BNode) for node in triple)] == []


def test_no_literal_is_an_explicit_string() -> None:
    strings = URIRef("http://www.w3.org/2001/XMLSchema#string")
    assert [o for o in ontology().objects() if isinstance(o, Literal) and o.datatype == strings] == []
