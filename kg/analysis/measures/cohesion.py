"""Measures of cohesion: components, cores, triangles, and the constraint of closed triads."""

from __future__ import annotations

import numpy as np
from scipy.sparse import diags_array
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
    left, core, level = ties.degree.copy(), np.zeros(len(ties.nodes), dtype=np.int64), 0
    inside = np.ones(len(left), dtype=bool)
    while inside.any():
        peeled = np.flatnonzero(inside & (left <= level))
        if not len(peeled):
            level = int(left[inside].min())
            continue
        core[peeled], inside[peeled] = level, False
        np.subtract.at(left, ties.matrix[peeled].indices, 1)
    return dict(zip(ties.nodes, core.tolist(), strict=True))


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


def constraint(graph: Measured) -> dict[str, float]:
    """Burt's constraint: how far a node's ties lead to nodes that are tied to one another.

    Burt, Structural Holes, 1992, chapter 2, with the weights of the ties. Low: the place joins others
    who are not joined. Meant for projections: a two-mode network has no closed triads. Nodes
    without ties are absent. Equal to networkx's ``constraint``.

    >>> import networkx as nx
    >>> constraint(nx.path_graph(["a", "b", "c"]))
    {'a': 1.0, 'b': 0.5, 'c': 1.0}
    """
    ties = ties_of(graph)
    strength = np.asarray(ties.weights.sum(axis=1)).ravel()
    share = (diags_array(1 / np.where(strength > 0, strength, 1)) @ ties.weights).tocsr()
    spent = share + (share @ share) * ties.matrix
    total = np.asarray((spent * spent).sum(axis=1)).ravel()
    values = zip(ties.nodes, total.tolist(), ties.degree.tolist(), strict=True)
    return {node: value for node, value, degree in values if degree}
