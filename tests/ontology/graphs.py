"""The ontology as graphs, and what pyshacl says of a graph: shared by the tests of the ontology."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyshacl
from rdflib import RDF, SH, Graph, URIRef

from kg.base.resources import ontology_dir

BASE = "https://w3id.org/interregional-ties/"
ONTOLOGY = URIRef(f"{BASE}ont")
TIE = f"{BASE}ont#"
HERE = Path(__file__).resolve().parent
SHAPE_FILES = ("required", "advised", "codes", "house")


class Result(NamedTuple):
    """One result of a validation: IRIs cut to what stands after the base."""

    focus: str
    shape: str
    component: str


def core() -> Graph:
    """``core.ttl`` alone."""
    return Graph().parse(ontology_dir() / "core.ttl")


def vocab_files() -> list[Path]:
    """The scheme files, by name."""
    return sorted((ontology_dir() / "vocab").glob("*.ttl"))


@cache
def ontology() -> Graph:
    """``core.ttl`` and every scheme: what is published beside the data."""
    graph = core()
    for file in vocab_files():
        graph.parse(file)
    return graph


def aligned() -> Graph:
    """The ontology together with ``align.ttl``."""
    return copy(ontology()).parse(ontology_dir() / "align.ttl")


def world() -> Graph:
    """The small world of instances."""
    return Graph().parse(HERE / "world.ttl")


def shapes(name: str) -> Graph:
    """One shapes file."""
    return Graph().parse(ontology_dir() / "shapes" / f"{name}.ttl")


def copy(*graphs: Graph) -> Graph:
    """A new graph of all triples."""
    whole = Graph()
    for graph in graphs:
        whole += graph
    return whole


def _short(node: object) -> str:
    return str(node).removeprefix(BASE)


def _outer(shape: object) -> str:
    return _short(shape).removeprefix("shape/").partition("#")[2]


def validate(data: Graph, shape_graph: Graph) -> list[Result]:
    """Every result of pyshacl, sorted; none where the data conform."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shape_graph, inference="none")
    assert isinstance(report, Graph)
    found = sorted(
        Result(
            _short(report.value(result, SH.focusNode)),
            _outer(report.value(result, SH.sourceShape)),
            _short(report.value(result, SH.sourceConstraintComponent))
            .partition("#")[2]
            .removesuffix("ConstraintComponent"),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )
    assert conforms == (not found)
    return found
