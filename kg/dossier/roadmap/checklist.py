"""What to verify first, by what is to be verified: each line with its sources, each group with where to look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.base.dates import in_words
from kg.base.languages import N_, _, current
from kg.dossier.evidence import Source
from kg.dossier.roadmap.ground import LAPSED, STALE, Ground
from kg.dossier.roadmap.lines import nothing, told
from kg.dossier.roadmap.ties import last_trace
from kg.dossier.text.phrases import named, sentence, since, status, time_of
from kg.dossier.text.sections import conflict_told
from kg.dossier.tie import OwnTie
from kg.dossier.unknown import WHERE
from kg.formats.documents.document import Block, Heading, Items, Line, Paragraph, Span, line

_CITED = re.compile(r"\s*[(（]([A-Za-z0-9_.-]+)[)）]")
# What is known, who says so, and official pages that speak of the same places and do not say so.
_Known = tuple[str, Sequence[Source]] | tuple[str, Sequence[Source], Sequence[Source]]


def checklist(ground: Ground) -> Iterator[Block]:
    """Boxes to tick: witnesses, dates, work and ends of the own ties, then contradictions and plans."""
    groups = [
        (title, where, [each for tie in ground.place.ties for each in _tie(ground, tie, doubt(ground, tie))])
        for title, where, doubt in _OF_TIES
    ]
    groups += [
        (N_("What sources contradict, or leave open"), "sides", list(_conflicts(ground))),
        (N_("Whether what was announced came about"), "news", list(_plans(ground))),
    ]
    for title, where, lines in groups:
        if lines:
            yield Heading(_(title), 3)
            yield Paragraph(line(_("Where to look: {where}.").format(where=_(_LOOK[where]))))
            yield Items(tuple(lines), boxes=True)
    if not any(lines for _title, _where, lines in groups):
        yield nothing(
            _("Nothing to verify: no tie on weak sources, undated, stale or in conflict, and no unconfirmed plan."),
            f"kg query stages-of-ties --place {ground.here}",
        )


def _tie(ground: Ground, tie: OwnTie, known: _Known | None) -> tuple[Line, ...]:
    """A line of a tie with what is known of the point."""
    if known is None:
        return ()
    label = Span(_("{name}, {kind}").format(name=named(tie.partner), kind=tie.kind.label(current())), strong=True)
    text, sources, *beside = known
    silent = [ground.cite.span(_("; official pages that are silent on it"), each) for each in beside if each]
    return told(ground.cite, label, _(": "), ground.cite.span(text, sources), *silent)


def _witness(ground: Ground, tie: OwnTie) -> _Known | None:
    if tie.support == "weak":
        return tie.support.label(current()), tie.sources, ground.place.silent_on(tie)
    if (tie.sources_of_kind or 0) < 2:
        return _("one independent source"), tie.witnesses_of_kind or tie.sources, ground.place.silent_on(tie)
    return None


def _beginning(_ground: Ground, tie: OwnTie) -> _Known | None:
    return None if tie.start_year else (since(tie), tie.sources)


def _work(ground: Ground, tie: OwnTie) -> _Known | None:
    trace = last_trace(ground, tie)
    if tie.status in LAPSED or (trace and trace.year >= ground.year - STALE):
        return None
    if trace is None:
        return _("nothing is dated"), tie.sources
    last = _("the last that is dated: {year}, {what}").format(year=in_words(str(trace.year)), what=trace.what)
    return last, trace.sources or tie.sources


def _lapse(_ground: Ground, tie: OwnTie) -> _Known | None:
    if tie.status not in LAPSED:
        return None
    stage = next((each for each in tie.stages if each.kind in ("end", "pause")), None)
    if stage is None:
        return status(tie), tie.sources
    return _("{what} – {when}").format(
        what=stage.kind.label(current()), when=time_of(stage)
    ), stage.sources or tie.sources


_OF_TIES: tuple[tuple[str, str, Callable[[Ground, OwnTie], _Known | None]], ...] = (
    (N_("A second witness of the kind of tie"), "ties", _witness),
    (N_("The date of the beginning"), "date", _beginning),
    (N_("Whether the tie is at work"), "news", _work),
    (N_("Ends and pauses"), "ties", _lapse),
)
_LOOK = {**WHERE, "sides": N_("the pages that the notes lead to, then the international offices of both sides")}


def _conflicts(ground: Ground) -> Iterator[Line]:
    """Sides with their sources, then what was guessed or is missing."""
    shown = f"kg query attestations-of-tie --place {ground.here}"
    for tie, each in ground.place.conflicts:
        spans = conflict_told(named(tie.partner), each, ground.cite)
        yield from told(ground.cite, *spans, by=f"{shown} --partner {tie.partner.id}")
    own = {tie.id: tie for tie in ground.place.ties}
    for finding in ground.place.findings:
        for tie in [own[str(each)] for each in finding.about if str(each) in own][:1]:
            if finding.kind in ("guess", "gap"):
                words = _with_notes(ground, sentence(finding.text(current())), [*tie.sources, *finding.sources])
                by = f"{shown} --partner {tie.partner.id}"
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
            what = _("announced ({date}), no confirmation known here: {event}").format(
                date=when, event=sentence(event.label())
            )
            yield from told(ground.cite, Span(others, strong=True), _(": "), what, sources=event.sources)
