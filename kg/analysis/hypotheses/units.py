"""First-level units with their ties and their traits: the rows that tests of regions read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.analysis.ground import Position, centres, to_abroad
from kg.network.attributes import Attributes
from kg.network.hubs import holders_of
from kg.network.ties import Link, Network


class Unit(NamedTuple):
    """A first-level unit: its ties (its own and its places'), and what might explain them.

    ``distance`` is in kilometres from the centre of its population to the nearest located place of the other
    country; ``product``, ``investment``, ``wages``, ``income`` and ``trade`` (exports and imports) are per head in the
    currency of their source; ``crossings`` are those open. A figure that is not known is none. ``sources`` counts
    the witnesses that tell of its ties of other kinds than those counted: how much was looked for and found there.
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
    investment: float | None = None
    wages: float | None = None
    income: float | None = None
    trade: float | None = None
    sources: int = 0
    centre: Position = (None, None)


def units(network: Network, links: Iterable[Link], attributes: Attributes, country: str) -> list[Unit]:
    """The units of a country in the order of their ids, those without ties included."""
    holders, centre, links = holders_of(network), centres(network, attributes), list(links)
    found = [
        node
        for id, node in sorted(network.nodes.items())
        if node.country == country and node.region == id and node.level != "country"
    ]
    ties = Counter(unit for link in links for unit in {holders.get(end, end) for end in (link.a, link.b)})
    facilities = Counter(
        (facility.kind, unit)
        for facility in attributes.facilities
        for unit in {holders.get(place, place) for place in (facility.place, facility.partner)}
        if not facility.closed
    )
    distances = to_abroad(network, country, [centre[node.id] for node in found])
    witnesses = _witnesses(network, {link.kind for link in links}, holders)
    return [
        Unit(
            id=node.id,
            country=country,
            ties=ties[node.id],
            border=node.border,
            distance=far,
            population=attributes.population[node.id].value if node.id in attributes.population else None,
            product=attributes.product_per_head[node.id].value if node.id in attributes.product_per_head else None,
            consulates=facilities["consulate", node.id],
            crossings=facilities["border-crossing", node.id],
            sources=len(witnesses[node.id]),
            centre=centre[node.id],
            **_economy(node.id, attributes),
        )
        for node, far in zip(found, distances, strict=True)
    ]


def _economy(id: str, attributes: Attributes) -> dict[str, float | None]:
    """What the other figures of a unit come to a head; wages and income are of a head as they are."""

    def of(*indicators: str) -> float | None:
        known = [attributes.economy.get(each, {}).get(id) for each in indicators]
        return sum(figure.value for figure in known if figure) if all(known) else None

    people = attributes.population.get(id)
    totals = {"investment": of("fixed-capital-investment"), "trade": of("exports-total", "imports-total")}
    a_head = {name: total / people.value if total and people else None for name, total in totals.items()}
    return {**a_head, "wages": of("wage-monthly"), "income": of("income-per-capita-monthly")}


def _witnesses(network: Network, counted: set[str], holders: Mapping[str, str]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in network.links:
        if link.kind not in counted:
            for end in (link.a, link.b):
                found[holders.get(end, end)].update(network.witnesses.get(source, source) for source in link.sources)
    return found


def complete(rows: Iterable[Unit]) -> list[Unit]:
    """The units of which distance, population and product are known."""
    return [unit for unit in rows if None not in (unit.distance, unit.population, unit.product)]
