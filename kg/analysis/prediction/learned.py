"""A simple combination of the features, learned from which pairs are tied."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.analysis.prediction.features import FEATURES, Candidates

Matrix = NDArray[np.float64]
RIDGE = 1.0  # of the penalty: a prior of variance 1 on the weight of each standardised feature
ROUNDS = 100
CHANGE = 1e-9  # of a weight, below which the fit has settled


class Combination(NamedTuple):
    """Weights of the standardised features, what they were standardised by, and the intercept."""

    weights: Matrix
    centre: Matrix
    spread: Matrix
    intercept: float

    def scores(self, values: Matrix) -> Matrix:
        """The log-odds of a tie for every pair."""
        return np.asarray(np.tensordot(self.weights, self.standard(values), axes=1) + self.intercept)

    def standard(self, values: Matrix) -> Matrix:
        """The features on the scale of the weights."""
        return np.asarray((values - self.centre[:, None, None]) / self.spread[:, None, None])


def learn(known: Candidates) -> Combination:
    """Logistic regression with a ridge (le Cessie, van Houwelingen 1992), by Newton's method.

    A tied pair is described as it would be without its tie, so the model learns what goes before a
    tie and not what follows from it. Deterministic.
    """
    flat = known.values.reshape(len(FEATURES), -1)
    centre, spread = flat.mean(axis=1), flat.std(axis=1)
    spread = np.where(spread > 1e-12, spread, 1.0)
    design = np.vstack([np.ones(flat.shape[1]), (flat - centre[:, None]) / spread[:, None]]).T
    outcome = known.tied.ravel().astype(float)
    penalty = np.diag([0.0] + [RIDGE] * len(FEATURES))
    weights = np.zeros(len(FEATURES) + 1)
    share = outcome.mean() if outcome.size else 0.0
    if not 0 < share < 1:
        return Combination(weights[1:], centre, spread, 0.0)
    weights[0] = np.log(share / (1 - share))
    fit = _fit(design, outcome, penalty, weights)
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(design @ weights)))
        slope = design.T @ (outcome - chance) - penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        step = np.linalg.solve(curve, slope)
        while (better := _fit(design, outcome, penalty, weights + step)) < fit and np.abs(step).max() > CHANGE:
            step = step / 2  # ties are rare: the first whole step can overshoot
        weights, fit = weights + step, better
        if np.abs(step).max() < CHANGE:
            break
    return Combination(weights[1:], centre, spread, float(weights[0]))


def _fit(design: Matrix, outcome: Matrix, penalty: Matrix, weights: Matrix) -> float:
    """The penalised log-likelihood."""
    odds = design @ weights
    return float(outcome @ odds - np.logaddexp(0, odds).sum() - weights @ penalty @ weights / 2)
