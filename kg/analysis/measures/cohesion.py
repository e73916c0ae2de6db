"""Measures of cohesion: components, cores, triangles."""

from __future__ import annotations

import numpy as np
from scipy.sparse.csgraph import connected_components

from kg.analysis.measures.adjacency import Floats, Measured, Ties, named, ties_of


def components(graph: Measured) -> list[list[str]]:
    """The connected parts, the largest first, equal ones in the order of their first node.

    >>> import networkx as nx
    >>> components(nx.Graph([("a", "b"), ("c", "d"), ("d", "e")]))
    [['c', 'd', 'e'], ['a', 'b']]
    """
    ties = ties_of(graph)
    parts: dict[int, list[str]] = {}
    for node, part in zip(ties.nodes, connected_components(ties.matrix, directed=False)[1].tolist(), strict=True):
        parts.setdefault(part, []).append(node)
    return sorted(parts.values(), key=lambda part: -len(part))


def core_numbers(graph: Measured) -> dict[str, int]:
    """The greatest k for which each node is in the k-core: all of it have k ties within it.

    Seidman, "Network structure and minimum degree", Social Networks 5, 1983; found by peeling nodes of
    least degree (Batagelj, Zaversnik 2003). Equal to networkx's ``core_number``.

    >>> import networkx as nx
    >>> core_numbers(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    {'a': 2, 'b': 2, 'c': 2, 'd': 1}
    """
    ties = ties_of(graph)
    starts, neighbours = ties.matrix.indptr.tolist(), ties.matrix.indices.tolist()
    left = ties.degree.tolist()
    core = [-1] * len(left)
    waiting: list[list[int]] = [[] for _ in range(max(left, default=0) + 1)]
    for node, count in enumerate(left):
        waiting[count].append(node)
    level = 0
    while level < len(waiting):
        if not waiting[level]:
            level += 1
            continue
        node = waiting[level].pop()
        if core[node] >= 0 or left[node] > level:
            continue  # peeled already, or waiting in a higher place
        core[node] = level
        for other in neighbours[starts[node] : starts[node + 1]]:
            if core[other] < 0 and left[other] > level:
                left[other] -= 1
                waiting[left[other]].append(other)
    return dict(zip(ties.nodes, core, strict=True))


def triangles(graph: Measured) -> dict[str, int]:
    """The number of triangles through each node; 0 in a two-mode network by construction."""
    ties = ties_of(graph)
    return dict(zip(ties.nodes, _triangles(ties).astype(int).tolist(), strict=True))


def clustering(graph: Measured) -> dict[str, float]:
    """The share of pairs of a node's partners that are tied (Watts, Strogatz, Nature 393, 1998)."""
    ties = ties_of(graph)
    pairs = ties.degree * (ties.degree - 1) / 2
    return named(ties, np.divide(_triangles(ties), pairs, out=np.zeros(len(ties.nodes)), where=pairs > 0))


def transitivity(graph: Measured) -> float:
    """Three times the triangles by the connected triples (Newman, Watts, Strogatz, PNAS 99, 2002).

    >>> import networkx as nx
    >>> transitivity(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    0.6
    """
    ties = ties_of(graph)
    triples = float((ties.degree * (ties.degree - 1)).sum() / 2)
    return float(_triangles(ties).sum()) / triples if triples else 0.0


def _triangles(ties: Ties) -> Floats:
    closed = (ties.matrix @ ties.matrix) * ties.matrix
    return np.asarray(closed.sum(axis=1)).ravel() / 2
