"""Graphs as Turtle, N-Triples, JSON-LD and TriG."""

from __future__ import annotations

from typing import IO

from pyoxigraph import RdfFormat, serialize

from kg.ask.engine import PREFIXES
from kg.ask.results import Graph


def write_turtle(graph: Graph, out: IO[bytes]) -> None:
    """Turtle with the usual prefixes, and only those in use."""
    serialize(graph.triples, out, RdfFormat.TURTLE, prefixes=_used_prefixes(graph))


def write_trig(graph: Graph, out: IO[bytes]) -> None:
    """TriG with the triples in the default graph."""
    serialize(graph.triples, out, RdfFormat.TRIG, prefixes=_used_prefixes(graph))


def write_ntriples(graph: Graph, out: IO[bytes]) -> None:
    """Sorted N-Triples.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_ntriples(Graph.of([]), out)
    >>> out.getvalue()
    b''
    """
    serialize(graph.triples, out, RdfFormat.N_TRIPLES)


def write_jsonld(graph: Graph, out: IO[bytes]) -> None:
    """Expanded JSON-LD."""
    serialize(graph.triples, out, RdfFormat.JSON_LD)
    out.write(b"\n")


def _used_prefixes(graph: Graph) -> dict[str, str]:
    text = " ".join(str(triple) for triple in graph.triples)
    return {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
