"""How well a ranking of pairs finds those that were tied later."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import Mask, Matrix

Interval = tuple[float, float]
CUTS = (10, 50, 100)
LEVEL = 0.95


class Score(NamedTuple):
    """How a way of ranking did on a group of pairs, of which ``later`` were tied later.

    ``auc`` is the chance that a pair tied later stands above one that was not (0.5: a guess), ``low``
    and ``high`` bound it at 95 % (drawing the later ties anew as if they were independent; none where all of
    them stand equally high, because then a drawing varies nothing); ``hits`` says for each k how many of the
    k pairs ranked first were tied later, on average over the orders of pairs that score the same.
    """

    method: str
    group: str
    pairs: int
    later: int
    auc: float | None
    low: float | None
    high: float | None
    hits: tuple[tuple[int, float], ...]


class Difference(NamedTuple):
    """The AUC of one way less that of another, with 95 % intervals.

    ``by_ties`` draws the later ties anew, as if they were independent; ``by_places`` the places of both
    sides (Owen 2007, the pigeonhole bootstrap), which is wide enough for ties that share a place.
    """

    auc: float
    by_ties: Interval
    by_places: Interval

    @property
    def verdict(self) -> str:
        """``better`` or ``worse`` by both intervals, ``better-if-independent`` by the first, or ``not-told-apart``."""
        if self.by_ties[0] > 0:
            return "better" if self.by_places[0] > 0 else "better-if-independent"
        return "worse" if max(self.by_ties[1], self.by_places[1]) < 0 else "not-told-apart"


def score(method: str, group: str, values: Matrix, outcome: Mask, rounds: int, seed: int) -> Score:
    """Scores a ranking of pairs by ``values``, the highest first; ``outcome`` says which were tied later."""
    beaten = _placements(values, outcome)
    hits = tuple((cut, _hits(values, outcome, cut)) for cut in CUTS if cut <= len(values))
    if not len(beaten):
        return Score(method, group, len(values), int(outcome.sum()), None, None, None, hits)
    drawn = np.random.default_rng(seed).choice(beaten, (rounds, len(beaten))).mean(axis=1)
    low, high = _interval(drawn) if np.ptp(beaten) > 0 else (None, None)
    return Score(method, group, len(values), len(beaten), float(beaten.mean()), low, high, hits)


def difference(one: Matrix, other: Matrix, tested: Mask, later: Mask, rounds: int, seed: int) -> Difference | None:
    """Compares two ways of ranking on the same pairs: those that are ``tested``; all tables hold a row a place.

    None where no pair, or every pair, was tied later.
    """
    outcome = later[tested]
    gain = _placements(one[tested], outcome) - _placements(other[tested], outcome)
    if not len(gain):
        return None
    random = np.random.default_rng(seed)
    by_ties = random.choice(gain, (rounds, len(gain))).mean(axis=1)
    rows, columns = np.nonzero(tested & later)
    drawn = [random.multinomial(count, np.full(count, 1 / count), size=rounds) for count in later.shape]
    times = drawn[0][:, rows] * drawn[1][:, columns]  # how often each later tie is drawn, a row a round
    times = times[times.any(axis=1)]  # a drawing may hold none of the places with a later tie
    return Difference(float(gain.mean()), _interval(by_ties), _interval(times @ gain / times.sum(axis=1)))


def _placements(values: Matrix, outcome: Mask) -> Matrix:
    """For each pair tied later, the share of the others that it stands above, equal ones counted as half.

    Their mean is the AUC (Hanley, McNeil 1982), and they carry nearly all of its variance where few of many
    pairs are tied (DeLong, DeLong, Clarke-Pearson 1988).
    """
    wins, others = values[outcome], np.sort(values[~outcome])
    if not len(wins) or not len(others):
        return np.zeros(0)
    below = np.searchsorted(others, wins, side="left")
    equal = np.searchsorted(others, wins, side="right") - below
    return np.asarray((below + equal / 2) / len(others))


def _hits(values: Matrix, outcome: Mask, cut: int) -> float:
    last = np.sort(values)[-cut]
    above, equal = values > last, values == last
    share = (cut - int(above.sum())) / int(equal.sum())
    return float(outcome[above].sum() + share * outcome[equal].sum())


def _interval(drawn: Matrix) -> Interval:
    low, high = np.quantile(drawn, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return float(low), float(high)
