"""The description of the SPARQL service, in the vocabulary that SPARQL 1.1 has for it."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from kg.ask.asked_graph import QUERIES, AskedGraph, StoredGraph
from kg.ask.asked_tables import table_of
from kg.ask.results import triple
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
    service, dataset, union = f"{url}/sparql", BlankNode("dataset"), BlankNode("union")
    yield triple(service, f"{RDF}type", f"{_SD}Service")
    yield triple(service, f"{_SD}endpoint", service)
    yield triple(service, f"{_SD}supportedLanguage", f"{_SD}SPARQL11Query")
    yield triple(service, f"{_SD}feature", f"{_SD}UnionDefaultGraph")
    for name in (*_RESULTS, *_GRAPHS):
        yield triple(service, f"{_SD}resultFormat", f"{_FORMATS}{name}")
    yield triple(service, f"{_SD}defaultDataset", dataset)
    yield triple(dataset, f"{RDF}type", f"{_SD}Dataset")
    yield triple(dataset, f"{_SD}defaultGraph", union)
    yield triple(union, f"{RDF}type", f"{_SD}Graph")
    for number, graph in enumerate(_named_graphs(edition.graph)):
        named = BlankNode(f"graph{number}")
        yield triple(dataset, f"{_SD}namedGraph", named)
        yield triple(named, f"{RDF}type", f"{_SD}NamedGraph")
        yield triple(named, f"{_SD}name", graph)


def _named_graphs(graph: AskedGraph) -> list[str]:
    if isinstance(graph, StoredGraph):
        return sorted(each.value for each in graph.store.named_graphs() if isinstance(each, NamedNode))
    return sorted(str(row[0]) for row in table_of(graph, (QUERIES / "own-graphs.rq").read_text(encoding="utf-8")).rows)
