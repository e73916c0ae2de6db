"""The catalogue as RDF: every question an ``sh:SPARQLExecutable``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.ask.catalog import Question
from kg.ask.explain import sparql_of
from kg.ask.results import Graph, triple
from kg.base import ids
from kg.base.languages import TAGS, translated
from kg.base.namespaces import DCTERMS, OWL, RDF, RDFS, SCHEMA, SHACL, XSD

_PREFIX = re.compile(r"^PREFIX ([A-Za-z][\w-]*): <([^>]*)>\n", re.MULTILINE)
_CLASSES = {"SELECT": "SPARQLSelectExecutable", "ASK": "SPARQLAskExecutable", "CONSTRUCT": "SPARQLConstructExecutable"}
_DESCRIBE = "https://purl.expasy.org/sparql-examples/ontology#describe"


def catalog_graph(questions: Iterable[Question]) -> Graph:
    """The descriptions of questions, without blank nodes.

    A question is an executable with its text without prologue (``sh:select``, ``sh:ask`` or
    ``sh:construct``); its prefixes are declared on the catalogue, one node a prefix. DESCRIBE has no
    class of its own in SHACL: such a question is a plain ``sh:SPARQLExecutable`` with the
    ``describe`` of SIB's examples.

    >>> from kg.ask.catalog import Catalog
    >>> hubs = Catalog().find("hubs")
    >>> any(str(triple.predicate.value).endswith("#select") for triple in catalog_graph([hubs]).triples)
    True
    """
    triples: list[Triple] = []
    prefixes: dict[str, str] = {}
    for question in questions:
        body = sparql_of(question.text) + "\n"
        prefixes.update(_PREFIX.findall(body))
        triples += _described(question, _PREFIX.sub("", body).strip("\n"))
    triples += _declared(prefixes)
    return Graph.of(triples)


def _described(question: Question, body: str) -> Iterator[Triple]:
    subject = question.iri
    yield triple(subject, RDF + "type", SHACL + "SPARQLExecutable")
    if question.form in _CLASSES:
        yield triple(subject, RDF + "type", SHACL + _CLASSES[question.form])
        yield triple(subject, SHACL + question.form.lower(), Literal(body))
    else:
        yield triple(subject, _DESCRIBE, Literal(body))
    yield triple(subject, SHACL + "prefixes", ids.QUERY.rstrip("/"))
    yield triple(subject, DCTERMS + "isPartOf", ids.QUERY.rstrip("/"))
    for lang, tag in TAGS.items():
        for what, predicate in (("summary", RDFS + "label"), ("description", RDFS + "comment")):
            text = question.said.get(what, {}).get(lang)
            if text:
                yield triple(subject, predicate, Literal(text, language=tag))
        asked = question.said.get("question", {}).get(lang)
        if asked:
            yield triple(subject, SCHEMA + "abstract", Literal(asked, language=tag))
    for tag in question.tags:
        yield triple(subject, SCHEMA + "keywords", Literal(tag))


def _declared(prefixes: dict[str, str]) -> Iterator[Triple]:
    catalog = ids.QUERY.rstrip("/")
    yield triple(catalog, RDF + "type", OWL + "Ontology")
    for lang, tag in TAGS.items():
        yield triple(catalog, RDFS + "label", Literal(translated("Query catalogue", lang), language=tag))
    for prefix, namespace in sorted(prefixes.items()):
        node = f"{ids.QUERY}prefix/{prefix}"
        yield triple(catalog, SHACL + "declare", node)
        yield triple(node, RDF + "type", SHACL + "PrefixDeclaration")
        yield triple(node, SHACL + "prefix", Literal(prefix))
        yield triple(node, SHACL + "namespace", Literal(namespace, datatype=NamedNode(XSD + "anyURI")))
