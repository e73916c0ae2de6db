"""Hubs: places ranked by their ties, own and of the places within them, told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from kg.network.ties import Link, Network

DEFAULT_KINDS = ("sister", "partner")


class Hub(NamedTuple):
    """One place and what its ties add up to; ``rank`` is shared by places that cannot be told apart."""

    rank: int
    place: str
    own: int  # ties that the place itself is a party of
    inner: int  # ties of the places within it
    both: int
    partners: int  # distinct places at the other end of own and inner ties
    sources: int  # distinct sources that attest own and inner ties
    first_year: int | None


class Selection(NamedTuple):
    """The ties that a question is about, and how many a year leaves out for want of a date."""

    links: tuple[Link, ...]
    undated: int


def select(
    network: Network, kinds: Collection[str] = DEFAULT_KINDS, as_of: int | None = None, *, ended: bool = False
) -> Selection:
    """The ties of some kinds that stand, or stood in a year.

    Without a year, ties that have ended are left out unless ``ended``. With one, so are ties that
    began later or had ended before, and ties without a year of their beginning: their number is told.
    """
    chosen = [link for link in network.links if link.kind in kinds]
    if as_of is None:
        return Selection(tuple(link for link in chosen if ended or link.status != "ended"), 0)
    dated = [link for link in chosen if link.start_year is not None]
    stood = (
        link for link in dated if (link.start_year or 0) <= as_of and (link.end_year is None or link.end_year >= as_of)
    )
    return Selection(tuple(stood), len(chosen) - len(dated))


def holders_of(network: Network) -> Mapping[str, str]:
    """For each place that lies in a first-level unit, that unit."""
    return {id: node.region for id, node in network.nodes.items() if node.region and node.region != id}


def hubs(network: Network, links: Iterable[Link], level: str = "both", country: str = "") -> list[Hub]:
    """Every place with a tie, ranked by ``own``, ``inner`` or ``both``, the most first.

    A tie between two places of one unit counts once for the unit. Places of equal count share a
    rank and stand in the order of their ids. With a ``country``, only its places are ranked.
    """
    own: dict[str, list[Link]] = defaultdict(list)
    inner: dict[str, list[Link]] = defaultdict(list)
    other_ends: dict[str, set[str]] = defaultdict(set)
    holders = holders_of(network)
    for link in links:
        for here, there in ((link.a, link.b), (link.b, link.a)):
            own[here].append(link)
            other_ends[here].add(there)
            holder = holders.get(here)
            if holder and holder not in (link.a, link.b) and link not in inner[holder]:
                inner[holder].append(link)
            if holder:
                other_ends[holder].add(there)
    places = [place for place in {*own, *inner} if country in ("", network.nodes[place].country)]
    counted = [_hub(place, own[place], inner[place], other_ends[place]) for place in places]
    counted = [hub for hub in counted if getattr(hub, level)]
    counted.sort(key=lambda hub: (-getattr(hub, level), hub.place))
    ranked: list[Hub] = []
    for position, hub in enumerate(counted, 1):
        same = ranked and getattr(ranked[-1], level) == getattr(hub, level)
        ranked.append(hub._replace(rank=ranked[-1].rank if same else position))
    return ranked


def _hub(place: str, own: Collection[Link], inner: Collection[Link], ends: Collection[str]) -> Hub:
    links = [*own, *inner]
    return Hub(
        rank=0,
        place=place,
        own=len(own),
        inner=len(inner),
        both=len(links),
        partners=len(ends),
        sources=len({source for link in links for source in link.sources}),
        first_year=min((link.start_year for link in links if link.start_year), default=None),
    )


class NamedHub(NamedTuple):
    """A hub that a source names, held against the data."""

    place: str
    source: str
    least: int  # partners that the source gives it at least
    hub: Hub | None
    rank_among: int | None  # its rank among places of its country and level
    verdict: str  # agrees, agrees-with-places-within, differs


def compare(named: Iterable[tuple[str, str, int]], found: Iterable[Hub], network: Network) -> list[NamedHub]:
    """Hold (place, source, least partners) against ranked hubs, in the order given."""
    by_place = {hub.place: hub for hub in found}
    compared = []
    for place, source, least in named:
        hub = by_place.get(place)
        verdict = "differs"
        if hub and hub.own >= least:
            verdict = "agrees"
        elif hub and hub.partners >= least:
            verdict = "agrees-with-places-within"
        compared.append(NamedHub(place, source, least, hub, _rank_among_equals(hub, by_place, network), verdict))
    return compared


def _rank_among_equals(hub: Hub | None, all_hubs: Mapping[str, Hub], network: Network) -> int | None:
    if hub is None:
        return None
    node = network.nodes[hub.place]
    equals = [
        other
        for other in all_hubs.values()
        if (network.nodes[other.place].country, network.nodes[other.place].level) == (node.country, node.level)
    ]
    return 1 + sum(other.both > hub.both for other in equals)
