"""A simple combination of the features, learned from which pairs are tied."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import FEATURES, Candidates, Matrix

RIDGE = 1.0  # of the penalty: a prior of variance 1 on the weight of each standardised feature
SETTLED = 1e-9  # a slope of the penalised likelihood below which the fit is at its top


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
        shape = (-1, *[1] * (values.ndim - 1))
        return np.asarray((values - self.centre.reshape(shape)) / self.spread.reshape(shape))


def learn(known: Candidates) -> Combination:
    """Logistic regression with a ridge (le Cessie, van Houwelingen 1992), by Newton's method in a trust region.

    A tied pair is described as it would be without its tie, so the model learns what goes before a
    tie and not what follows from it. Deterministic.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 (one report of many learns)

    flat = known.values.reshape(len(FEATURES), -1)
    centre, spread = flat.mean(axis=1), flat.std(axis=1)
    spread = np.where(spread > 1e-12, spread, 1.0)
    design = np.vstack([np.ones(flat.shape[1]), (flat - centre[:, None]) / spread[:, None]]).T
    outcome = known.tied.ravel().astype(float)
    penalty = RIDGE * np.array([0.0] + [1.0] * len(FEATURES))
    weights = np.zeros(len(FEATURES) + 1)
    share = outcome.mean() if outcome.size else 0.0
    if not 0 < share < 1:
        return Combination(weights[1:], centre, spread, 0.0)
    weights[0] = np.log(share / (1 - share))

    def misfit(weights: Matrix) -> float:
        odds = design @ weights
        return float(np.logaddexp(0, odds).sum() - outcome @ odds + penalty @ weights**2 / 2)

    def slope(weights: Matrix) -> Matrix:
        return np.asarray(design.T @ (1 / (1 + np.exp(-(design @ weights))) - outcome) + penalty * weights)

    def curve(weights: Matrix) -> Matrix:
        chance = 1 / (1 + np.exp(-(design @ weights)))
        return np.asarray((design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty))

    fit = minimize(misfit, weights, method="trust-exact", jac=slope, hess=curve, options={"gtol": SETTLED})
    return Combination(fit.x[1:], centre, spread, float(fit.x[0]))
