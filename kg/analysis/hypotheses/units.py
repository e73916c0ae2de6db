"""First-level units with their ties and their traits: the rows that tests of regions read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.base.geography import haversine
from kg.network.attributes import Attributes, Figure
from kg.network.hubs import holders_of
from kg.network.ties import Link, Network, Node


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
    ties = dict.fromkeys(found, 0)
    others = {network.nodes[end].country for link in network.links for end in (link.a, link.b)} - {country}
    for link in links:
        ends = {holders.get(end, end) for end in (link.a, link.b)}
        for end in ends & found.keys():
            ties[end] += 1
    abroad = [node for node in network.nodes.values() if node.country in others and node.lat is not None]
    consulates = dict.fromkeys(found, 0)
    crossings = dict.fromkeys(found, 0)
    for facility in attributes.facilities:
        counts = {"consulate": consulates, "border-crossing": crossings}.get(facility.kind)
        if counts is None or facility.closed:
            continue
        for end in {holders.get(place, place) for place in (facility.place, facility.partner)} & found.keys():
            counts[end] += 1
    return [
        Unit(
            id=id,
            country=country,
            ties=ties[id],
            border=node.border,
            distance=_nearest(node, abroad),
            population=_value(attributes.population, id),
            product=_value(attributes.product_per_head, id),
            consulates=consulates[id],
            crossings=crossings[id],
        )
        for id, node in found.items()
    ]


def complete(rows: Iterable[Unit]) -> list[Unit]:
    """The units of which every trait is known."""
    return [unit for unit in rows if None not in (unit.distance, unit.population, unit.product)]


def _nearest(node: Node, abroad: Sequence[Node]) -> float | None:
    if node.lat is None or node.lon is None:
        return None
    lengths = [
        haversine(node.lat, node.lon, other.lat, other.lon)
        for other in abroad
        if other.lat is not None and other.lon is not None
    ]
    return min(lengths, default=None)


def _value(figures: Mapping[str, Figure], id: str) -> float | None:
    figure = figures.get(id)
    return figure.value if figure else None
