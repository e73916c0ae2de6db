"""Random networks in which every place keeps the number of its partners: exactly, or on average."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analysis.measures.adjacency import Floats, Integers, Measured, Ties, incidence, ties_of

TRADES = 5  # trades a row between two networks, as in the paper
Pairs: TypeAlias = NDArray[np.int64]


def rewired(graph: Measured, model: str, rounds: int, seed: int) -> Iterator[Ties]:
    """The graph with its ties drawn anew by a model of ``MODELS``, without weights."""
    ties = ties_of(graph)
    sides = [np.flatnonzero(ties.side == side) for side in (0, 1)] if ties.is_two_mode else [np.arange(len(ties.nodes))]
    for pairs in MODELS[model](ties, rounds, seed):
        one, other = sides[0][pairs[:, 0]], sides[-1][pairs[:, 1]]
        ends = np.concatenate([one, other]), np.concatenate([other, one])
        matrix = csr_array((np.ones(len(ends[0])), ends), shape=ties.matrix.shape)
        matrix.sort_indices()
        yield ties._replace(matrix=matrix, weights=matrix)


def curveball(graph: Measured, rounds: int, seed: int) -> Iterator[Pairs]:
    """Networks with the degrees of ``graph``, drawn by curveball trades.

    Each is an array of pairs: positions in the two sides of :func:`~kg.analysis.measures.adjacency.sides_of`,
    or in the nodes of a one-mode graph. Strona, Nappo, Boccacci, Fattorini, San-Miguel-Ayanz, "A fast and
    unbiased procedure to randomize ecological binary matrices with fixed row and column totals", Nature
    Communications 5, 4114, 2014: two rows pool the partners that only one of them has, and share them anew,
    each as many as before; in a one-mode graph these partners change theirs (Carstens, Berger, Strona,
    "Curveball: a new generation of sampling algorithms for graphs with fixed degree sequence", 2016).
    The chain makes five trades a row between two networks, and twenty before the first.
    """
    ties = ties_of(graph)
    is_mirrored = not ties.is_two_mode
    rows = rows_of(ties.matrix if is_mirrored else incidence(ties))
    tied = [number for number, row in enumerate(rows) if row]
    chance = Random(seed)  # noqa: S311 (no secret; a single number costs less than of numpy)
    if len(tied) > 1:
        _trade(rows, tied, 4 * TRADES * len(tied), chance, is_mirrored)
    for _ in range(rounds):
        if len(tied) > 1:
            _trade(rows, tied, TRADES * len(tied), chance, is_mirrored)
        pairs = as_pairs(rows)
        yield pairs[pairs[:, 0] < pairs[:, 1]] if is_mirrored else pairs


def rows_of(matrix: csr_array) -> list[set[int]]:
    """The columns of each row that is tied to them."""
    starts, columns = matrix.indptr.tolist(), matrix.indices.tolist()
    return [set(columns[start:end]) for start, end in pairwise(starts)]


def as_pairs(rows: Sequence[set[int]]) -> Pairs:
    """Rows of column numbers as pairs, in ascending order."""
    pairs = [(number, other) for number, row in enumerate(rows) for other in sorted(row)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _trade(rows: list[set[int]], tied: Sequence[int], count: int, chance: Random, is_mirrored: bool) -> None:
    uniform, size = chance.random, len(tied)
    for _ in range(count):
        here = int(uniform() * size)
        i, j = tied[here], tied[(here + 1 + int(uniform() * (size - 1))) % size]
        a, b = rows[i], rows[j]
        only_a, only_b = a - b, b - a
        if is_mirrored:
            only_a.discard(j)
            only_b.discard(i)
        if not only_a or not only_b:
            continue
        pool = sorted(only_a | only_b)
        for place in range(len(only_a)):
            other = place + int(uniform() * (len(pool) - place))
            pool[place], pool[other] = pool[other], pool[place]
        changed = only_a.symmetric_difference(pool[: len(only_a)])
        a ^= changed
        b ^= changed
        if is_mirrored:
            for each in changed:
                rows[each] ^= {i, j}


def maximum_entropy(graph: Measured, rounds: int, seed: int) -> Iterator[Pairs]:
    """Networks that have the degrees of ``graph`` on average and are otherwise as random as can be.

    Pairs as those of :func:`curveball`, each drawn by itself. Of a two-mode graph the bipartite configuration
    model (Saracco, Di Clemente, Gabrielli, Squartini, "Randomizing bipartite networks: the case of the World
    Trade Web", Scientific Reports 5, 10595, 2015), of a one-mode graph the undirected one (Squartini,
    Garlaschelli, New Journal of Physics 13, 083001, 2011). Places of one degree are alike: of each two
    classes the number of ties is drawn, and then as many of their pairs.
    """
    ties = ties_of(graph)
    matrix = incidence(ties) if ties.is_two_mode else ties.matrix
    classes: list[Floats] = []
    places: list[list[Integers]] = []
    for axis in (1, 0):
        degrees, held = np.unique(np.asarray(matrix.sum(axis=axis)).ravel(), return_inverse=True)
        classes.append(degrees)
        places.append([np.flatnonzero(held == number) for number in range(len(degrees))])
    sizes = [np.array([len(members) for members in each]) for each in places]
    chances = link_chances(classes[0], classes[1], sizes[0], sizes[1], is_two_mode=ties.is_two_mode)
    cells = np.outer(*sizes)
    if not ties.is_two_mode:
        cells = np.triu(cells, 1) + np.diag(sizes[0] * (sizes[0] - 1) // 2)
    chance = np.random.default_rng(seed)
    for _ in range(rounds):
        counts = chance.binomial(cells, chances)
        drawn = [np.empty((0, 2), dtype=np.int64)]
        for a, b in np.argwhere(counts):
            at = chance.choice(cells[a, b], counts[a, b], replace=False)
            if ties.is_two_mode or a != b:
                row, column = np.divmod(at, sizes[1][b])
            else:  # the pairs below the diagonal, counted row by row
                row = ((1 + np.sqrt(1 + 8 * at)) // 2).astype(np.int64)
                column = at - row * (row - 1) // 2
            drawn.append(np.column_stack([places[0][a][row], places[1][b][column]]))
        yield np.concatenate(drawn)


def link_chances(one: Floats, other: Floats, ones: Integers, others: Integers, *, is_two_mode: bool = True) -> Floats:
    """How likely two places of two degrees are tied, so that each has its degree on average.

    ``ones`` and ``others`` say how many places have each degree. The chance is xy/(1 + xy), with a number x for
    each degree of one side and y of the other, found by the method of Levenberg and Marquardt on their logarithms;
    in a one-mode graph both sides are one, and a place is not tied to itself.
    """
    from scipy.optimize import root  # noqa: PLC0415 (takes longer to import than to run)

    count = len(one)
    start = np.log(np.maximum(np.concatenate([one, other]), 1e-9) / np.sqrt(np.maximum(one @ ones, 1)))

    def chances(logs: Floats) -> Floats:
        return 1 / (1 + np.exp(-np.add.outer(logs[:count], logs[count:] if is_two_mode else logs)))

    def surplus(logs: Floats) -> Floats:
        p = chances(logs)
        rows = p @ others - one
        return np.concatenate([rows, ones @ p - other]) if is_two_mode else rows - p.diagonal()

    def slope(logs: Floats) -> Floats:
        p = chances(logs)
        change = p * (1 - p)
        if is_two_mode:
            rows, columns = np.diag(change @ others), np.diag(ones @ change)
            return np.block([[rows, change * others], [(change * ones[:, None]).T, columns]])
        own = change.diagonal()
        return change * others + np.diag(change @ others - 2 * own)

    fine = {"ftol": 1e-14, "xtol": 1e-14}
    found = root(surplus, start if is_two_mode else start[:count], jac=slope, method="lm", options=fine)
    return chances(found.x)


MODELS: dict[str, Callable[[Measured, int, int], Iterator[Pairs]]] = {
    "curveball": curveball,
    "bicm": maximum_entropy,
}
