"""Ties: as one of many, as one place sees its own, and one tie with all that is known of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from kg.base.ids import tail
from kg.base.languages import N_
from kg.dossier.around import Around
from kg.dossier.evidence import (
    Attestation,
    Finding,
    Source,
    Stage,
    Statement,
    attestations,
    stages,
    witnesses,
)
from kg.dossier.facts import Code, Facts
from kg.dossier.gatherings import Event, Facility, between
from kg.dossier.people import Speaker, speakers
from kg.dossier.record import Labelled, Record, Thing, in_all, said
from kg.dossier.unknown import Unknown, last_year, of_tie
from kg.gather.stages import BEGINS, DATE_TERMS
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.comparable_kept import AlikeTie
    from kg.dossier.place import Place

_DATES = (TIE.signed, TIE.announced, TIE.approved, TIE.began, TIE.renewed, TIE.endedOn)
_RULES = {
    "kind": N_(
        "The closest relation that a source states is taken; a weaker word does not deny it. Encyclopedias and "
        "extracts alone raise nothing above what an official or municipal page says."
    ),
    "startYear": N_(
        "A stage begins with the earliest of signing, beginning and approval; where none is dated, with the year "
        "inferred from an anniversary."
    ),
    "date": N_(
        "The date of the most trusted source is taken (official list, official or municipal page, paper, news, "
        "encyclopedia), then the finer one, then the one that more independent witnesses give, then the earlier."
    ),
}


def dates(facts: Facts, iri: str) -> dict[str, str]:
    """The dates of a tie by the names of their properties."""
    return {each.rpartition("#")[2]: facts.text(iri, each) for each in _DATES if facts.terms(iri, each)}


class TieLine(Thing, Labelled):
    """A tie of two places, seen from neither.

    ``support`` is a grade by written rules of what the sources say, ``sources_of_kind`` how many independent ones
    call the tie what it is held to be; a beginning without a year lies between ``begun_not_before`` and
    ``begun_not_after``. ``distance`` are the kilometres between the two.
    """

    thing: ClassVar[str] = "tie"
    shown = ("label", "kind", "support", "status", "start_year", "end_year", "independent_sources")
    parties: tuple[Place, ...] = said(Around.places, TIE.hasParty)
    kind: Code = said(Facts.code, TIE.kind)
    status: Code = said(Facts.code, TIE.status)
    status_year: int | None = said(Facts.year, TIE.statusYear)
    start_year: int | None = said(Facts.year, TIE.startYear)
    end_year: int | None = said(Facts.year, TIE.endYear)
    begun_not_before: int | None = said(Facts.year, TIE.begunNotBefore)
    begun_not_after: int | None = said(Facts.year, TIE.begunNotAfter)
    dates: Mapping[str, str] = said(dates)
    spheres: tuple[Code, ...] = said(Facts.codes, TIE.sphere)
    support: Code = said(Facts.code, TIE.support)
    confidence: float | None = said(Facts.number, TIE.confidence)
    independent_sources: int | None = said(Facts.year, TIE.independentSources)
    sources_of_kind: int | None = said(Facts.year, TIE.sourcesOfKind)
    distance: int | None = said(Around.length)


def witnesses_of_kind(facts: Facts, iri: str) -> tuple[Source, ...]:
    """The sources that call a tie what it is held to be, all of its sources where none does."""
    kind = facts.code(iri, TIE.kind)
    agree = {each.source.id: each.source for each in attestations(facts, iri) if each.source and each.kind == kind}
    return tuple(agree[id] for id in sorted(agree)) or witnesses(facts, iri)


class Evidenced(TieLine):
    """A tie with its stages and who says so; ``last_year`` is the latest in which anything dated shows it."""

    stages: tuple[Stage, ...] = said(stages)
    last_year: int | None = said(last_year)
    sources: tuple[Source, ...] = said(witnesses)
    attestations: tuple[Attestation, ...] = said(attestations)

    @property
    def witnesses_of_kind(self) -> tuple[Source, ...]:
        """The sources that call the tie what it is held to be."""
        found = {each.source.id: each.source for each in self.attestations if each.source and each.kind == self.kind}
        return tuple(found[id] for id in sorted(found))

    @property
    def in_wikidata(self) -> tuple[Attestation, ...]:
        """What extracts of Wikidata state of it, with the direction of the statement."""
        return tuple(each for each in self.attestations if each.source and each.source.is_of_wikidata)


class OwnTie(Evidenced):
    """A tie of a place, seen from it.

    ``dates`` maps signed, announced, approved, began, renewed and endedOn to partial dates in ISO form, where known.
    """

    shown = ("partner", "kind", "support", "status", "start_year", "end_year", "independent_sources")
    partner: Place = said(Around.partner)


class Side(Record):
    """One side of a conflict: ``id`` is an ISO date or a code of a kind, ``sources`` are those that state it.

    ``date_kind`` says what the source dates, and is empty where it is no date.
    """

    shown = ("id", "date_kind")
    date_kind: str
    sources: tuple[Source, ...]


class Conflict(Record):
    """Sources that differ on one thing: what each side says, what is taken, and the rule that chose.

    ``field`` is ``kind``, ``startYear`` or the name of a date; ``stage`` is empty where it is the tie's own.
    """

    shown = ("field", "chosen")
    field: str
    stage: str
    chosen: str
    sides: tuple[Side, ...]
    rule: Mapping[str, str]
    texts: Mapping[str, str]
    sources: tuple[Source, ...]


def conflicts(facts: Around, iri: str) -> tuple[Conflict, ...]:
    """Where the sources of a tie differ."""
    return tuple(_conflicts(facts, iri))


def _conflicts(facts: Around, iri: str) -> Iterator[Conflict]:
    said_on, steps = attestations(facts, iri), {str(step.kind): step for step in stages(facts, iri)}
    for issue in facts.pointing(iri, TIE.about, Finding, TIE.DataIssue):
        if issue.kind != "conflict":
            continue
        *way, field = issue.id.removeprefix(f"{tail(iri)}.").split(".")
        stage = "".join(way)
        sides: dict[tuple[str, str], dict[str, Source]] = defaultdict(dict)
        for each in said_on:
            value = each.kind if field == "kind" else each.date if _is_on(each.date_kind, field) else ""
            if value and each.source in issue.sources:
                sides[str(value), "" if field == "kind" else str(each.date_kind)][each.source.id] = each.source
        if field == "kind":
            chosen = str(facts.code(iri, TIE.kind))
        elif field == "startYear":
            chosen = (steps[stage].date if stage in steps else str(facts.year(iri, TIE.startYear) or ""))[:4]
        else:
            chosen = steps[stage].date if stage in steps else dates(facts, iri).get(field, "")
        yield Conflict(
            id=issue.id,
            field=field,
            stage=stage,
            chosen=chosen,
            sides=tuple(Side(*side, tuple(by.values())) for side, by in sorted(sides.items())),
            rule=in_all(_RULES.get(field, _RULES["date"])),
            texts=issue.texts,
            sources=issue.sources,
        )


def _is_on(date_kind: str, field: str) -> bool:
    """Whether a date of a kind speaks of a field."""
    return date_kind in BEGINS if field == "startYear" else DATE_TERMS.get(date_kind) == field


class Tie(Evidenced):
    """One tie with all that is known of it, seen from neither side.

    ``between`` are the crossings, flights and institutes that join the two places.
    """

    conflicts: tuple[Conflict, ...] = said(conflicts)
    events: tuple[Event, ...] = said(Around.pointing, TIE.onTie, Event, TIE.Event)
    statements: tuple[Statement, ...] = said(Around.pointing, TIE.about, Statement, TIE.ExpertStatement)
    speakers: tuple[Speaker, ...] = said(lambda facts, iri: speakers(facts, facts.subjects(TIE.about, iri)))
    findings: tuple[Finding, ...] = said(Around.pointing, TIE.about, Finding, TIE.DataIssue, TIE.Claim)
    between: tuple[Facility, ...] = said(between)
    unknown: tuple[Unknown, ...] = said(of_tie)

    @cached_property
    def comparable(self) -> tuple[AlikeTie, ...]:
        """Ties of the same kind between places comparable to one side each."""
        from kg.dossier.comparable_kept import alike_ties  # noqa: PLC0415 (most callers do not ask)

        one, other = self.parties
        return alike_ties(one.graph, (one.id, other.id), self.kind)

    def data(self) -> dict[str, Any]:
        """All of the above as plain data, ready for JSON."""
        return {**super().data(), "comparable": [each.brief() for each in self.comparable]}
