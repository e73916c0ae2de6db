"""Communities: groups of places with more ties among them than their strengths alone would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analysis.measures.adjacency import Floats, Integers, Measured, Ties, ties_of
from kg.analysis.measures.compiling import can_compile, compiled

LEAST_GAIN = 1e-12
Column: TypeAlias = "Sequence[Any] | NDArray[Any]"
WORTH = 150_000  # ties, counted from both ends, from which on loading the compiled loop pays


def communities(graph: Measured) -> list[list[str]]:
    """A partition of the nodes into communities, the largest first.

    Local moving and merging (Blondel et al., "Fast unfolding of communities in large networks",
    2008; after a move only its neighbours are asked again, as in Traag, Waltman, van Eck 2019) on the
    modularity of :func:`modularity`, weights included. Nodes are visited in their order and a tie in
    gain goes to the community that was met first: the same graph always gives the same partition. It
    is near a local optimum, not a proven best one.

    >>> import networkx as nx
    >>> communities(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y")]))
    [['a', 'b', 'c'], ['x', 'y']]
    """
    ties = ties_of(graph)
    near, pulls, scale = _start(ties)
    member = np.arange(len(ties.nodes))
    is_worth = near.nnz >= WORTH and can_compile()
    while near.nnz:
        found = _moved(near, pulls, scale, is_worth)
        member = found[member]
        count = int(found.max()) + 1
        if count == len(found):
            break
        row, column = (found[end] for end in near.tocoo().coords)
        is_apart = row != column  # ties within a community play no part in its moves
        near = csr_array((near.data[is_apart], (row[is_apart], column[is_apart])), shape=(count, count))
        pulls = np.column_stack([np.bincount(found, pull) for pull in pulls.T])
    groups: dict[int, list[str]] = {}
    for node, group in zip(ties.nodes, member.tolist(), strict=True):
        groups.setdefault(group, []).append(node)
    return sorted(groups.values(), key=lambda group: -len(group))


def modularity(graph: Measured, groups: Iterable[Sequence[str]]) -> float:
    """How much more of the ties' weight lies within the groups than strengths alone would give, as a share of all.

    For a two-mode graph (``bipartite`` on its nodes) Barber, "Modularity and community detection
    in bipartite networks", Physical Review E 76, 066102, 2007: a tie may only join the two sides.
    Else Newman, "Analysis of weighted networks", Physical Review E 70, 056131, 2004. A tie without a weight has 1.

    >>> import networkx as nx
    >>> modularity(nx.Graph([("a", "b"), ("x", "y")]), [["a", "b"], ["x", "y"]])
    0.5
    """
    ties = ties_of(graph)
    near, pulls, scale = _start(ties)
    if not scale:
        return 0.0
    number = {node: n for n, node in enumerate(ties.nodes)}
    member = np.full(len(ties.nodes), -1)
    for n, group in enumerate(groups):
        member[[number[node] for node in group]] = n
    row, column = near.tocoo().coords
    inside = near.tocoo().data[(member[row] == member[column]) & (member[row] >= 0)].sum() / 2
    first, second = (np.bincount(member[member >= 0], pull[member >= 0]) for pull in pulls.T)
    return float(inside / scale - first @ second / scale**2)


def _start(ties: Ties) -> tuple[csr_array, Floats, float]:
    """The weights of the ties, how strongly each node is expected to be tied from either side, and m, all ties.

    The expected weight of the ties of two nodes is (p·q' + p'·q)/m for the pulls (p, q) and (p', q'): a
    node of one side has its strength in one of the two, a node of a one-mode graph half of it in both.
    The heaviest tie is 1, so that gains of any network have one scale.
    """
    near = ties.weights / ties.weights.data.max() if ties.weights.nnz else ties.weights
    strength = np.asarray(near.sum(axis=1)).ravel()
    pulls = np.column_stack([strength / 2, strength / 2])
    for side, other in ((0, 1), (1, 0)):
        here = ties.side == side
        pulls[here, side], pulls[here, other] = strength[here], 0
    return near, pulls, float(near.sum() / 2)


def _moved(near: csr_array, pulls: Floats, scale: float, is_worth: bool) -> Integers:
    """The community of each node after its moves; numbered in the order of appearance."""
    near.sort_indices()
    places = [near.indptr.astype(np.int64), near.indices.astype(np.int64)]  # one type, compiled once
    columns: list[Any] = [*places, near.data, *pulls.T.copy()]
    settle: Callable[..., Any] = compiled(settled) if is_worth else settled
    found = settle(*(columns if is_worth else [column.tolist() for column in columns]), scale)
    _, first, group = np.unique(np.array(found), return_index=True, return_inverse=True)
    names = np.empty(len(first), dtype=np.int64)
    names[np.argsort(first)] = np.arange(len(first))
    return names[group]


def settled(
    starts: Column, neighbours: Column, weights: Column, pull_first: Column, pull_second: Column, scale: float
) -> list[int]:
    """The community of each node when none gains by moving, of lists as of arrays.

    Written with nothing but numbers and indices, so that numba can compile it.
    """
    count = len(starts) - 1
    group, met, waiting = list(range(count)), list(range(count)), list(range(count))
    is_waiting, linked = [True] * count, [0.0] * count  # linked: to each community, of the node at hand
    first, second = list(pull_first), list(pull_second)
    head, left = 0, count  # of the ring of those that wait
    while left:
        node = waiting[head]
        head, left = (head + 1) % count, left - 1
        is_waiting[node] = False
        own, p, q = group[node], pull_first[node], pull_second[node]
        first[own] -= p
        second[own] -= q
        met[0], near = own, 1  # communities to choose from, in the order in which they are met
        for edge in range(starts[node], starts[node + 1]):
            there = group[neighbours[edge]]
            if linked[there] == 0.0 and there != own:
                met[near] = there
                near += 1
            linked[there] += weights[edge]
        best, most = own, linked[own] - (p * second[own] + q * first[own]) / scale
        for candidate in met[:near]:
            gain = linked[candidate] - (p * second[candidate] + q * first[candidate]) / scale
            linked[candidate] = 0.0
            if gain > most + LEAST_GAIN:
                best, most = candidate, gain
        group[node] = best
        first[best] += p
        second[best] += q
        if best != own:
            for edge in range(starts[node], starts[node + 1]):
                other = neighbours[edge]
                if group[other] != best and not is_waiting[other]:
                    is_waiting[other] = True
                    waiting[(head + left) % count] = other
                    left += 1
    return group
