"""Problems, spheres and measures: what they mean, who speaks of them, about where, and where they are seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.base import ids
from kg.base.namespaces import SKOS
from kg.dossier.around import Around
from kg.dossier.evidence import Finding, Statement
from kg.dossier.facts import RDF_TYPE, Code, Facts
from kg.dossier.gatherings import Event, in_order
from kg.dossier.people import Speaker, speakers
from kg.dossier.record import Labelled, R, Record, Thing, said
from kg.dossier.tie import Evidenced, TieLine
from kg.dossier.ties_of_places import brief, ties_of
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.place import Place


class Mention(Record):
    """A concept or place that the same statements name, and how many experts do."""

    shown = ("what", "experts")
    what: Code
    experts: int


class AroundConcept(Around):
    """What stands around a concept and those below it."""

    def every(self, _iri: str, kind: type[R], *classes: str) -> tuple[R, ...]:
        """The records of all things of some classes."""
        return tuple(self.of_class(kind, *classes))

    @cached_property
    def voices(self) -> tuple[Speaker, ...]:
        """The experts who make the statements."""
        return speakers(self, self.subjects(RDF_TYPE, TIE.ExpertStatement))

    def where_named(self, _iri: str) -> tuple[Place, ...]:
        """The places that experts speak for and those that their statements are about, by id."""
        found = {post.place.id: post.place for each in self.voices for post in each.posts if post.place}
        for statement in self.subjects(RDF_TYPE, TIE.ExpertStatement):
            named = zip(self.links(statement, TIE.about), self.places(statement, TIE.about), strict=True)
            found.update((place.id, place) for link, place in named if link == place.iri)
        return tuple(found[id] for id in sorted(found))

    def narrower(self, iri: str) -> tuple[Code, ...]:
        """The concepts directly below a concept."""
        return tuple(Code(each, self.labels(each)) for each in self.subjects(SKOS + "broader", iri))

    def mentioned(self, _iri: str, prop: str) -> tuple[Mention, ...]:
        """What statements name by a property, those that most experts name first."""
        named = {
            (what, who)
            for statement in self.subjects(RDF_TYPE, TIE.ExpertStatement)
            for what in self.links(statement, prop)
            if what != self.here
            for who in self.links(statement, TIE.madeBy)
        }
        counts = Counter(what for what, _who in named)
        order = sorted(counts, key=lambda what: (-counts[what], what))
        return tuple(Mention(ids.tail(what), Code(what, self.labels(what)), counts[what]) for what in order)


class Concept(Thing, Labelled):
    """A problem, a sphere or a measure, those below it included.

    ``speakers`` are the experts who raise, name or propose it; ``about`` are the places and ties that their statements
    speak of, ``problems``, ``spheres`` and ``measures`` what the same statements name, each with the number of experts.
    ``places`` are those that the experts speak for or about, ``place_ties`` the ties of these and those spoken of.
    """

    shown = ("label",)
    scheme: str = said(lambda facts, _iri: facts.here.split("/")[-2])
    definition: Mapping[str, str] = said(Facts.labels, SKOS + "definition")
    broader: tuple[Code, ...] = said(Facts.codes, SKOS + "broader")
    narrower: tuple[Code, ...] = said(AroundConcept.narrower)
    speakers: tuple[Speaker, ...] = said(lambda facts, _iri: facts.voices)
    places: tuple[Place, ...] = said(AroundConcept.where_named)
    about: tuple[Mention, ...] = said(AroundConcept.mentioned, TIE.about)
    problems: tuple[Mention, ...] = said(AroundConcept.mentioned, TIE.raisesProblem)
    spheres: tuple[Mention, ...] = said(AroundConcept.mentioned, TIE.namesSphere)
    measures: tuple[Mention, ...] = said(AroundConcept.mentioned, TIE.proposesAction)
    statements: tuple[Statement, ...] = said(AroundConcept.every, Statement, TIE.ExpertStatement)
    findings: tuple[Finding, ...] = said(AroundConcept.every, Finding, TIE.Claim, TIE.DataIssue)
    ties: tuple[TieLine, ...] = said(AroundConcept.every, TieLine, TIE.Tie)
    events: tuple[Event, ...] = said(lambda facts, _iri: tuple(sorted(facts.of_class(Event, TIE.Event), key=in_order)))

    @property
    def thing(self) -> str:  # type: ignore[override]  # of a concept it is its scheme
        """Whether it is a problem, a sphere or a measure."""
        return self.scheme

    @property
    def iri(self) -> str:
        """Its identifier in the graph."""
        return ids.concept(self.scheme, self.id)

    @cached_property
    def place_ties(self) -> tuple[Evidenced, ...]:
        """The ties of the places where it is named, and those that statements are about."""
        return ties_of(self.places, [each.what.iri for each in self.about])

    def data(self) -> dict[str, Any]:
        """All of the above as plain data, ready for JSON."""
        return {**super().data(), "place_ties": [brief(each) for each in self.place_ties]}
