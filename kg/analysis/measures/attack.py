"""Attack and failure: what is left of a network whose places are removed one after another."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np

from kg.analysis.measures.adjacency import Floats, Measured, ties_of
from kg.analysis.measures.betweenness import betweenness

BOUNDS = (0.025, 0.975)  # of what is drawn by chance
ROUNDS = 200  # orders drawn by chance


class Left(NamedTuple):
    """By the number of places removed, from none to all: shares of what stays linked.

    ``largest`` is the size of the largest component by the number of places of the whole network; ``pairs`` the
    number of pairs of places that reach each other, by that of the whole network.
    """

    largest: Floats
    pairs: Floats

    @property
    def robustness(self) -> float:
        """R, the mean size of the largest component over all removals; at most a half.

        Schneider, Moreira, Andrade, Havlin, Herrmann, "Mitigation of malicious attacks on networks", PNAS 108, 2011.
        """
        return float(self.largest[1:].mean()) if len(self.largest) > 1 else 0.0


class Failure(NamedTuple):
    """The mean of random removals, the bounds of 95 % of them, and those of their values of R."""

    mean: Left
    low: Left
    high: Left
    robustness: tuple[float, float]


def attacked(graph: Measured, order: Sequence[int]) -> Left:
    """What is left when places are removed in an order of their positions.

    Albert, Jeong, Barabási, "Error and attack tolerance of complex networks", Nature 406, 2000. Components are
    found from the end: each place that comes back joins those of its partners that are there.
    """
    ties = ties_of(graph)
    starts, neighbours = ties.matrix.indptr.tolist(), ties.matrix.indices.tolist()
    count = len(ties.nodes)
    head, size = [-1] * count, [1] * count
    largest, linked = [0], [0]
    for node in reversed(order):
        head[node], joined, pairs = node, 1, linked[-1]
        for other in neighbours[starts[node] : starts[node + 1]]:
            top = other
            while head[top] not in (top, -1):
                head[top] = top = head[head[top]]
            if head[top] == -1 or top == node:
                continue
            pairs += joined * size[top]
            joined += size[top]
            head[top] = node
        size[node] = joined
        largest.append(max(largest[-1], joined))
        linked.append(pairs)
    return Left(np.array(largest[::-1]) / max(count, 1), np.array(linked[::-1]) / max(linked[-1], 1))


def by_degree(graph: Measured) -> list[int]:
    """The positions of the places as they fall when the one with most partners left is removed each time.

    Of equals the first in order falls first.
    """
    ties = ties_of(graph)
    left = ties.degree.tolist()
    starts, neighbours = ties.matrix.indptr.tolist(), ties.matrix.indices.tolist()
    waiting = [(-degree, node) for node, degree in enumerate(left)]
    heapify(waiting)
    order = []
    while waiting:
        degree, node = heappop(waiting)
        if degree != -left[node]:
            continue  # it has lost a partner since, or is removed
        order.append(node)
        left[node] = -1
        for other in neighbours[starts[node] : starts[node + 1]]:
            if left[other] > 0:
                left[other] -= 1
                heappush(waiting, (-left[other], other))
    return order


def by_betweenness(graph: Measured, pivots: int | None = None, seed: int = 0) -> list[int]:
    """The positions of the places from the greatest betweenness in the whole network to the least."""
    values = np.array(list(betweenness(graph, pivots=pivots, seed=seed).values()))
    order: list[int] = np.argsort(-values, kind="stable").tolist()
    return order


def at_random(graph: Measured, rounds: int = ROUNDS, seed: int = 0) -> Failure:
    """What is left when places fail by chance, in ``rounds`` orders drawn with ``seed``."""
    ties = ties_of(graph)
    chance = np.random.default_rng(seed)
    drawn = [attacked(ties, chance.permutation(len(ties.nodes)).tolist()) for _ in range(rounds)]
    largest, pairs = (np.array(each) for each in zip(*drawn, strict=True))
    low, high = (Left(np.quantile(largest, at, axis=0), np.quantile(pairs, at, axis=0)) for at in BOUNDS)
    of_each = np.quantile([each.robustness for each in drawn], BOUNDS).tolist()
    return Failure(Left(largest.mean(axis=0), pairs.mean(axis=0)), low, high, (of_each[0], of_each[1]))
