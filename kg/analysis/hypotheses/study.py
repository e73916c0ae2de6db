"""All hypotheses at once: the tests of pairs and of units, the models, and the article's claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.analysis.hypotheses.estimates import CONSULATES_FOLLOW_TIES, Remark, Test, corrected
from kg.analysis.hypotheses.models import TRAITS, WITH_FACILITIES, Model, any_tie_model, count_model
from kg.analysis.hypotheses.pairs import pair_tests
from kg.analysis.hypotheses.permutation import contrast_tests
from kg.analysis.hypotheses.qap import qap_tests
from kg.analysis.hypotheses.sensitivity import NO_DISTANCE, WITHOUT_DISTANCE, leave_one_out
from kg.analysis.hypotheses.units import Unit, units
from kg.analysis.hypotheses.verdict import Verdict, judge
from kg.network.attributes import Attributes
from kg.network.standing import select
from kg.network.ties import Link, Network
from kg.network.views import SISTER_ONLY, WITH_PARTNERS, Choice, standing, view

ROUNDS = 999
SURE = 0.9
CONSULATES_ADDED = "number of ties, consulates added"


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
    return [
        count_model(chosen),
        count_model(chosen, NO_DISTANCE, WITHOUT_DISTANCE),
        count_model(chosen, WITH_FACILITIES, CONSULATES_ADDED),
        any_tie_model(chosen, TRAITS, "any tie at all"),
        count_model(rows(wide), TRAITS, "sister ties and partnerships"),
        count_model(rows(economic), TRAITS, "ties with an economic sphere"),
        count_model(rows(link for link in sister if link.confidence >= SURE), TRAITS, f"sister ties surer than {SURE}"),
    ]


_ASKED = {
    "border": "Have border units more ties, all else equal?",
    "distance": "Have units far away fewer ties, all else equal?",
    "size": "Have populous units more ties, all else equal?",
    "product": "Have units of higher product per head more ties, all else equal?",
    "consulate": "Have units with a consulate of the other country more ties, all else equal?",
}


def model_tests(models: Sequence[Model]) -> list[Test]:
    """The traits of the first model, and those that only a later one has, as tests."""
    tests: dict[str, Test] = {}
    for model in models:
        for trait, question in _ASKED.items():
            effect = model.effect(trait)
            if trait in tests or (effect is None and model.effects):
                continue
            tests[trait] = Test(
                family="units",
                trait=trait,
                question=question,
                method=Remark("method-count-model", {"model": model.name}),
                effect=effect and effect.ratio,
                expected=1.0 if effect else None,
                low=effect and effect.low,
                high=effect and effect.high,
                p=effect and effect.p,
                adjusted=None,
                n=model.units,
                notes=(*model.notes, *([CONSULATES_FOLLOW_TIES] if trait == "consulate" else [])),
            )
    return list(tests.values())
