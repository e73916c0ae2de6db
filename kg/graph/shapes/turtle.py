"""The triples of some Turtle files, indexed by subject, in file order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from kg.base.errors import KgError
from kg.graph.shapes.vocabulary import RDF, SH
from kg.graph.violations import Term

Node = NamedNode | BlankNode
FIRST, REST, NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"


class ShapesError(KgError):
    """A shapes file that cannot be used, with the file, the shape and the construct."""


class Triples:
    """Subject → predicate → objects, all in the order of the files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.files: dict[Node, str] = {}
        self._objects: dict[Node, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for path in paths:
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
                if not isinstance(quad.subject, NamedNode | BlankNode):
                    raise ShapesError(f"{path.name}: a triple term as a subject is not supported")
                self.files.setdefault(quad.subject, path.name)
                objects = self._objects[quad.subject][quad.predicate.value]
                if quad.object not in objects:
                    objects.append(quad.object)
        except SyntaxError as error:
            raise ShapesError(f"{path.name}, line {error.lineno}: {error.msg}") from error
        except OSError as error:
            raise ShapesError(f"{path} cannot be read: {error.strerror or error}") from error

    def __iter__(self) -> Iterator[Node]:
        return iter(self._objects)

    def objects(self, subject: Node, predicate: str) -> list[Term]:
        """The objects of a subject under a predicate IRI; an empty list where there are none."""
        return self._objects[subject][predicate] if predicate in self._objects.get(subject, ()) else []

    def sh(self, subject: Node, name: str) -> list[Term]:
        """The objects under ``sh:name``."""
        return self.objects(subject, SH + name)

    def sh_names(self, subject: Node) -> list[str]:
        """The local names of the ``sh:`` predicates of a subject, in file order."""
        return [p.removeprefix(SH) for p in self._objects.get(subject, ()) if p.startswith(SH)]

    def types(self, subject: Node) -> set[str]:
        """The IRIs of the classes that a subject is said to belong to."""
        return {t.value for t in self.objects(subject, f"{RDF}type") if isinstance(t, NamedNode)}

    def is_list(self, term: Term) -> bool:
        """Whether a term is an RDF list, the empty one included."""
        return isinstance(term, Node) and (term == NamedNode(NIL) or bool(self.objects(term, FIRST)))

    def items(self, head: Term) -> tuple[Term, ...]:
        """The members of an RDF list. Raises ValueError where the list is broken or circular."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NamedNode(NIL):
            if not isinstance(head, Node) or head in seen:
                raise ValueError("a broken RDF list")
            seen.add(head)
            first, rest = self.objects(head, FIRST), self.objects(head, REST)
            if len(first) != 1 or len(rest) != 1:
                raise ValueError("a broken RDF list")
            members.append(first[0])
            head = rest[0]
        return tuple(members)
