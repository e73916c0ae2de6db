"""Raking: weights by which a wave has the margins of a frame, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.base.errors import KgError
from kg.base.languages import _

Vector = NDArray[np.float64]
CAP = 5.0  # times the mean weight (DeBell, Krosnick, Computing Weights for ANES Survey Data, 2009)
_ROUNDS, _TRIMS, _CLOSE = 1_000, 50, 1e-9


class Weights(NamedTuple):
    """Weights with the mean 1. ``trimmed`` is how many were cut to :data:`CAP`; ``off`` is by how much a share of
    a margin misses its target after that, at the most.
    """

    each: Vector
    trimmed: int
    off: float

    @property
    def design_effect(self) -> float:
        """By what unequal weights multiply the variance of a share (Kish, Survey Sampling, 1965).

        >>> Weights(np.array([0.5, 0.5, 2.0]), 0, 0.0).design_effect
        1.5
        """
        return float(len(self.each) * (self.each**2).sum() / self.each.sum() ** 2)

    @property
    def effective(self) -> float:
        """How many respondents with equal weights would tell as much."""
        return len(self.each) / self.design_effect


class Margin(NamedTuple):
    """One variable of a frame: the category of each respondent, by its place in ``targets``, which are shares."""

    variable: str
    of: NDArray[np.int64]
    targets: Vector


def rake(margins: Sequence[Margin]) -> Weights:
    """Iterative proportional fitting (Deming, Stephan 1940; as calibration Deville, Särndal, Sautory 1993).

    Weights over :data:`CAP` are cut and the rest is fitted again. Raises :class:`KgError` where it does not settle.
    """
    weights = fitted(np.ones(len(margins[0].of)), margins)
    cut = np.zeros(len(weights), dtype=bool)
    for _round in range(_TRIMS):
        over = weights > CAP * (1 + 1e-6)
        if not over.any():
            break
        cut |= over
        weights = np.minimum(weights, CAP)
        weights = fitted(weights / weights.mean(), margins)
    weights = np.minimum(weights, CAP)
    weights = weights / weights.mean()
    return Weights(weights, int(cut.sum()), max(_off(weights, margin) for margin in margins))


def fitted(weights: Vector, margins: Sequence[Margin]) -> Vector:
    """Weights with every margin at once; their sum stays what it is."""
    for _round in range(_ROUNDS):
        for margin in margins:
            held = np.bincount(margin.of, weights, len(margin.targets))
            weights = weights * (margin.targets * weights.sum() / held)[margin.of]
        if max(_off(weights, margin) for margin in margins) < _CLOSE:
            return weights
    told = _("the weights do not settle: the margins of the frame contradict one another in this wave")
    raise KgError(told, hint=_("rake by fewer variables: {names} are asked for").format(names=_names(margins)))


def _names(margins: Sequence[Margin]) -> str:
    return ", ".join(margin.variable for margin in margins)


def _off(weights: Vector, margin: Margin) -> float:
    held = np.bincount(margin.of, weights, len(margin.targets)) / weights.sum()
    return float(np.abs(held - margin.targets).max())


def targets(counts: Mapping[str, float], codes: Sequence[str]) -> Vector:
    """The shares of categories in the order of their codes.

    >>> targets({"city": 3, "region": 1}, ["region", "city"]).tolist()
    [0.25, 0.75]
    """
    found = np.array([counts[code] for code in codes], dtype=float)
    return np.asarray(found / found.sum())
