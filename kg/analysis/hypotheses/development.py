"""The level of development of units, as one measure or as an index of several."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.analysis.hypotheses.units import Unit

Matrix = NDArray[np.float64]
INDEX = "development"
PARTS = ("product", "investment", "wages", "trade")
MEASURES = (INDEX, *PARTS, "income")
# Oil and gas are booked where they are pumped, by a few people, and not where the money is spent: in these
# autonomous okrugs the product per head is up to twelve times the median and says little of development.
EXTRACTION = frozenset({
    "ru-chukotka-autonomous-okrug", "ru-khanty-mansi-autonomous-okrug",
    "ru-nenets-autonomous-okrug", "ru-yamalo-nenets-autonomous-okrug",
})  # fmt: skip


def known(units: Sequence[Unit], measure: str = INDEX) -> tuple[str, ...]:
    """The parts of a measure that are on record for every unit, product first among them."""
    return tuple(part for part in (PARTS if measure == INDEX else (measure,)) if all(getattr(u, part) for u in units))


def scores(units: Sequence[Unit], measure: str = INDEX) -> Matrix:
    """The standard score of each unit: of the logarithm of a measure, or of the mean of such scores.

    >>> from kg.analysis.hypotheses.units import Unit
    >>> some = [Unit(id, "ru", 0, False, 1, 1, product, 0, 0) for id, product in (("a", 1), ("b", 10), ("c", 100))]
    >>> scores(some).round(2).tolist()
    [-1.22, 0.0, 1.22]
    """
    parts = [standard([np.log(getattr(unit, part)) for unit in units]) for part in known(units, measure)]
    return standard(np.mean(parts, axis=0)) if parts else np.zeros(len(units))


def natural_range(scores: Matrix) -> float:
    """How far it is from the unit at the tenth percentile to the unit at the ninetieth."""
    return float(np.subtract(*np.quantile(scores, (0.9, 0.1)))) if len(scores) else 0.0


def standard(values: Sequence[float] | Matrix) -> Matrix:
    """Standard scores; zeros where nothing varies."""
    array = np.array(values, dtype=float)
    spread = array.std() if array.size else 0.0
    return np.asarray((array - array.mean()) / spread if spread else array * 0.0)
