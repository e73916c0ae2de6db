"""Shapes as records: what a shapes file says, before anything is asked of a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.graph.violations import Severity, Term


class Path(NamedTuple):
    """A property path in SPARQL, step by step; all but a sequence have a single step.

    >>> Path(("<http://e.org/party>", "^<http://e.org/within>")).text
    '(<http://e.org/party>/^<http://e.org/within>)'
    """

    steps: tuple[str, ...]
    is_predicate: bool = False

    @property
    def text(self) -> str:
        """The path as one SPARQL path."""
        return self.steps[0] if len(self.steps) == 1 else f"({'/'.join(self.steps)})"


class Target(NamedTuple):
    """Where a shape looks: ``kind`` is one of :data:`~kg.graph.shapes.vocabulary.TARGETS`."""

    kind: str
    terms: tuple[Term, ...]


class Select(NamedTuple):
    """A ``sh:select`` query with the prefixes that it uses and its own messages."""

    text: str
    prefixes: Mapping[str, str]
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """One parameter of a shape. Which of the later fields are set depends on the ``name``."""

    name: str
    component: str
    terms: tuple[Term, ...] = ()
    shapes: tuple[Shape, ...] = ()
    count: int = 0
    flags: str = ""
    select: Select | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A node shape (``path`` is None) or a property shape.

    ``iri`` is the shape's own name or, for a shape without one, the name of the shape around it.
    A deactivated shape keeps its path (a closed shape counts it) and has no constraints.
    """

    iri: str
    path: Path | None = None
    severity: Severity = Severity.VIOLATION
    messages: Mapping[str, str] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    properties: tuple[Shape, ...] = ()


class Shapes(NamedTuple):
    """All shapes of some files; ``roots`` are those that have a target of their own."""

    roots: tuple[Shape, ...]
    files: tuple[str, ...]


def local_name(term: Term) -> str:
    """The last segment of an IRI, or the text of a literal.

    >>> local_name(NamedNode("https://w3id.org/interregional-ties/ont#Place"))
    'Place'
    """
    if isinstance(term, NamedNode):
        return term.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return str(getattr(term, "value", term))
