"""A graph compiled into arrays, so that several measures share one conversion."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias, TypeVar

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Number = TypeVar("Number", int, float)


class Ties(NamedTuple):
    """Nodes in order, and who is tied to whom: symmetric matrices without a diagonal.

    ``matrix`` holds 1 where two nodes are tied; ``weights`` the sum of the weights of their ties.
    """

    nodes: tuple[str, ...]
    matrix: csr_array
    weights: csr_array

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
    nodes = tuple(graph)
    index = {node: number for number, node in enumerate(nodes)}
    if graph.is_multigraph():
        edges = list(graph.edges(data=weight, default=1.0))
        ends = np.array([[index[a] for a, _, _ in edges], [index[b] for _, b, _ in edges]], dtype=np.int64).T
        return _from_pairs(nodes, ends, np.array([float(w) for _, _, w in edges]))
    tied = next((node for node, linked in graph.adjacency() if node in linked), None)
    if tied is not None:
        raise ValueError(f"{tied!r} is tied to itself")
    starts = np.cumsum([0, *(len(linked) for _, linked in graph.adjacency())])
    neighbours = np.array([index[other] for _, linked in graph.adjacency() for other in linked], dtype=np.int64)
    strength = np.array([float(data.get(weight, 1)) for _, linked in graph.adjacency() for data in linked.values()])
    weights = csr_array((strength, neighbours, starts), shape=(len(nodes), len(nodes)))
    weights.sort_indices()
    return _ties(nodes, weights)


def _from_pairs(nodes: tuple[str, ...], ends: Integers, strength: Floats) -> Ties:
    """The arrays of ties given as pairs of node numbers; parallel ties add up in the weights."""
    loops = ends[ends[:, 0] == ends[:, 1], 0]
    if len(loops):
        raise ValueError(f"{nodes[int(loops[0])]!r} is tied to itself")
    rows, cols = np.concatenate([ends, ends[:, ::-1]]).T
    shape = (len(nodes), len(nodes))
    weights = csr_array((np.concatenate([strength, strength]), (rows, cols)), shape=shape)
    weights.sum_duplicates()
    return _ties(nodes, weights)


def _ties(nodes: tuple[str, ...], weights: csr_array) -> Ties:
    matrix = csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)
    return Ties(nodes, matrix, weights)


def named(ties: Ties, values: NDArray[np.generic]) -> dict[str, float]:
    """Values by node, as Python numbers."""
    return dict(zip(ties.nodes, values.tolist(), strict=True))


def sides_of(graph: nx.Graph[str]) -> tuple[list[str], list[str]]:
    """The nodes of both sides of a two-mode graph, told by their attribute ``bipartite``.

    Raises ``ValueError`` where a node lacks it or a tie joins two nodes of one side.

    >>> sides_of(nx.complete_bipartite_graph(1, 2))
    ([0], [1, 2])
    """
    side = {node: graph.nodes[node].get("bipartite") for node in graph}
    for node, mark in side.items():
        if mark not in (0, 1):
            raise ValueError(f"{node!r} stands on no side: its attribute bipartite is {mark!r}")
    for a, b in graph.edges():
        if side[a] == side[b]:
            raise ValueError(f"{a!r} and {b!r} are tied and stand on one side")
    return [node for node in graph if side[node] == 0], [node for node in graph if side[node] == 1]


def incidence(graph: nx.Graph[str]) -> csr_array:
    """The ties of a two-mode graph as a matrix of 0 and 1, rows and columns as in :func:`sides_of`."""
    rows, cols = sides_of(graph)
    ties = ties_of(graph)
    index = {node: number for number, node in enumerate(ties.nodes)}
    return ties.matrix[[index[n] for n in rows]][:, [index[n] for n in cols]]
