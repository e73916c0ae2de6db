"""The result of one test, what several tests at once do to it, and what there is to remark on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

ALPHA = 0.05
UNCONTROLLED = "contrasts"  # the family of tests that consider nothing but one trait

Value: TypeAlias = "float | str | tuple[str, ...] | Remark"


class Remark(NamedTuple):
    """Something to tell a reader, in no language yet.

    ``key`` is that of a note in ``kg/analysis/reports/texts``, and ``values`` fill its places. A text
    among them is a key too: of a trait, a model, an answer or a unit.
    """

    key: str
    values: Mapping[str, Value] = {}


class Test(NamedTuple):
    """One question put to the data.

    ``effect`` is what was found, ``low`` and ``high`` bound it at 95 % where a model does. ``expected`` is what
    there would be if the trait played no part, and 95 of 100 permutations lie from ``expected_low`` to
    ``expected_high``. ``adjusted`` is the p-value after Holm's correction over its family.
    """

    family: str
    trait: str
    question: str
    method: Remark
    n: int
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    expected: float | None = None
    expected_low: float | None = None
    expected_high: float | None = None
    p: float | None = None
    adjusted: float | None = None
    notes: tuple[Remark, ...] = ()

    @property
    def verdict(self) -> str:
        """``matters``, ``no effect found`` (which does not show that there is none) or ``not testable``.

        A contrast cannot tell whether its trait matters, because units that differ in it differ in
        much else: it says ``differs`` or ``no difference found``.
        """
        if self.adjusted is None:
            return "not testable"
        found, missed = (
            ("differs", "no difference found") if self.family == UNCONTROLLED else ("matters", "no effect found")
        )
        return found if self.adjusted < ALPHA else missed


# Said of a consulate wherever it is a trait: its tests cannot tell which came first.
CONSULATES_FOLLOW_TIES = Remark("consulates-follow-ties")


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
    adjusted: dict[int, float | None] = {}
    for family in {test.family for test in tests}:
        places = [number for number, test in enumerate(tests) if test.family == family]
        adjusted |= zip(places, holm([tests[number].p for number in places]), strict=True)
    return [test._replace(adjusted=adjusted[number]) for number, test in enumerate(tests)]
