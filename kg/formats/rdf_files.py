"""Graphs as Turtle, N-Triples, JSON-LD and TriG: answers, and whole stores with their named graphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from kg.ask.engine import PREFIXES
from kg.ask.results import Graph

_FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD, "trig": RdfFormat.TRIG}


def write_graph(form: str, graph: Graph, out: IO[bytes]) -> None:
    """The triples of an answer in their order, with the usual prefixes, and only those in use.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_graph("nt", Graph.of([]), out)
    >>> out.getvalue()
    b''
    """
    text = " ".join(map(str, graph.triples))
    _write(form, graph.triples, out, {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text})


def write_store(form: str, store: Store, out: IO[bytes]) -> None:
    r"""All quads of a store in order of graph, subject, predicate and object, so that bytes repeat.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_store("jsonld", Store(), out)
    >>> out.getvalue()
    b'[]\n'
    """
    quads: list[Quad] = sorted(store, key=_order)
    _write(form, quads, out, PREFIXES)


def _write(
    form: str, statements: Sequence[Triple] | Sequence[Quad], out: IO[bytes], prefixes: Mapping[str, str]
) -> None:
    has_prefixes = form in {"ttl", "trig"}
    serialize(statements, out, _FORMATS[form], prefixes=dict(prefixes) if has_prefixes else None)
    if form == "jsonld":
        out.write(b"\n")


def _order(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)
