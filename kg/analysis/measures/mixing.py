"""Who is tied with whom: mixing matrices, comparable levels, and whether cities follow their provinces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import networkx as nx

from kg.network.hubs import holders_of
from kg.network.levels import comparable
from kg.network.ties import Link, Network


class Share(NamedTuple):
    """A part of a whole."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share; none where there is no whole."""
        return self.part / self.whole if self.whole else None


def mixing_matrix(graph: nx.Graph[str], attribute: str) -> dict[tuple[str, str], int]:
    """How many ties join places with each two values of an attribute, the first side's value first.

    Newman, "Mixing patterns in networks", 2003, as counts. In a one-mode graph a pair of values
    stands in alphabetical order. A place without the attribute counts under an empty string.

    >>> graph = nx.Graph([("a", "x"), ("b", "x")])
    >>> nx.set_node_attributes(graph, {"a": "east", "b": "west", "x": "north"}, "macro")
    >>> mixing_matrix(graph, "macro")
    {('east', 'north'): 1, ('north', 'west'): 1}
    """
    counts: Counter[tuple[str, str]] = Counter()
    for a, b in graph.edges():
        ends = [graph.nodes[node] for node in (a, b)]
        values = [str(end.get(attribute, "")) for end in ends]
        sides = [end.get("bipartite") for end in ends]
        if None in sides or sides[0] == sides[1]:
            values.sort()
        elif sides[0] == 1:
            values.reverse()
        counts[values[0], values[1]] += 1
    return dict(sorted(counts.items()))


def same_level(network: Network, links: Iterable[Link]) -> Share:
    """How many ties join places of comparable level, as partners normally are."""
    pairs = [(network.nodes[link.a].level, network.nodes[link.b].level) for link in links]
    return Share(sum(comparable(a, b) for a, b in pairs), len(pairs))


def sister_province_overlap(network: Network, links: Iterable[Link]) -> Share:
    """How many ties of places within first-level units lie between units that are tied themselves.

    The question of Liu and Hu (2018), whether sister cities come from sister provinces. Ties with a
    unit itself, federal cities and municipalities among them, are no part of the whole.
    """
    holders = holders_of(network)
    kept = list(links)
    units = {frozenset((link.a, link.b)) for link in kept if link.a not in holders and link.b not in holders}
    inner = [link for link in kept if link.a in holders and link.b in holders]
    follow = sum(frozenset((holders[link.a], holders[link.b])) in units for link in inner)
    return Share(follow, len(inner))
