"""The query catalogue as RDF, for the build."""

from __future__ import annotations

from pyoxigraph import RdfFormat, serialize

from kg.ask.catalog import Catalog
from kg.ask.catalog_rdf import catalog_graph
from kg.base import ids
from kg.base import namespaces as ns

_PREFIXES = {
    "query": ids.QUERY,
    "dcterms": ns.DCTERMS,
    "owl": ns.OWL,
    "rdfs": ns.RDFS,
    "schema": ns.SCHEMA,
    "sh": ns.SHACL,
    "xsd": ns.XSD,
}


def text() -> str:
    """The Turtle of ``queries/catalogue.ttl``."""
    made: bytes | None = serialize(
        catalog_graph(Catalog().questions()).triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES
    )
    return (
        "# Generated from the query files by scripts/regenerate.py; edit them, not this file.\n\n"
        + (made or b"").decode()
    )
