"""A graph compiled into arrays, so that several measures share one conversion."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
SIDES: dict[object, int] = {0: 0, 1: 1}


class Ties(NamedTuple):
    """Nodes in order, and who is tied to whom: symmetric matrices without a diagonal.

    ``matrix`` holds 1 where two nodes are tied; ``weights`` the sum of the weights of their ties;
    ``side`` 0 or 1 as the attribute ``bipartite`` of the nodes says, -1 where a node has none.
    """

    nodes: tuple[str, ...]
    matrix: csr_array
    weights: csr_array
    side: Integers

    @property
    def is_two_mode(self) -> bool:
        """Whether every node says on which side it stands."""
        return bool(self.nodes) and bool((self.side >= 0).all())

    @property
    def degree(self) -> Integers:
        """The number of nodes that each node is tied to."""
        degree: Integers = np.diff(self.matrix.indptr).astype(np.int64)
        return degree


Measured: TypeAlias = "nx.Graph[str] | Ties"


def ties_of(graph: Measured, weight: str = "weight") -> Ties:
    """The arrays of an undirected graph; a graph that is compiled already stays as it is.

    Raises ``ValueError`` for a directed graph and for a node that is tied to itself.

    >>> ties_of(nx.path_graph(["a", "b", "c"])).degree
    array([1, 2, 1])
    """
    if isinstance(graph, Ties):
        return graph
    if graph.is_directed():
        raise ValueError("a directed graph has no undirected ties")
    for tied in nx.nodes_with_selfloops(graph):
        raise ValueError(f"{tied!r} is tied to itself")
    nodes = tuple(graph)
    side = np.array([SIDES.get(mark, -1) for _, mark in graph.nodes(data="bipartite")], dtype=np.int64)
    weights = nx.to_scipy_sparse_array(graph, weight=weight, dtype=np.dtype(float)) if nodes else csr_array((0, 0))
    weights.sort_indices()
    matrix = csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)
    return Ties(nodes, matrix, weights, side)


def named(ties: Ties, values: NDArray[np.generic]) -> dict[str, float]:
    """Values by node, as Python numbers."""
    return dict(zip(ties.nodes, values.tolist(), strict=True))


def sides_of(graph: Measured) -> tuple[list[str], list[str]]:
    """The nodes of both sides of a two-mode graph, told by their attribute ``bipartite``.

    Raises ``ValueError`` where a node lacks it or a tie joins two nodes of one side.

    >>> sides_of(nx.complete_bipartite_graph(1, 2))
    ([0], [1, 2])
    """
    ties = ties_of(graph)
    rows, columns = _sides(ties)
    return [ties.nodes[n] for n in rows], [ties.nodes[n] for n in columns]


def incidence(graph: Measured) -> csr_array:
    """The ties of a two-mode graph as a matrix of 0 and 1, rows and columns as in :func:`sides_of`."""
    ties = ties_of(graph)
    rows, columns = _sides(ties)
    return ties.matrix[rows][:, columns]


def _sides(ties: Ties) -> tuple[Integers, Integers]:
    for n in np.flatnonzero(ties.side < 0):
        raise ValueError(f"{ties.nodes[n]!r} stands on no side: its attribute bipartite is neither 0 nor 1")
    row, column = ties.matrix.tocoo().coords
    for n in np.flatnonzero(ties.side[row] == ties.side[column]):
        raise ValueError(f"{ties.nodes[row[n]]!r} and {ties.nodes[column[n]]!r} are tied and stand on one side")
    return np.flatnonzero(ties.side == 0), np.flatnonzero(ties.side == 1)
