"""Graphs as Turtle, N-Triples, JSON-LD, TriG and RDF/XML: answers, and whole stores with their named graphs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from typing import IO, Any

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from kg.ask.engine import PREFIXES
from kg.ask.results import Graph
from kg.formats.shown_cells import xml_text

_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
}


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
    b'{"@context":{...},"@graph":[]}\n'
    """
    quads: list[Quad] = sorted(store, key=_order)
    _write(form, quads, out, PREFIXES)


def packed(quads: Sequence[Quad], *forms: str) -> dict[str, bytes]:
    """A whole store in several formats, each packed with gzip, in the order in which the store keeps its quads.

    That order is the same for the same content of a store on disk, and sorting takes longer than all the writing.
    JSON-LD is in its expanded form.
    """
    return {
        form: gzip.compress(
            serialize(quads, format=_FORMATS[form], prefixes=None if form == "jsonld" else PREFIXES) or b"", mtime=0
        )
        for form in forms
    }


def _write(
    form: str, statements: Sequence[Triple] | Sequence[Quad], out: IO[bytes], prefixes: Mapping[str, str]
) -> None:
    if form == "jsonld":
        expanded = json.loads(serialize(statements, format=RdfFormat.JSON_LD) or b"[]")
        whole = {"@context": dict(prefixes), "@graph": [_compacted(thing, prefixes) for thing in expanded]}
        out.write(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        return
    text = serialize(statements, format=_FORMATS[form], prefixes=dict(prefixes) if form != "nt" else None) or b""
    out.write(xml_text(text.decode()).replace("\r", "&#13;").encode() if form == "rdf" else text)


def _compacted(value: Any, prefixes: Mapping[str, str]) -> Any:
    """Expanded JSON-LD with short IRIs, and no lists and objects around what stands alone.

    >>> _compacted({"@id": "http://e.org/a", "http://e.org/p": [{"@value": "x"}]}, {"e": "http://e.org/"})
    {'@id': 'e:a', 'e:p': 'x'}
    """
    if isinstance(value, list):
        shorter = [_compacted(each, prefixes) for each in value]
        return shorter[0] if len(shorter) == 1 else shorter
    if not isinstance(value, dict):
        return value
    if value.keys() == {"@value"}:
        return value["@value"]
    made = {}
    for key, each in value.items():
        if key in {"@id", "@type"}:
            made[key] = [_short(one, prefixes) for one in each] if isinstance(each, list) else _short(each, prefixes)
        elif key == "@graph":
            made[key] = [_compacted(one, prefixes) for one in each]
        else:
            made[_short(key, prefixes)] = _compacted(each, prefixes)
    return made


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    for prefix, start in prefixes.items():
        if iri.startswith(start) and not iri.startswith("//", len(start)):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def _order(quad: Quad) -> tuple[str, str, str, str]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)
