"""The class hierarchy of a graph."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode, Store

from kg.graph.shapes.vocabulary import RDFS
from kg.graph.violations import Term

_SUBCLASS = NamedNode(f"{RDFS}subClassOf")


class Classes:
    """``rdfs:subClassOf`` of all graphs of a store, read once."""

    def __init__(self, store: Store | None = None) -> None:
        self._direct: dict[Term, list[NamedNode]] = defaultdict(list)
        for quad in store.quads_for_pattern(None, _SUBCLASS, None) if store else ():
            if isinstance(quad.subject, NamedNode):
                self._direct[quad.object].append(quad.subject)

    def below(self, cls: Term) -> tuple[Term, ...]:
        """The class itself and then every class under it, in IRI order.

        >>> Classes().below(NamedNode("http://e.org/Tie"))
        (<NamedNode value=http://e.org/Tie>,)
        """
        found: set[Term] = set()
        waiting: list[Term] = [cls]
        while waiting:
            for sub in self._direct.get(waiting.pop(), ()):
                if sub not in found and sub != cls:
                    found.add(sub)
                    waiting.append(sub)
        return (cls, *sorted(found, key=str))
