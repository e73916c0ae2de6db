"""The suggestions themselves, each with its reasons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import FEATURES, Facts, candidates, facts, true_of, usual
from kg.analysis.prediction.learned import learn
from kg.analysis.question import Question
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.network.ties import Network
from kg.network.views import standing

TOP = 20
LEAST = 0.05  # of the log-odds that a reason adds; less is no reason


class Reason(NamedTuple):
    """One feature that speaks for a pair, and by how much it moves the log-odds from the average pair's."""

    feature: str
    weight: float


class Suggestion(NamedTuple):
    """A pair without a tie. ``score`` is the log-odds of a tie.

    Reasons are the strongest first: features that speak for the pair and whose words are true of it.
    """

    place: str
    partner: str
    score: float
    reasons: tuple[Reason, ...]
    facts: Facts


def suggest(question: Question) -> list[Suggestion]:
    """The places abroad that a place could approach next, best first; with a year, as seen from that year.

    Pairs with a tie of any kind, status or confidence, an intention among them, are left out: they
    have met already. With a year, so are pairs whose tie is undated, and those that met later are not.
    """
    network, choice, place = question.network, question.choice, question.place
    if place not in network.nodes:
        message = _("no place has the id '{id}'").format(id=shown(place))
        raise KgError(message, hint=did_you_mean(place, network.nodes, "kg places"))
    links = standing(network, choice)
    if not links:
        raise KgError(
            _("no tie is left to learn from"),
            hint=_("choose more kinds (--kind), a later year (--as-of) or a lower --least-confidence"),
        )
    here = network.nodes[place].country
    abroad = sorted({network.nodes[end].country for link in links for end in (link.a, link.b)} - {here})
    if len(abroad) != 1 or network.nodes[place].level == "country":
        raise KgError(
            _("{place} is a country, or in none of the two that the ties join").format(place=shown(place)),
            hint=_("choose a city or region of them"),
        )
    known = candidates(network, links, question.attributes, (here, abroad[0]))
    model, than = learn(known), usual(known)
    row = known.first.index(place)
    parts = model.weights * model.standard(known.values[:, row]).T  # of the log-odds: a row a partner
    scores = parts.sum(axis=1) + model.intercept
    met = _met(network, place, choice.as_of)
    order = sorted((-float(scores[n]), n) for n, id in enumerate(known.second) if id not in met)
    found = []
    for lowered, column in order[: question.limit or TOP]:
        pair = facts(known, row, column)
        told = true_of(pair, than)
        reasons = [Reason(FEATURES[n], float(parts[column, n])) for n in np.argsort(-parts[column], kind="stable")]
        reasons = [reason for reason in reasons if reason.weight > LEAST and reason.feature in told]
        found.append(Suggestion(place, known.second[column], -lowered, tuple(reasons), pair))
    return found


def _met(network: Network, place: str, as_of: int | None) -> set[str]:
    links = [link for link in network.links if place in (link.a, link.b)]
    if as_of is not None:
        links = [link for link in links if link.start_year is None or link.start_year <= as_of]
    return {end for link in links for end in (link.a, link.b)}
