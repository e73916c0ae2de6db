"""What an official reads first on a place: up to five sentences of facts, each with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.base.dates import in_words, when
from kg.base.languages import _, clauses, current, grouped, listed
from kg.dossier.text.phrases import holders, level, named, sentence, since, span_of_years, where
from kg.formats.documents.document import Paragraph, Span
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.place import Place
    from kg.dossier.text.citing import Citing
    from kg.dossier.tie import OwnTie as Tie


def summary(place: Place, cite: Citing) -> Paragraph:
    """The sentences on one place, in one paragraph."""
    return paragraph([*_sentences(place, cite)])


def paragraph(sentences: Sequence[Span]) -> Paragraph:
    """Sentences side by side, as a language parts them."""
    gap = "" if current() == "zh" else " "
    return Paragraph(
        tuple(Span(each.text + gap if at < 0 else gap + each.text, each.notes) for at, each in enumerate(sentences))
    )


def _sentences(place: Place, cite: Citing) -> Iterator[Span]:
    yield _where_it_is(place, cite)
    if not place.ties:
        yield _no_ties(place, cite)
        return
    yield _ties(place, cite)
    yield _first_and_best(place, cite)
    yield from _last_event(place, cite)
    yield from _unknown(place, cite)


def _where_it_is(place: Place, cite: Citing) -> Span:
    told: dict[str, object] = {"name": named(place), "where": where(holders(place)), "level": level(place)}
    censuses = [each for each in place.observations if each.indicator.startswith("population-census") and each.value]
    if not censuses:
        return cite.span(_("{name} is in {where} (level: {level}).").format(**told), (), 1)
    people = max(
        censuses, key=lambda each: (each.year or 0, -len(each.indicator))
    )  # the exact one before a rounded one
    told |= {"people": grouped(people.value or 0), "year": people.year}
    text = _("{name} is in {where} (level: {level}); the census of {year} counted {people} people.")
    return cite.span(text.format(**told), people.sources)


def _no_ties(place: Place, cite: Citing) -> Span:
    return cite.span(_("The sources known here state no tie of its own."), (), 1)


def _ties(place: Place, cite: Citing) -> Span:
    kinds = {kind: [tie for tie in place.ties if tie.kind == kind and tie.status != "ended"] for kind in KINDS_OF_TIES}
    parts = [
        _("{kind} – {count} ({begun})").format(kind=_(KINDS_OF_TIES[kind]), count=len(ties), begun=_begun(ties))
        for kind, ties in kinds.items()
        if ties
    ]
    ended = [tie for tie in place.ties if tie.status == "ended"]
    parts += [_("ended – {count}").format(count=len(ended))] if ended else []
    told = _("By the sources known here it has ties of its own – {count}: {kinds}.")
    return cite.span(
        told.format(count=len(place.ties), kinds=listed(parts)),
        [tie.sources[0] for tie in place.ties if tie.sources],
        6,
    )


def _begun(ties: Sequence[Tie]) -> str:
    dated = [tie.start_year for tie in ties if tie.start_year]
    bounded = [tie.begun_not_after for tie in ties if not tie.start_year and tie.begun_not_after]
    parts = [span_of_years(dated)] if dated else []
    if bounded:
        by = when(not_after=str(max(bounded)))
        parts.append(_("undated – {n}, {by}").format(n=len(bounded), by=by))
    if open_ := len(ties) - len(dated) - len(bounded):
        parts.append(_("no date and no bounds: {n}").format(n=open_))
    return clauses(parts)


def _first_and_best(place: Place, cite: Citing) -> Span:
    dated = [tie for tie in place.ties if tie.start_year]
    best = max(place.ties, key=lambda tie: (tie.sources_of_kind or 0, tie.independent_sources or 0))
    told = {"best": named(best.partner), "n": best.sources_of_kind}
    sources = [*best.sources]
    if not dated:
        text = _("Best attested: {best} (independent sources of the kind: {n}).").format(**told)
        return cite.span(text, sources)
    first = min(dated, key=lambda tie: tie.start_year or 0)
    told |= {"first": named(first.partner), "kind": first.kind.label(current()), "since": since(first)}
    if first == best:
        text = _("Oldest by date and best attested: {first} ({kind}, {since}; independent sources of the kind: {n}).")
    else:
        text = _(
            "Oldest by date: {first} ({kind}, {since}); best attested: {best} (independent sources of the kind: {n})."
        )
        sources = [*first.sources[:2], *best.sources[:2]]
    return cite.span(text.format(**told), sources, 4)


def _last_event(place: Place, cite: Citing) -> Iterator[Span]:
    event = next((each for each in reversed(place.events) if each.date and not each.is_planned), None)
    if event:
        told = _("The last dated event known here ({date}): {event}.")
        text = told.format(date=in_words(event.date), event=sentence(event.label(current())))
        yield cite.span(text, event.sources)


def _unknown(place: Place, cite: Citing) -> Iterator[Span]:
    standing = [tie for tie in place.ties if tie.status != "ended"]
    undated = [tie for tie in standing if not tie.start_year]
    single = [tie for tie in standing if (tie.sources_of_kind or 0) < 2]
    told = {"all": len(standing)}
    parts = [_("no date of beginning for {n} of {all} ties").format(n=len(undated), **told)] if undated else []
    parts += (
        [_("no second independent source of the kind for {n} of {all} ties").format(n=len(single), **told)]
        if single
        else []
    )
    if parts:
        sources = [tie.sources[0] for tie in (*undated, *single) if tie.sources]
        yield cite.span(_("Gaps in what is known here: {what}.").format(what=clauses(parts)), sources)
