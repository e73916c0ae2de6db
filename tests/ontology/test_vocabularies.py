"""The concept schemes: which there are, what codes they hold, and the numbers that rules read from them."""

from __future__ import annotations

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from tests.ontology.graphs import BASE, TIE, core, ontology, vocab_files

SCHEMES = {
    "date-kind", "direction", "event-kind", "facility-kind", "finding-kind", "format-kind", "indicator", "level",
    "macro-region", "measure", "name-kind", "problem", "role", "source-form", "source-kind", "sphere", "stage-kind",
    "stance", "support", "survey-mode",
    "tie-kind", "tie-status", "unit",
}  # fmt: skip
CONTRACT = {
    "tie-kind": {"sister", "partner", "intention", "contact", "format", "unknown"},
    "tie-status": {"active", "dormant", "paused", "ended", "unknown"},
    "date-kind": {
        "signed", "started", "announced", "approved", "renewed", "ended", "anniversary-inferred", "unknown",
    },
    "direction": {"both", "a-to-b", "b-to-a", "undirected"},
    "name-kind": {"historical", "derived", "long", "short", "pinyin"},
    "survey-mode": {"in-person", "telephone", "video-call", "written"},
    "finding-kind": {"claim", "inconsistency", "guess", "conflict", "gap"},
    "role": {"member", "signatory", "country"},
    "facility-kind": {"confucius-institute", "consulate", "border-crossing", "direct-flight"},
    "source-kind": {
        "official-list", "official-site", "municipal-site", "paper", "article", "book", "news", "encyclopedia",
        "dataset", "machine-coded",
    },
}  # fmt: skip
TIERS = {
    "country": {0}, "region": {1}, "province": {1}, "federal-city": {1, 2}, "municipality": {1, 2}, "city": {2, 3},
    "prefecture": {2}, "county": {3}, "district": {3}, "municipal-district": {3}, "city-part": {3}, "new-area": {2, 3},
    "settlement": {4}, "first-level": {1}, "second-level": {2},
}  # fmt: skip
CLASSES = {"problem": "Problem", "sphere": "Sphere", "measure": "ProposedAction"}


def concepts(name: str) -> dict[str, URIRef]:
    """The concepts of a scheme by code."""
    graph = ontology()
    found = graph.subjects(SKOS.inScheme, URIRef(f"{BASE}voc/{name}"))
    return {str(graph.value(s, SKOS.notation)): s for s in found if isinstance(s, URIRef)}


def numbers(concept: URIRef, prop: str) -> list[float]:
    """The numbers that a concept has for a property of ours."""
    return [float(value) for value in ontology().objects(concept, URIRef(TIE + prop)) if isinstance(value, Literal)]


def test_each_scheme_is_one_file_of_its_name() -> None:
    assert {file.stem for file in vocab_files()} == SCHEMES
    for file in vocab_files():
        graph = Graph().parse(file)
        assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [URIRef(f"{BASE}voc/{file.stem}")]
        assert all(str(s).startswith(f"{BASE}voc/{file.stem}") for s in graph.subjects()), file.name


@pytest.mark.parametrize("name", CONTRACT)
def test_codes_that_queries_rely_on_are_there(name: str) -> None:
    assert set(concepts(name)) == CONTRACT[name]


def test_levels_have_their_tiers() -> None:
    assert {code: set(numbers(concept, "tier")) for code, concept in concepts("level").items()} == TIERS


def test_source_kinds_have_one_order_of_precedence_and_a_reliability() -> None:
    found = concepts("source-kind")
    order = sorted(found, key=lambda code: numbers(found[code], "precedence"))
    assert [numbers(found[code], "precedence") for code in order] == [[n] for n in range(1, len(found) + 1)]
    reliability = [numbers(found[code], "reliability")[0] for code in order]
    assert all(0 < value < 1 for value in reliability)


def test_an_official_list_goes_before_a_municipal_page_before_news_before_an_encyclopedia() -> None:
    found = concepts("source-kind")
    kinds = ["official-list", "municipal-site", "news", "encyclopedia"]
    for prop, falling in (("precedence", False), ("reliability", True)):
        values = [numbers(found[kind], prop)[0] for kind in kinds]
        assert values == sorted(values, reverse=falling), prop


@pytest.mark.parametrize("name", CLASSES)
def test_concepts_of_a_class_of_ours_are_typed_so(name: str) -> None:
    for concept in concepts(name).values():
        assert (concept, RDF.type, URIRef(TIE + CLASSES[name])) in ontology(), concept


def test_every_coded_property_names_its_scheme_and_every_scheme_is_named() -> None:
    graph = core()
    named = {str(o).rpartition("/")[2] for o in graph.objects(None, URIRef(f"{TIE}usesScheme"))}
    assert named == SCHEMES
    coded = {SKOS.Concept, *(URIRef(TIE + cls) for cls in CLASSES.values())}
    unnamed = {
        str(prop).removeprefix(TIE)
        for prop in graph.subjects(RDF.type, OWL.ObjectProperty)
        if graph.value(prop, RDFS.range) in coded
        and not {*graph.objects(prop, URIRef(f"{TIE}usesScheme")), *graph.objects(prop, OWL.deprecated)}
    }
    assert unnamed == {"aboutConcept"}  # a finding may be about a concept of any scheme


@pytest.mark.parametrize("name", sorted(SCHEMES))
@pytest.mark.parametrize("language", ["en", "ru", "zh-Hans"])
def test_no_two_concepts_of_a_scheme_share_a_label(name: str, language: str) -> None:
    labels = [
        str(text)
        for concept in concepts(name).values()
        for text in ontology().objects(concept, RDFS.label)
        if isinstance(text, Literal) and text.language is not None and text.language.lower() == language.lower()
    ]
    assert sorted(set(labels)) == sorted(labels)
    assert len(labels) == len(concepts(name))
