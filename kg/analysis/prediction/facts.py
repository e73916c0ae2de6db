"""What is plainly true of a pair: a reason is told only where its words hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from kg.analysis.prediction.features import FEATURES, Candidates
from kg.base.geography import haversine
from kg.network.attributes import Attributes
from kg.network.ties import Network

NEARER_THAN = 0.75  # of the tied pairs
LARGER_THAN = 0.5  # of the places of the country that have a tie
TIMES = 2.0  # the populations of places of like size differ by less
ALIKE = 0.5  # the cosine of two alike sets of spheres; two sets of one size share half at least


class Facts(NamedTuple):
    """A pair as it is; ``partners`` and ``people`` are those of the two places, ``features`` the values of the model.

    ``through`` are places of the first one's country that share a partner with it and are tied to the second.
    """

    through: tuple[str, ...]
    partners: tuple[int, int]
    kilometres: float | None
    people: tuple[float | None, float | None]
    features: Mapping[str, float]


class Usual(NamedTuple):
    """What pairs are held against: a quarter of the tied pairs are ``near`` or nearer, and of the places
    with a tie, half have at most so many ``people`` (one number a country); None where nothing is known.
    """

    near: float | None
    people: tuple[float | None, float | None]


def usual(network: Network, attributes: Attributes, known: Candidates) -> Usual:
    """What is usual of the pairs and places that are tied."""
    pairs = ((known.first[row], known.second[column]) for row, column in zip(*np.nonzero(known.tied), strict=True))
    distances = [found for one, other in pairs if (found := _kilometres(network, one, other)) is not None]
    tied = ((known.first, known.tied.any(axis=1)), (known.second, known.tied.any(axis=0)))
    people = [[size for id in np.array(ids)[has] if (size := _people(attributes, id)) is not None] for ids, has in tied]
    return Usual(
        near=_quantile(distances, 1 - NEARER_THAN),
        people=(_quantile(people[0], LARGER_THAN), _quantile(people[1], LARGER_THAN)),
    )


def facts(network: Network, attributes: Attributes, known: Candidates, row: int, column: int) -> Facts:
    """The facts of one pair."""
    one, other = known.first[row], known.second[column]
    peers = known.tied[:, column] & known.tied[:, known.tied[row]].any(axis=1)
    return Facts(
        through=tuple(known.first[n] for n in np.flatnonzero(peers) if n != row),
        partners=(int(known.tied[row].sum()), int(known.tied[:, column].sum())),
        kilometres=_kilometres(network, one, other),
        people=(_people(attributes, one), _people(attributes, other)),
        features=dict(zip(FEATURES, known.values[:, row, column].tolist(), strict=True)),
    )


def true_of(found: Facts, than: Usual) -> frozenset[str]:
    """The features whose words in ``reasons.toml`` are true of a pair."""
    holds = {
        "shared-partners": bool(found.through),
        "shared-partners-weighed": bool(found.through),
        "preferential-attachment": min(found.partners) > 0,
        "population": _are_populous(found, than),
        "size": _are_alike(found),
        "level": found.features["level"] > 0,
        "spheres": found.features["spheres"] >= ALIKE,
        "nearness": found.kilometres is not None and than.near is not None and found.kilometres < than.near,
        "units-tied": found.features["units-tied"] > 0,
    }
    return frozenset(feature for feature in FEATURES if holds[feature])


def _are_populous(found: Facts, than: Usual) -> bool:
    return all(
        size is not None and least is not None and size > least
        for size, least in zip(found.people, than.people, strict=True)
    )


def _are_alike(found: Facts) -> bool:
    one, other = found.people
    return one is not None and other is not None and max(one, other) < TIMES * min(one, other)


def _people(attributes: Attributes, id: str) -> float | None:
    return attributes.population[id].value if id in attributes.population else None


def _kilometres(network: Network, one: str, other: str) -> float | None:
    a, b = network.nodes[one], network.nodes[other]
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return haversine(a.lat, a.lon, b.lat, b.lon)


def _quantile(values: list[float], share: float) -> float | None:
    return float(np.quantile(values, share)) if values else None
