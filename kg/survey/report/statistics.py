"""Intervals, tests and effects for tables of counts; scipy does the work."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.analysis.prediction.scoring import Z, wilson

Counts = NDArray[np.int64]
LEAST_EXPECTED = 5  # below it the chi-square distribution is not trusted (Cochran, Biometrics 10, 1954)
ROUNDS = 9_999
_EXACT_UP_TO = 10_000  # respondents; beyond that the odds ratio of the sample stands for the conditional one


class Association(NamedTuple):
    """Whether rows and columns of a table hang together.

    ``test`` is ``chi-square``, ``fisher`` (2 × 2, exact) or ``fisher-freeman-halton`` (by permutation); ``effect`` is
    the odds ratio of a 2 × 2 table and Cramér's V of any other, as ``measure`` says, with its interval of 95 %.
    ``adjusted`` is the p-value after Holm's correction.
    """

    test: str
    statistic: float | None
    freedom: int | None
    p: float
    measure: str
    effect: float
    low: float
    high: float
    n: int
    adjusted: float | None = None


class Difference(NamedTuple):
    """A difference of two shares of independent samples, with its interval of 95 %."""

    value: float
    low: float
    high: float


def difference(came: int, count: int, earlier_came: int, earlier_count: int) -> Difference:
    """Newcombe's interval from the Wilson intervals of both (method 10, Statistics in Medicine 17, 1998, 873–890).

    >>> [round(value, 4) for value in difference(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    """
    first, second = came / count, earlier_came / earlier_count
    (low, high), (earlier_low, earlier_high) = wilson(came, count), wilson(earlier_came, earlier_count)
    apart = first - second
    below = float(np.hypot(first - low, earlier_high - second))
    above = float(np.hypot(high - first, second - earlier_low))
    return Difference(apart, apart - below, apart + above)


def weighted_interval(share: float, effective: float) -> tuple[float, float]:
    """Wilson's interval of a weighted share, with the effective number of respondents as its base."""
    spread = Z**2 / effective
    middle, half = share + spread / 2, Z * (share * (1 - share) / effective + spread / (4 * effective)) ** 0.5
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def association(table: Counts) -> Association | None:
    """The test that a table allows; None where fewer than two rows or columns hold anything.

    Pearson's chi-square without continuity correction; where a count of fewer than five is expected, Fisher's exact
    test, beyond 2 × 2 as Freeman and Halton (Biometrika 38, 1951) by permutation.
    """
    from scipy.stats import MonteCarloMethod, fisher_exact  # noqa: PLC0415 (takes longer to import than to run)
    from scipy.stats.contingency import chi2_contingency  # noqa: PLC0415 (takes longer to import than to run)

    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape, default=0) < 2:
        return None
    found = chi2_contingency(table, correction=False)
    chi, freedom, p = float(found.statistic), int(found.dof), float(found.pvalue)
    test = "chi-square"
    if found.expected_freq.min() < LEAST_EXPECTED:
        if table.shape == (2, 2):
            test, p = "fisher", float(fisher_exact(table).pvalue)
        else:
            method = MonteCarloMethod(n_resamples=ROUNDS, rng=np.random.default_rng(0))
            test, p = "fisher-freeman-halton", float(fisher_exact(table, method=method).pvalue)
    statistic, free = (chi, freedom) if test == "chi-square" else (None, None)
    n = int(table.sum())
    if table.shape == (2, 2):
        return Association(test, statistic, free, p, "odds-ratio", *_odds(table, exact=test == "fisher"), n)
    return Association(test, statistic, free, p, "cramer-v", *cramer(chi, freedom, n, min(table.shape)), n)


def _odds(table: Counts, *, exact: bool) -> tuple[float, float, float]:
    """The odds ratio: conditional with its exact interval, else that of the sample with that of its logarithm."""
    from scipy.stats.contingency import odds_ratio  # noqa: PLC0415 (takes longer to import than to run)

    exact = (exact or not table.all()) and table.sum() <= _EXACT_UP_TO
    if not exact and not table.all():
        table = table + 1  # never 0 / 0; with so many respondents it changes nothing
    found = odds_ratio(table, kind="conditional" if exact else "sample")
    bounds = found.confidence_interval(0.95)
    return float(found.statistic), float(bounds.low), float(bounds.high)


def cramer(chi: float, freedom: int, n: int, shorter: int) -> tuple[float, float, float]:
    """Cramér's V with the interval from the non-central chi-square distribution (Smithson, Confidence Intervals, 2003).

    >>> [round(value, 3) for value in cramer(0.0, 4, 100, 3)][:2]
    [0.0, 0.0]
    """
    from scipy.optimize import brentq  # noqa: PLC0415 (takes longer to import than to run)
    from scipy.stats import ncx2  # noqa: PLC0415 (takes longer to import than to run)

    scale = n * (shorter - 1)

    def at(chance: float) -> float:
        """The parameter of the distribution below whose value ``chi`` stays with a chance."""

        def over(parameter: float) -> float:
            return float(ncx2.cdf(chi, freedom, parameter)) - chance

        if over(1e-9) <= 0:
            return 0.0
        top = chi + 10
        while over(top) > 0:
            top *= 2
        return float(brentq(over, 1e-9, top))

    value, low, high = (float(min(1.0, np.sqrt(each / scale))) for each in (chi, at(0.975), at(0.025)))
    return value, low, high
