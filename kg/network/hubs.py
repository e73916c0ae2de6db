"""Hubs: places ranked by their ties, own and of the places within them, told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table
from kg.base import ids
from kg.network.ties import Link, Network


class Hub(NamedTuple):
    """One place and what its ties add up to; ``rank`` is shared by places that cannot be told apart."""

    rank: int
    place: str
    own: int  # ties that the place itself is a party of
    inner: int  # ties of the places within it
    both: int
    partners: int  # distinct places at the other end of own ties
    reached: int  # distinct places outside at the other end of own and inner ties
    sources: int  # distinct sources that attest own and inner ties
    first_year: int | None  # of own ties


def holders_of(network: Network) -> Mapping[str, str]:
    """For each place that lies in a first-level unit, that unit."""
    return {id: node.region for id, node in network.nodes.items() if node.region and node.region != id}


class Members(NamedTuple):
    """The numbers of the ties that count for a place: those it is a party of, and those of the places within it."""

    own: set[int]
    inner: set[int]


def members(network: Network, links: Sequence[Link]) -> dict[str, Members]:
    """What counts for each place, whatever unit it is; a tie between two places of one unit counts once for it.

    A tie of a place with its own unit is an own tie of both and counts for the unit once.
    """
    found: defaultdict[str, Members] = defaultdict(lambda: Members(set(), set()))
    above = _above(network)
    for number, link in enumerate(links):
        for end in (link.a, link.b):
            found[end].own.add(number)
            for holder in above.get(end, ()):
                if holder not in (link.a, link.b):
                    found[holder].inner.add(number)
    return found


def _above(network: Network) -> dict[str, list[str]]:
    """The units that hold each place, the nearest first, without the country."""
    above: dict[str, list[str]] = {}
    for id, node in network.nodes.items():
        found: list[str] = []
        holder = node.within or node.region
        while holder and holder not in (id, *found):
            found.append(holder)
            held = network.nodes.get(holder)
            holder = (held.within or held.region) if held else ""
        above[id] = found
    return above


def hubs(network: Network, links: Iterable[Link], level: str = "both", country: str = "") -> list[Hub]:
    """Every place with a tie, ranked by ``own``, ``inner`` or ``both``, the most first.

    Places of equal count share a rank and stand in the order of their ids. With a ``country``, only its
    places are ranked.
    """
    links, above = tuple(links), _above(network)
    counted = [
        _hub(place, [links[n] for n in found.own], [links[n] for n in found.inner], above)
        for place, found in members(network, links).items()
        if country in ("", network.nodes[place].country)
    ]
    counted = [hub for hub in counted if getattr(hub, level)]
    counted.sort(key=lambda hub: (-getattr(hub, level), hub.place))
    ranked: list[Hub] = []
    for position, hub in enumerate(counted, 1):
        same = ranked and getattr(ranked[-1], level) == getattr(hub, level)
        ranked.append(hub._replace(rank=ranked[-1].rank if same else position))
    return ranked


def _hub(place: str, own: Sequence[Link], inner: Sequence[Link], above: Mapping[str, Sequence[str]]) -> Hub:
    partners = {end for link in own for end in (link.a, link.b)} - {place}
    reached = partners | {end for link in inner for end in (link.a, link.b)}
    return Hub(
        rank=0,
        place=place,
        own=len(own),
        inner=len(inner),
        both=len(own) + len(inner),
        partners=len(partners),
        reached=sum(place not in above.get(end, ()) for end in reached),
        sources=len({source for link in (*own, *inner) for source in link.sources}),
        first_year=min((link.start_year for link in own if link.start_year is not None), default=None),
    )


class NamedHub(NamedTuple):
    """A hub that a source names, held against the data."""

    place: str
    source: str
    hub: Hub | None
    rank_among: int | None  # its rank among places of its country and level
    verdict: str  # agrees, agrees-with-places-within, differs


def named_hubs(graph: AskedGraph) -> list[tuple[str, str]]:
    """(place id, source id) of each place that a source calls a hub, in order, each once."""
    rows = asked_table(graph, "hubs-named-by-sources").rows
    return list(dict.fromkeys((ids.tail(place), ids.tail(source)) for place, source, _ in rows))


def compare(named: Iterable[tuple[str, str]], least: int, found: Iterable[Hub], network: Network) -> list[NamedHub]:
    """Hold (place, source), which should have ``least`` partners, against ranked hubs, in the order given."""
    by_place = {hub.place: hub for hub in found}

    def equals(hub: Hub) -> tuple[str, str]:
        return network.nodes[hub.place].country, network.nodes[hub.place].level

    compared = []
    for place, source in named:
        hub, verdict, rank = by_place.get(place), "differs", None
        if hub:
            rank = 1 + sum(other.both > hub.both for other in by_place.values() if equals(other) == equals(hub))
            if hub.reached >= least:
                verdict = "agrees" if hub.partners >= least else "agrees-with-places-within"
        compared.append(NamedHub(place, source, hub, rank, verdict))
    return compared
