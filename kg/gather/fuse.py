"""Attestations add up to ties, by rules that are written here and in the rooms beside, and nowhere else.

A tie is a set of parties. Its attestations are kept as they are; the tie's own values follow by
these rules, never by hand:

kind
    The closest relation that any source states: sister before partner before intention before contact.
    A source with a weaker word does not deny a stronger one, since kinds are steps on one road. Two things
    hold a kind down, and both readings are listed: a signing that another source calls one of intent, on
    the same date, is an intention; and encyclopedias and extracts alone raise nothing above what an
    official or municipal page says of the same pair.
stages
    What was reached when (:mod:`kg.gather.stages`). The start of a tie is the date of the stage of its own
    kind; its first contact is the earliest of all stages.
status
    The latest dated evidence counts; in one year the more trusted source. A report of a signing is no sign
    of activity, nor is being listed. Events that took place are signs of activity, but not those that a
    program alone has read out of news: they say nothing of the tie itself.
support
    A grade of the independent witnesses of the kind (:mod:`kg.gather.witnesses`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.base.dates import Bounds, PartialDate
from kg.gather.stages import DATE_TERMS, OF_KIND, SIGNING, Road, Stage, road
from kg.gather.witnesses import MACHINE, OFFICIAL, Witnesses, confidence, support
from kg.schema.cell_types import Strings
from kg.schema.codes import RELIABILITY
from kg.schema.kinds import KINDS
from kg.schema.records import Attestation, Event, Source

START = "start"  # stands for a source where a tie's own start contradicts its end
_REPORTS_OF_SIGNING = frozenset({"signed", "approved", "announced", "renewed"})


class Tie(NamedTuple):
    """What the attestations on one pair of places add up to.

    ``begun`` and ``over`` are the first and the last year in which it can have begun as what it is, and
    ended; ``over`` is ``None`` where nothing says that it ended.
    """

    slug: str
    parties: Strings
    kind: str
    status: str
    status_year: int | None
    dates: tuple[tuple[str, PartialDate], ...]
    start_year: int | None
    end_year: int | None
    first_year: int | None
    begun: Bounds
    over: Bounds | None
    stages: tuple[Stage, ...]
    spheres: Strings
    attestations: Strings
    independent_sources: int
    sources_of_kind: int
    support: str
    confidence: float


class Disagreement(NamedTuple):
    """Sources that differ on one field of one tie: what was chosen, and what each says.

    ``stage`` is empty for the tie itself and the stage of its own kind.
    """

    tie: str
    field: str
    chosen: str
    said: tuple[tuple[str, str], ...]  # (value, source id)
    stage: str = ""

    @property
    def slug(self) -> str:
        """The last part of the address of the finding that lists it."""
        return ".".join(part for part in (self.tie, self.stage, self.field) if part)


class Fused(NamedTuple):
    """The ties and where their sources differ, both in the order of the ties' slugs."""

    ties: tuple[Tie, ...]
    disagreements: tuple[Disagreement, ...]


def fuse(attestations: Iterable[Attestation], sources: Mapping[str, Source], events: Iterable[Event] = ()) -> Fused:
    """Add up attestations to ties; every attestation is on exactly one tie, and events make none."""
    by_tie: dict[str, list[Attestation]] = defaultdict(list)
    for attestation in attestations:
        by_tie[attestation.tie].append(attestation)
    happened: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        coded = all(sources[source].kind == MACHINE for source in event.sources)
        if event.tie in by_tie and event.date and not event.planned and not coded:
            happened[event.tie].append(event)
    adder = _Adder(sources)
    ties: list[Tie] = []
    disagreements: list[Disagreement] = []
    for slug in sorted(by_tie):
        tie, differs = adder.add_up(slug, by_tie[slug], happened.get(slug, ()))
        ties.append(tie)
        disagreements += differs
    return Fused(tuple(ties), tuple(disagreements))


