"""What to verify first: ties on weak witnesses, undated, stale or in conflict, and plans that nobody confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.base.dates import in_words
from kg.base.languages import _, clauses, current
from kg.dossier.evidence import Source
from kg.dossier.roadmap.ground import LAPSED, STALE, Ground
from kg.dossier.roadmap.lines import listed_or, told
from kg.dossier.roadmap.ties import last_trace
from kg.dossier.text.phrases import named, sentence, since
from kg.dossier.tie import OwnTie
from kg.formats.documents.document import Block, Line, Paragraph, Span, line

_CITED = re.compile(r"\s*[(（]([A-Za-z0-9_.-]+)[)）]")


def checklist(ground: Ground) -> Iterator[Block]:
    """Boxes to tick, the most doubtful first: a line a tie, then conflicts, then plans."""
    ties = sorted(
        ((_doubts(ground, tie), tie) for tie in ground.place.ties), key=lambda each: (-len(each[0]), each[1].id)
    )
    lines = [each for doubts, tie in ties if doubts for each in _tie(ground, tie, doubts)]
    if lines:
        yield Paragraph(
            line(_("Where to look: the official pages of both sides. The notes are the sources known so far."))
        )
    yield from listed_or(
        [*lines, *_conflicts(ground), *_plans(ground)],
        _("Nothing to verify: no tie on weak sources, undated, stale or in conflict, and no unconfirmed plan."),
        f"kg query stages-of-ties --place {ground.here}",
        boxes=True,
    )


def _doubts(ground: Ground, tie: OwnTie) -> list[str]:
    if tie.status == "ended":
        return []
    found, trace = [], last_trace(ground, tie)
    if tie.support == "weak":
        found.append(_("kind of tie: {support}").format(support=tie.support.label(current())))
    elif (tie.sources_of_kind or 0) < 2:
        found.append(_("kind of tie: one independent source"))
    if not tie.start_year:
        found.append(_("beginning: {when}").format(when=since(tie)))
    if tie.status not in LAPSED and (trace is None or trace.year < ground.year - STALE):
        year = (
            _("nothing is dated")
            if trace is None
            else _("the last is of {year}").format(year=in_words(str(trace.year)))
        )
        found.append(_("signs of activity: {last}").format(last=year))
    return found


def _tie(ground: Ground, tie: OwnTie, doubts: list[str]) -> tuple[Line, ...]:
    label = Span(_("{name}, {kind}").format(name=named(tie.partner), kind=tie.kind.label(current())), strong=True)
    known = ground.cite.span(clauses(doubts), tie.sources)
    silent = ground.place.silent_on(tie)
    beside = [ground.cite.span(_("; official pages that are silent on it"), silent)] if silent else []
    return told(ground.cite, label, _(": "), known, *beside)


def _conflicts(ground: Ground) -> Iterator[Line]:
    own = {tie.id: tie for tie in ground.place.ties}
    for finding in ground.place.findings:
        for tie in [own[str(each)] for each in finding.about if str(each) in own][:1]:
            if finding.kind in ("conflict", "guess", "gap"):
                words = _with_notes(ground, sentence(finding.text(current())), [*tie.sources, *finding.sources])
                by = f"kg query attestations-of-tie --place {ground.here} --partner {tie.partner.id}"
                yield from told(ground.cite, Span(named(tie.partner), strong=True), _(": "), *words, by=by)


def _with_notes(ground: Ground, text: str, sources: Iterable[Source]) -> Iterator[Span]:
    """A text with a note in place of each id of a source in brackets."""
    known = {source.id: source for source in sources}
    start = 0
    for found in _CITED.finditer(text):
        if source := known.get(found[1]):
            yield ground.cite.span(text[start : found.start()], [source])
            start = found.end()
    yield Span(text[start:])


def _plans(ground: Ground) -> Iterator[Line]:
    for event in ground.experience.happenings:
        if event.planned and ground.here in event.parties and (event.year or 0) < ground.year:
            when = in_words(event.date) if event.date else _("not dated")
            others = ground.name(*sorted(event.parties - {ground.here}))
            what = _("announced ({date}), not confirmed: {event}").format(date=when, event=sentence(event.label()))
            yield from told(ground.cite, Span(others, strong=True), _(": "), what, sources=event.sources)
