"""What brings places together: events, formats of more than two, and facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kg.base.ids import tail
from kg.dossier.around import Around, distance
from kg.dossier.evidence import Finding, Source, sources
from kg.dossier.facts import RDF_TYPE, Code, Facts
from kg.dossier.record import Labelled, Record, Thing, said
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.place import Place


class Event(Thing, Labelled):
    """Something dated that happened, or is planned, between places."""

    thing: ClassVar[str] = "event"
    alone = True
    shown = ("date", "kind", "label")
    kind: Code = said(Facts.code, TIE.eventKind)
    date: str = said(Facts.text, TIE.date)
    year: int | None = said(Facts.year, TIE.year)
    spheres: tuple[Code, ...] = said(Facts.codes, TIE.sphere)
    parties: tuple[Place, ...] = said(Around.places, TIE.hasParty)
    venue: tuple[Place, ...] = said(Around.places, TIE.venue)
    tie: Code = said(Facts.code, TIE.onTie)
    is_planned: bool = said(Facts.is_true, TIE.isPlanned)
    sources: tuple[Source, ...] = said(sources)


def in_order(event: Event) -> tuple[bool, int, str, str]:
    """What events are sorted by: the oldest first, undated ones last."""
    return event.year is None, event.year or 0, event.date, event.id


class _Format(Thing, Labelled):
    """What formats have in common."""

    thing: ClassVar[str] = "format"
    kind: Code = said(Facts.code, TIE.formatKind)
    start_year: int | None = said(Facts.year, TIE.startYear)
    parties: tuple[Place, ...] = said(Around.places, TIE.hasParty)
    sources: tuple[Source, ...] = said(sources)


class OwnFormat(_Format):
    """A tie of more than two places, with the role of the place that it was asked of."""

    shown = ("label", "role", "start_year")
    role: Code = said(Around.role)


class Member(Record):
    """A member of a format, with its role."""

    shown = ("place", "role")
    alone = True
    place: Place | None = said(Around.place, TIE.member)  # none in graphs that kg has not built
    role: Code = said(Facts.code, TIE.role)
    sources: tuple[Source, ...] = said(sources)


class Format(_Format):
    """A tie of more than two places, with its members and what happened in it."""

    shown = ("label", "kind", "start_year")
    members: tuple[Member, ...] = said(Around.pointing, TIE.inFormat, Member, TIE.Membership)
    events: tuple[Event, ...] = said(Around.pointing, TIE.onTie, Event, TIE.Event)
    findings: tuple[Finding, ...] = said(Around.pointing, TIE.about, Finding, TIE.DataIssue, TIE.Claim)


class Facility(Labelled):
    """A consulate, border crossing, Confucius institute or direct flight of a place."""

    shown = ("kind", "label", "place", "partner")
    alone = True
    kind: Code = said(Facts.code, TIE.facilityKind)
    place: Place = said(Around.place, TIE.ofPlace)
    partner: Place | None = said(Around.place, TIE.partnerPlace)
    since: str = said(Facts.text, TIE.since)
    until: str = said(Facts.text, TIE.until)
    sources: tuple[Source, ...] = said(sources)


def between(facts: Around, iri: str) -> tuple[Facility, ...]:
    """The facilities that join the parties of a tie."""
    parties = {*facts.links(iri, TIE.hasParty)}
    joined = (
        each
        for each in facts.subjects(RDF_TYPE, TIE.Facility)
        if {*facts.links(each, TIE.ofPlace), *facts.links(each, TIE.partnerPlace)} == parties
    )
    return tuple(Facility.met(facts, each) for each in joined)


class Reach(Record):
    """A facility with the kilometres to the nearer of its ends."""

    shown = ("facility", "kilometres")
    facility: Facility
    kilometres: int


def nearest(facts: Around, point: tuple[float, float] | None) -> tuple[Reach, ...]:
    """For each kind of facility that is open, the nearest to a point."""
    found: dict[str, tuple[int, str]] = {}
    for iri in facts.subjects(RDF_TYPE, TIE.Facility):
        ends = (*facts.links(iri, TIE.ofPlace), *facts.links(iri, TIE.partnerPlace))
        lengths = [length for end in ends if (length := distance(facts.point(end), point)) is not None]
        if lengths and not facts.terms(iri, TIE.until):
            kind, here = tail(next(iter(facts.links(iri, TIE.facilityKind)), "")), (min(lengths), iri)
            found[kind] = min(found.get(kind, here), here)
    chosen = (found[kind] for kind in sorted(found))
    return tuple(Reach(tail(iri), Facility.of(facts, iri), kilometres) for kilometres, iri in chosen)
