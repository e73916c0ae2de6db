"""What a check finds: one violation of one shape by one node."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


class Severity(StrEnum):
    """How much a violation weighs; the shapes file decides.

    >>> sorted([Severity.INFO, Severity.VIOLATION], key=lambda s: s.rank)[0].value
    'violation'
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return tuple(Severity).index(self)


class Violation(NamedTuple):
    """One broken constraint.

    ``shape`` is the IRI of the shape, empty for one without a name.
    ``component`` is the local name of the SHACL constraint component.
    ``path`` is written as in SPARQL (``<iri>``, ``^<iri>``), empty for a node shape.
    ``messages`` has a text for each language that the shape speaks, by the code of the language alone
    (``zh`` for ``zh-Hans``).
    """

    severity: Severity
    shape: str
    component: str
    focus: Term
    path: str
    value: Term | None
    messages: Mapping[str, str]

    @property
    def order(self) -> tuple[int, str, str, str, str, str]:
        """The sorting key: gravest first, then by shape, focus node, path, component and value."""
        value = "" if self.value is None else str(self.value)
        return (self.severity.rank, self.shape, str(self.focus), self.path, self.component, value)
