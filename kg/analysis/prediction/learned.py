"""The chance that a pair is tied within some years, learned from what became of pairs in the windows of years before.

Each window of five years asks of all pairs that were not tied at its start which were tied by its end. A logistic
regression with a ridge (le Cessie, van Houwelingen 1992) learns from them, the recent ones most. The latest windows
are each held out in turn and foretold from those before them: a feature without which they are foretold no
worse is left out, and what was foretold too high or too low is set right (intercept and slope, Cox 1958), drawn towards
no correction as far as few ties show little.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import FEATURES, Matrix
from kg.analysis.prediction.past import Past

WINDOW = 5  # years
HELD_OUT = 3  # windows
HALF_LIFE = 10.0  # years after which a window counts half
RIDGE = 3.0  # of the penalty: a prior of variance 1/3 on the weight of each standardised feature
KEPT = 5_000  # untied pairs of a window that are learned from, drawn at random, each standing for its share of all
SPREAD = 0.1  # the least standard deviation that a feature is divided by: one that is nearly constant says little
SURE = 30.0  # of the penalty on a correction of the intercept, and of the slope
NO_CORRECTION = np.array([0.0, 1.0])
WORTH = 0.02  # log-likelihood a tie: a feature that is worth less out of its time is left out
SETTLED, ROUNDS = 1e-7, 50
FEWEST = 3  # ties in all windows, below which no chance is learned


class Window(NamedTuple):
    """Pairs that were not tied by a year: a row a pair, whether it was tied in the window, for how many it stands."""

    year: int
    values: Matrix
    tied: Matrix
    weight: Matrix


class Model(NamedTuple):
    """The features that foretell, with their weights and scale.

    ``worth`` says of each feature by how much less likely the ties of the held-out windows become without it
    (natural logarithm, a tie); it is empty where no window could be held out.
    """

    features: tuple[str, ...]
    weights: Matrix  # the intercept first
    centre: Matrix
    spread: Matrix
    correction: Matrix  # intercept and slope
    worth: dict[str, float]

    def parts(self, values: Matrix) -> Matrix:
        """By how much each feature in use lifts the log-odds above those of the average pair."""
        used = values[[FEATURES.index(name) for name in self.features]]
        scaled = (used - self.centre[:, None]) / self.spread[:, None]
        return np.asarray(self.correction[1] * self.weights[1:, None] * scaled)

    def chances(self, values: Matrix, years: int) -> Matrix:
        """The chance of a tie within so many years: that of one window, again and again."""
        return np.asarray(-np.expm1(-np.logaddexp(0, self.log_odds(values)) * years / WINDOW))

    def log_odds(self, values: Matrix) -> Matrix:
        """Those of a tie within one window, of pairs given as a column each."""
        start = self.correction[0] + self.correction[1] * self.weights[0]
        return np.asarray(start + self.parts(values).sum(axis=0))


def windows(past: Past, year: int | None) -> list[Window]:
    """The windows to a year by what was known then, without one to today; the latest first."""
    if past.years is None:
        return []
    first, last = past.years
    starts = range(min(year or last, last) - WINDOW, first - WINDOW - 1, -WINDOW)
    return [_window(past, start, year) for start in starts]


def _window(past: Past, year: int, known_by: int | None) -> Window:
    found = past.outcome(year, WINDOW, known_by)
    tied = np.flatnonzero(found.tied)
    others = np.flatnonzero(~(past.tied(year) | found.tied | found.open))
    kept = np.sort(np.random.default_rng(year).permutation(others)[:KEPT])
    at = np.unravel_index(np.concatenate([tied, kept]), past.pairs.shape)
    outcome, weight = np.zeros(len(at[0])), np.full(len(at[0]), len(others) / max(len(kept), 1))
    outcome[: len(tied)] = weight[: len(tied)] = 1
    return Window(year, past.values(year, at).T, outcome, weight)


def learn(past: Past, year: int | None) -> Model | None:
    """What the windows to a year teach; None where too few pairs were tied in them."""
    found = windows(past, year)
    if sum(window.tied.sum() for window in found) < FEWEST:
        return None
    held = [n for n in range(min(HELD_OUT, len(found))) if any(window.tied.any() for window in found[n + 1 :])]
    every = range(len(FEATURES))
    whole = {n: _fit(found[n + 1 :], every) for n in held}
    loss = sum(_loss(found[n], whole[n]) for n in held)
    ties = sum(found[n].tied.sum() for n in held)
    worth = {}
    for left in every if ties else ():
        less = [each for each in every if each != left]
        without = sum(_loss(found[n], _fit(found[n + 1 :], less, whole[n])) for n in held)
        worth[FEATURES[left]] = float((without - loss) / ties)
    used = [n for n in every if worth.get(FEATURES[n], WORTH) >= WORTH]
    correction = _corrected([(found[n], _fit(found[n + 1 :], used, whole[n])) for n in held])
    return _fit(found, used)._replace(correction=correction, worth=worth)


def _fit(seen: Sequence[Window], used: Sequence[int], near: Model | None = None) -> Model:
    """The model of some features; the search starts from ``near``, that of all of them from the same windows."""
    columns = list(used)
    values = np.concatenate([window.values for window in seen])[:, columns]
    tied = np.concatenate([window.tied for window in seen])
    weight = np.concatenate([each.weight * 0.5 ** ((seen[0].year - each.year) / HALF_LIFE) for each in seen])
    centre = weight @ values / weight.sum()
    spread = np.maximum(np.sqrt(weight @ (values - centre) ** 2 / weight.sum()), SPREAD)
    share = weight @ tied / weight.sum()
    start = np.array([np.log(share / (1 - share)), *[0.0] * len(columns)])
    if near:
        start = near.weights[[0, *(n + 1 for n in columns)]]
    penalty = np.array([0.0, *[RIDGE] * len(columns)])
    weights = _fitted((values - centre) / spread, tied, weight, penalty, start)
    return Model(tuple(FEATURES[n] for n in columns), weights, centre, spread, NO_CORRECTION, {})


def _fitted(values: Matrix, tied: Matrix, weight: Matrix, penalty: Matrix, start: Matrix, prior: float = 0.0) -> Matrix:
    """Intercept and weights at the top of the penalised likelihood, by Newton's method with halved steps."""
    design = np.column_stack([np.ones(len(values)), values])
    centre = np.array([0.0, *[prior] * values.shape[1]])

    def misfit(weights: Matrix) -> float:
        odds = design @ weights
        return float(weight @ np.logaddexp(0, odds) - (weight * tied) @ odds + penalty @ (weights - centre) ** 2 / 2)

    weights, least = start, misfit(start)
    for _round in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(design @ weights)))
        slope = design.T @ (weight * (chance - tied)) + penalty * (weights - centre)
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.lstsq(curve, slope)[0]
        while (found := misfit(weights - step)) > least and np.abs(step).max() > SETTLED:
            step /= 2
        if np.abs(step).max() <= SETTLED:
            break
        weights, least = weights - step, found
    return weights


def _loss(window: Window, model: Model) -> float:
    odds = model.log_odds(window.values.T)
    return float(window.weight @ (np.logaddexp(0, odds) - window.tied * odds))


def _corrected(foretold: Sequence[tuple[Window, Model]]) -> Matrix:
    """Intercept and slope that would have set right what was foretold of the windows held out."""
    if not foretold:
        return NO_CORRECTION
    odds = np.concatenate([model.log_odds(window.values.T) for window, model in foretold])
    tied = np.concatenate([window.tied for window, _ in foretold])
    weight = np.concatenate([window.weight for window, _ in foretold])
    return _fitted(odds[:, None], tied, weight, np.array([SURE, SURE]), NO_CORRECTION, prior=1.0)
