"""What the portal tells of thing by thing: which things have a page, and each of them made once for all languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from kg.ask.asked_graph import AskedGraph
from kg.base.ids import tail
from kg.dossier.facts import RDF_TYPE
from kg.dossier.place import Place
from kg.dossier.things import Thing, thing
from kg.dossier.whole import WholeGraph
from kg.schema.terms import TIE

_CLASSES = (
    TIE.Tie, TIE.Expert, TIE.Authority, TIE.Format, TIE.Event, TIE.Source, TIE.Problem, TIE.Sphere, TIE.ProposedAction,
)  # fmt: skip
_TOUCHED = (TIE.hasParty, TIE.member, TIE.partnerPlace, TIE.about, TIE.venue, TIE.jurisdiction)


class Told:
    """The things that have a page, in order, by their IRIs."""

    def __init__(self, graph: AskedGraph) -> None:
        self.whole = WholeGraph(graph)
        self._things: dict[str, Thing] = {}

    @cached_property
    def iris(self) -> tuple[str, ...]:
        """All of them."""
        facts = self.whole.facts
        found = {iri for each in _CLASSES for iri in facts.subjects(RDF_TYPE, each)}
        return tuple(sorted(found | self._places()))

    @cached_property
    def paged(self) -> frozenset[str]:
        """All of them, to ask whether a thing is one."""
        return frozenset(self.iris)

    def _places(self) -> set[str]:
        """The places with a tie, format, event, statement, facility or authority, and those that hold one of them.

        Figures, and remarks on them, make no page: they stand in the tables of places and of the quality of the data.
        """
        facts = self.whole.facts
        remarks = frozenset(facts.subjects(RDF_TYPE, TIE.DataIssue))
        touched = {
            iri for iri in facts.subjects(RDF_TYPE, TIE.Place)
            if any(not remarks.issuperset(facts.subjects(prop, iri)) for prop in _TOUCHED)
            or any(TIE.Facility in facts.links(each, RDF_TYPE) for each in facts.subjects(TIE.ofPlace, iri))
        }  # fmt: skip
        return touched | {holder for iri in touched for holder in facts.links(iri, TIE.withinAny)}

    def read(self) -> None:
        """Ask the graph all that it will be asked, so that what follows happens in memory."""
        of_all = Place(self.whole, next(tail(iri) for iri in self.iris if "/place/" in iri))
        assert self.paged  # noqa: S101 (read with it)
        _asked = of_all.position, of_all.comparable

    def thing(self, iri: str) -> Thing:
        """What is known of one; it is the same for all languages."""
        if iri not in self._things:
            self._things[iri] = thing(self.whole, iri)
        return self._things[iri]

    def of(self, kind: str) -> Iterator[Thing]:
        """Those of one class, by its IRI."""
        return (self.thing(iri) for iri in sorted(self.whole.facts.subjects(RDF_TYPE, kind)))

    def __iter__(self) -> Iterator[Thing]:
        return map(self.thing, self.iris)
