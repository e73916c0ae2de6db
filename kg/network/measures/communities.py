"""Communities: groups of places with more ties among them than their degrees alone would give."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import pairwise

import networkx as nx

from kg.network.measures.ties import Measured, Ties, ties_of

LEAST_GAIN = 1e-12


def communities(graph: Measured) -> list[list[str]]:
    """A partition of the nodes into communities, the largest first.

    Local moving and merging (Blondel et al., "Fast unfolding of communities in large networks",
    2008; after a move only its neighbours are asked again, as in Traag, Waltman, van Eck 2019) on the
    modularity of :func:`modularity`. Nodes are visited in their order and a tie in gain goes to the
    community that was met first: the same graph always gives the same partition. It is near a local
    optimum, not a proven best one.

    >>> communities(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("x", "y")]))
    [['a', 'b', 'c'], ['x', 'y']]
    """
    ties = ties_of(graph)
    links, pulls, scale = _start(graph, ties)
    member = list(range(len(ties.nodes)))
    while True:
        found = _moved(links, pulls, scale)
        member = [found[group] for group in member]
        if len(set(found)) == len(found):
            break
        links, pulls = _merged(links, pulls, found)
    groups: dict[int, list[str]] = {}
    for node, group in zip(ties.nodes, member, strict=True):
        groups.setdefault(group, []).append(node)
    return sorted(groups.values(), key=lambda group: -len(group))


def modularity(graph: Measured, groups: Iterable[Sequence[str]]) -> float:
    """How many more ties lie within the groups than degrees alone would give, as a share of all ties.

    For a two-mode graph (``bipartite`` on its nodes) Barber, "Modularity and community detection
    in bipartite networks", Physical Review E 76, 066102, 2007: a tie may only join the two sides.
    Else Newman, Girvan, Physical Review E 69, 026113, 2004. Without weights.

    >>> modularity(nx.Graph([("a", "b"), ("x", "y")]), [["a", "b"], ["x", "y"]])
    0.5
    """
    ties = ties_of(graph)
    links, pulls, scale = _start(graph, ties)
    if not scale:
        return 0.0
    number = {node: n for n, node in enumerate(ties.nodes)}
    value = 0.0
    for group in groups:
        members = {number[node] for node in group}
        inside = sum(weight for n in members for other, weight in links[n].items() if other in members) / 2
        first = sum(pulls[n][0] for n in members)
        second = sum(pulls[n][1] for n in members)
        value += inside / scale - first * second / scale**2
    return value


Links = list[dict[int, float]]
Pulls = list[tuple[float, float]]


def _start(graph: Measured, ties: Ties) -> tuple[Links, Pulls, float]:
    """Ties by node, how strongly each node is expected to be tied from either side, and the number of ties.

    The expected number of ties of two nodes is (p·q' + p'·q)/m for the pulls (p, q) and (p', q'): a
    node of one side has its degree in one of the two, a node of a one-mode graph half of it in both.
    """
    starts, neighbours = ties.matrix.indptr.tolist(), ties.matrix.indices.tolist()
    links: Links = [dict.fromkeys(neighbours[a:b], 1.0) for a, b in pairwise(starts)]
    sides = [graph.nodes[node].get("bipartite") for node in ties.nodes] if isinstance(graph, nx.Graph) else []
    pulls: Pulls = []
    for node, linked in enumerate(links):
        own = float(len(linked))
        side = sides[node] if sides else None
        pulls.append((own, 0.0) if side == 0 else (0.0, own) if side == 1 else (own / 2, own / 2))
    return links, pulls, len(neighbours) / 2


def _moved(links: Links, pulls: Pulls, scale: float) -> list[int]:
    """The community of each node after its moves; numbered in the order of appearance."""
    group = list(range(len(links)))
    first = [pull[0] for pull in pulls]
    second = [pull[1] for pull in pulls]
    waiting = deque(range(len(links)))
    is_waiting = [True] * len(links)
    while waiting:
        node = waiting.popleft()
        is_waiting[node] = False
        linked, own = links[node], group[node]
        p, q = pulls[node]
        first[own] -= p
        second[own] -= q
        to: dict[int, float] = {own: 0.0}
        for other, weight in linked.items():
            if other != node:
                there = group[other]
                to[there] = to.get(there, 0.0) + weight
        best, most = own, to[own] - (p * second[own] + q * first[own]) / scale if scale else 0.0
        for candidate, weight in to.items():
            gain = weight - (p * second[candidate] + q * first[candidate]) / scale if scale else 0.0
            if gain > most + LEAST_GAIN:
                best, most = candidate, gain
        group[node] = best
        first[best] += p
        second[best] += q
        if best != own:
            for other in linked:
                if group[other] != best and not is_waiting[other]:
                    is_waiting[other] = True
                    waiting.append(other)
    names: dict[int, int] = {}
    return [names.setdefault(each, len(names)) for each in group]


def _merged(links: Links, pulls: Pulls, group: Sequence[int]) -> tuple[Links, Pulls]:
    """Each community as one node; ties within it are a loop that plays no part in later moves."""
    count = max(group) + 1
    merged: Links = [{} for _ in range(count)]
    total = [[0.0, 0.0] for _ in range(count)]
    for node, linked in enumerate(links):
        here = group[node]
        total[here][0] += pulls[node][0]
        total[here][1] += pulls[node][1]
        for other, weight in linked.items():
            merged[here][group[other]] = merged[here].get(group[other], 0.0) + weight
    return merged, [(p, q) for p, q in total]
