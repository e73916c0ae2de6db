"""Nestedness: are the partners of places with few ties also partners of those with many?"""

from __future__ import annotations

from typing import NamedTuple

import networkx as nx
import numpy as np

from kg.analysis.measures.adjacency import Floats, incidence


class Nestedness(NamedTuple):
    """NODF of the whole, and of each side's places; from 0 (not nested) to 100 (perfectly)."""

    whole: float
    first: float
    second: float


def nodf(graph: nx.Graph[str]) -> Nestedness:
    """NODF: of each pair of places with unequal degrees, the share of the smaller's partners that it shares.

    Almeida-Neto et al., "A consistent metric for nestedness analysis in ecological systems", Oikos
    117, 2008. Pairs of equal degree count as 0. Places without ties are left out.

    >>> nodf(nx.Graph())
    Nestedness(whole=0.0, first=0.0, second=0.0)
    """
    matrix = incidence(graph).toarray() if graph else np.zeros((0, 0))
    matrix = matrix[matrix.sum(axis=1) > 0][:, matrix.sum(axis=0) > 0]
    rows, row_pairs = _overlap(matrix)
    columns, column_pairs = _overlap(matrix.T)
    pairs = row_pairs + column_pairs
    return Nestedness(
        (rows + columns) / pairs if pairs else 0.0,
        rows / row_pairs if row_pairs else 0.0,
        columns / column_pairs if column_pairs else 0.0,
    )


def _overlap(matrix: Floats) -> tuple[float, int]:
    """The summed overlap of all pairs of rows, in percent, and their number."""
    count = matrix.shape[0]
    shared = matrix @ matrix.T
    degree = matrix.sum(axis=1)
    fewer = np.minimum(degree[:, None], degree[None, :])
    is_unequal = degree[:, None] != degree[None, :]
    overlap = np.divide(shared, fewer, out=np.zeros_like(shared), where=is_unequal & (fewer > 0))
    return float(100 * overlap.sum() / 2), count * (count - 1) // 2
