"""Reading with the place in mind: every refusal names the file and the shape."""

from __future__ import annotations

from typing import NoReturn

from pyoxigraph import Literal, NamedNode

from kg.graph.shapes.turtle import Node, ShapesError, Triples
from kg.graph.violations import Term


class Scope:
    """The triples of the shapes files, and the chain of shapes that is being read (``open``)."""

    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.open: list[Node] = []

    @property
    def owner(self) -> str:
        """The IRI of the innermost shape with a name, or an empty string outside of all shapes."""
        return next((node.value for node in reversed(self.open) if isinstance(node, NamedNode)), "")

    def refuse(self, construct: str, node: Node | None = None) -> NoReturn:
        """Stop at something that is not supported or not well-formed."""
        at = node or (self.open[-1] if self.open else None)
        file = self.triples.files.get(at, "shapes") if at is not None else "shapes"
        shape = node.value if isinstance(node, NamedNode) else self.owner
        raise ShapesError(f"{file}: shape <{shape or 'without a name'}>: {construct}")

    def one(self, node: Node, name: str) -> Term | None:
        """The value of ``sh:name``, None where it has none; refuses two."""
        values = self.triples.sh(node, name)
        if len(values) > 1:
            self.refuse(f"sh:{name} has {len(values)} values, at most one is allowed", node)
        return values[0] if values else None

    def switch(self, node: Node, name: str) -> bool:
        """The boolean ``sh:name``, False where it is absent."""
        value = self.one(node, name)
        if value is None:
            return False
        if not isinstance(value, Literal) or value.value not in ("true", "1", "false", "0"):
            self.refuse(f"sh:{name} is {value}, not true or false", node)
        return value.value in ("true", "1")

    def count(self, value: Term, name: str) -> int:
        """A value of ``sh:name`` as a number of things."""
        if not isinstance(value, Literal) or not value.value.isdecimal():
            self.refuse(f"sh:{name} is {value}, not a whole number from 0 up")
        return int(value.value)

    def items(self, head: Term, name: str) -> tuple[Term, ...]:
        """The members of the list that is a value of ``sh:name``."""
        if not self.triples.is_list(head):
            self.refuse(f"sh:{name} is not a list")
        try:
            return self.triples.items(head)
        except ValueError as error:
            self.refuse(f"sh:{name} is {error}")
