"""Measures of degree: ties, partners, strength, their distribution and how alike neighbours are."""

from __future__ import annotations

import numpy as np

from kg.analysis.measures.adjacency import Measured, incidence, named, sides_of, ties_of


def partners(graph: Measured) -> dict[str, int]:
    """The number of distinct nodes that each node is tied to.

    >>> import networkx as nx
    >>> partners(nx.MultiGraph([("a", "b"), ("a", "b"), ("b", "c")]))
    {'a': 1, 'b': 2, 'c': 1}
    """
    ties = ties_of(graph)
    return dict(zip(ties.nodes, ties.degree.tolist(), strict=True))


def strength(graph: Measured) -> dict[str, float]:
    """The sum of the weights of each node's ties (Barrat et al., PNAS 101, 2004)."""
    ties = ties_of(graph)
    return named(ties, np.asarray(ties.weights.sum(axis=1)).ravel())


def two_mode_degree(graph: Measured) -> dict[str, float]:
    """Degree by the size of the other side (Borgatti, Everett, Social Networks 19, 1997).

    >>> import networkx as nx
    >>> two_mode_degree(nx.complete_bipartite_graph(1, 2))
    {0: 1.0, 1: 1.0, 2: 1.0}
    """
    ties = ties_of(graph)
    sizes = np.array([len(side) for side in sides_of(ties)])
    return named(ties, ties.degree / np.maximum(sizes[1 - ties.side], 1))


def degree_distribution(graph: Measured) -> dict[int, int]:
    """How many nodes have each degree that occurs, in ascending order.

    >>> import networkx as nx
    >>> degree_distribution(nx.star_graph(["hub", "a", "b"]))
    {1: 2, 2: 1}
    """
    values, counts = np.unique(ties_of(graph).degree, return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))


def degree_assortativity(graph: Measured) -> float | None:
    """The correlation of the degrees at the two ends of a tie, each tie read both ways.

    Newman, "Mixing patterns in networks", Physical Review E 67, 026126, 2003. None where all ends
    have one degree, because a correlation is then not defined.

    >>> import networkx as nx
    >>> degree_assortativity(nx.star_graph(["hub", "a", "b"]))
    -1.0
    """
    ties = ties_of(graph)
    row, col = ties.matrix.tocoo().coords
    return _correlation(ties.degree[row], ties.degree[col])


def two_mode_degree_correlation(graph: Measured) -> float | None:
    """The correlation of the degrees of the two sides over the ties of a two-mode network."""
    matrix = incidence(graph)
    row, col = matrix.tocoo().coords
    return _correlation(np.asarray(matrix.sum(axis=1)).ravel()[row], np.asarray(matrix.sum(axis=0)).ravel()[col])


def _correlation(left: np.ndarray, right: np.ndarray) -> float | None:
    if len(left) < 2 or not np.ptp(left) or not np.ptp(right):
        return None
    return round(float(np.corrcoef(left, right)[0, 1]), 15)
