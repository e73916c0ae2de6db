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
from kg.base.languages import N_
from kg.network.attributes import Attributes
from kg.network.standing import select
from kg.network.ties import Link, Network
from kg.network.views import SISTER_ONLY, WITH_PARTNERS, Choice, standing, view

ROUNDS = 999
SURE = 0.9
CONSULATES_ADDED = N_("number of ties, consulates added")


def study(
    network: Network, attributes: Attributes, country: str, choice: Choice, rounds: int = ROUNDS, seed: int = 0
) -> list[Test]:
    """Every hypothesis on the ties of a choice, with corrected p-values; units are those of ``country``."""
    links = standing(network, choice)
    rows = units(network, links, attributes, country)
    places = view(network, choice=choice)
    regions = view(network, "regions", choice._replace(isolates=True))
    models = [count_model(rows), count_model(rows, WITH_FACILITIES, CONSULATES_ADDED)]
    tests = [
        *contrast_tests(rows, rounds, seed),
        *model_tests(models),
        *pair_tests(places, network, attributes, rounds, seed),
        *qap_tests(regions, network, attributes, rounds, seed),
    ]
    return corrected(tests)


def claim(network: Network, attributes: Attributes, country: str, choice: Choice) -> Verdict:
    """The verdict on the article's claim for the units of a country, with the models that it rests on."""
    models = claim_models(network, attributes, country, choice)
    return judge(models, leave_one_out(units(network, standing(network, choice), attributes, country)))


def claim_models(network: Network, attributes: Attributes, country: str, choice: Choice) -> list[Model]:
    """The count model on the ties chosen, without distance, with facilities too, and on other choices of ties.

    The first decides the verdict; the others show whether it hangs on the model or on the choice.
    """
    wide = select(network, WITH_PARTNERS, choice.as_of).links
    economic = [link for link in wide if "economic" in attributes.fields.get(link.slug, ())]
    sister = select(network, SISTER_ONLY, choice.as_of).links

    def rows(links: Iterable[Link]) -> list[Unit]:
        return units(network, links, attributes, country)

    chosen = rows(standing(network, choice))
    sure = rows(link for link in sister if link.confidence >= SURE)
    return [
        count_model(chosen),
        count_model(chosen, NO_DISTANCE, WITHOUT_DISTANCE),
        count_model(chosen, WITH_FACILITIES, CONSULATES_ADDED),
        any_tie_model(chosen, TRAITS, N_("any tie at all")),
        count_model(rows(wide), TRAITS, N_("sister ties and partnerships")),
        count_model(rows(economic), TRAITS, N_("ties with an economic sphere")),
        count_model(sure, TRAITS, N_("sister ties of confidence 0.9 and more")),
    ]


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
