"""The places most like one, reckoned once a graph: the network is slow to read, and a dossier names six of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.ask.asked_graph import AskedGraph
from kg.base.languages import N_
from kg.base.resources import PACKAGE
from kg.dossier.record import Record
from kg.graph.cache import code_of

if TYPE_CHECKING:
    from kg.dossier.place import Place

WORDS = {
    "level": N_("level"), "size": N_("size"), "product": N_("product"), "distance": N_("distance"),
    "macro-region": N_("part of the country"), "border": N_("border"),
}  # fmt: skip
MOST = 6


class Alike(Record):
    """A place of the same country and level: the criteria of ``kg comparable`` that it shares, and its ties by kind."""

    shown = ("place", "criteria")
    place: Place
    criteria: tuple[str, ...]
    ties: Mapping[str, int]


def alike(graph: AskedGraph, place: str) -> tuple[Alike, ...]:
    """The places that share most criteria with one, as ``kg comparable`` tells them; none for a country."""
    from kg.dossier.place import Place  # noqa: PLC0415 (a place is made with these)

    name = f"comparable-{place}-{code_of(PACKAGE / 'dossier' / 'comparable.py')}.json"
    found = json.loads(graph.once(name, lambda: json.dumps(_alike(graph, place))))
    return tuple(
        Alike(id=id, place=Place(graph, id, labels), criteria=tuple(criteria), ties=ties)
        for id, labels, criteria, ties in found
    )


def _alike(graph: AskedGraph, place: str) -> list[tuple[Any, ...]]:
    from kg.base.errors import KgError  # noqa: PLC0415 (needed once a place)
    from kg.dossier.comparable import peers  # noqa: PLC0415 (slow to import, and needed once a place)
    from kg.network.attributes import read_attributes  # noqa: PLC0415 (as that)
    from kg.network.from_graph import read_network  # noqa: PLC0415 (as that)

    network = read_network(graph)
    try:
        _own, found = peers(network, read_attributes(graph), place)
    except KgError:  # a country has none
        return []
    return [
        (peer.traits.place, dict(network.nodes[peer.traits.place].labels), peer.of(True), dict(peer.ties))
        for peer in found[:MOST]
    ]
