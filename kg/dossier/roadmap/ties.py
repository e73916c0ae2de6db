"""The state of the ties of a place: what is stale, what lapsed, and what revived elsewhere after lapsing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.base.dates import in_words
from kg.base.languages import _, current
from kg.dossier.evidence import Source
from kg.dossier.place import NearTie
from kg.dossier.roadmap.ground import LAPSED, STALE, Ground
from kg.dossier.roadmap.lines import listed_or, nothing, told
from kg.dossier.text.phrases import named, rest, sentence, since
from kg.dossier.tie import OwnTie
from kg.formats.documents.document import Block, Grid, Heading, Line, Span, line

MOST_RENEWALS, MOST_WITHIN = 5, 12


class Trace(NamedTuple):
    """The last dated evidence of a tie: a stage, an event, or a state that a source attests."""

    year: int
    what: str
    sources: tuple[Source, ...]


def last_trace(ground: Ground, tie: OwnTie | NearTie) -> Trace | None:
    """The latest of what is dated of a tie; none where nothing is."""
    found = [Trace(tie.status_year, tie.status.label(current()), tie.sources)] if tie.status_year else []
    if isinstance(tie, OwnTie):
        found += [
            Trace(int(stage.date[:4]), stage.kind.label(current()), stage.sources or tie.sources)
            for stage in tie.stages
            if stage.date
        ]
    elif tie.start_year:
        found.append(Trace(tie.start_year, _("beginning"), tie.sources))
    found += [
        Trace(event.year, event.kind.label(current()), event.sources)
        for event in ground.experience.on(tie.id)
        if event.year and event.year <= ground.year and not event.planned
    ]
    return max(found, key=lambda trace: trace.year, default=None)


def state_of_ties(ground: Ground) -> Iterator[Block]:
    """A table of own ties, what needs care first; then what revived and was renewed elsewhere."""
    by = f"kg query partners-of-place --place {ground.here}"
    if ground.place.ties:
        caption = _("Stale is a tie of which nothing is dated after {year}: events, stages and attested states count.")
        rows = sorted(_row(ground, tie) for tie in ground.place.ties)
        yield _grid(_("Partner"), rows, caption.format(year=ground.year - STALE - 1))
    else:
        yield nothing(_("The sources known here state no tie of its own."), by)
    if within := ground.place.ties_within:
        rows = sorted(_row(ground, tie) for tie in within)
        yield Heading(_("Ties of what lies within it"), 3)
        yield _grid(_("Places"), rows[:MOST_WITHIN])
        yield from rest(len(rows) - MOST_WITHIN, f"kg query ties-within-region --place {ground.here}")
    yield Heading(_("What lapsed elsewhere and revived"), 3)
    yield from listed_or(
        [each for slug in _lapsed(ground) for each in _revival(ground, slug)],
        _(
            "Of the ties that ended, paused or fell asleep ({n} in the whole graph), none is known to have revived."
        ).format(n=len(_lapsed(ground))),
        "kg query ended-and-dormant-ties",
    )
    if renewed := list(_renewals(ground))[:MOST_RENEWALS]:
        yield Heading(_("What comparable places renewed"), 3)
        yield from listed_or(renewed, "", "")


def verdict(ground: Ground, tie: OwnTie | NearTie, trace: Trace | None) -> tuple[int, str]:
    """How urgent a tie is, and in what words."""
    if tie.status in LAPSED:
        return 0, _("lapsed: {state}").format(state=tie.status.label(current()))
    if trace is None:
        return 1, _("undated")
    if trace.year < ground.year - STALE:
        return 2, _("stale")
    return 3, _("current")


_Row = tuple[tuple[int, int, str], tuple[Line, ...]]


def _row(ground: Ground, tie: OwnTie | NearTie) -> _Row:
    """A row of the table of ties, after what it is sorted by."""
    trace = last_trace(ground, tie)
    urgency, words = verdict(ground, tie, trace)
    last = _("{year}: {what}").format(year=in_words(str(trace.year)), what=trace.what) if trace else _("none")
    name = named(tie.partner)
    if isinstance(tie, NearTie):
        name = _("{one} – {other}").format(one=named(tie.place), other=name)
    cells = (
        (Span(name, ground.cite.keys(tie.sources, 2), strong=True),),
        line(_("{kind}: {when}").format(kind=tie.kind.label(current()), when=since(tie))),
        (Span(last, ground.cite.keys(trace.sources, 2) if trace else ()),),
        (Span(words, strong=urgency < 3),),
    )
    return (urgency, trace.year if trace else 0, tie.id), cells


def _grid(first: str, rows: Iterable[_Row], caption: str = "") -> Grid:
    headings = (first, _("Kind and beginning"), _("Last dated evidence"), _("Remark"))
    return Grid(headings, tuple(cells for _key, cells in rows), caption)


def _lapsed(ground: Ground) -> list[str]:
    """The slugs of ties that lapsed, now or at some time, own ones left out."""
    return [link.slug for link in ground.prepared.lapsed if ground.here not in (link.a, link.b)]


def _revival(ground: Ground, slug: str) -> tuple[Line, ...]:
    """A line where a tie has a stage or an event that is certainly later than its pause or end."""
    stages = ground.question.attributes.stages.get(slug, ())
    lapse = max((bounds[1] for kind, bounds in stages if kind in ("pause", "end") and bounds[1]), default=None)
    if lapse is None:
        return ()
    later = [each for each in ground.experience.on(slug) if not each.planned and (each.year or 0) > lapse]
    revived = [bounds[0] for kind, bounds in stages if kind not in ("pause", "end") and (bounds[0] or 0) > lapse]
    if not (later or revived):
        return ()
    year = min(*(each.year for each in later if each.year), *(each for each in revived if each), 9999)
    first = next((each for each in reversed(later) if each.year == year), None)
    ends = slug.split("--")
    what = _("lapsed by {lapse}, revived in {year}").format(lapse=lapse, year=year)
    words = [Span(ground.name(*ends), strong=True), Span(_(": ") + what)]
    if first is None:
        return told(ground.cite, *words, by=f"kg query stages-of-ties --place {ends[0]}")
    return told(ground.cite, *words, _("; "), sentence(first.label()), sources=first.sources)


def _renewals(ground: Ground) -> Iterator[Line]:
    """Renewals of ties of comparable places, the latest first, by the events that show them."""
    alike = set(ground.alike)
    for event in ground.experience.happenings:
        if event.kind == "agreement-renewal" and not event.planned and event.parties & alike:
            pair = ground.name(*sorted(event.parties, reverse=True))
            when = f", {in_words(event.date)}" if event.date else ""
            yield from told(ground.cite, Span(pair, strong=True), when, _(": "), event.label(), sources=event.sources)
