"""Which P190 statements Wikidata lacks that the sources here support well enough to be added. Pure.

A tie is proposed where
- it is a sister tie between two places that have a judged item each,
- sources that call it that number at least two independent witnesses, or one is an official list; an
  encyclopedia or a data set is no witness here, nor is what was taken from one (Wikidata among them),
- at least one of them has an address that may be published.
A date is given where no two sources differ on it; else the statement is proposed without one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.ids import link
from kg.base.languages import _, ngettext
from kg.gather.fuse import Disagreement, Tie
from kg.gather.witnesses import witness_of
from kg.schema.codes import PRECEDENCE
from kg.schema.records import Attestation, Source
from kg.wikidata.audit import sided
from kg.wikidata.twin_ties import WikiTie

LEAST_WITNESSES = 2
OFFICIAL = "official-list"
NO_WITNESS = frozenset({"encyclopedia", "dataset"})
MOST_REFERENCES = 3
_BEGINNINGS = ("signed", "began", "approved")


class Cited(NamedTuple):
    """One reference of a proposed statement: an address, the source's item where it has one, and its title."""

    url: str
    item: str
    title: str
    source: str


class Statement(NamedTuple):
    """One P190 statement to be added to ``item``."""

    item: str
    other: str
    place: str
    other_place: str
    start: PartialDate | None
    end: PartialDate | None
    cited: tuple[Cited, ...]
    reason: str
    tie: str


class Passed(NamedTuple):
    """A tie that is not proposed, and why."""

    tie: str
    why: str


class Proposal(NamedTuple):
    """What to add and what was passed over."""

    statements: tuple[Statement, ...]
    passed: tuple[Passed, ...]


class Evidence(NamedTuple):
    """What the sources here say, as the proposals need it."""

    ties: Sequence[Tie]
    attestations: Mapping[str, Sequence[Attestation]]  # by the slug of the tie
    sources: Mapping[str, Source]
    disagreements: Sequence[Disagreement]
    source_items: Mapping[str, str] = {}  # the Q-id of a source, by its id


def propose(
    evidence: Evidence,
    theirs: Iterable[WikiTie],
    places: Mapping[str, str],
    countries: Mapping[str, str],
    sides: tuple[str, str],
) -> Proposal:
    """Statements for both directions of every tie that lacks one; see the module's rules.

    ``places`` maps place ids to Q-ids, ``countries`` place ids to their countries, ``sides`` are the two countries.
    """
    have = {(tie.a, tie.b): tie.direction for tie in theirs}
    judge = _Judge(evidence)
    statements: list[Statement] = []
    passed: list[Passed] = []
    for tie in evidence.ties:
        pair = sided(tie, countries, sides)
        if tie.kind != "sister" or pair is None:
            continue
        a, b = (places.get(place, "") for place in pair)
        if not (a and b):
            passed.append(Passed(tie.slug, _("a party has no judged item")))
            continue
        direction = have.get((a, b), "")
        missing = [way for way in ("a-to-b", "b-to-a") if direction not in (way, "both")]
        verdict = judge.verdict(tie) if missing else ""
        if isinstance(verdict, str):
            if verdict:
                passed.append(Passed(tie.slug, verdict))
            continue
        reason, start, end, cited = verdict
        for way in missing:
            one, two = ((a, pair[0]), (b, pair[1])) if way == "a-to-b" else ((b, pair[1]), (a, pair[0]))
            statements.append(Statement(one[0], two[0], one[1], two[1], start, end, cited, reason, tie.slug))
    statements.sort(key=lambda s: (s.tie, s.item))
    return Proposal(tuple(statements), tuple(sorted(passed)))


Verdict = tuple[str, PartialDate | None, PartialDate | None, tuple[Cited, ...]]


class _Judge:
    """Weighs the sources of one tie after another."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.witness = witness_of(evidence.sources.values())
        self.disputed = {(one.tie, one.field) for one in evidence.disagreements}

    def verdict(self, tie: Tie) -> Verdict | str:
        """The reason, dates and references for a tie, or why it is passed over."""
        used = sorted({a.source for a in self.evidence.attestations[tie.slug] if a.kind == "sister"})
        good = [id for id in used if self._counts(id)]
        witnesses = {self.witness[id] for id in good}
        official = [id for id in good if self.evidence.sources[id].kind == OFFICIAL]
        if not official and len(witnesses) < LEAST_WITNESSES:
            told = ngettext(
                "{n} independent witness, which is no official list",
                "{n} independent witnesses, none an official list",
                len(witnesses),
            )
            return told.format(n=len(witnesses))
        if tie.status == "ended" and not any(kind == "endedOn" for kind, _ in tie.dates):
            return _("it is over, and no source dates its end")
        cited = self._cited(good)
        if not cited:
            return _("no source has an address that may be published")
        reason = _("an official list") if official else _("{n} independent witnesses").format(n=len(witnesses))
        start, end = self._dates(tie)
        return reason, start, end, cited

    def _counts(self, source: str) -> bool:
        """True for a source that neither is an encyclopedia or a data set nor goes back to one."""
        origin = self.evidence.sources[self.witness[source]]
        return not {self.evidence.sources[source].kind, origin.kind} & NO_WITNESS

    def _cited(self, good: Collection[str]) -> tuple[Cited, ...]:
        """References, the most trusted first, one for each witness."""
        by_trust = sorted(good, key=lambda id: (PRECEDENCE[self.evidence.sources[id].kind], id))
        chosen: dict[str, Cited] = {}
        for id in by_trust:
            source = self.evidence.sources[id]
            url = link(source.url) if source.link is not False else ""
            if url and self.witness[id] not in chosen:
                item = self.evidence.source_items.get(id, "")
                chosen[self.witness[id]] = Cited(url, item, source.title, id)
        return tuple(chosen.values())[:MOST_REFERENCES]

    def _dates(self, tie: Tie) -> tuple[PartialDate | None, PartialDate | None]:
        dates = {kind: date for kind, date in tie.dates if (tie.slug, kind) not in self.disputed}
        begun = [dates[kind] for kind in _BEGINNINGS if kind in dates]
        disputed = any((tie.slug, field) in self.disputed for field in ("startYear", *_BEGINNINGS))
        end = dates.get("endedOn") if tie.status == "ended" else None
        return (None if disputed else min(begun, default=None)), end


def source_items(items: Mapping[str, str], start: str) -> dict[str, str]:
    """The items of sources, by the source's id, from the items of all things by IRI.

    >>> source_items(
    ...     {"http://e.org/id/source/CN2004": "Q1", "http://e.org/id/place/x": "Q2"}, "http://e.org/id/source/"
    ... )
    {'CN2004': 'Q1'}
    """
    return {iri.removeprefix(start): qid for iri, qid in items.items() if iri.startswith(start)}
