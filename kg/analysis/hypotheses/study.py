"""All hypotheses at once: the tests of pairs and of units, and the models."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.analysis.hypotheses.designs import Setting, basis_of, designs
from kg.analysis.hypotheses.estimates import CONSULATES_FOLLOW_TIES, Remark, Test, corrected
from kg.analysis.hypotheses.inference import fit_of, model_of
from kg.analysis.hypotheses.models import (
    NO_DISTANCE,
    TRAITS,
    WITH_FACILITIES,
    WITHOUT_DISTANCE,
    Model,
    any_tie_model,
    count_model,
)
from kg.analysis.hypotheses.pairs import pair_tests
from kg.analysis.hypotheses.permutation import contrast_tests
from kg.analysis.hypotheses.qap import qap_tests
from kg.analysis.hypotheses.units import Unit, units
from kg.analysis.question import Question
from kg.base.languages import N_
from kg.network.ties import Link
from kg.network.views import standing, view

CONSULATES_ADDED = N_("number of ties, consulates added")


def study(question: Question) -> list[Test]:
    """Every hypothesis on the ties of a choice, with corrected p-values; units are those of its country."""
    question.two_countries()
    network, attributes, drawing = question.network, question.attributes, (question.rounds, question.seed)
    rows = _units(question, standing(network, question.choice))
    regions = view(network, "regions", question.choice._replace(isolates=True))
    tests = [
        *contrast_tests(rows, *drawing),
        *model_tests([count_model(rows), count_model(rows, WITH_FACILITIES, CONSULATES_ADDED)]),
        *pair_tests(view(network, choice=question.choice), network, attributes, *drawing),
        *qap_tests(regions, network, attributes, *drawing),
    ]
    return corrected(tests)


def models(question: Question) -> list[Model]:
    """The models of the claim, and those of single units that the tests of hypotheses rest on."""
    question.two_countries()
    chosen = _units(question, standing(question.network, question.choice))
    setting = Setting(tuple(question.choice.kinds), question.choice.as_of)
    return [
        *(model_of(design, fit_of(design)) for design in designs(question, setting, basis_of(question, setting))),
        count_model(chosen),
        count_model(chosen, NO_DISTANCE, WITHOUT_DISTANCE),
        count_model(chosen, WITH_FACILITIES, CONSULATES_ADDED),
        any_tie_model(chosen, TRAITS, N_("any tie at all")),
    ]


def _units(question: Question, links: Iterable[Link]) -> list[Unit]:
    return units(question.network, links, question.attributes, question.country)


_ASKED = {
    "border": N_("Do border units have more ties, all else equal?"),
    "distance": N_("Do units far away have fewer ties, all else equal?"),
    "size": N_("Do populous units have more ties, all else equal?"),
    "product": N_("Do units of higher product per head have more ties, all else equal?"),
    "consulate": N_("Do units with a consulate of the other country have more ties, all else equal?"),
}


def model_tests(models: Sequence[Model]) -> list[Test]:
    """The traits of the first model, and those that only a later one has, as tests."""
    tests: dict[str, Test] = {}
    for model in models:
        for trait, question in _ASKED.items():
            effect = model.effect(trait)
            if trait in tests or (effect is None and model.effects):
                continue
            method = Remark("method-count-model", {"model": model.name})
            notes = (*model.notes, *([CONSULATES_FOLLOW_TIES] if trait == "consulate" else []))
            test = Test("units", trait, question, method, model.units, notes=notes)
            if effect:
                test = test._replace(effect=effect.ratio, expected=1.0, low=effect.low, high=effect.high, p=effect.p)
            tests[trait] = test
    return list(tests.values())
