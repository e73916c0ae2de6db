"""The description of the SPARQL service, in the vocabulary that SPARQL 1.1 has for it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.ask.asked_graph import QUERIES, AskedGraph, StoredGraph
from kg.ask.asked_tables import table_of
from kg.base.namespaces import RDF
from kg.serve.edition import Edition

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG")
_FORMS = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML,
    "nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG,
}  # fmt: skip


def described(url: str, edition: Edition, form: str) -> bytes:
    """The description of the service at an address, over an edition, as RDF."""
    prefixes = {"sd": _SD, "formats": _FORMATS}
    has_prefixes = form in {"ttl", "rdf", "trig"}
    return serialize(_triples(url, edition), format=_FORMS[form], prefixes=prefixes if has_prefixes else None) or b""


def _triples(url: str, edition: Edition) -> Iterator[Triple]:
    service, dataset, union = NamedNode(f"{url}/sparql"), BlankNode("dataset"), BlankNode("union")
    yield _of(service, f"{RDF}type", NamedNode(f"{_SD}Service"))
    yield _of(service, f"{_SD}endpoint", service)
    yield _of(service, f"{_SD}supportedLanguage", NamedNode(f"{_SD}SPARQL11Query"))
    yield _of(service, f"{_SD}feature", NamedNode(f"{_SD}UnionDefaultGraph"))
    for name in (*_RESULTS, *_GRAPHS):
        yield _of(service, f"{_SD}resultFormat", NamedNode(f"{_FORMATS}{name}"))
    yield _of(service, f"{_SD}defaultDataset", dataset)
    yield _of(dataset, f"{RDF}type", NamedNode(f"{_SD}Dataset"))
    yield _of(dataset, f"{_SD}defaultGraph", union)
    yield _of(union, f"{RDF}type", NamedNode(f"{_SD}Graph"))
    for number, graph in enumerate(_named_graphs(edition.graph)):
        named = BlankNode(f"graph{number}")
        yield _of(dataset, f"{_SD}namedGraph", named)
        yield _of(named, f"{RDF}type", NamedNode(f"{_SD}NamedGraph"))
        yield _of(named, f"{_SD}name", NamedNode(graph))


def _named_graphs(graph: AskedGraph) -> list[str]:
    if isinstance(graph, StoredGraph):
        return sorted(each.value for each in graph.store.named_graphs() if isinstance(each, NamedNode))
    return sorted(str(row[0]) for row in table_of(graph, (QUERIES / "own-graphs.rq").read_text(encoding="utf-8")).rows)


def _of(subject: NamedNode | BlankNode, predicate: str, value: NamedNode | BlankNode | Literal) -> Triple:
    return Triple(subject, NamedNode(predicate), value)
