"""The stages of a tie: what was reached when, by which witnesses, and within which bounds.

A stage is one step on the road of a tie: contact, intention, partnership, sister agreement; beside them
renewals, a pause and an end. Its dates come from its own witnesses alone, so that a letter of intent never
dates a sister agreement. The rules:

date
    Each kind of date for itself (signed, approved, began …). The most trusted source comes first (official
    list, then official or municipal page, paper, news, encyclopedia), then the finer date, then the date
    that more independent witnesses agree with, then the earlier. A finer date that agrees with the chosen
    one refines it. Dates that contradict it are listed. The stage begins with the earliest of signing,
    beginning and approval; where none is dated, with the year inferred from an anniversary. An intention or
    a contact may also be dated by its announcement.
not after
    A stage without a date was reached by the time that its earliest witness was published, or by a later
    act that presupposes it: its renewal, or a date whose kind nobody states.
not before
    A sister agreement or a partnership is later than a dated intention to conclude it.
end
    Only a stated date is a date. A source that calls a tie over bounds its end: not later than the source,
    not earlier than the last dated sign of life before it.
renewals
    Each date of renewal, stated or shown by an event, is a stage of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.base.dates import Bounds, PartialDate
from kg.gather.witnesses import Witnesses
from kg.schema.cell_types import Strings
from kg.schema.records import Attestation, Event

OF_KIND = {
    "sister": "sister",
    "partner": "partnership",
    "intention": "intention",
    "contact": "contact",
    "unknown": "contact",
}
STEPS = ("contact", "intention", "partnership", "sister")
DATE_TERMS = {
    "signed": "signed",
    "started": "began",
    "announced": "announced",
    "approved": "approved",
    "renewed": "renewed",
    "ended": "endedOn",
    "anniversary-inferred": "began",
}
SIGNING = frozenset({"agreement", "agreement-renewal"})  # events that put a name under a paper
BEGINS = ("signed", "started", "approved")
_OF_STEPS = tuple(kind for kind in DATE_TERMS if kind not in ("renewed", "ended"))  # those are stages of their own
_LOOSE = frozenset({"contact", "intention"})  # an announcement makes these, and only announces the others


class Stage(NamedTuple):
    """One stage of a tie; ``date`` where one is stated, else what bounds it."""

    kind: str
    date: PartialDate | None
    not_before: PartialDate | None
    not_after: PartialDate | None
    attestations: Strings
    events: Strings = ()
    independent_sources: int = 0

    def slug(self, tie: str) -> str:
        """The last part of its address: a tie has one stage of a kind, but any number of renewals."""
        date = f".{self.date.iso}" if self.kind == "renewal" and self.date else ""
        return f"{tie}.{self.kind}{date}"

    def later_than(self, day: PartialDate) -> Stage:
        """The stage with its lower bound, where it needs one and the bound does not pass the upper."""
        excluded = self.date or (self.not_after and self.not_after.is_before(day))
        return self if excluded else self._replace(not_before=day)

    @property
    def year(self) -> int | None:
        """The year of its date."""
        return self.date.year if self.date else None

    @property
    def bounds(self) -> Bounds:
        """The first and the last year in which it can have been reached."""
        if self.date:
            return self.year, self.year
        return (self.not_before.year if self.not_before else None), (self.not_after.year if self.not_after else None)


class Differing(NamedTuple):
    """Values of one field of a stage that contradict one another: what was chosen, and (value, source id) of each."""

    stage: str
    field: str
    chosen: str
    said: tuple[tuple[str, str], ...]


class Road(NamedTuple):
    """The stages of one tie in their order, the dates of each by kind of date, and what differs."""

    stages: tuple[Stage, ...]
    dates: Mapping[str, Mapping[str, PartialDate]]
    differing: tuple[Differing, ...]

    def of(self, kind: str) -> Stage | None:
        """The stage of a kind, the first where there are several."""
        return next((stage for stage in self.stages if stage.kind == kind), None)


def road(
    readings: Sequence[tuple[Attestation, str]], events: Sequence[Event], life: Sequence[int], witnesses: Witnesses
) -> Road:
    """The stages that a tie's attestations, each with the kind it is read as, and its events that took place show.

    ``life`` holds the years in which there is a sign of life.
    """
    dates: dict[str, dict[str, PartialDate]] = {}
    differing: list[Differing] = []
    steps: dict[str, Stage] = {}
    for kind in STEPS:
        said = [attestation for attestation, read_as in readings if OF_KIND[read_as] == kind]
        if said:
            dates[kind], differs = _dated(kind, said, witnesses)
            differing += differs
            steps[kind] = _stage(kind, _beginning(kind, dates[kind]), _known_by(said, witnesses), said, witnesses)
    intention = steps.get("intention")
    for kind in ("partnership", "sister"):
        if kind in steps and intention and intention.date:
            steps[kind] = steps[kind].later_than(intention.date)
    said = [attestation for attestation, _ in readings]
    stages = [*steps.values(), *_renewals(said, events, witnesses)]
    if paused := [a for a in said if a.status == "paused"]:
        stages.append(_stage("pause", None, _known_by(paused, witnesses), paused, witnesses))
    if over := [a for a in said if a.status == "ended" or a.date_kind == "ended"]:
        days, differs = _dated("end", over, witnesses)
        differing += differs
        end = _stage("end", days.get("ended"), _known_by(over, witnesses), over, witnesses)
        before = [year for year in life if end.not_after and year <= end.not_after.year]
        stages.append(end.later_than(PartialDate(max(before))) if before else end)
    return Road(tuple(stages), dates, tuple(differing))


def _stage(
    kind: str,
    date: PartialDate | None,
    known_by: PartialDate | None,
    said: Sequence[Attestation],
    witnesses: Witnesses,
    events: Strings = (),
) -> Stage:
    slugs = tuple(sorted(a.slug for a in said))
    return Stage(kind, date, None, None if date else known_by, slugs, events, len(witnesses.of(said)))


def _dated(
    kind: str, said: Sequence[Attestation], witnesses: Witnesses
) -> tuple[dict[str, PartialDate], list[Differing]]:
    """The date of each kind of date that a stage has, and those whose sources contradict one another."""
    found: dict[str, PartialDate] = {}
    differing = []
    for date_kind in ("ended",) if kind == "end" else _OF_STEPS:
        candidates = [(a.date, a.source) for a in said if a.date and a.date_kind == date_kind]
        if not candidates:
            continue
        chosen, others = _choose(candidates, witnesses)
        found[date_kind] = chosen
        if others:
            listed = tuple(sorted({(day.iso, source) for day, source in candidates}))
            differing.append(Differing(kind, DATE_TERMS[date_kind], chosen.iso, listed))
    begun = {date_kind: found[date_kind] for date_kind in BEGINS if date_kind in found}
    if len({day.year for day in begun.values()}) > 1:
        acts = {
            (f"{date_kind} {day.iso}", a.source)
            for date_kind, day in begun.items()
            for a in said
            if a.date_kind == date_kind and a.date == day
        }
        differing.append(Differing(kind, "startYear", str(min(begun.values()).year), tuple(sorted(acts))))
    return found, differing


def _choose(
    candidates: Sequence[tuple[PartialDate, str]], witnesses: Witnesses
) -> tuple[PartialDate, list[PartialDate]]:
    """The date to believe and those that contradict it; each candidate with its source."""

    def trust(day: PartialDate) -> tuple[int, int, int, PartialDate]:
        rank = min(witnesses.rank[source] for each, source in candidates if each == day)
        voters = {witnesses.origin[source] for each, source in candidates if each.agrees_with(day)}
        return rank, -day.precision, -len(voters), day

    order = sorted({day for day, _ in candidates}, key=trust)
    chosen = max((day for day in order if day.agrees_with(order[0])), key=lambda day: day.precision)
    return chosen, [day for day in order if not day.agrees_with(chosen)]


def _beginning(kind: str, dates: Mapping[str, PartialDate]) -> PartialDate | None:
    """The date of a stage, by its dates."""
    stated = min((dates[date_kind] for date_kind in BEGINS if date_kind in dates), default=None)
    announced = dates.get("announced") if kind in _LOOSE else None
    return stated or announced or dates.get("anniversary-inferred")


def _known_by(said: Iterable[Attestation], witnesses: Witnesses) -> PartialDate | None:
    """The earliest day by which a witness tells of the stage: published, or dating a later act."""
    days = [witnesses.published[a.source] for a in said]
    days += [a.date for a in said if a.date_kind in ("renewed", "unknown", "")]
    return min((day for day in days if day), default=None)


def _renewals(said: Sequence[Attestation], events: Sequence[Event], witnesses: Witnesses) -> list[Stage]:
    """A stage for each date of renewal; dates that agree are one, the finest."""
    told: dict[PartialDate, tuple[list[Attestation], list[Event]]] = defaultdict(lambda: ([], []))
    undated = [a for a in said if a.date_kind == "renewed" and not a.date]
    for a in said:
        if a.date_kind == "renewed" and a.date:
            told[a.date][0].append(a)
    for event in events:
        if event.kind == "agreement-renewal" and event.date:
            told[event.date][1].append(event)
    found = []
    for _, same in groupby(sorted(told), key=lambda day: day.year):
        days = list(same)
        fine = [day for day in days if not any(day.agrees_with(o) and o.precision > day.precision for o in days)]
        for day in fine:
            alike = [told[other] for other in days if other.agrees_with(day)]
            names = tuple(sorted(event.slug for _, shown in alike for event in shown))
            found.append(_stage("renewal", day, None, [a for some, _ in alike for a in some], witnesses, names))
    if undated and not found:
        found.append(_stage("renewal", None, _known_by(undated, witnesses), undated, witnesses))
    return found
