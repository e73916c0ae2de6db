"""The result of one test, and what several tests at once do to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

ALPHA = 0.05


class Test(NamedTuple):
    """One question put to the data.

    ``effect`` is what was found and ``expected`` what there would be if the trait played no part;
    ``low`` and ``high`` bound 95 of 100 of the values expected (permutations) or the effect itself
    (models), as ``method`` says. ``adjusted`` is the p-value after Holm's correction over its family.
    """

    family: str
    trait: str
    question: str
    method: str
    effect: float | None
    expected: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    n: int
    note: str = ""

    @property
    def verdict(self) -> str:
        """``matters``, ``no effect found`` (which does not show that there is none) or ``not testable``."""
        if self.adjusted is None:
            return "not testable"
        return "matters" if self.adjusted < ALPHA else "no effect found"


def holm(values: Sequence[float | None]) -> list[float | None]:
    """P-values corrected for how many there are; those that are none stay and do not count.

    Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6, 1979: the chance of any false finding stays below the level, however the tests hang
    together.

    >>> holm([0.01, None, 0.04, 0.03])
    [0.03, None, 0.06, 0.06]
    """
    known = sorted((value, place) for place, value in enumerate(values) if value is not None)
    corrected: list[float | None] = [None] * len(values)
    last = 0.0
    for step, (value, place) in enumerate(known):
        last = max(last, min(1.0, value * (len(known) - step)))
        corrected[place] = last
    return corrected


def corrected(tests: Sequence[Test]) -> list[Test]:
    """Tests with Holm's correction within each family."""
    found = list(tests)
    for family in dict.fromkeys(test.family for test in tests):
        places = [number for number, test in enumerate(tests) if test.family == family]
        for place, value in zip(places, holm([tests[number].p for number in places]), strict=True):
            found[place] = found[place]._replace(adjusted=value)
    return found
