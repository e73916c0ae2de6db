"""How far two coders agree: Cohen's kappa and Krippendorff's alpha, each with an interval.

A concept is given to a text or not, so each concept is a nominal variable of two values over the texts that
both coders read. Kappa: Cohen 1960, with the standard error of Fleiss, Cohen and Everitt 1969 (statsmodels).
Alpha: Krippendorff 2018 (the package krippendorff), its interval by resampling texts (Efron 1979).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.base.errors import KgError
from kg.base.languages import _
from kg.survey.coding.codings import Concepts
from kg.survey.coding.texts import Unit

SAMPLES = 1000
_SEED = 20260101
Interval = tuple[float, float, float]  # the value and its 95 % interval


class Agreement(NamedTuple):
    """One concept, or all of a scheme together (``concept`` empty): texts, how often each coder gave it, agreement.

    ``kappa`` and ``alpha`` are ``None`` where they are not defined: nobody gave the concept, or both always did.
    """

    scheme: str
    concept: str
    texts: int
    first: int
    second: int
    agreed: float
    kappa: Interval | None
    alpha: Interval | None


def agreement(both: Sequence[tuple[Unit, Concepts, Concepts]], schemes: Sequence[str]) -> list[Agreement]:
    """A row for each scheme, over all pairs of text and concept, then one for each concept that either coder gave."""
    found = []
    for scheme in schemes:
        used = sorted(
            {each for _unit, *sides in both for side in sides for each in side if each.startswith(f"{scheme}/")}
        )
        if not used:
            continue
        first, second = (
            np.array([[concept in sides[at] for concept in used] for _unit, *sides in both]) for at in (0, 1)
        )
        found.append(_row(scheme, "", first, second))
        for index, concept in enumerate(used):
            found.append(_row(scheme, concept, first[:, [index]], second[:, [index]]))
    return found


def _row(scheme: str, concept: str, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Agreement:
    return Agreement(
        scheme, concept, len(first), int(first.sum()), int(second.sum()), float((first == second).mean()),
        _kappa(first, second), _alpha(first, second),
    )  # fmt: skip


def _kappa(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Interval | None:
    try:
        from statsmodels.stats.inter_rater import cohens_kappa  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError:
        raise KgError(_("agreement needs statsmodels"), hint="pip install 'interregional-ties[survey]'") from None
    table = [[int(((first == a) & (second == b)).sum()) for b in (True, False)] for a in (True, False)]
    if (first.all() and second.all()) or not (first.any() or second.any()):
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        told = cohens_kappa(table)
    return _finite(told.kappa, told.kappa_low, told.kappa_upp)


def _alpha(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Interval | None:
    try:
        import krippendorff  # noqa: PLC0415 (an extra)
    except ImportError:
        raise KgError(_("agreement needs krippendorff"), hint="pip install 'interregional-ties[survey]'") from None

    def of(rows: NDArray[np.int64]) -> float:
        data = np.stack([first[rows].ravel(), second[rows].ravel()]).astype(float)
        if len(np.unique(data)) < 2:
            return float("nan")
        return float(krippendorff.alpha(data, level_of_measurement="nominal", value_domain=[0.0, 1.0]))

    value = of(np.arange(len(first)))
    chance = np.random.default_rng(_SEED)
    drawn = [of(chance.integers(0, len(first), len(first))) for _ in range(SAMPLES)]
    known = np.array([each for each in drawn if np.isfinite(each)])
    if not len(known):
        return None
    return _finite(value, *np.quantile(known, (0.025, 0.975)))


def _finite(value: float, low: float, high: float) -> Interval | None:
    if not np.isfinite(value):
        return None
    return float(value), max(-1.0, float(low)), min(1.0, float(high))  # an error may reach beyond what can be
