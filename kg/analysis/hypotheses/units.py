"""First-level units with their ties and their traits: the rows that tests of regions read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from kg.analysis.ground import kilometres
from kg.network.attributes import Attributes
from kg.network.hubs import holders_of
from kg.network.ties import Link, Network


class Unit(NamedTuple):
    """A first-level unit: its ties (its own and its places'), and what might explain them.

    ``distance`` is in kilometres from its centre to the nearest located place of the other country;
    ``product`` is the gross regional product per head in the country's currency; ``crossings`` are
    those open. A figure that is not known is none.
    """

    id: str
    country: str
    ties: int
    border: bool
    distance: float | None
    population: float | None
    product: float | None
    consulates: int
    crossings: int


def units(network: Network, links: Iterable[Link], attributes: Attributes, country: str) -> list[Unit]:
    """The units of a country in the order of their ids, those without ties included."""
    holders = holders_of(network)
    found = {
        id: node
        for id, node in sorted(network.nodes.items())
        if node.country == country and node.region == id and node.level != "country"
    }
    ties = Counter(unit for link in links for unit in {holders.get(end, end) for end in (link.a, link.b)})
    facilities = Counter(
        (facility.kind, unit)
        for facility in attributes.facilities
        for unit in {holders.get(place, place) for place in (facility.place, facility.partner)}
        if not facility.closed
    )
    others = {network.nodes[end].country for link in network.links for end in (link.a, link.b)} - {country}
    abroad = [(node.lat, node.lon) for node in network.nodes.values() if node.country in others]
    distances = kilometres([(node.lat, node.lon) for node in found.values()], abroad)
    nearest = np.fmin.reduce(distances, axis=1, initial=np.nan)
    return [
        Unit(
            id=id,
            country=country,
            ties=ties[id],
            border=node.border,
            distance=None if np.isnan(far) else float(far),
            population=attributes.population[id].value if id in attributes.population else None,
            product=attributes.product_per_head[id].value if id in attributes.product_per_head else None,
            consulates=facilities["consulate", id],
            crossings=facilities["border-crossing", id],
        )
        for (id, node), far in zip(found.items(), nearest, strict=True)
    ]


def complete(rows: Iterable[Unit]) -> list[Unit]:
    """The units of which every trait is known."""
    return [unit for unit in rows if None not in (unit.distance, unit.population, unit.product)]
