"""The same check by pyshacl, told in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store
from pyshacl import validate as pyshacl_validate
from rdflib.namespace import RDF, SH

from kg.graph.shapes import load_shapes, validate
from kg.graph.violations import Term, Violation

Told = tuple[str, str, str, str, str]
"""Focus node, path, value, component and severity; ``path`` stands for a path that is not one property."""


def told(violations: Iterable[Violation]) -> set[Told]:
    """What :func:`kg.graph.shapes.validate` finds."""
    return {
        (
            _plain(found.focus),
            found.path if _is_iri(found.path) else "path" if found.path else "",
            _plain(found.value),
            found.component,
            found.severity.value,
        )
        for found in violations
    }


def told_by_pyshacl(shapes: Path, *data: Path) -> set[Told]:
    """What pyshacl finds."""
    graph = rdflib.Graph()
    for file in data:
        graph.parse(file, format="turtle")
    _, report, _ = pyshacl_validate(graph, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"), inference="none")
    assert isinstance(report, rdflib.Graph)
    top = set(report.objects(None, SH.result))
    return {
        (
            _plain(_term(report.value(result, SH.focusNode))),
            _path(report.value(result, SH.resultPath)),
            _plain(_term(report.value(result, SH.value))),
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower(),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if result in top
    }


def twice(data: Path, folder: Path) -> Path:
    """The triples of a file, each in two named graphs of a new file: a check must not count them twice."""
    store = Store()
    for name in ("first", "second"):
        store.load(path=data, format=RdfFormat.TURTLE, to_graph=NamedNode(f"http://example.org/graph/{name}"))
    file = folder / "twice.nq"
    store.dump(file, format=RdfFormat.N_QUADS)
    return file


def agree(folder: Path, work: Path) -> set[Told]:
    """What both find in a case; fails where they differ."""
    shapes_file, data = folder / "shapes.ttl", folder / "data.ttl"
    theirs = told_by_pyshacl(shapes_file, data)
    assert told(validate(twice(data, work), load_shapes([shapes_file]))) == theirs
    return theirs


def _is_iri(path: str) -> bool:
    return path.startswith("<") and path.count(">") == 1 and path.endswith(">")


def _path(node: Any) -> str:
    return "" if node is None else f"<{node}>" if isinstance(node, rdflib.URIRef) else "path"


def _term(node: Any) -> Term | None:
    match node:
        case None:
            return None
        case rdflib.URIRef():
            return NamedNode(str(node))
        case rdflib.BNode():
            return BlankNode()
        case rdflib.Literal() if node.language:
            return Literal(str(node), language=str(node.language).lower())
        case rdflib.Literal() if node.datatype:
            return _stored(Literal(str(node), datatype=NamedNode(str(node.datatype))))
        case rdflib.Literal():
            return Literal(str(node))
    raise AssertionError(repr(node))


def _stored(term: Literal) -> Literal:
    """A literal as the store gives it back: a number has one spelling there (1.50 is 1.5)."""
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), term))
    (quad,) = store
    assert isinstance(quad.object, Literal)
    return quad.object


def _plain(term: Term | None) -> str:
    if isinstance(term, BlankNode):
        return "blank"
    if isinstance(term, Literal) and term.language:
        return str(Literal(term.value, language=term.language.lower()))
    return "" if term is None else str(term)
