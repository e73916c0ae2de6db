"""All hypotheses at once: the tests of pairs and of units, the models, and the article's claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.analysis.hypotheses.estimates import CONSULATES_FOLLOW_TIES, Remark, Test, corrected
from kg.analysis.hypotheses.models import (
    NO_DISTANCE,
    TRAITS,
    WITH_FACILITIES,
    WITHOUT_DISTANCE,
    Model,
    any_tie_model,
    count_model,
    leave_one_out,
)
from kg.analysis.hypotheses.pairs import pair_tests
from kg.analysis.hypotheses.permutation import contrast_tests
from kg.analysis.hypotheses.qap import qap_tests
from kg.analysis.hypotheses.units import Unit, units
from kg.analysis.hypotheses.verdict import Verdict, judge
from kg.analysis.question import Question
from kg.base.languages import N_
from kg.network.standing import select
from kg.network.ties import Link
from kg.network.views import SISTER_ONLY, WITH_PARTNERS, standing, view

SURE = 0.9
CONSULATES_ADDED = N_("number of ties, consulates added")


def study(question: Question) -> list[Test]:
    """Every hypothesis on the ties of a choice, with corrected p-values; units are those of its country."""
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


def claim(question: Question) -> Verdict:
    """The verdict on the article's claim for the units of a country, with the models that it rests on."""
    chosen = _units(question, standing(question.network, question.choice))
    return judge(claim_models(question), leave_one_out(chosen))


def claim_models(question: Question) -> list[Model]:
    """The count model on the ties chosen, without distance, with facilities too, and on other choices of ties.

    The first decides the verdict; the others show whether it hangs on the model or on the choice.
    """
    network, year = question.network, question.choice.as_of
    chosen = _units(question, standing(network, question.choice))
    wide = select(network, WITH_PARTNERS, year).links
    economic = [link for link in wide if "economic" in question.attributes.fields.get(link.slug, ())]
    sure = [link for link in select(network, SISTER_ONLY, year).links if link.confidence >= SURE]
    return [
        count_model(chosen),
        count_model(chosen, NO_DISTANCE, WITHOUT_DISTANCE),
        count_model(chosen, WITH_FACILITIES, CONSULATES_ADDED),
        any_tie_model(chosen, TRAITS, N_("any tie at all")),
        count_model(_units(question, wide), TRAITS, N_("sister ties and partnerships")),
        count_model(_units(question, economic), TRAITS, N_("ties with an economic sphere")),
        count_model(_units(question, sure), TRAITS, N_("sister ties of confidence 0.9 and more")),
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
