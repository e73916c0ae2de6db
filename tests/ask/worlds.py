"""The small world on two engines, and answers in one form, so that they can be compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import rdflib

from kg.ask.catalog import Question
from kg.ask.lookup import GraphNames
from kg.ask.results import Answer, Graph, Table, Term, Truth, plain
from kg.base import ids
from kg.graph.build import build
from kg.graph.store import load

WORLD = Path(__file__).parent.parent / "world"
GOLDENS = Path(__file__).parent.parent / "goldens"

# Values for questions whose defaults have no answer in so small a world.
CASES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "comparable-places": {"place": ["Благовещенск"], "factor": ["3"]},
    "facilities-of-place": {"place": ["海兰泡"], "lang": ["zh"]},
    "findings-by-kind": {"kind": ["gap", "inconsistency"], "lang": ["ru"]},
    "hubs-by-kind": {"kind": ["sister", "partner"], "year": ["1999"]},
    "other-partners-of-partners": {"place": ["Komsomolsk-on-Amur"], "kind": ["sister", "partner"]},
    "partners-of-place": {"place": ["Haerbin"], "since": ["1990"], "lang": ["ru"]},
    "ties-by-year": {"since": ["1993"], "until": ["2009"]},
}

_SHORT = {ids.ID: "id:", ids.VOC: "voc:", ids.ONT: "tie:", ids.BASE: "base:"}
_NUMBERS = (int, float)


@cache
def _world_text() -> str:
    with TemporaryDirectory() as folder:
        built = build([WORLD], Path(folder, "world.nq")).path.read_text(encoding="utf-8")
    return built + (WORLD / "measures.nq").read_text(encoding="utf-8")


@cache
def oxigraph_world() -> ox.Store:
    """The small world, built from its tables, with the measures that no table holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "world.nq")
        path.write_text(_world_text(), encoding="utf-8")
        return load(path)


@cache
def rdflib_world() -> rdflib.Dataset:
    """The same on rdflib's own engine, asked over the union of the graphs."""
    world = rdflib.Dataset(default_union=True)
    world.parse(data=_world_text(), format="nquads")
    return world


def sparql_of(question: Question) -> str:
    """The text of a question with the values that the small world needs."""
    return question.filled(CASES.get(question.name, {}), GraphNames(oxigraph_world()))


def ask_rdflib(text: str) -> Answer:
    """The answer of rdflib's own engine, in the types of this project."""
    found = rdflib_world().query(text)
    if found.type == "ASK":
        return Truth(bool(found.askAnswer))
    if found.type == "SELECT":
        names = found.vars or []
        return Table(
            [str(name) for name in names], [[term_of(row.get(name)) for name in names] for row in found.bindings]
        )
    triples = []
    for subject, predicate, value in found.graph or ():
        triple = (term_of(subject), term_of(predicate), term_of(value))
        assert isinstance(triple[0], ox.NamedNode)
        assert isinstance(triple[1], ox.NamedNode)
        assert triple[2] is not None
        triples.append(ox.Triple(triple[0], triple[1], triple[2]))
    return Graph.of(triples)


def term_of(node: object) -> ox.NamedNode | ox.Literal | None:
    """An rdflib node as a term of pyoxigraph."""
    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return ox.Literal(str(node), language=node.language)
        return (
            ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))) if node.datatype else ox.Literal(str(node))
        )
    raise TypeError(f"no term for {node!r}")


def golden_name(question: Question) -> str:
    """The file that holds the expected answer."""
    return f"{question.topic}.{question.name}.{'csv' if question.form in {'SELECT', 'ASK'} else 'nt'}"


def golden_text(answer: Answer) -> str:
    """An answer in the form of the goldens.

    Identifiers of the project are short, numbers are written by value, rows keep their order. A graph
    is sorted N-Triples with language tags in lower case.
    """
    if isinstance(answer, Truth):
        return "true\n" if answer.value else "false\n"
    if isinstance(answer, Graph):
        lines = {f"{_nt(each.subject)} {_nt(each.predicate)} {_nt(each.object)} ." for each in answer.triples}
        return "".join(f"{line}\n" for line in sorted(lines))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_cell(term) for term in row] for row in answer.terms)
    return text.getvalue()


def _cell(term: Term | None) -> str:
    value = plain(term)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _NUMBERS) and isinstance(term, ox.Literal):
        return _number(term.value)
    return _short(str(value)) if isinstance(term, ox.NamedNode) else str(value)


def _number(digits: str) -> str:
    """A number by its value: engines keep different numbers of digits of a quotient."""
    rounded = round(Decimal(digits), 12)
    return str(rounded.quantize(Decimal(1))) if rounded == rounded.to_integral() else f"{rounded.normalize():f}"


def _nt(term: Term) -> str:
    if isinstance(term, ox.Literal) and term.language:
        return str(ox.Literal(term.value, language=term.language.lower()))
    if isinstance(term, ox.Literal) and isinstance(plain(term), _NUMBERS) and not isinstance(plain(term), bool):
        return str(ox.Literal(_number(term.value), datatype=term.datatype))
    return str(term)


def _short(iri: str) -> str:
    for start, short in _SHORT.items():
        if iri.startswith(start):
            return short + iri.removeprefix(start)
    return iri
