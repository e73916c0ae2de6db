"""How well chances foretold which pairs were tied: in number, in order, and bin by bin."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import Mask, Matrix

EDGES = (0.0, 1 / 1000, 1 / 300, 1 / 100, 1 / 30, 1 / 10, 1.0)  # of the bins of chances
Z = 1.959964  # of a normal distribution, 95 % within


class Score(NamedTuple):
    """``brier`` is the mean squared error (Brier 1950), ``log_loss`` the mean surprise a pair in natural logarithms,
    ``auc`` the chance that a pair that was tied stands above one that was not; None where one of them is missing.
    """

    expected: float
    brier: float
    log_loss: float
    auc: float | None


class Bin(NamedTuple):
    """The pairs of chances from ``low`` up to ``high``: how many ties were expected and came, and Wilson's interval
    (1927) of the share that came.
    """

    low: float
    high: float
    pairs: int
    expected: float
    tied: int
    share_low: float
    share_high: float


def score(chances: Matrix, tied: Mask) -> Score:
    """How chances of some pairs did."""
    surprise = -np.where(tied, np.log(np.maximum(chances, 1e-12)), np.log1p(-np.minimum(chances, 1 - 1e-12)))
    return Score(
        float(chances.sum()),
        float(((chances - tied) ** 2).mean()),
        float(surprise.mean()),
        auc(chances, tied),
    )


def auc(values: Matrix, tied: Mask) -> float | None:
    """The mean share of other pairs that a tied pair stands above, equal ones as half (Hanley, McNeil 1982).

    >>> auc(np.array([3.0, 2.0, 2.0, 1.0]), np.array([True, False, True, False]))
    0.875
    """
    wins, others = values[tied], np.sort(values[~tied])
    if not len(wins) or not len(others):
        return None
    below, upto = (np.searchsorted(others, wins, side=side) for side in ("left", "right"))
    return float((below + upto).mean() / (2 * len(others)))


def bins(chances: Matrix, tied: Mask) -> list[Bin]:
    """The bins that hold any pair."""
    found = []
    for low, high in pairwise(EDGES):
        held = (chances >= low) & ((chances < high) | (high == EDGES[-1]))
        if count := int(held.sum()):
            came = int(tied[held].sum())
            found.append(Bin(low, high, count, float(chances[held].sum()), came, *wilson(came, count)))
    return found


def wilson(came: int, count: int) -> tuple[float, float]:
    """The interval of a share, 95 %.

    >>> [round(bound, 3) for bound in wilson(2, 209)]
    [0.003, 0.034]
    """
    share, spread = came / count, Z**2 / count
    middle, half = share + spread / 2, Z * (share * (1 - share) / count + spread / (4 * count)) ** 0.5
    return float(max(0.0, (middle - half) / (1 + spread))), float((middle + half) / (1 + spread))
