"""Concentration and nestedness: is the network a matter of few, and do the others follow them?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from kg.analysis.measures.adjacency import Measured, incidence


def gini(values: Iterable[float]) -> float:
    """The Gini coefficient: 0 where all have the same, near 1 where one has all.

    Gini 1912, as half the mean absolute difference by the mean, over the whole population
    (no correction by n/(n - 1)).

    >>> gini([1, 1, 1, 1]), gini([0, 0, 0, 4])
    (0.0, 0.75)
    """
    ordered = np.sort(np.array(list(values), dtype=float))
    total = ordered.sum()
    count = len(ordered)
    if not total:
        return 0.0
    return float(2 * (np.arange(1, count + 1) @ ordered) / (count * total) - (count + 1) / count)


def herfindahl(values: Iterable[float]) -> float:
    """The Herfindahl–Hirschman index: the sum of squared shares, from 1/n to 1.

    Hirschman 1945, Herfindahl 1950; not normalised.

    >>> herfindahl([1, 1, 1, 1]), herfindahl([0, 0, 0, 4])
    (0.25, 1.0)
    """
    amounts = np.array(list(values), dtype=float)
    total = amounts.sum()
    return float(((amounts / total) ** 2).sum()) if total else 0.0


class Nestedness(NamedTuple):
    """NODF of the whole, and of each side's places; from 0 (not nested) to 100 (perfectly)."""

    whole: float
    first: float
    second: float


def nodf(graph: Measured) -> Nestedness:
    """NODF: of each pair of places with unequal degrees, the share of the smaller's partners that it shares.

    Almeida-Neto et al., "A consistent metric for nestedness analysis in ecological systems", Oikos
    117, 2008. Pairs of equal degree count as 0. Places without ties are left out.

    >>> import networkx as nx
    >>> nodf(nx.Graph())
    Nestedness(whole=0.0, first=0.0, second=0.0)
    """
    matrix = incidence(graph)
    rows, row_pairs = _overlap(matrix)
    columns, column_pairs = _overlap(matrix.T)
    pairs = row_pairs + column_pairs
    return Nestedness(
        (rows + columns) / pairs if pairs else 0.0,
        rows / row_pairs if row_pairs else 0.0,
        columns / column_pairs if column_pairs else 0.0,
    )


def _overlap(matrix: csr_array) -> tuple[float, int]:
    """The summed overlap of all pairs of tied rows, in percent, and their number."""
    degree = np.asarray(matrix.sum(axis=1)).ravel()
    count = int(np.count_nonzero(degree))
    shared = (matrix @ matrix.T).tocoo()
    one, other = (degree[at] for at in shared.coords)
    overlap = shared.data / np.minimum(one, other)
    return float(100 * overlap[one != other].sum() / 2), count * (count - 1) // 2
