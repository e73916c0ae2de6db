"""The ties of several places at once, for the dossiers of things that name places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kg.base import ids
from kg.base.ids import tail
from kg.dossier.around import Around
from kg.dossier.facts import RDF_TYPE
from kg.dossier.record import plain_data
from kg.dossier.tie import Evidenced
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.place import Place


def ties_of(places: Sequence[Place], named: Iterable[str] = ()) -> tuple[Evidenced, ...]:
    """The ties that any of some places is a party of, and those ``named`` by IRI, each once, by IRI."""
    if not places:
        return ()
    own, ties = {each.iri for each in places}, {each for each in named if each.split("/")[-2] == "tie"}
    ends = {ids.thing("place", tail(tie).split("--")[0]) for tie in ties}
    facts = Around(places[0].graph, "around-place-as-graph", place=tuple(sorted(own | ends)))
    every = facts.subjects(RDF_TYPE, TIE.Tie)
    found = {tie for tie in every if tie in ties or not own.isdisjoint(facts.links(tie, TIE.hasParty))}
    return tuple(Evidenced.of(facts, tie) for tie in sorted(found))


def brief(tie: Evidenced) -> dict[str, Any]:
    """What a list of ties has of one, as plain data."""
    names = ("id", "labels", "kind", "status", "status_year", "start_year", "begun_not_before", "begun_not_after")
    return {name: plain_data(getattr(tie, name)) for name in (*names, "support", "sources_of_kind")}
