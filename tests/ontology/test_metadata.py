"""The checks of FOOPS! that need no network, on core.ttl: what the ontology says of itself and of its terms.

Two of its detailed items have no truthful value yet and stay out: a DOI and a logo. Backward compatibility, an
optional one, does as well: 0.2.0 moves properties of formats to another class.
"""

from __future__ import annotations

import re

import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN, XSD, Graph, Literal, Namespace, URIRef

from kg.base.resources import ontology_dir
from tests.ontology.graphs import BASE, ONTOLOGY, TIE, core

BIBO = Namespace("http://purl.org/ontology/bibo/")
DC = Namespace("http://purl.org/dc/elements/1.1/")
LANGUAGES = {"en", "ru", "zh-Hans"}

MINIMUM = {
    "title": DCTERMS.title,
    "description": DCTERMS.description,
    "licence": DCTERMS.license,
    "version IRI": OWL.versionIRI,
    "creator": DCTERMS.creator,
    "creation date": DCTERMS.created,
    "namespace": VANN.preferredNamespaceUri,
}
RECOMMENDED = {
    "prefix": VANN.preferredNamespacePrefix,
    "version info": OWL.versionInfo,
    "citation": DCTERMS.bibliographicCitation,
    "contributor": DCTERMS.contributor,
}
DETAILED = {
    "publisher": DCTERMS.publisher,
    "status": BIBO.status,
    "source": DC.source,
    "issued": DCTERMS.issued,
    "modified": DCTERMS.modified,
    "rights": DCTERMS.rights,
    "language": DCTERMS.language,
    "abstract": DCTERMS.abstract,
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return core()


def terms(graph: Graph) -> list[URIRef]:
    """Every term of the ontology's own namespace that core.ttl declares."""
    return sorted({s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(TIE)})


@pytest.mark.parametrize("item", [*MINIMUM, *RECOMMENDED, *DETAILED])
def test_header_has(graph: Graph, item: str) -> None:
    assert list(graph.objects(ONTOLOGY, (MINIMUM | RECOMMENDED | DETAILED)[item]))


@pytest.mark.parametrize("prop", [DCTERMS.title, DCTERMS.description, DCTERMS.rights, DCTERMS.abstract, RDFS.label])
def test_header_speaks_three_languages(graph: Graph, prop: URIRef) -> None:
    texts = list(graph.objects(ONTOLOGY, prop))
    assert {text.language for text in texts if isinstance(text, Literal)} == LANGUAGES
    assert len(texts) == len(LANGUAGES)


def test_there_is_one_ontology_and_its_iri_is_persistent(graph: Graph) -> None:
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert ONTOLOGY.startswith("https://w3id.org/")


def test_prefix_and_namespace_are_those_of_the_terms(graph: Graph) -> None:
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "tie"
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespaceUri)) == TIE
    assert dict(graph.namespaces())["tie"] == URIRef(TIE)


def test_version_iri_differs_from_the_ontology_iri_and_ends_in_the_version(graph: Graph) -> None:
    version = str(graph.value(ONTOLOGY, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert graph.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")


def test_a_prior_version_is_named_from_the_second_version_on(graph: Graph) -> None:
    first = str(graph.value(ONTOLOGY, OWL.versionInfo)) == "0.1.0"
    assert (graph.value(ONTOLOGY, OWL.priorVersion) is None) == first
    assert (graph.value(ONTOLOGY, SKOS.historyNote) is not None) == first


def test_dates_are_dates_in_order(graph: Graph) -> None:
    dates = [graph.value(ONTOLOGY, p) for p in (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)]
    assert [date.datatype for date in dates if isinstance(date, Literal)] == [XSD.date] * 3
    assert [str(date) for date in dates] == sorted(str(date) for date in dates)


def test_licence_is_the_iri_of_a_known_licence(graph: Graph) -> None:
    assert graph.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("prop", [DCTERMS.creator, DCTERMS.contributor, DCTERMS.publisher])
def test_agents_are_described(graph: Graph, prop: URIRef) -> None:
    agent = graph.value(ONTOLOGY, prop)
    assert (agent, RDF.type, FOAF.Organization) in graph
    assert len(list(graph.objects(agent, RDFS.label))) == len(LANGUAGES)


def test_metadata_and_terms_reuse_other_vocabularies(graph: Graph) -> None:
    used = {str(p) for p in graph.predicates(ONTOLOGY)}
    assert {str(DCTERMS.title), str(VANN.preferredNamespacePrefix)} <= used
    assert (URIRef(f"{TIE}Sphere"), RDFS.subClassOf, SKOS.Concept) in graph


def test_every_term_is_labelled_and_defined_in_three_languages(graph: Graph) -> None:
    thin = {
        (term.removeprefix(TIE), prop.fragment)
        for term in terms(graph)
        for prop in (RDFS.label, RDFS.comment, SKOS.definition)
        if {text.language for text in graph.objects(term, prop) if isinstance(text, Literal)} != LANGUAGES
    }
    assert thin == set()
    assert len(terms(graph)) > 100


def test_the_comment_of_a_term_repeats_its_definition(graph: Graph) -> None:
    for term in terms(graph):
        assert set(graph.objects(term, RDFS.comment)) == set(graph.objects(term, SKOS.definition)), term


def test_every_term_is_defined_by_the_ontology(graph: Graph) -> None:
    assert {term for term in terms(graph) if graph.value(term, RDFS.isDefinedBy) != ONTOLOGY} == set()


def test_core_imports_nothing(graph: Graph) -> None:
    assert list(graph.subject_objects(OWL.imports)) == []


def test_readme_names_the_version_and_the_first_version() -> None:
    text = (ontology_dir() / "README.md").read_text(encoding="utf-8")
    assert "0.1.0 was the first version" in text
    assert f"{ONTOLOGY}/{core().value(ONTOLOGY, OWL.versionInfo)}" in text
    assert f"{BASE}ont#" in text
