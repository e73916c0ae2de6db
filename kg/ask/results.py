"""Answers: a table, a graph, or yes and no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.base.namespaces import XSD

Term: TypeAlias = "NamedNode | BlankNode | Literal | Triple"
Value: TypeAlias = "str | int | float | bool | None"
Cell: TypeAlias = "Term | Value"

_INTEGERS = frozenset(
    XSD + name
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_DATE = XSD + "date"
_REALS = frozenset({XSD + "decimal", XSD + "double", XSD + "float"})


class Table:
    """Named columns and rows of cells: RDF terms of an answer, or plain values of what is computed.

    ``headings`` are what a reader meets over the columns, ``title`` says what the rows answer,
    ``notes`` stand below them, and ``name`` is a short one for a sheet or a reference. ``spare`` are
    the columns that a narrow drawing may leave out first.

    >>> table = Table(["place", "ties"], [["Harbin", 12], ["Heihe", None]])
    >>> table.rows
    [('Harbin', 12), ('Heihe', None)]
    >>> table.terms[0][1]
    <Literal value=12 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>
    """

    kind = "table"

    def __init__(
        self,
        columns: Sequence[str],
        cells: Iterable[Sequence[Cell]],
        headings: Sequence[str] = (),
        title: str = "",
        notes: Sequence[str] = (),
        name: str = "",
        spare: Sequence[str] = (),
    ) -> None:
        self.columns = tuple(columns)
        self.cells = [tuple(row) for row in cells]
        self.headings = tuple(headings) or self.columns
        self.title = title
        self.notes = tuple(notes)
        self.name = name
        self.spare = frozenset(spare)

    def headed(self, columns: Sequence[str], headings: Sequence[str]) -> Table:
        """The same table with the headings of the columns that are named; others keep their names.

        >>> Table(["place", "n"], []).headed(["place"], ["Территория"]).headings
        ('Территория', 'n')
        """
        known = dict(zip(columns, headings, strict=True))
        shown = [known.get(name, name) for name in self.columns]
        return Table(self.columns, self.cells, shown, self.title, self.notes, self.name, tuple(self.spare))

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as Python values: numbers as numbers, IRIs and texts as text, unbound as ``None``."""
        return [tuple(map(plain, row)) for row in self.cells]

    @cached_property
    def terms(self) -> list[tuple[Term | None, ...]]:
        """The rows as RDF terms."""
        return [tuple(map(term_of, row)) for row in self.cells]

    @property
    def by_column(self) -> list[tuple[Cell, ...]]:
        """The cells of each column."""
        return list(zip(*self.cells, strict=True)) if self.cells else [()] * len(self.columns)

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True)
class Graph:
    """The triples of a CONSTRUCT or DESCRIBE, each once, in the order of their N-Triples lines."""

    kind: ClassVar = "graph"
    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Graph:
        """A graph from triples in any order."""
        return cls(tuple(sorted(set(triples), key=str)))

    def __len__(self) -> int:
        return len(self.triples)


@dataclass(frozen=True)
class Truth:
    """The answer to an ASK."""

    kind: ClassVar = "truth"
    value: bool


Answer: TypeAlias = "Table | Graph | Truth"


def triple(
    subject: str | NamedNode | BlankNode, predicate: str, value: str | NamedNode | BlankNode | Literal
) -> Triple:
    """A triple, whose texts are IRIs.

    >>> str(triple("http://e.org/a", "http://e.org/p", Literal(1)))
    '<http://e.org/a> <http://e.org/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    made = NamedNode(subject) if isinstance(subject, str) else subject
    return Triple(made, NamedNode(predicate), NamedNode(value) if isinstance(value, str) else value)


def term_of(cell: Cell) -> Term | None:
    """The RDF term of a cell; a number is one of XSD."""
    return Literal(cell) if isinstance(cell, str | int | float) else cell


def are_dates(cells: Iterable[Cell]) -> bool:
    """Whether all cells that hold something are whole dates, so that a frame may have them as dates.

    >>> are_dates([Literal("1993-06-15", datatype=NamedNode(XSD + "date")), None]), are_dates(["1993-06-15"])
    (True, False)
    """
    found = [cell for cell in cells if cell is not None]
    are_typed = all(
        isinstance(cell, Literal) and cell.datatype.value == _DATE and len(cell.value) == 10 for cell in found
    )
    return bool(found) and are_typed


def plain(cell: Cell) -> Value:
    """The Python value of a cell; a number whose digits do not fit its datatype stays text.

    >>> plain(Literal("0.85", datatype=NamedNode(XSD + "decimal")))
    0.85
    >>> plain(Literal("1993-06", datatype=NamedNode(XSD + "gYearMonth")))
    '1993-06'
    >>> plain(None) is None
    True
    """
    if cell is None or isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, Literal):
        return _number_or_text(cell)
    return cell.value if isinstance(cell, NamedNode) else str(cell)


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
