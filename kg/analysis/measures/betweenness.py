"""Betweenness: how many shortest paths run through a place.

Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977, by the
accumulation of Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical
Sociology 25, 2001. Two things make it fast:

- Trees that hang from the rest are folded into the node that holds them, whose weight then counts
  them (Baglioni et al., "Fast exact computation of betweenness centrality in social networks",
  ASONAM 2012). Half of the places of a network of sister cities have one partner.
- The rest is swept for several sources at once (:mod:`kg.analysis.measures.sweeps`).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kg.analysis.measures.adjacency import Floats, Integers, Measured, named, sides_of, ties_of
from kg.analysis.measures.sweeps import swept

SIMPLE = 10**12  # the greatest denominator of a weight


def betweenness(
    graph: Measured, *, normalized: bool = True, pivots: int | None = None, seed: int = 0
) -> dict[str, float]:
    """Betweenness of every node, exact, or estimated from ``pivots`` sources drawn with ``seed``.

    Ends of a path do not count. ``normalized`` divides by the number of pairs of other nodes,
    (n - 1)(n - 2)/2. The estimate scales the sum over the sources by n/pivots (Brandes, Pich,
    "Centrality estimation in large networks", 2007). Equal to networkx's ``betweenness_centrality``.

    >>> betweenness(nx.path_graph(["a", "b", "c"]))
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    ties = ties_of(graph)
    count = len(ties.nodes)
    if pivots is not None and pivots < count:
        sources = np.sort(np.random.default_rng(seed).choice(count, pivots, replace=False))
        total = swept(ties.matrix, np.ones(count), sources) * (count / pivots)
    else:
        total = _exact(ties.matrix)
    total /= 2  # each path was met from both ends
    if normalized and count > 2:
        total /= (count - 1) * (count - 2) / 2
    return named(ties, total)


def two_mode_betweenness(graph: Measured) -> dict[str, float]:
    """Betweenness by the greatest value that a place of its side can have in a two-mode network.

    Borgatti, Everett, "Network analysis of 2-mode data", Social Networks 19, 1997. Equal to
    networkx's ``bipartite.betweenness_centrality``.
    """
    ties = ties_of(graph)
    first, second = map(len, sides_of(ties))
    best = np.array([_greatest(first, second), _greatest(second, first)])[ties.side]
    raw = np.array(list(betweenness(ties, normalized=False).values()))
    return named(ties, np.divide(raw, best, out=np.zeros(len(raw)), where=raw > 0))


def _greatest(own: int, other: int) -> float:
    if not own or not other:
        return 1.0  # without the other side there are no paths
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def weighted_betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Betweenness where a tie of weight w is 1/w long; for views of some hundred nodes, on networkx.

    Paths of one length are one: lengths are counted in whole parts of their common measure, because
    sums of floating-point lengths differ in their last digit.
    """
    lengths = {(a, b): 1 / _exactly(data.get("weight", 1)) for a, b, data in graph.edges(data=True)}
    measure = lcm(*(length.denominator for length in lengths.values()))
    counted: nx.Graph[str] = nx.Graph()
    counted.add_nodes_from(graph)
    counted.add_edges_from((a, b, {"length": int(length * measure)}) for (a, b), length in lengths.items())
    return dict(nx.betweenness_centrality(counted, weight="length"))


def _exactly(weight: float) -> Fraction:
    """The simple fraction that a weight such as 0.333… stands for."""
    return Fraction(weight).limit_denominator(SIMPLE) or Fraction(weight)


def _exact(matrix: csr_array) -> Floats:
    """Twice the betweenness of every node."""
    total, weight, core = _folded(matrix)
    if len(core) == 0:
        return total
    inner = matrix[core][:, core]
    parts, part_of = connected_components(inner, directed=False)
    order = np.argsort(part_of, kind="stable")
    for members in np.split(order, np.cumsum(np.bincount(part_of, minlength=parts))[:-1]):
        part = inner[members][:, members]
        total[core[members]] += swept(part, weight[core[members]], np.arange(len(members)))
    return total


def _folded(matrix: csr_array) -> tuple[Floats, Floats, Integers]:
    """What hanging trees add to each node, the weight of each node with them, and the nodes left.

    A pair of nodes in two branches of a node has every path through it. The branches are its folded
    subtrees, known by their weights, and all else of its component.
    """
    _, part_of = connected_components(matrix, directed=False)
    size = np.bincount(part_of)[part_of] if matrix.shape[0] else np.zeros(0)
    starts, neighbours = matrix.indptr.tolist(), matrix.indices.tolist()
    left = np.diff(matrix.indptr).tolist()
    weight = [1.0] * matrix.shape[0]
    squares = [0.0] * matrix.shape[0]
    is_folded = [False] * matrix.shape[0]
    queue = [node for node, degree in enumerate(left) if degree == 1]
    for node in queue:  # grows while it is read
        if left[node] != 1:
            continue  # the last node of a tree
        holder = next(n for n in neighbours[starts[node] : starts[node + 1]] if not is_folded[n])
        is_folded[node] = True
        weight[holder] += weight[node]
        squares[holder] += weight[node] ** 2
        left[node] = 0
        left[holder] -= 1
        if left[holder] == 1:
            queue.append(holder)
    weights = np.array(weight)
    rest = size - weights
    total = (size - 1.0) ** 2 - np.array(squares) - rest**2
    return total, weights, np.flatnonzero(np.array(left, dtype=np.int64) > 0)
