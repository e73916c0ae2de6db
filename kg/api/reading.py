"""From the triples around a place to records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from kg.api.facts import COMMENT, Facts
from kg.api.records import (
    Attestation,
    Event,
    Facility,
    Finding,
    Format,
    HistoricalName,
    Observation,
    Source,
    Statement,
    Tie,
)
from kg.base.ids import tail
from kg.base.namespaces import DCTERMS, FOAF
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.api.place import Place

PlaceOf = Callable[[str, Mapping[str, str]], "Place"]

_PAGE = FOAF + "page"
_DATES = (TIE.signed, TIE.announced, TIE.approved, TIE.began, TIE.renewed, TIE.endedOn)


class Surroundings:
    """What touches one place, read from the answer to ``around_place.rq``.

    ``place_of`` makes a :class:`~kg.api.place.Place` of an id and labels.
    """

    def __init__(self, facts: Facts, iri: str, place_of: PlaceOf) -> None:
        self._facts = facts
        self._iri = iri
        self._place_of = place_of

    def ties(self) -> list[Tie]:
        """Its ties with one partner each: by their beginning, undated ones last, then by id."""
        formats = set(self._facts.members(TIE.Format))
        attested = self._attestations()
        found = []
        for iri in self._facts.members(TIE.Tie):
            parties = self._facts.links(iri, TIE.hasParty)
            partners = [party for party in parties if party != self._iri]
            if iri in formats or self._iri not in parties or len(partners) != 1:
                continue
            found.append(self._tie(iri, partners[0], attested.get(iri, [])))
        return sorted(found, key=lambda tie: (tie.start_year is None, tie.start_year or 0, tie.id))

    def _tie(self, iri: str, partner: str, attested: list[Attestation]) -> Tie:
        facts = self._facts
        dates = {each.rpartition("#")[2]: facts.text(iri, each) for each in _DATES if facts.terms(iri, each)}
        sources = {each.source.id: each.source for each in attested if each.source}
        return Tie(
            id=tail(iri),
            partner=self._place(partner),
            kind=facts.code(iri, TIE.kind),
            status=facts.code(iri, TIE.status),
            status_year=facts.year(iri, TIE.statusYear),
            start_year=facts.year(iri, TIE.startYear),
            end_year=facts.year(iri, TIE.endYear),
            dates=dates,
            spheres=facts.codes(iri, TIE.sphere),
            confidence=facts.number(iri, TIE.confidence),
            independent_sources=facts.year(iri, TIE.independentSources),
            sources=tuple(sources[key] for key in sorted(sources)),
            attestations=tuple(attested),
        )

    def _attestations(self) -> dict[str, list[Attestation]]:
        facts = self._facts
        found: dict[str, list[Attestation]] = {}
        for iri in facts.members(TIE.Attestation):
            said = Attestation(
                id=tail(iri),
                source=next(iter(self._sources(iri)), None),
                kind=facts.code(iri, TIE.statedKind),
                kind_as_written=facts.text(iri, TIE.kindAsWritten),
                names_as_written=tuple(text for _, text in facts.tagged(iri, TIE.nameAsWritten)),
                status=facts.code(iri, TIE.statedStatus),
                date=facts.text(iri, TIE.statedDate),
                date_kind=facts.code(iri, TIE.dateKind),
                locator=facts.text(iri, TIE.locator),
            )
            for tie in facts.links(iri, TIE.onTie):
                found.setdefault(tie, []).append(said)
        return found

    def formats(self) -> list[Format]:
        """The ties of more than two places that it is a party or a member of, by id."""
        facts = self._facts
        memberships = facts.members(TIE.Membership)
        roles = {form: facts.code(iri, TIE.role) for iri in memberships for form in facts.links(iri, TIE.inFormat)}
        return [
            Format(
                id=tail(iri),
                labels=facts.labels(iri),
                kind=facts.code(iri, TIE.formatKind),
                role=roles.get(iri, ""),
                start_year=facts.year(iri, TIE.startYear),
                parties=self._places(facts.links(iri, TIE.hasParty)),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.Format)
        ]

    def events(self) -> list[Event]:
        """What happened between it and others: by date, undated ones last, then by id."""
        facts = self._facts
        found = [
            Event(
                id=tail(iri),
                labels=facts.labels(iri),
                kind=facts.code(iri, TIE.eventKind),
                date=facts.text(iri, TIE.date),
                year=facts.year(iri, TIE.year),
                spheres=facts.codes(iri, TIE.sphere),
                parties=self._places(facts.links(iri, TIE.hasParty)),
                tie=facts.code(iri, TIE.onTie),
                is_planned=facts.is_true(iri, TIE.isPlanned),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.Event)
        ]
        return sorted(found, key=lambda event: (event.year is None, event.year or 0, event.date, event.id))

    def statements(self) -> list[Statement]:
        """What experts say of it and of its ties, and what the experts of its authorities say."""
        facts = self._facts
        return [
            Statement(
                id=tail(iri),
                texts=facts.labels(iri, COMMENT),
                expert=next((facts.labels(who) for who in facts.links(iri, TIE.madeBy)), {}),
                about=facts.codes(iri, TIE.about),
                stance=facts.code(iri, TIE.stance),
                problems=facts.codes(iri, TIE.raisesProblem),
                spheres=facts.codes(iri, TIE.namesSphere),
                measures=facts.codes(iri, TIE.proposesMeasure),
                locator=facts.text(iri, TIE.locator),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.Statement)
        ]

    def observations(self) -> list[Observation]:
        """Its figures, by indicator, year and id."""
        facts = self._facts
        found = [
            Observation(
                id=tail(iri),
                indicator=facts.code(iri, TIE.indicator),
                year=facts.year(iri, TIE.year),
                value=facts.number(iri, TIE.value),
                unit=facts.code(iri, TIE.unit),
                low_trust=facts.is_true(iri, TIE.lowTrust),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.Observation)
        ]
        return sorted(found, key=lambda seen: (seen.indicator, seen.year or 0, seen.id))

    def facilities(self) -> list[Facility]:
        """Consulates, crossings, institutes and flights, here or at the other end, by id."""
        facts = self._facts
        return [
            Facility(
                id=tail(iri),
                labels=facts.labels(iri),
                kind=facts.code(iri, TIE.facilityKind),
                place=self._place(next(iter(facts.links(iri, TIE.ofPlace)), self._iri)),
                partner=next(iter(self._places(facts.links(iri, TIE.partnerPlace))), None),
                since=facts.text(iri, TIE.since),
                until=facts.text(iri, TIE.until),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.Facility)
        ]

    def historical_names(self) -> list[HistoricalName]:
        """Names that it bore, and derived, long and short ones, with years and sources."""
        facts = self._facts
        return [
            HistoricalName(
                name=name,
                lang=lang,
                kind=facts.code(iri, TIE.nameKind),
                from_year=facts.year(iri, TIE.fromYear),
                until_year=facts.year(iri, TIE.untilYear),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.HistoricalName)
            for lang, name in facts.tagged(iri, TIE.name)
        ]

    def findings(self) -> list[Finding]:
        """Conflicts between its sources, guesses, gaps and claims, by id."""
        facts = self._facts
        return [
            Finding(
                id=tail(iri),
                texts=facts.labels(iri, COMMENT),
                kind=facts.code(iri, TIE.findingKind),
                about=facts.codes(iri, TIE.about),
                sources=self._sources(iri),
            )
            for iri in facts.members(TIE.Finding)
        ]

    def _place(self, iri: str) -> Place:
        return self._place_of(tail(iri), self._facts.labels(iri))

    def _places(self, iris: Iterable[str]) -> tuple[Place, ...]:
        return tuple(self._place(iri) for iri in iris)

    def _sources(self, iri: str) -> tuple[Source, ...]:
        facts = self._facts
        return tuple(
            Source(
                id=tail(source),
                title=facts.text(source, DCTERMS + "title"),
                publisher=facts.text(source, DCTERMS + "publisher"),
                issued=facts.text(source, DCTERMS + "issued"),
                page=facts.text(source, _PAGE),
                address=facts.text(source, TIE.address),
            )
            for source in facts.links(iri, TIE.statedIn)
        )
