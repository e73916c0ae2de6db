"""What to verify first: ties on weak witnesses, undated, stale or in conflict, and plans that nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from kg.base.dates import in_words
from kg.base.languages import _, clauses, current
from kg.dossier.place import Tie
from kg.dossier.roadmap.ground import STALE, Ground
from kg.dossier.roadmap.lines import listed_or, told
from kg.dossier.roadmap.ties import LAPSED, last_trace
from kg.dossier.text.phrases import named, sentence, since
from kg.formats.documents.document import Block, Line, Span

ENOUGH = "documented"  # the grade of support that needs nothing more


def checklist(ground: Ground) -> Iterator[Block]:
    """Boxes to tick, the most doubtful first: a line a tie, then conflicts, then plans."""
    ties = sorted(((_doubts(ground, tie), tie) for tie in ground.place.ties), key=lambda each: (-len(each[0]), each[1].id))
    lines = [each for doubts, tie in ties if doubts for each in _tie(ground, tie, doubts)]
    yield from listed_or(
        [*lines, *_conflicts(ground), *_plans(ground)],
        _("Nothing to verify: no tie on weak sources, undated, stale or in conflict, and no unconfirmed plan."),
        f"kg query stages-of-ties --place {ground.here}",
        boxes=True,
    )


def _doubts(ground: Ground, tie: Tie) -> list[str]:
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
        year = _("nothing is dated") if trace is None else _("the last is of {year}").format(year=in_words(str(trace.year)))
        found.append(_("signs of activity: {last}").format(last=year))
    return found


def _tie(ground: Ground, tie: Tie, doubts: list[str]) -> tuple[Line, ...]:
    where = _(". Where to look: an official page of either side; now known from")
    if tie.support == ENOUGH:
        where = _(". Now known from")
    label = Span(_("{name}, {kind}").format(name=named(tie.partner), kind=tie.kind.label(current())), strong=True)
    return told(ground.cite, label, _(": "), clauses(doubts), where, sources=tie.sources)


def _conflicts(ground: Ground) -> Iterator[Line]:
    own = {tie.id: tie for tie in ground.place.ties}
    for finding in ground.place.findings:
        ties = [str(each) for each in finding.about if str(each) in own]
        if finding.kind in ("conflict", "guess", "gap") and ties:
            pair = ground.name(*(named_id for named_id in ties[0].split("--") if named_id != ground.here))
            text = sentence(finding.text(current()))
            sources = finding.sources or own[ties[0]].sources
            by = "" if sources else f"kg query attestations-of-tie --place {ground.here}"
            yield from told(ground.cite, Span(pair, strong=True), _(": "), text, sources=sources, by=by)


def _plans(ground: Ground) -> Iterator[Line]:
    for event in ground.happenings:
        if event.planned and ground.here in event.parties and (event.year or 0) < ground.year:
            when = in_words(event.date) if event.date else _("not dated")
            others = ground.name(*sorted(event.parties - {ground.here}))
            what = _("announced ({date}), not confirmed: {event}").format(date=when, event=sentence(event.label()))
            yield from told(ground.cite, Span(others, strong=True), _(": "), what, sources=event.sources)
