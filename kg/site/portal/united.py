"""A copy of a graph in memory without its named graphs, for who asks hundreds of questions of it."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Quad, Store

from kg.ask.asked_graph import AskedGraph, StoredGraph


class UnitedGraph(StoredGraph):
    """All triples of a graph of this machine in one graph, which answers three times as fast.

    The questions of the catalogue name no graph; ``origin`` is the graph with its names, ``quads`` what stands in
    it, since reading them from the disk takes most of the time.
    """

    def __init__(self, origin: StoredGraph) -> None:
        store, self.quads = Store(), list(origin.store)
        store.bulk_extend(Quad(*quad.triple) for quad in self.quads)
        super().__init__(store)
        self.origin = origin

    def once(self, name: str, make: Callable[[], str]) -> str:
        """Kept beside the graph itself."""
        return self.origin.once(name, make)


def united(graph: AskedGraph) -> AskedGraph:
    """The copy; a graph behind an endpoint stays as it is."""
    return UnitedGraph(graph) if isinstance(graph, StoredGraph) and not isinstance(graph, UnitedGraph) else graph
