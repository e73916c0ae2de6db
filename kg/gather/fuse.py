"""Attestations add up to ties, by rules that are written here and nowhere else.

A tie is a set of parties. Its attestations are kept as they are; the tie's own values follow by
these rules, never by hand:

kind
    The closest relation that any source states: sister before partner before intention. A source
    with a weaker word does not deny a stronger one, since kinds are steps on one road. Where
    sources call one tie both sister and partner, the difference is listed.
dates
    Each kind of date for itself (signed, approved, began …), from the attestations of the tie's
    own kind, else of a lesser kind that is not an intention. The most trusted source comes first
    (official list, then official or municipal page, paper, news, encyclopedia), then the finer
    date, then the date with more witnesses, then the earlier. A finer date that agrees with the
    chosen one refines it. Dates that contradict it are listed.
start
    The earliest of signing, beginning and approval; where none is dated, the year inferred from an
    anniversary. Where they fall into different years, the difference is listed.
status
    The latest evidence counts, by the year of its publication; on one year the more trusted
    source. A tie that is only listed has status unknown: being listed says nothing about being
    alive.
confidence
    Computed from the independent witnesses (:mod:`kg.gather.witnesses`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.gather.witnesses import confidence, witness_of
from kg.schema.codes import PRECEDENCE, RELIABILITY
from kg.schema.records import Attestation, Source, Strings

KINDS = ("sister", "partner", "intention", "unknown")
DATE_TERMS = {
    "signed": "signed",
    "started": "began",
    "announced": "announced",
    "approved": "approved",
    "renewed": "renewed",
    "ended": "endedOn",
    "anniversary-inferred": "began",
}
_LAST = 9999
START = "start"  # stands for a source where a tie's own start contradicts its end


class Tie(NamedTuple):
    """What the attestations on one pair of places add up to."""

    slug: str
    parties: Strings
    kind: str
    status: str
    status_year: int | None
    dates: tuple[tuple[str, PartialDate], ...]
    start_year: int | None
    end_year: int | None
    spheres: Strings
    attestations: Strings
    independent_sources: int
    confidence: float


class Disagreement(NamedTuple):
    """Sources that differ on one field of one tie: what was chosen, and what each says."""

    tie: str
    field: str
    chosen: str
    said: tuple[tuple[str, str], ...]  # (value, source id)


class Fused(NamedTuple):
    """The ties and where their sources differ, both in the order of the ties' slugs."""

    ties: tuple[Tie, ...]
    disagreements: tuple[Disagreement, ...]


def fuse(attestations: Iterable[Attestation], sources: Mapping[str, Source]) -> Fused:
    """Add up attestations to ties; every attestation is on exactly one tie."""
    by_tie: dict[str, list[Attestation]] = defaultdict(list)
    for attestation in attestations:
        by_tie[attestation.tie].append(attestation)
    adder = _Adder(sources)
    ties: list[Tie] = []
    disagreements: list[Disagreement] = []
    for slug in sorted(by_tie):
        tie, differs = adder.add_up(slug, by_tie[slug])
        ties.append(tie)
        disagreements += differs
    return Fused(tuple(ties), tuple(disagreements))


