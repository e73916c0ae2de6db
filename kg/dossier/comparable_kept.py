"""The places most like one, reckoned once a graph: the network is slow to read, and a dossier names six of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
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

    found = _read(graph.once(_name(), lambda: json.dumps(_alike(graph))))
    return tuple(
        Alike(id=id, place=Place(graph, id, found["labels"][id]), criteria=tuple(criteria), ties=ties)
        for id, criteria, ties in found["alike"].get(place, ())
    )


_read = cache(json.loads)


@cache
def _name() -> str:
    return f"comparable-{code_of(PACKAGE / 'dossier' / 'comparable.py')}.json"


def _alike(graph: AskedGraph) -> dict[str, Any]:
    """Those of all places, since the traits of all are needed for any."""
    from kg.dossier.comparable import ranked, ties_by_kind, traits_of  # noqa: PLC0415 (slow to import, needed once)
    from kg.network.attributes import read_attributes  # noqa: PLC0415 (as that)
    from kg.network.from_graph import read_network  # noqa: PLC0415 (as that)

    network, attributes = read_network(graph), read_attributes(graph)
    ties, found = ties_by_kind(network), {}
    for country in sorted({node.country for node in network.nodes.values()}):
        traits = traits_of(network, attributes, country)
        for place in traits:
            chosen = ranked(traits, ties, place)[1][:MOST]
            found[place] = [(peer.traits.place, peer.of(True), dict(peer.ties)) for peer in chosen]
    return {"alike": found, "labels": {id: dict(node.labels) for id, node in network.nodes.items()}}
