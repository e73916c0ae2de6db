"""What the shapes have to say of a graph, counted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kg.base.resources import ontology_dir
from kg.graph.shapes import Shapes, load_shapes, validate
from kg.graph.violations import Severity, Violation


class Check(tuple[Violation, ...]):
    """The violations of a graph, gravest first, then by shape and focus node."""

    __slots__ = ()

    @property
    def counts(self) -> dict[Severity, int]:
        """The number of violations of each severity, zeros included."""
        found = Counter(violation.severity for violation in self)
        return {severity: found[severity] for severity in Severity}

    @property
    def exit_code(self) -> int:
        """1 where something is wrong; warnings and notes alone are 0."""
        return 1 if self.counts[Severity.VIOLATION] else 0


def bundled_shapes() -> Shapes:
    """The shapes of the ontology: required, advised, codes and the house rules of the ontology itself."""
    return load_shapes(sorted((ontology_dir() / "shapes").glob("*.ttl")))


def check_graph(graph: Path, shapes: Shapes | None = None) -> Check:
    """Hold the union of all graphs of a file against shapes, the bundled ones by default.

    Each violation has its messages in the languages that its shape has, English and Russian at least
    in the bundled shapes.
    """
    return Check(validate(graph, bundled_shapes() if shapes is None else shapes))
