"""Random networks in which every place keeps the number of its partners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analysis.measures.adjacency import sides_of

TRADES = 5  # trades a row between two networks, as in the paper


def shuffled(graph: nx.Graph[str], rounds: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Networks with the two-mode degrees of ``graph``, drawn by curveball trades.

    Each is an array of pairs: positions in the two sides of :func:`~kg.analysis.measures.adjacency.sides_of`.
    Strona, Nappo, Boccacci, Fattorini, San-Miguel-Ayanz, "A fast and unbiased procedure to randomize
    ecological binary matrices with fixed row and column totals", Nature Communications 5, 4114,
    2014: two rows pool the partners that only one of them has, and share them anew, each as many as
    before. The chain makes five trades a row between two networks, and twenty before the first.
    """
    first, second = sides_of(graph)
    column = {node: number for number, node in enumerate(second)}
    rows = [{column[other] for other in graph[node]} for node in first]
    tied = [number for number, row in enumerate(rows) if row]
    chance = np.random.default_rng(seed)
    if len(tied) > 1:
        _trade(rows, tied, 4 * TRADES * len(tied), chance)
    for _ in range(rounds):
        if len(tied) > 1:
            _trade(rows, tied, TRADES * len(tied), chance)
        yield as_pairs(rows)


def as_pairs(rows: Sequence[set[int]]) -> NDArray[np.int64]:
    """Rows of column numbers as pairs, in ascending order."""
    pairs = [(number, other) for number, row in enumerate(rows) for other in sorted(row)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _trade(rows: list[set[int]], tied: Sequence[int], count: int, chance: np.random.Generator) -> None:
    one = chance.integers(0, len(tied), count).tolist()
    step = chance.integers(1, len(tied), count).tolist()
    for here, ahead in zip(one, step, strict=True):
        a, b = rows[tied[here]], rows[tied[(here + ahead) % len(tied)]]
        only_a, only_b = a - b, b - a
        if not only_a or not only_b:
            continue
        if len(only_a) == len(only_b) == 1:
            if chance.random() < 0.5:
                a ^= only_a | only_b
                b ^= only_a | only_b
            continue
        pool = sorted(only_a | only_b)
        drawn = {pool[place] for place in chance.permutation(len(pool))[: len(only_a)].tolist()}
        a -= only_a
        a |= drawn
        b -= only_b
        b |= set(pool) - drawn
