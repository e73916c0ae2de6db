"""What the shapes have to say of a graph, counted."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pyoxigraph import Store

from kg.base.resources import ontology_dir
from kg.graph.shapes import Shapes, load_shapes, validate
from kg.graph.violations import Severity, Violation


class ShapeCount(NamedTuple):
    """How often one shape is broken."""

    severity: Severity
    shape: str
    times: int


class Check(tuple[Violation, ...]):
    """The violations of a graph, gravest first, then by shape and focus node."""

    __slots__ = ()

    @property
    def counts(self) -> dict[Severity, int]:
        """The number of violations of each severity, zeros included."""
        found = Counter(violation.severity for violation in self)
        return {severity: found[severity] for severity in Severity}

    @property
    def by_shape(self) -> list[ShapeCount]:
        """The broken shapes, gravest first, then the most often broken."""
        found = Counter((violation.severity, violation.shape) for violation in self)
        counts = [ShapeCount(severity, shape, times) for (severity, shape), times in found.items()]
        return sorted(counts, key=lambda c: (c.severity.rank, -c.times, c.shape))

    @property
    def exit_code(self) -> int:
        """1 where something is wrong; warnings and notes alone are 0."""
        return 1 if self.counts[Severity.VIOLATION] else 0


def bundled_shapes() -> Shapes:
    """The shapes of the ontology: required, advised, codes and the house rules of the ontology itself."""
    return load_shapes(sorted((ontology_dir() / "shapes").glob("*.ttl")))


def check_graph(store: Store, shapes: Shapes | None = None) -> Check:
    """Hold the union of all graphs of a store against shapes, the bundled ones by default.

    Each violation has its messages in the languages that its shape has, English and Russian at least
    in the bundled shapes.

    >>> check = check_graph(Store(), Shapes((), ()))
    >>> len(check), check.exit_code
    (0, 0)
    """
    return Check(validate(store, bundled_shapes() if shapes is None else shapes))
