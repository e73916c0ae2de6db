"""Answers: a table, a graph, or yes and no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.base.namespaces import XSD

Term: TypeAlias = "NamedNode | BlankNode | Literal | Triple"
Value: TypeAlias = "str | int | float | bool | None"

_INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_REALS = frozenset({XSD + "decimal", XSD + "double", XSD + "float"})


class Table:
    """Named columns and rows, as RDF terms and as Python values.

    >>> table = Table.of(["place", "ties"], [["Harbin", 12], ["Heihe", None]])
    >>> table.rows
    [('Harbin', 12), ('Heihe', None)]
    >>> table.terms[0][1]
    <Literal value=12 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>
    """

    headings: tuple[str, ...] = ()  # what a reader meets over the columns, where that is not their names

    def __init__(self, columns: Sequence[str], terms: Iterable[Sequence[Term | None]]) -> None:
        self.columns = tuple(columns)
        self.terms = [tuple(row) for row in terms]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Table:
        """A table of Python values, for what is computed and not asked."""
        return cls(columns, ([None if value is None else Literal(value) for value in row] for row in rows))

    def headed(self, columns: Sequence[str], headings: Sequence[str]) -> Table:
        """The same table with the headings of the columns that are named; others keep their names.

        >>> Table.of(["place", "n"], []).headed(["place"], ["Территория"]).headings
        ('Территория', 'n')
        """
        known = dict(zip(columns, headings, strict=True))
        table = Table(self.columns, self.terms)
        table.headings = tuple(known.get(name, name) for name in self.columns)
        return table

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as Python values: numbers as numbers, IRIs and texts as text, unbound as ``None``."""
        return [tuple(plain(term) for term in row) for row in self.terms]

    def __len__(self) -> int:
        return len(self.terms)


class Graph(NamedTuple):
    """The triples of a CONSTRUCT or DESCRIBE, each once, in the order of their N-Triples lines."""

    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Graph:
        """A graph from triples in any order."""
        return cls(tuple(sorted(set(triples), key=str)))

    def __len__(self) -> int:
        return len(self.triples)


class Truth(NamedTuple):
    """The answer to an ASK."""

    value: bool


Answer: TypeAlias = "Table | Graph | Truth"


def plain(term: Term | None) -> Value:
    """The Python value of a term; a number whose digits do not fit its datatype stays text.

    >>> plain(Literal("0.85", datatype=NamedNode(XSD + "decimal")))
    0.85
    >>> plain(Literal("1993-06", datatype=NamedNode(XSD + "gYearMonth")))
    '1993-06'
    >>> plain(None) is None
    True
    """
    if term is None:
        return None
    if isinstance(term, Literal):
        return _number_or_text(term)
    if isinstance(term, NamedNode):
        return term.value
    return str(term)


def _number_or_text(literal: Literal) -> Value:
    kind = literal.datatype.value
    try:
        if kind in _INTEGERS:
            return int(literal.value)
        if kind in _REALS:
            return float(literal.value)
    except ValueError:
        return literal.value
    if kind == XSD + "boolean" and literal.value in {"true", "false", "1", "0"}:
        return literal.value in {"true", "1"}
    return literal.value
