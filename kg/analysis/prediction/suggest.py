"""The suggestions themselves: how the two stand to one another, the chance of a tie, and what speaks for it."""

from __future__ import annotations

from math import log
from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import Facts, facts, pairs_of, true_of, usual
from kg.analysis.prediction.learned import Model, learn
from kg.analysis.prediction.past import NEVER, Past
from kg.analysis.question import Question
from kg.base.dates import Bounds
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.gather.stages import OF_KIND, STEPS
from kg.network.ties import Link

TOP = 20
MATERIAL = log(1.25)  # what a reason adds to the log-odds: a quarter more


class Standing(NamedTuple):
    """How two places stand to one another: ``none``, ``talks``, ``tied``, ``ended``, or ``open`` in a year.

    ``stage`` is the highest that was reached, ``year`` that of its date or the last that it can have,
    which ``exact`` tells apart; of a tie that ended, those of the end.
    """

    state: str = "none"
    stage: str = ""
    year: int | None = None
    exact: bool = False


class Reason(NamedTuple):
    """One feature that speaks for a pair, and by how much it moves the log-odds from the average pair's."""

    feature: str
    weight: float


class Suggestion(NamedTuple):
    """A place abroad; ``chance`` is that of a tie within the years asked for, None where the two have met already.

    Reasons are the strongest first: features that foretold ties of other years, speak for the pair, and whose
    words are true of it.
    """

    place: str
    partner: str
    standing: Standing
    chance: float | None
    reasons: tuple[Reason, ...]
    facts: Facts


def suggest(question: Question, learnt: tuple[Past, Model] | None = None) -> list[Suggestion]:
    """The places abroad that a place could approach next, best first; with a year, as seen from that year.

    ``learnt`` is what :func:`learned` gives, the same for all places of a network.

    Tied places are left out, those tied in a year for all that is known too, unless ``everyone`` is asked for.
    """
    past, model = learnt or learned(question)
    pairs, year, place = past.pairs, question.choice.as_of, question.place
    side = 0 if place in pairs.positions[0] else 1
    at, partners = pairs.positions[side][place], pairs.sides[1 - side]
    every, here = np.arange(len(partners)), np.full(len(partners), at)
    values = past.values(year, (every, here) if side else (here, every))  # a row a feature, a column a partner
    chances, parts = model.chances(values, question.within), model.parts(values)
    standings = _standings(question)
    standing = past.standing(year)
    than = usual(pairs, standing)
    found = []
    for n in np.argsort(-chances, kind="stable"):
        stands = standings.get(partners[n], Standing())
        if stands.state in ("tied", "open") and not question.everyone:
            continue
        pair = facts(pairs, standing, values[:, n], *((n, at) if side else (at, n)))
        told = true_of(pair, than) & model.worth.keys()
        if side:
            pair = pair._replace(partners=pair.partners[::-1], people=pair.people[::-1])
        reasons = [Reason(model.features[k], float(parts[k, n])) for k in np.argsort(-parts[:, n], kind="stable")]
        reasons = [reason for reason in reasons if reason.weight >= MATERIAL and reason.feature in told]
        chance = float(chances[n]) if stands.state == "none" else None
        found.append(Suggestion(place, partners[n], stands, chance, tuple(reasons), pair))
        if len(found) == (question.limit or TOP):
            break
    return found


def learned(question: Question) -> tuple[Past, Model]:
    """The past that a question is about, and what it teaches; raises :class:`KgError` where that is too little."""
    past = past_of(question)
    model = learn(past, question.choice.as_of)
    if model is None:
        raise KgError(
            _("too few ties with a date are left to learn from"),
            hint=_("choose more kinds (--kind), a later year (--as-of) or a lower --least-confidence"),
        )
    return past, model


def _standings(question: Question) -> dict[str, Standing]:
    """How the place stands to each place abroad that it has met."""
    links = [link for link in question.network.links if question.place in (link.a, link.b)]
    found = {(link.b if link.a == question.place else link.a): _standing(link, question) for link in links}
    return {id: standing for id, standing in found.items() if standing}


def _standing(link: Link, question: Question) -> Standing | None:
    """What a tie had come to in the year asked for; None where it had not begun, for all that is known."""
    now = question.choice.as_of or NEVER
    stages = question.attributes.stages.get(link.slug) or [(OF_KIND[link.kind], link.begun)]
    reached = {kind: bounds for kind, bounds in stages if kind in STEPS and _by(bounds, question.choice.as_of) <= now}
    ties = {OF_KIND[kind] for kind in question.choice.kinds}
    if not ties & reached.keys() and any(kind in ties and (first or 0) <= now for kind, (first, _last) in stages):
        return Standing("open")
    if not reached:
        return None
    stage = max(reached, key=STEPS.index)
    over = link.over
    if over and _by(over, question.choice.as_of) < now + (question.choice.as_of is None):
        return Standing("ended", stage, over[1], over[0] == over[1] is not None)
    first, last = reached[stage]
    return Standing("tied" if ties & reached.keys() else "talks", stage, last, first == last is not None)


def _by(bounds: Bounds, as_of: int | None) -> int:
    """The last year of some bounds; what has none had come by now, and not surely by any year that is asked for."""
    return bounds[1] or (NEVER if as_of is None else NEVER + 1)


def past_of(question: Question) -> Past:
    """The ties of a question between its place's country, or the first, and the other country."""
    network, place = question.network, question.place
    if place and place not in network.nodes:
        message = _("no place has the id '{id}'").format(id=shown(place))
        raise KgError(message, hint=did_you_mean(place, network.nodes, "kg places"))
    pairs = pairs_of(network, question.attributes, question.two_countries())
    if place and not any(place in side for side in pairs.positions):
        raise KgError(
            _("{place} is a country, or in none of the two that the ties join").format(place=shown(place)),
            hint=_("choose a city or region of them"),
        )
    return Past(pairs, question.choice)
