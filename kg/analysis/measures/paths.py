"""Measures of distance along ties: closeness, harmonic closeness, eccentricity, diameter.

All come from one pass: which nodes are reached in how many steps is kept as bits, 64 sources a
machine word (the idea of Then et al., "The more the merrier: efficient multi-source graph
traversal", VLDB 2014), and only the numbers of nodes at each distance are counted. Every value is
exact, because the counts are whole numbers. To have several of them at the price of one, pass what
:func:`reach` gives in place of the graph.
"""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kg.analysis.measures.adjacency import Floats, Integers, Measured, named, sides_of, ties_of

BLOCK = 16  # words a node in one pass: 1,024 sources


class Reach(NamedTuple):
    """``counts[v, d]`` is the number of nodes at distance ``d`` from ``v``; ``counts[v, 0]`` is 1.

    With ``pivots``, only so many nodes are counted, chosen at random.
    """

    nodes: tuple[str, ...]
    counts: Integers
    pivots: int | None = None

    @property
    def reached(self) -> Floats:
        """The number of other nodes that each node reaches, estimated where there are pivots."""
        reached: Floats = self.counts[:, 1:].sum(axis=1) * self.scale
        return reached

    @property
    def farness(self) -> Floats:
        """The sum of the distances to the nodes that are reached."""
        steps = np.arange(self.counts.shape[1], dtype=np.float64)
        far: Floats = (self.counts @ steps) * self.scale
        return far

    @property
    def scale(self) -> Floats:
        """How many other nodes one counted other node stands for, by node: a pivot does not count itself."""
        if self.pivots is None:
            return np.ones(len(self.nodes))
        return (len(self.nodes) - 1) / np.maximum(self.pivots - self.counts[:, 0], 1)


def reach(graph: Measured, pivots: int | None = None, seed: int = 0) -> Reach:
    """How many nodes lie at each distance from each node.

    ``pivots`` counts distances to so many random nodes only, drawn with ``seed``, for large graphs
    (Eppstein, Wang, "Fast approximation of centrality", JGAA 8, 2004).

    >>> reach(nx.path_graph(["a", "b", "c"])).counts
    array([[1, 1, 1],
           [1, 2, 0],
           [1, 1, 1]])
    """
    ties = ties_of(graph)
    count = len(ties.nodes)
    sources = np.arange(count)
    if pivots is not None and pivots < count:
        sources = np.sort(np.random.default_rng(seed).choice(count, pivots, replace=False))
    else:
        pivots = None
    levels: list[Integers] = [np.zeros(count, dtype=np.int64)]
    levels[0][sources] = 1
    live = np.flatnonzero(ties.degree)
    inner = ties.matrix[live][:, live]
    inside = np.searchsorted(live, sources[ties.degree[sources] > 0])
    blocks = [inside[start : start + 64 * BLOCK] for start in range(0, len(inside), 64 * BLOCK)]
    for block in blocks:
        found = _spread(inner, block)
        levels += [np.zeros(count, dtype=np.int64) for _ in range(len(levels), len(found) + 1)]
        for level, reached in zip(levels[1:], found, strict=False):
            level[live] += reached
    return Reach(ties.nodes, np.column_stack(levels), pivots)


