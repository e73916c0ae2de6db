"""The suggestions themselves, each with its reasons."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kg.network.attributes import Attributes
from kg.network.hubs import select
from kg.network.measures.space import haversine
from kg.network.model import Network
from kg.network.suggestions.features import FEATURES, Candidates, candidates
from kg.network.suggestions.learned import Combination, learn
from kg.words.errors import KgError, nearest
from kg.words.names import pick

_TEXTS = Path(__file__).with_name("reasons.toml")
SHOWN = 3  # names that a reason lists


class Reason(NamedTuple):
    """One feature that speaks for a pair, and by how much it moves the log-odds from the average pair's."""

    feature: str
    weight: float


class Suggestion(NamedTuple):
    """A pair without a tie. ``score`` is the log-odds of a tie; ``through`` are partners that both lead to.

    ``through`` holds places of the same country as ``place`` that share a partner with it and are tied to
    ``partner``; ``partners`` how many each of the two has. Reasons are the strongest first, those that speak
    for the pair.
    """

    place: str
    partner: str
    score: float
    reasons: tuple[Reason, ...]
    through: tuple[str, ...]
    partners: tuple[int, int]
    kilometres: float | None


def suggest(
    network: Network, attributes: Attributes, kinds: Sequence[str], place: str, count: int = 10
) -> list[Suggestion]:
    """The places abroad that ``place`` could approach next, best first.

    Ended ties do not count as ties, but pairs with a tie of any kind or status, an intention among them,
    are left out: they have met already.
    """
    if place not in network.nodes:
        near = nearest(place, network.nodes)
        raise KgError(f"no place has the id {place!r}", hint=f"did you mean {' or '.join(near)}?" if near else None)
    links = select(network, kinds).links
    here = network.nodes[place].country
    abroad = sorted({network.nodes[end].country for link in links for end in (link.a, link.b)} - {here})
    if len(abroad) != 1 or network.nodes[place].level == "country":
        raise KgError(f"{place} is in none of the two countries that the ties join", hint="choose another place")
    known = candidates(network, links, attributes, (here, abroad[0]))
    model = learn(known)
    row = known.first.index(place)
    scores = model.scores(known.values)[row]
    taken = {end for link in network.links if place in (link.a, link.b) for end in (link.a, link.b)}
    order = sorted((-float(scores[n]), id) for n, id in enumerate(known.second) if id not in taken)
    return [_explained(network, known, model, row, id, -lowered) for lowered, id in order[:count]]


def _explained(
    network: Network, known: Candidates, model: Combination, row: int, partner: str, score: float
) -> Suggestion:
    column = known.second.index(partner)
    parts = model.weights * model.standard(known.values)[:, row, column]
    order = sorted((-float(part), n) for n, part in enumerate(parts) if part > 0.05)
    peers = known.tied[:, column] & (known.tied[:, known.tied[row]].any(axis=1))
    one, other = network.nodes[known.first[row]], network.nodes[partner]
    distance = None
    if one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None:
        distance = haversine(one.lat, one.lon, other.lat, other.lon)
    return Suggestion(
        place=known.first[row],
        partner=partner,
        score=score,
        reasons=tuple(Reason(FEATURES[n], -lowered) for lowered, n in order),
        through=tuple(known.first[n] for n in np.flatnonzero(peers) if n != row),
        partners=(int(known.tied[row].sum()), int(known.tied[:, column].sum())),
        kilometres=distance,
    )


def explain(suggestion: Suggestion, network: Network, attributes: Attributes, lang: str) -> str:
    """Why a pair is suggested, in one line of a language, the strongest reason first."""
    texts = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    names = [pick(network.nodes[id].labels, lang) or id for id in suggestion.through]
    values = {
        "names": texts["list"][lang].join(names[:SHOWN]),
        "more": texts["more"][lang].format(count=len(names) - SHOWN) if len(names) > SHOWN else "",
        "kilometres": f"{suggestion.kilometres or 0:.0f}",
        "partners_one": suggestion.partners[0],
        "partners_other": suggestion.partners[1],
        "one": _population(suggestion.place, attributes, lang),
        "other": _population(suggestion.partner, attributes, lang),
    }
    told = []
    for reason in suggestion.reasons:
        key = reason.feature.removesuffix("-weighed")
        if key == "shared-partners" and not names:
            key = "reachable"
        if (key == "population" and "" in (values["one"], values["other"])) or (
            key == "nearness" and suggestion.kilometres is None
        ):
            continue
        told.append(texts["reasons"][key][lang].format(**values))
    told = list(dict.fromkeys(told)) or [texts["reasons"]["none"][lang]]
    return str(texts["between"][lang]).join(told)


def _population(id: str, attributes: Attributes, lang: str) -> str:
    figure = attributes.population.get(id)
    if figure is None:
        return ""
    if lang == "zh":
        return f"{figure.value / 1e4:.0f}万"
    thousands = f"{figure.value / 1e3:,.0f}".replace(",", "\u00a0" if lang == "ru" else ",")
    return f"{thousands}\u00a0тыс." if lang == "ru" else f"{thousands} thousand"
