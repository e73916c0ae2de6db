"""The places most like one and their ties, reckoned once a graph: the network is slow to read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from kg.ask.asked_graph import AskedGraph
from kg.base import ids
from kg.base.languages import N_
from kg.base.resources import PACKAGE
from kg.dossier.around import Around
from kg.dossier.gatherings import Event
from kg.dossier.record import Record, said
from kg.dossier.tie import Evidenced
from kg.graph.cache import code_of
from kg.network.attributes import Figure
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.comparable import Peer, Traits
    from kg.dossier.place import Place

WORDS = {
    "level": N_("level"), "size": N_("size"), "product": N_("product"), "distance": N_("distance"),
    "macro-region": N_("macro-region"), "border": N_("border"),
}  # fmt: skip
MOST, MOST_TIES = 6, 20
SHARED = 4  # criteria of the six that either side of a comparable tie shares


class Alike(Record):
    """A place of the same country and level: the criteria of ``kg comparable`` that it shares, and its ties by kind."""

    shown = ("place", "criteria")
    place: Place
    criteria: tuple[str, ...]
    ties: Mapping[str, int]


class AlikeTie(Evidenced):
    """A tie between a place comparable to one of two and a place comparable to the other, with its events."""

    events: tuple[Event, ...] = said(Around.pointing, TIE.onTie, Event, TIE.Event)

    def brief(self) -> dict[str, Any]:
        """What is told of it beside another: kind, state, beginning and the ids of its events."""
        own = {"kind": str(self.kind), "status": str(self.status), "start_year": self.start_year}
        return {"id": self.id, "labels": self.labels, **own, "events": [each.id for each in self.events]}


def alike(graph: AskedGraph, place: str) -> tuple[Alike, ...]:
    """The places that share most criteria with one, as ``kg comparable`` tells them; none for a country."""
    from kg.dossier.place import Place  # noqa: PLC0415 (a place is made with these)

    kept = _kept(graph)
    return tuple(
        Alike(
            id=peer.traits.place,
            place=Place(graph, peer.traits.place, kept.labels[peer.traits.place]),
            criteria=peer.of(True),
            ties=peer.ties,
        )
        for peer in kept.peers(place)[:MOST]
    )


def alike_ties(graph: AskedGraph, places: Sequence[str], kind: str = "") -> tuple[AlikeTie, ...]:
    """The ties, of one kind if that is given, between places that share four criteria with one of two each.

    Those that share most stand first; there are twenty at most.
    """
    kept = _kept(graph)
    near, far = map(kept.scores, places)
    scored = [
        (-near[a] - far[b], slug)
        for slug, of, *ends in kept.links
        for a, b in (ends, reversed(ends))
        if kind in ("", of) and a in near and b in far
    ]
    iris = tuple(ids.thing("tie", slug) for _score, slug in sorted(scored)[:MOST_TIES])
    around = Around(graph, "around-thing-as-graph", thing=iris) if iris else None
    return tuple(AlikeTie.of(around, iri) for iri in iris) if around else ()


class _Kept:
    """What is kept of a graph: the traits of all places, their labels and ties by kind, and who is tied with whom."""

    def __init__(self, text: str) -> None:
        kept = json.loads(text)
        self.labels: dict[str, dict[str, str]] = kept["labels"]
        self.links: list[list[str]] = kept["links"]
        self._ties = defaultdict(dict, kept["ties"])
        self._countries: list[dict[str, Any]] = kept["traits"]
        self._peers: dict[str, list[Peer]] = {}
        self._scores: dict[str, dict[str, int]] = {}

    def peers(self, place: str) -> list[Peer]:
        """Those of one place, the most alike first."""
        from kg.dossier.comparable import ranked  # noqa: PLC0415 (needed once a place)

        if place not in self._peers:
            traits = next((each for each in self._traits if place in each), {})
            self._peers[place] = ranked(traits, self._ties, place)[1] if traits else []
        return self._peers[place]

    def scores(self, place: str) -> dict[str, int]:
        """How much those share with it that share enough for their ties to be told beside its own."""
        if place not in self._scores:
            found = ((peer.traits.place, peer.score) for peer in self.peers(place))
            self._scores[place] = {peer: score for peer, score in found if score >= SHARED}
        return self._scores[place]

    @cached_property
    def _traits(self) -> list[dict[str, Traits]]:
        from kg.dossier.comparable import Traits  # noqa: PLC0415 (as that)

        return [
            {
                id: Traits(id, level, people and Figure(*people), product and Figure(*product), *others)
                for id, (_id, level, people, product, *others) in country.items()
            }
            for country in self._countries
        ]


@cache
def _read(text: str) -> _Kept:
    return _Kept(text)


@cache
def _name() -> str:
    files = (PACKAGE / "dossier" / each for each in ("comparable.py", "comparable_kept.py"))
    return f"comparable-{'-'.join(map(code_of, files))}.json"


def _kept(graph: AskedGraph) -> _Kept:
    return _read(graph.once(_name(), lambda: json.dumps(_known(graph))))


def _known(graph: AskedGraph) -> dict[str, Any]:
    from kg.dossier.comparable import ties_by_kind, traits_of  # noqa: PLC0415 (needed once a graph)
    from kg.network.attributes import read_attributes  # noqa: PLC0415 (as that)
    from kg.network.from_graph import read_network  # noqa: PLC0415 (as that)

    network, attributes = read_network(graph), read_attributes(graph)
    countries = sorted({node.country for node in network.nodes.values()})
    return {
        "traits": [traits_of(network, attributes, country) for country in countries],
        "labels": {id: dict(node.labels) for id, node in network.nodes.items()},
        "ties": {id: dict(ties) for id, ties in ties_by_kind(network).items()},
        "links": [(link.slug, link.kind, link.a, link.b) for link in network.links],
    }
