"""The whole graph, every named graph of it, as TriG and JSON-LD."""

from __future__ import annotations

from typing import IO

from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg.ask.engine import PREFIXES

_FORMATS = {"trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}


def write_graph(store: Store, form: str, out: IO[bytes]) -> None:
    r"""All quads of a store in order of graph, subject, predicate and object, so that bytes repeat.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_graph(Store(), "jsonld", out)
    >>> out.getvalue()
    b'[]\n'
    """
    quads = sorted(store, key=_order)
    prefixes = PREFIXES if form == "trig" else None
    serialize(quads, out, _FORMATS[form], prefixes=prefixes)
    if form == "jsonld":
        out.write(b"\n")


def _order(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)
