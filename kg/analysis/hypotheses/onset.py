"""When a unit's first tie began: proportional hazards on dates that are known as intervals.

The likelihood of interval-censored grouped data (Prentice, Gloeckler, Biometrics 34, 1978) with a hazard that is
constant within bands of years: a unit whose first tie began in one of the years from L to R contributes the survival
to the end of L - 1 less that to the end of R, one without a tie the survival to the last year.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from kg.analysis.hypotheses.development import Matrix
from kg.analysis.hypotheses.models import statsmodels, with_constant
from kg.network.ties import Link

BANDS = 4  # bands of years with a hazard of their own; each holds an equal share of the first ties


class Span(NamedTuple):
    """The first and the last year in which a first tie can have begun; no last year where it may not have begun."""

    first: int
    last: int | None


def first_ties(links: Iterable[Link], holders: Mapping[str, str], start: int, end: int) -> dict[str, Span]:
    """The span of the first tie of each unit that has any, between two years.

    A tie that may have begun after the last year only shows that there was none before it could have begun.
    """
    first, last = dict[str, int](), dict[str, int]()
    for link in links:
        low, high = link.begun
        for unit in {holders.get(place, place) for place in (link.a, link.b)}:
            first[unit] = min(first.get(unit, end + 1), max(low or start, start))
            last[unit] = min(last.get(unit, end + 1), end + 1 if high is None else high)
    return {
        unit: Span(year, max(last[unit], start) if last[unit] <= end else None)
        for unit, year in first.items()
        if year <= end
    }


def bands(spans: Sequence[Span | None], start: int, end: int, count: int = BANDS) -> list[int]:
    """The first years of the bands: an equal share of the first ties, by the middle of their spans, falls in each."""
    middles = [(span.first + span.last) / 2 for span in spans if span and span.last is not None]
    cuts = np.quantile(middles, np.arange(1, count) / count).astype(int).tolist() if middles else []
    return [start, *sorted({cut for cut in cuts if start < cut <= end})]


def exposures(spans: Sequence[Span | None], starts: Sequence[int], end: int) -> tuple[Matrix, Matrix, Matrix]:
    """The years that each unit passed in each band before its span and to its end, and whether that end is known."""
    edges = np.array([*starts, end + 1], dtype=float)

    def passed(year: Matrix) -> Matrix:  # years lived through up to the end of a year
        return np.asarray(np.clip(year[:, None] + 1 - edges[:-1], 0, np.diff(edges)))

    lower = np.array([span.first - 1 if span else end for span in spans], dtype=float)
    upper = np.array([span.last if span and span.last is not None else end for span in spans], dtype=float)
    return passed(lower), passed(upper), np.array([bool(span and span.last is not None) for span in spans])


def hazards(spans: Sequence[Span | None], starts: Sequence[int], end: int) -> Callable[[Matrix], Any]:
    """A function that makes the model of statsmodels for a matrix of traits."""
    before, until, has_begun = exposures(spans, starts, end)

    class Hazards(statsmodels("base.model").GenericLikelihoodModel):  # type: ignore[misc]  # the library has no types
        """The constant and the traits come first, then the log ratios of the hazards of later bands to the first's."""

        def _parts(self, params: Matrix) -> tuple[Matrix, ...]:
            traits = self.exog.shape[1]
            rates = np.exp(np.clip(np.concatenate([[0.0], params[traits:]]), -30, 30))
            at = np.exp(np.clip(self.exog @ params[:traits], -30, 30))
            low, high = at * (before @ rates), at * (until @ rates)
            alive_low, alive_high = np.exp(-low), np.where(has_begun, np.exp(-high), 0.0)
            return rates, at, alive_low, alive_high, np.maximum(alive_low - alive_high, 1e-300)

        def loglikeobs(self, params: Matrix) -> Matrix:
            return np.asarray(np.log(self._parts(params)[-1]))

        def score_obs(self, params: Matrix) -> Matrix:
            rates, at, alive_low, alive_high, chance = self._parts(params)
            by_band = at[:, None] * rates * (alive_high[:, None] * until - alive_low[:, None] * before)
            by_band = np.asarray(by_band / chance[:, None])
            return np.column_stack([by_band.sum(axis=1)[:, None] * self.exog, by_band[:, 1:]])

        def score(self, params: Matrix) -> Matrix:
            return np.asarray(self.score_obs(params).sum(axis=0))

        def hessian(self, params: Matrix) -> Matrix:
            steps = 1e-5 * np.eye(len(params))
            rows = [(self.score(params + step) - self.score(params - step)) / 2e-5 for step in steps]
            return np.asarray((np.array(rows) + np.array(rows).T) / 2)

    def fit(matrix: Matrix) -> Any:
        later = [f"from {year}" for year in starts[1:]]
        model = Hazards(np.array(has_begun, dtype=float), with_constant(matrix), extra_params_names=later)
        rate = has_begun.sum() / max(until.sum(), 1.0)
        start = np.concatenate([[np.log(max(rate, 1e-6))], np.zeros(matrix.shape[1] + len(later))])
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return model.fit(start_params=start, method="newton", maxiter=100, disp=0, cov_type="HC1")

    return fit
