"""From Turtle to shapes: everything in a shapes file is understood, or refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path as File

from pyoxigraph import Literal, NamedNode

from kg.graph.shapes import vocabulary as v
from kg.graph.shapes.constraints import read_constraints
from kg.graph.shapes.model import Path, Shape, Shapes, Target
from kg.graph.shapes.paths import read_path
from kg.graph.shapes.prose import by_language
from kg.graph.shapes.scope import Scope
from kg.graph.shapes.turtle import Node, Triples
from kg.graph.violations import Severity, Term

_SHAPE_TYPES = {f"{v.SH}NodeShape", f"{v.SH}PropertyShape"}
_CLASS_TYPES = {f"{v.RDFS}Class", f"{v.OWL}Class"}
_KNOWN_TYPES = _SHAPE_TYPES | {f"{v.SH}{name}" for name in ("SPARQLConstraint", "PrefixDeclaration", "PropertyGroup")}
_KNOWN_NAMES = v.ON_SHAPES | v.ON_QUERIES | v.ON_PATHS | v.ON_PREFIXES | {"declare"}
_SHAPE_NAMES = v.PARAMETERS | {*v.TARGETS, "property", "path"}


def read_shapes(files: Iterable[File]) -> Shapes:
    """The shapes of some Turtle files, read as one graph.

    Raises :class:`~kg.graph.shapes.turtle.ShapesError` for what is outside of the supported part.
    """
    files = tuple(files)
    return Shapes(Reader(Triples(files)).roots(), tuple(file.name for file in files))


class Reader:
    """Reads shapes on demand, each once."""

    def __init__(self, triples: Triples) -> None:
        self.scope = Scope(triples)
        self.triples = triples
        self._done: dict[Node, Shape] = {}

    def roots(self) -> tuple[Shape, ...]:
        """The shapes with a target, in the order of the files; the other triples are looked over."""
        nodes = list(self.triples)
        for node in nodes:
            self._refuse_unknown(node)
        shapes = [self.shape(node) for node in nodes if isinstance(node, NamedNode) and self._is_shape(node)]
        for node in nodes:
            if node not in self._done and self._is_shape(node):
                self.scope.refuse("a shape without a name that no shape refers to", node)
        return tuple(shape for shape in shapes if shape.targets)

    def _is_shape(self, node: Node) -> bool:
        return bool(_SHAPE_TYPES & self.triples.types(node) or _SHAPE_NAMES & {*self.triples.sh_names(node)})

    def _refuse_unknown(self, node: Node) -> None:
        unknown = [name for name in self.triples.sh_names(node) if name not in _KNOWN_NAMES]
        kinds = [t for t in sorted(self.triples.types(node)) if t.startswith(v.SH) and t not in _KNOWN_TYPES]
        for name in [*unknown, *(kind.removeprefix(v.SH) for kind in kinds)]:
            self.scope.refuse(f"sh:{name} is not supported", node)

    def shape(self, node: Term) -> Shape:
        """The shape that a node stands for. Refuses a shape that refers to itself."""
        if not isinstance(node, Node) or not (self.triples.sh_names(node) or self.triples.types(node)):
            self.scope.refuse(f"{node} is not a shape of these files")
        if node in self.scope.open:
            self.scope.refuse("a shape that refers to itself is not supported", node)
        if node not in self._done:
            self.scope.open.append(node)
            self._done[node] = self._shape(node)
            self.scope.open.pop()
        return self._done[node]

    def _shape(self, node: Node) -> Shape:
        for name in self.triples.sh_names(node):
            if name not in v.ON_SHAPES:
                self.scope.refuse(f"sh:{name} does not belong on a shape")
        path, is_off = self._path(node), self.scope.switch(node, "deactivated")
        shape = Shape(
            iri=self.scope.owner,
            path=path,
            severity=self._severity(node),
            messages=by_language(self.triples.sh(node, "message")),
            targets=tuple(self._targets(node)),
            constraints=tuple(read_constraints(self.scope, node, path, self.shape)),
            properties=tuple(map(self._property, self.triples.sh(node, "property"))),
        )
        return replace(shape, targets=(), constraints=(), properties=()) if is_off else shape

    def _property(self, node: Term) -> Shape:
        shape = self.shape(node)
        if shape.path is None:
            self.scope.refuse("sh:property with a shape that has no sh:path")
        return shape

    def _path(self, node: Node) -> Path | None:
        value = self.scope.one(node, "path")
        if value is None:
            return None
        try:
            return read_path(self.triples, value)
        except ValueError as error:
            self.scope.refuse(f"sh:path: {error}")

    def _severity(self, node: Node) -> Severity:
        value = self.scope.one(node, "severity")
        name = "Violation" if value is None else value.value.removeprefix(v.SH) if isinstance(value, NamedNode) else ""
        if name not in v.SEVERITIES:
            self.scope.refuse(f"sh:severity is {value}, not sh:Violation, sh:Warning or sh:Info")
        return Severity(v.SEVERITIES[name])

    def _targets(self, node: Node) -> list[Target]:
        found: list[Target] = []
        if isinstance(node, NamedNode) and _CLASS_TYPES & self.triples.types(node):
            found.append(Target("targetClass", (node,)))
        for name in v.TARGETS:
            values = tuple(self.triples.sh(node, name))
            for value in values:
                if not isinstance(value, NamedNode | Literal) or (name != "targetNode" and isinstance(value, Literal)):
                    self.scope.refuse(f"sh:{name} is {value}")
            if name == "targetNode" and values:
                found.append(Target(name, values))
            elif values:
                found.extend(Target(name, (value,)) for value in values)
        return found
