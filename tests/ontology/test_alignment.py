"""align.ttl: it relates our terms to terms that exist, and adds no terms of its own."""

from __future__ import annotations

import re

import pytest
from rdflib import DC, DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SKOS, TIME, VANN, Graph, URIRef
from rdflib.namespace import GEO, DefinedNamespace

from kg.base.resources import ontology_dir
from tests.ontology.graphs import TIE, aligned, core

STANDARDS: tuple[type[DefinedNamespace], ...] = (
    DC, DCAT, DCTERMS, FOAF, GEO, ORG, PROV, QB, SDO, SKOS, TIME, VANN,
)  # fmt: skip
WIKIDATA = "http://www.wikidata.org/"
WIKIDATA_FORM = re.compile(r"http://www\.wikidata\.org/(entity|prop/direct|prop/direct-normalized)/P[1-9]\d*")


@pytest.fixture(scope="module")
def align() -> Graph:
    return Graph().parse(ontology_dir() / "align.ttl")


@pytest.fixture(scope="module")
def all_iris() -> set[URIRef]:
    """Every IRI of the ontology and its alignment."""
    return iris(aligned())


def iris(graph: Graph) -> set[URIRef]:
    """Every IRI of a graph."""
    return {node for triple in graph for node in triple if isinstance(node, URIRef)}


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda ns: str(ns).rstrip("#/").rpartition("/")[2])
def test_terms_of_a_standard_exist_in_it(standard: type[DefinedNamespace], all_iris: set[URIRef]) -> None:
    used = {iri for iri in all_iris if iri.startswith(str(standard)) and iri != str(standard)}
    # rdflib lists the Dublin Core elements beside its terms; a subfolder of a namespace is another namespace.
    unknown = {iri for iri in used if "/" not in iri.removeprefix(str(standard)) and iri not in standard}
    assert unknown == set()


def test_wikidata_properties_are_written_as_wikidata_writes_them(align: Graph) -> None:
    used = {str(iri) for iri in iris(align) if iri.startswith(WIKIDATA)} - {f"{WIKIDATA}entity/"}
    assert {iri for iri in used if not WIKIDATA_FORM.fullmatch(iri)} == set()
    numbers = {iri.rpartition("/")[2] for iri in used}
    assert {"P17", "P131", "P190", "P571", "P580", "P582", "P625", "P1566"} <= numbers


def test_our_terms_in_it_are_declared_in_core(align: Graph) -> None:
    known = set(core().subjects(RDF.type))
    assert {iri for iri in iris(align) if iri.startswith(TIE)} - known == set()


def test_every_class_for_which_a_standard_has_one_is_a_subclass_of_it(align: Graph) -> None:
    expected = {
        "Place": {GEO.Feature, SDO.Place},
        "Source": {DCTERMS.BibliographicResource, DCAT.Resource, PROV.Entity},
        "Assertion": {PROV.Entity},
        "Authority": {ORG.Organization, SDO.GovernmentOrganization},
        "Format": {ORG.OrganizationalCollaboration},
        "Post": {ORG.Post},
        "Expert": {SDO.Person, PROV.Person},
        "Survey": {PROV.Activity},
        "Event": {PROV.Activity, SDO.Event},
    }
    for name, parents in expected.items():
        assert set(align.objects(URIRef(TIE + name), RDFS.subClassOf)) == parents, name
    assert {str(s) for s in align.subjects(RDFS.subClassOf)} == {TIE + name for name in expected}


def test_it_imports_nothing(align: Graph) -> None:
    assert list(align.subject_objects(OWL.imports)) == []


def test_what_it_specialises_is_declared(align: Graph) -> None:
    whole = aligned()
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for parent in align.objects(None, relation):
            assert (parent, RDF.type, None) in whole, parent
