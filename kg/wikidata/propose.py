"""Which P190 statements Wikidata lacks that the sources here support well enough to be added. Pure.

A tie is proposed where
- it is a sister tie between two places that have a judged item each,
- Wikidata has no such statement of deprecated rank, and does not say that the tie is over while it is not here,
- sources that call it that number at least two independent witnesses, or one is an official list itself, no
  reprint of one; an encyclopedia or a data set is no witness here, nor is what was taken from one, as from Wikidata,
- at least one of them has an address that may be published.
A start is given where a signing or a beginning is dated and no two sources differ on it; an approval is no start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.ids import link
from kg.base.languages import _, ngettext
from kg.gather.corpus import Corpus
from kg.gather.fuse import Disagreement, Fused, Tie
from kg.gather.witnesses import WEAK, witness_of
from kg.schema.codes import PRECEDENCE
from kg.schema.records import Attestation, Source
from kg.wikidata.audit import MATCHED, NO_ITEM, ONLY_THERE, THERE, Row
from kg.wikidata.links import Judged

LEAST_WITNESSES = 2
MOST_REFERENCES = 3
_BEGINNINGS = ("signed", "began")  # an approval is an act of its own, and no start


class Cited(NamedTuple):
    """One reference of a proposed statement: an address, the source's item where it has one, and its title.

    ``repeats`` is the title of the source that it reprints or copies.
    """

    url: str
    item: str
    title: str
    repeats: str = ""


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


class NotEnough(Exception):
    """Why a tie is not proposed."""


@dataclass(frozen=True)
class Evidence:
    """What the sources here say, as the proposals need it."""

    ties: Sequence[Tie]
    attestations: Mapping[str, Sequence[Attestation]]  # by the slug of the tie
    sources: Mapping[str, Source]
    disagreements: Sequence[Disagreement]
    source_items: Mapping[str, str] = field(default_factory=dict)  # the Q-id of a source, by its id

    @classmethod
    def of(cls, corpus: Corpus, fused: Fused, judged: Judged) -> Evidence:
        """The evidence of all sources."""
        said: dict[str, list[Attestation]] = defaultdict(list)
        for attestation in corpus.all("attestations"):
            said[attestation.tie].append(attestation)
        return cls(fused.ties, said, corpus.sources, fused.disagreements, judged.of("source"))

    @cached_property
    def witness(self) -> Mapping[str, str]:
        """The witness that each source counts as."""
        return witness_of(self.sources.values())

    def good(self, tie: Tie) -> list[str]:
        """The sources that call a tie sisters and neither are an encyclopedia or a data set nor go back to one."""
        used = {one.source for one in self.attestations[tie.slug] if one.kind == "sister"}
        kinds = {id: {self.sources[id].kind, self.sources[self.witness[id]].kind} for id in used}
        return sorted(id for id in used if not kinds[id] & WEAK)

    def cited(self, good: Iterable[str]) -> tuple[Cited, ...]:
        """References, the most trusted first, one for each witness."""
        chosen: dict[str, Cited] = {}
        rank = {id: (PRECEDENCE[self.sources[id].kind], self.witness[id] != id, id) for id in good}
        for id in sorted(rank, key=rank.__getitem__):
            source, origin = self.sources[id], self.witness[id]
            url = link(source.url) if source.link is not False else ""
            if url:
                repeats = self.sources[origin].title if origin != id else ""
                chosen.setdefault(origin, Cited(url, self.source_items.get(id, ""), source.title, repeats))
        return tuple(chosen.values())[:MOST_REFERENCES]

    def dates(self, tie: Tie) -> tuple[PartialDate | None, PartialDate | None]:
        """Start and end of a tie, as far as no two sources differ on them."""
        disputed = {one.field for one in self.disagreements if one.tie == tie.slug and not one.stage}
        dates = {kind: date for kind, date in tie.dates if kind not in disputed}
        is_known = disputed.isdisjoint(("startYear", *_BEGINNINGS))
        start = min((dates[kind] for kind in _BEGINNINGS if kind in dates), default=None) if is_known else None
        return start, dates.get("endedOn") if tie.status == "ended" else None


def propose(evidence: Evidence, rows: Iterable[Row]) -> Proposal:
    """Statements for both directions of every tie of an audit that lacks one; see the module's rules."""
    statements: list[Statement] = []
    passed: list[Passed] = []
    ties = {tie.slug: tie for tie in evidence.ties}
    for row in rows:
        forth = (row.item_a, row.item_b, row.place_a, row.place_b)
        back = (row.item_b, row.item_a, row.place_b, row.place_a)
        missing = [forth, back] if row.state != MATCHED else {"a-to-b": [back], "b-to-a": [forth]}.get(row.one_way, [])
        if row.state == ONLY_THERE or not missing:
            continue
        tie = ties[row.tie]
        try:
            reason, cited = _weighed(evidence, tie, row)
        except NotEnough as why:
            passed.append(Passed(tie.slug, str(why)))
        else:
            statements += [Statement(*way, *evidence.dates(tie), cited, reason, tie.slug) for way in missing]
    statements.sort(key=lambda s: (s.tie, s.item))
    return Proposal(tuple(statements), tuple(sorted(passed)))


def _weighed(evidence: Evidence, tie: Tie, row: Row) -> tuple[str, tuple[Cited, ...]]:
    """What a tie rests on, in words, and the references; raises :class:`NotEnough` where that is too little."""
    if row.state == NO_ITEM:
        raise NotEnough(_("a party has no judged item"))
    if row.deprecated:
        raise NotEnough(_("Wikidata has the statement with the rank deprecated"))
    if row.over == THERE:
        raise NotEnough(_("Wikidata says that it is over"))
    good = evidence.good(tie)
    witnesses = len({evidence.witness[id] for id in good})
    lists = [evidence.sources[id] for id in good if evidence.sources[id].kind == "official-list"]
    is_official = any(source.form in {"", "original"} for source in lists)
    if not is_official and witnesses < LEAST_WITNESSES:
        told = ngettext(
            "{n} independent witness, which is no official list",
            "{n} independent witnesses, none an official list",
            witnesses,
        )
        raise NotEnough(told.format(n=witnesses))
    if tie.status == "ended" and not any(kind == "endedOn" for kind, _ in tie.dates):
        raise NotEnough(_("it is over, and no source dates its end"))
    cited = evidence.cited(good)
    if not cited:
        raise NotEnough(_("no source has an address that may be published"))
    return _("an official list") if is_official else _("{n} independent witnesses").format(n=witnesses), cited