class _Adder:
    """Adds up one tie after another, with the sources at hand."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.witnesses = Witnesses(sources)

    def add_up(self, slug: str, said: Sequence[Attestation], events: Sequence[Event]) -> tuple[Tie, list[Disagreement]]:
        readings = [(a, self._read(a, said)) for a in said]
        kind = self._kind(readings)
        evidence = sorted(self._evidence(said, events))
        year, _, status = evidence[-1] if evidence else (None, 0, "unknown")
        way = road(readings, events, [year for year, _, each in evidence if each == "active"], self.witnesses)
        own, end = way.of(OF_KIND[kind]), way.of("end") if status == "ended" else None
        of_kind = self.witnesses.of(a for a, read_as in readings if read_as == kind)
        everyone = self.witnesses.of(said)
        tie = Tie(
            slug=slug,
            parties=tuple(sorted({said[0].place_a, said[0].place_b})),
            kind=kind,
            status=status,
            status_year=year or None,
            dates=tuple(_terms(way, OF_KIND[kind])),
            start_year=own and own.year,
            end_year=end and end.year,
            first_year=min((stage.year for stage in way.stages if stage.year), default=None),
            begun=own.bounds if own else (None, None),
            over=end.bounds if end else None,
            stages=way.stages,
            spheres=tuple(sorted({sphere for a in said for sphere in a.spheres})),
            attestations=tuple(sorted(a.slug for a in said)),
            independent_sources=len(everyone),
            sources_of_kind=len(of_kind),
            support=support(of_kind),
            confidence=confidence(everyone, RELIABILITY),
        )
        return tie, [*self._on_kind(slug, kind, said), *_on_dates(slug, OF_KIND[kind], way), *_on_end(slug, own, end)]

    def _read(self, one: Attestation, said: Sequence[Attestation]) -> str:
        """The kind that an attestation counts for: an intention, where its signing is one by another's word."""
        if one.kind not in ("sister", "partner") or one.date_kind != "signed" or not one.date:
            return one.kind
        intents = (a.date for a in said if a.kind == "intention" and a.date_kind == "signed")
        return "intention" if any(day and day.agrees_with(one.date) for day in intents) else one.kind

    def _kind(self, readings: Sequence[tuple[Attestation, str]]) -> str:
        """The closest kind that more than weak witnesses carry, where an official page says less."""
        kinds = [kind for kind in KINDS if any(read_as == kind for _, read_as in readings)]
        official = [
            KINDS.index(read_as)
            for a, read_as in readings
            if self.witnesses.kind[a.source] in OFFICIAL and read_as != "unknown"
        ]
        for kind in kinds:
            weak = self.witnesses.weak(a for a, read_as in readings if read_as == kind)
            if not (weak and official and min(official) > KINDS.index(kind)):
                return kind
        return kinds[-1]

    def _on_kind(self, slug: str, kind: str, said: Sequence[Attestation]) -> Iterator[Disagreement]:
        """Sources that call the tie by different kinds: sister and partner, or a kind that was not taken."""
        kinds = {a.kind for a in said} - {"unknown", "contact"}
        if {"sister", "partner"} <= kinds or any(KINDS.index(each) < KINDS.index(kind) for each in kinds):
            words = {(a.kind, a.source) for a in said if a.kind in kinds}
            yield Disagreement(slug, "kind", kind, tuple(sorted(words)))

    def _evidence(self, said: Sequence[Attestation], events: Sequence[Event]) -> Iterator[tuple[int, int, str]]:
        """What shows the state of the tie: the year, how little others are trusted over it, and the state.

        That a tie is over needs no year, which is then 0; that it is active does.
        """
        for a in said:
            day = (a.date if a.date_kind == "ended" else None) or self.witnesses.published[a.source]
            year = day.year if day else 0
            signing = a.date_kind in _REPORTS_OF_SIGNING and not (a.date and a.date.year < year)
            if a.status not in ("", "unknown", "active") or (a.status == "active" and year and not signing):
                yield year, -self.witnesses.rank[a.source], a.status
        for event in events:
            if event.date and event.kind not in SIGNING:
                yield event.date.year, -min(self.witnesses.rank[source] for source in event.sources), "active"


def _terms(way: Road, stage: str) -> Iterator[tuple[str, PartialDate]]:
    """The dates of the tie's own stage by the ontology's properties, then of its renewals and its end.

    An anniversary stands in only where no beginning is stated.
    """
    dates = way.dates.get(stage, {})
    for date_kind, date in sorted(dates.items()):
        if date_kind != "anniversary-inferred" or "started" not in dates:
            yield DATE_TERMS[date_kind], date
    for each in way.stages:
        if each.date and each.kind in ("renewal", "end"):
            yield ("renewed" if each.kind == "renewal" else "endedOn"), each.date


def _on_dates(slug: str, own: str, way: Road) -> Iterator[Disagreement]:
    for one in way.differing:
        yield Disagreement(slug, one.field, one.chosen, one.said, "" if one.stage in (own, "end") else one.stage)


def _on_end(slug: str, own: Stage | None, end: Stage | None) -> Iterator[Disagreement]:
    if own and end and own.date and end.date and end.date.is_before(own.date):
        yield Disagreement(slug, "endedOn", end.date.iso, ((own.date.iso, START),))
