"""Measures of concentration: is the network a matter of many or of few?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


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