def _spread(matrix: csr_array, sources: Integers) -> list[Integers]:
    """Spread from some sources at once, one bit each: how many reach each node in one step, in two …"""
    starts, neighbours = matrix.indptr[:-1], matrix.indices.astype(np.intp)
    place = np.arange(len(sources))
    front = np.zeros((matrix.shape[0], -(-len(sources) // 64)), dtype=np.uint64)
    front[sources, place // 64] = np.uint64(1) << (place % 64).astype(np.uint64)
    seen = front.copy()
    steps: list[Integers] = []
    while True:
        front = np.bitwise_or.reduceat(front[neighbours], starts, axis=0)
        front &= ~seen
        found = np.bitwise_count(front).sum(axis=1, dtype=np.int64)
        if not found.any():
            return steps
        steps.append(found)
        seen |= front


def _found(graph: Measured | Reach) -> Reach:
    return graph if isinstance(graph, Reach) else reach(graph)


def closeness(graph: Measured | Reach) -> dict[str, float]:
    """Closeness centrality: 1 by the mean distance to the nodes reached, times the share reached.

    Freeman, "Centrality in social networks", Social Networks 1, 1979; the share of the network that
    is reached scales it (Wasserman, Faust, Social Network Analysis, 1994, p. 201), so that an
    isolated pair does not look like a hub. Equal to networkx's ``closeness_centrality``.

    >>> closeness(nx.path_graph(["a", "b", "c"]))["b"]
    1.0
    """
    found = _found(graph)
    count, far, reached = len(found.nodes), found.farness, found.reached
    value = np.divide(reached, far, out=np.zeros(count), where=far > 0) * reached / max(count - 1, 1)
    return dict(zip(found.nodes, value.tolist(), strict=True))


def harmonic(graph: Measured | Reach) -> dict[str, float]:
    """Harmonic closeness: the sum of 1/distance over all others, 0 for those out of reach.

    Boldi, Vigna, "Axioms for centrality", Internet Mathematics 10, 2014. Not divided by n - 1.
    Equal to networkx's ``harmonic_centrality``.
    """
    found = _found(graph)
    steps = np.arange(1, found.counts.shape[1])
    value = found.scale * (found.counts[:, 1:] @ (1 / steps) if len(steps) else np.zeros(len(found.nodes)))
    return dict(zip(found.nodes, value.tolist(), strict=True))


def eccentricity(graph: Measured | Reach) -> dict[str, int]:
    """The greatest distance from each node to one that it reaches (Harary, Graph Theory, 1969).

    At least that where only some nodes are counted.
    """
    found = _found(graph)
    last = found.counts.shape[1] - 1 - np.argmax(found.counts[:, ::-1] > 0, axis=1)
    return dict(zip(found.nodes, last.tolist(), strict=True))


def diameter(graph: Measured | Reach) -> int:
    """The greatest distance of two nodes that reach each other; 0 where there is no tie."""
    return int(_found(graph).counts.shape[1]) - 1


def mean_distance(graph: Measured | Reach) -> float | None:
    """The mean distance of the pairs that reach each other; none where there is no tie."""
    found = _found(graph)
    pairs = float(found.counts[:, 1:].sum())
    return float(found.counts.sum(axis=0) @ np.arange(found.counts.shape[1])) / pairs if pairs else None


def two_mode_closeness(graph: Measured) -> dict[str, float]:
    """Closeness by the least farness that a place of its side can have, times the share reached; at most 1.

    Borgatti, Everett, "Network analysis of 2-mode data", Social Networks 19, 1997: a place can at
    best be at 1 from all of the other side and at 2 from all of its own. In a network of several
    components both sides are those of the place's own component, so that a lone pair, the best in
    itself, counts little in the whole. In one component equal to networkx's
    ``bipartite.closeness_centrality``, which takes the sides of the whole network and gives the places
    of lone pairs values above 1.

    >>> graph = nx.Graph([("a", "x"), ("b", "y"), ("b", "z")])
    >>> nx.set_node_attributes(graph, {n: int(n in "xyz") for n in graph}, "bipartite")
    >>> two_mode_closeness(graph)
    {'a': 0.25, 'x': 0.25, 'b': 0.5, 'y': 0.5, 'z': 0.5}
    """
    ties = ties_of(graph)
    sides_of(ties)
    found = reach(ties)
    _, part = connected_components(ties.matrix, directed=False)
    sizes = np.zeros((len(ties.nodes), 2))
    np.add.at(sizes, (part, ties.side), 1)
    best = sizes[part, 1 - ties.side] + 2 * (sizes[part, ties.side] - 1)
    nearness = np.divide(best, found.farness, out=np.zeros(len(best)), where=found.farness > 0)
    return named(ties, nearness * found.reached / max(len(best) - 1, 1))


def weighted_closeness(graph: nx.Graph[str]) -> dict[str, float]:
    """Closeness where a tie of weight w is 1/w long: stronger is nearer (Newman 2001, see projection).

    For views of some hundred nodes; it runs on networkx's shortest paths.
    """
    copy = graph.copy()
    for _, _, data in copy.edges(data=True):
        data["length"] = 1 / data.get("weight", 1)
    return dict(nx.closeness_centrality(copy, distance="length"))
