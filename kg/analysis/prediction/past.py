"""What was so by a year: which pairs were tied, which of them stood, and which were tied in the years after.

A pair is tied from the earliest stage of the kinds asked for (a partnership that became a sister tie counts from
the partnership). A stage without a date counts by its bounds: it was reached by a year if its last possible year
is no later, and within some years if both bounds lie in them. A pair of which this stays open in a year is
neither learned from nor counted as a hit or a miss; how many there are is said. A tie that ended counts until the
last possible year of its end. Nothing that came after a year changes what was so by it.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.analysis.prediction.features import Mask, Matrix, Pairs, Positions
from kg.base.dates import Bounds
from kg.gather.stages import OF_KIND
from kg.network.attributes import Attributes
from kg.network.ties import Link
from kg.network.views import Choice

NEVER, EVER = 9999, -9999  # years no source has


class Outcome(NamedTuple):
    """What became of the pairs that were not tied in a year: ``tied`` for certain, and those left ``open``."""

    tied: Mask
    open: Mask


class Past:
    """The ties of a choice between the places of two countries, by when they began and ended."""

    def __init__(self, pairs: Pairs, choice: Choice) -> None:
        found = []
        for link in pairs.network.links:
            at, begun = pairs.where(link), beginning(link, pairs.attributes, choice)
            if at and begun:
                is_sure = link.confidence >= choice.least_confidence
                first, last = begun if is_sure else (None, None)  # a doubtful tie is open in every year
                over = link.over[1] if link.over else None
                stands = is_sure and link.status != "ended"
                found.append((*at, first or EVER, last or NEVER, over or NEVER, stands))
        self.pairs = pairs
        self.ties: NDArray[np.int64] = np.array(found, dtype=np.int64).reshape(-1, 6)

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first year by which a pair was tied and the last year that the ties tell of."""
        known = self.ties[:, 2:4][(self.ties[:, 2:4] != NEVER) & (self.ties[:, 2:4] != EVER)]
        last = self.ties[:, 3]
        return (int(last.min()), int(known.max())) if len(known) and last.min() < NEVER else None

    def tied(self, year: int) -> Mask:
        """The pairs tied by the end of a year for certain, whether that has ended or not."""
        return self._mask(self.ties[:, 3] <= year)

    def standing(self, year: int | None) -> Mask:
        """The pairs whose tie had begun by a year for certain and not ended for certain; without a year today's."""
        if year is None:
            return self._mask(self.ties[:, 5] == 1)
        return self._mask((self.ties[:, 3] <= year) & (self.ties[:, 4] >= year))

    def values(self, year: int | None, at: Positions) -> Matrix:
        """A row a feature, a column a pair of those ``at`` rows and columns, by the ties that stood in a year."""
        return self.pairs.values(self.standing(year), at)

    def outcome(self, year: int, within: int, known_by: int | None = None) -> Outcome:
        """Which pairs that were not tied by a year were tied in the years after it, up to so many.

        ``known_by`` asks for what was known in some year: the ties begun by then for certain and no others.
        """
        first, last = self.ties[:, 2], self.ties[:, 3]
        before = self.tied(year)
        told = last <= (NEVER if known_by is None else known_by)
        tied = self._mask((first > year) & (last <= year + within) & told) & ~before
        return Outcome(tied, self._mask((last > year) & (first <= year + within) & told) & ~tied & ~before)

    def _mask(self, held: Mask) -> Mask:
        found = np.zeros(self.pairs.shape, dtype=bool)
        found[self.ties[held, 0], self.ties[held, 1]] = True
        return found


def beginning(link: Link, attributes: Attributes, choice: Choice) -> Bounds | None:
    """The bounds of the earliest stage of the kinds chosen; None without any."""
    reached = attributes.stages.get(link.slug)
    if reached is None:
        found = [link.begun] if link.kind in choice.kinds else []
    else:
        found = [bounds for kind, bounds in reached if kind in {OF_KIND[each] for each in choice.kinds}]
    return min(found, key=lambda bounds: (bounds[1] or NEVER, bounds[0] or EVER), default=None)
