"""The specification curve: both traits under every reasonable choice, so that none is picked.

Simonsohn, Simmons, Nelson, "Specification curve analysis", Nature Human Behaviour 4, 2020. The specifications share
their data, so a share of them is no probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, product
from typing import NamedTuple

from kg.analysis.hypotheses.designs import ASKED, Basis, Setting, basis_of, designs
from kg.analysis.hypotheses.development import MEASURES
from kg.analysis.hypotheses.inference import fit_of, model_of, over
from kg.analysis.hypotheses.models import Effect
from kg.analysis.question import Question
from kg.network.views import SISTER_ONLY, WITH_PARTNERS


class Specification(NamedTuple):
    """One setting in one design with the effects of both traits over their natural ranges."""

    setting: Setting
    design: str
    border: Effect | None
    development: Effect | None


def settings(year: int | None) -> list[Setting]:
    """Every combination; ties as certain by the end of the year, as possible by it, and as they stand today."""
    dates = dict.fromkeys(((year, False), (year, True), (None, False)) if year else ((None, False),))
    yes_or_no = (True, False)
    return [
        Setting(kinds, when, possible, distance, okrugs, development, exposure)
        for kinds, (when, possible), distance, okrugs, development, exposure in product(
            (SISTER_ONLY, tuple(WITH_PARTNERS)), dates, yes_or_no, yes_or_no, MEASURES, yes_or_no
        )
    ]


def specifications(question: Question) -> Iterator[Specification]:
    """The effects under every combination, in the order of the settings."""
    for _, group in groupby(settings(question.choice.as_of), lambda setting: setting[:3]):
        alike = list(group)
        basis = basis_of(question, alike[0])
        yield from (each for setting in alike for each in _of(question, setting, basis))


def _of(question: Question, setting: Setting, basis: Basis) -> Iterator[Specification]:
    for design in designs(question, setting, basis):
        model = model_of(design, fit_of(design))
        border, development = (model.effect(trait) for trait in ASKED)
        yield Specification(setting, design.name, border, development and over(development, design.span))


class Share(NamedTuple):
    """In how many specifications a trait goes with more ties, and with fewer, 1 lying outside the 95 % interval."""

    fitted: int
    above: int
    below: int


def share(effects: Iterable[Effect | None]) -> Share:
    """The share of some effects."""
    fitted = [effect for effect in effects if effect]
    return Share(len(fitted), sum(effect.low > 1 for effect in fitted), sum(effect.high < 1 for effect in fitted))