class _Adder:
    """Adds up one tie after another, with the sources at hand."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.witness = witness_of(sources.values())
        self.rank = {id: PRECEDENCE[source.kind] for id, source in sources.items()}
        self.kind = {id: source.kind for id, source in sources.items()}
        self.year = {id: source.published.year if source.published else 0 for id, source in sources.items()}

    def add_up(self, slug: str, said: Sequence[Attestation]) -> tuple[Tie, list[Disagreement]]:
        kinds = {attestation.kind for attestation in said}
        kind = next(kind for kind in KINDS if kind in kinds)
        differs = []
        if {"sister", "partner"} <= kinds:
            words = [(a.kind, a.source) for a in said if a.kind in ("sister", "partner")]
            differs.append(Disagreement(slug, "kind", kind, tuple(sorted(set(words)))))
        dates: dict[str, PartialDate] = {}
        for date_kind, candidates in sorted(self._dated(said, kind).items()):
            chosen, others = self._choose(candidates)
            dates[date_kind] = chosen
            if others:
                listed = tuple(sorted({(a.date.iso, a.source) for a in candidates if a.date}))
                differs.append(Disagreement(slug, DATE_TERMS[date_kind], chosen.iso, listed))
        begun = {k: dates[k] for k in ("signed", "started", "approved") if k in dates}
        start = min(begun.values(), default=dates.get("anniversary-inferred"))
        if start and len({day.year for day in begun.values()}) > 1:
            acts = {(f"{k} {day.iso}", source) for k, day in begun.items() for source in self._saying(said, k, day)}
            differs.append(Disagreement(slug, "startYear", str(start.year), tuple(sorted(acts))))
        status, status_year = self._status(said)
        witnesses = self._witnesses(said)
        end = dates.get("ended")
        if start and end and end.is_before(start):
            differs.append(Disagreement(slug, "endedOn", end.iso, ((start.iso, START),)))
        tie = Tie(
            slug=slug,
            parties=tuple(sorted({said[0].place_a, said[0].place_b})),
            kind=kind,
            status=status,
            status_year=status_year,
            dates=tuple(_terms(dates)),
            start_year=start.year if start else None,
            end_year=end.year if end else status_year if status == "ended" else None,
            spheres=tuple(sorted({sphere for a in said for sphere in a.spheres})),
            attestations=tuple(sorted(a.slug for a in said)),
            independent_sources=len(witnesses),
            confidence=confidence(witnesses, RELIABILITY),
        )
        return tie, differs

    def _dated(self, said: Sequence[Attestation], kind: str) -> dict[str, list[Attestation]]:
        """The dated attestations by kind of date: of the tie's own kind, else of a lesser one."""
        found: dict[str, list[Attestation]] = defaultdict(list)
        dated = [a for a in said if a.date and a.date_kind in DATE_TERMS]
        for date_kind in sorted({a.date_kind for a in dated}):
            candidates = [a for a in dated if a.date_kind == date_kind]
            own = [a for a in candidates if a.kind == kind]
            lesser = [a for a in candidates if a.kind != "intention"]
            if own or lesser:
                found[date_kind] = own or lesser
        return found

    def _choose(self, candidates: Sequence[Attestation]) -> tuple[PartialDate, list[PartialDate]]:
        """The date to believe and those that contradict it."""
        votes: dict[PartialDate, set[str]] = defaultdict(set)
        rank: dict[PartialDate, int] = {}
        for a in candidates:
            if a.date:
                votes[a.date].add(self.witness[a.source])
                rank[a.date] = min(rank.get(a.date, _LAST), self.rank[a.source])
        order = sorted(votes, key=lambda d: (rank[d], -d.precision, -len(votes[d]), d))
        first = order[0]
        chosen = max((d for d in order if d.agrees_with(first)), key=lambda d: d.precision)
        return chosen, [d for d in order if not d.agrees_with(chosen)]

    def _saying(self, said: Sequence[Attestation], date_kind: str, day: PartialDate) -> list[str]:
        """The sources that give this date of this kind."""
        return [a.source for a in said if a.date_kind == date_kind and a.date == day]

    def _status(self, said: Sequence[Attestation]) -> tuple[str, int | None]:
        """The status by the latest evidence and the year of that evidence, where it is known."""
        evidence = [
            (self.year[a.source], -self.rank[a.source], a.status) for a in said if a.status not in ("", "unknown")
        ]
        if not evidence:
            return "unknown", None
        year, _, status = max(evidence)
        return status, year or None

    def _witnesses(self, said: Sequence[Attestation]) -> list[str]:
        """The kind of each independent witness: that of its best member's origin."""
        groups = sorted({self.witness[a.source] for a in said})
        return [self.kind[group] for group in groups]


def _terms(dates: Mapping[str, PartialDate]) -> Iterable[tuple[str, PartialDate]]:
    """Dates by the ontology's property; an anniversary stands in only where no beginning is stated."""
    for date_kind, date in dates.items():
        if date_kind == "anniversary-inferred" and "started" in dates:
            continue
        yield DATE_TERMS[date_kind], date
