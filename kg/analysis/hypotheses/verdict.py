"""The survey article's central claim, tested: not the border but the level of development.

The article says it of trade and economic cooperation, as experts see it. The graph has ties, not
trade; so what is judged is the claim's counterpart in ties, and that is said beside the verdict.
What is tested and by which rule was fixed before looking (``docs/decisions.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.analysis.hypotheses.designs import ASKED, Basis, Setting, basis_of, designs
from kg.analysis.hypotheses.estimates import ALPHA, Remark, holm
from kg.analysis.hypotheses.inference import Fit, fit_of, model_of, over, permuted
from kg.analysis.hypotheses.models import Effect
from kg.analysis.question import Question

# Over the natural range, a ratio between two thirds and one and a half is as good as none: the two one-sided
# tests of Schuirmann (1987) show equivalence where the 90 % interval lies within.
MARGIN = (2 / 3, 3 / 2)
MATTERS, FEWER, NONE, OPEN, UNTESTED = "matters", "fewer", "no difference", "open", "not testable"


class Outcome(NamedTuple):
    """One trait in one design: its effect over the natural range and what follows.

    ``beside`` names what the setting changes, for tests beside the family, which decide nothing; ``parts`` are those
    of the measure of development; ``nearness`` is the effect of one standard deviation more of log distance, where
    it is held equal.
    """

    design: str
    trait: str
    rows: int
    effect: Effect | None = None
    permuted: float | None = None
    adjusted: float | None = None
    beside: str = ""
    note: Remark | None = None
    nearness: Effect | None = None
    parts: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """``matters`` (more), ``fewer``, ``no difference`` worth the name, ``open``, ``not testable``."""
        if self.effect is None:
            return UNTESTED
        if self.adjusted is not None and self.adjusted < ALPHA:
            return MATTERS if self.effect.ratio > 1 else FEWER
        is_none = MARGIN[0] < self.effect.narrow_low and self.effect.narrow_high < MARGIN[1]
        return NONE if is_none else OPEN


class Verdict(NamedTuple):
    """``supported``, ``not supported`` or ``not testable``, and the tests that it follows from."""

    answer: str
    family: tuple[Outcome, ...]
    beside: tuple[Outcome, ...] = ()

    def of(self, trait: str) -> tuple[Outcome, ...]:
        """The tests of the family that are about a trait."""
        return tuple(test for test in self.family if test.trait == trait)


def claim(question: Question) -> Verdict:
    """The six tests and, beside them, the border with distance left out and development with the okrugs left out."""
    setting = Setting(tuple(question.choice.kinds), question.choice.as_of)
    basis = basis_of(question, setting)
    family = corrected(results_of(question, setting, basis))
    beside = (
        *results_of(question, setting._replace(distance=False), basis, ("border",), "distance left out"),
        *results_of(question, setting._replace(okrugs=False), basis, ("development",), "okrugs left out"),
    )
    return Verdict(answer(family), family, beside if any(test.effect for test in family) else ())


def results_of(
    question: Question, setting: Setting, basis: Basis, traits: Sequence[str] = ASKED, beside: str = ""
) -> tuple[Outcome, ...]:
    """The traits in each design of a setting."""
    found = []
    for design in designs(question, setting, basis):
        fit = fit_of(design)
        model = model_of(design, fit)
        for trait in traits:
            test = Outcome(design.name, trait, model.units, beside=beside, note=next(iter(model.notes), None))
            test = test._replace(parts=design.parts)
            if isinstance(fit, Fit) and (effect := model.effect(trait)):
                test = test._replace(
                    effect=over(effect, design.span if trait == "development" else 1.0),
                    permuted=permuted(design, fit, trait, question.rounds, question.seed),
                    nearness=model.effect("distance"),
                )
            found.append(test)
    return tuple(found)


def corrected(tests: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The tests as one family: Holm's correction of the greater of the two p-values of each."""
    greater = [max(test.effect.p, test.permuted or 0.0) if test.effect else None for test in tests]
    return tuple(test._replace(adjusted=p) for test, p in zip(tests, holm(greater), strict=True))


def answer(family: Iterable[Outcome]) -> str:
    """What follows for the claim.

    Supported: development matters, and the border is shown to make no difference. Not supported: the border
    matters, or development goes with fewer ties or is shown to make no difference. Else not testable: the
    intervals hold both answers.
    """
    tests = tuple(family)
    border, development = (state(test.verdict for test in tests if test.trait == trait) for trait in ASKED)
    if border in {MATTERS, FEWER} or development in {FEWER, NONE}:
        return "not supported"
    return "supported" if (border, development) == (NONE, MATTERS) else UNTESTED


def state(verdicts: Iterable[str]) -> str:
    """What the verdicts of one trait come to: what any test finds, ``no difference`` only where all show it.

    >>> state([OPEN, MATTERS, NONE]), state([NONE, NONE]), state([OPEN, NONE]), state([MATTERS, FEWER])
    ('matters', 'no difference', 'open', 'open')
    """
    found = set(verdicts)
    if found & {MATTERS, FEWER}:
        return OPEN if {MATTERS, FEWER} <= found else MATTERS if MATTERS in found else FEWER
    return NONE if found == {NONE} else UNTESTED if found <= {UNTESTED} else OPEN
