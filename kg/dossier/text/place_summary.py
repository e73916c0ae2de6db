"""What an official reads first on a place: up to five sentences of facts, each with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.base.dates import when
from kg.base.languages import _, clauses, grouped, listed, ngettext
from kg.dossier.text.phrases import level, named, of_kind, since, where, years
from kg.dossier.text.sections import last_event
from kg.formats.documents.document import Span
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.evidence import Source
    from kg.dossier.place import Place
    from kg.dossier.text.citing import Citing
    from kg.dossier.tie import OwnTie


def sentences(place: Place, cite: Citing) -> Iterator[Span]:
    """Where it is, its ties by kind, the oldest and the best attested one, what happened last, what is not known."""
    yield _where_it_is(place, cite)
    if not place.ties:
        yield cite.span(_("The sources known here state no tie of its own."), _any(place), 1)
        return
    yield _ties(place.ties, cite)
    yield _first_and_best(place.ties, cite)
    yield from last_event(place.events, cite)
    yield from _gaps(place.ties, cite)


def _where_it_is(place: Place, cite: Citing) -> Span:
    told = {"name": named(place), "where": where(place.holders), "level": level(place)}
    figure = place.population
    if figure is None or figure.value is None:
        return cite.span(_("{name} is in {where} (level: {level}).").format(**told), _any(place), 1)
    text = _("{name} is in {where} (level: {level}); population: {people} ({year}).")
    return cite.span(text.format(**told, people=grouped(figure.value), year=figure.year), figure.sources)


def _ties(ties: Sequence[OwnTie], cite: Citing) -> Span:
    kinds = {kind: [tie for tie in ties if tie.kind == kind and tie.status != "ended"] for kind in KINDS_OF_TIES}
    parts = [
        _("{name} ({other})").format(name=of_kind(kind, len(found)), other=_begun(found))
        for kind, found in kinds.items()
        if found
    ]
    ended = sum(tie.status == "ended" for tie in ties)
    parts += [_("{count} ended").format(count=ended)] if ended else []
    told = ngettext(
        "By the sources known here it has {count} tie of its own: {kinds}.",
        "By the sources known here it has {count} ties of its own: {kinds}.",
        len(ties),
    )
    best = [tie.sources[0] for tie in sorted(ties, key=lambda tie: -(tie.sources_of_kind or 0)) if tie.sources]
    return cite.span(told.format(count=len(ties), kinds=listed(parts)), best)


def _begun(ties: Sequence[OwnTie]) -> str:
    dated = [tie.start_year for tie in ties if tie.start_year]
    bounded = [tie.begun_not_after for tie in ties if not tie.start_year and tie.begun_not_after]
    parts = [years(dated)] if dated else []
    if bounded:
        parts.append(_("{n} undated, {by}").format(n=len(bounded), by=when(not_after=str(max(bounded)))))
    if unbounded := len(ties) - len(dated) - len(bounded):
        parts.append(_("{n} without date and bounds").format(n=unbounded))
    return clauses(parts)


def _first_and_best(ties: Sequence[OwnTie], cite: Citing) -> Span:
    best = max(ties, key=lambda tie: (tie.sources_of_kind or 0, tie.independent_sources or 0))
    told = {"best": named(best.partner), "n": str(best.sources_of_kind or 0)}
    dated = [tie for tie in ties if tie.start_year]
    if not dated:
        text = _("Best attested: {best} (independent sources of the kind: {n}).")
        return cite.span(text.format(**told), best.witnesses_of_kind or best.sources)
    first = min(dated, key=lambda tie: tie.start_year or 0)
    told |= {"first": named(first.partner), "kind": named(first.kind), "since": since(first)}
    if first == best:
        text = _("Oldest by date and best attested: {first} ({kind}, {since}; independent sources of the kind: {n}).")
        return cite.span(text.format(**told), first.witnesses_of_kind)
    text = _("Oldest by date: {first} ({kind}, {since}); best attested: {best} (independent sources of the kind: {n}).")
    keys = [*cite.keys(first.witnesses_of_kind or first.sources, 2), *cite.keys(best.witnesses_of_kind, 2)]
    return Span(text.format(**told), tuple(dict.fromkeys(keys)))


def _gaps(ties: Sequence[OwnTie], cite: Citing) -> Iterator[Span]:
    standing = [tie for tie in ties if tie.status != "ended"]
    undated = [tie for tie in standing if not tie.start_year]
    single = [tie for tie in standing if (tie.sources_of_kind or 0) < 2]
    told = {"all": len(standing)}
    parts = [_("no date of beginning for {n} of {all} ties").format(n=len(undated), **told)] if undated else []
    if single:
        text = _("no second independent source of the kind for {n} of {all} ties")
        parts.append(text.format(n=len(single), **told))
    if parts:
        sources = [tie.sources[0] for tie in (*undated, *single) if tie.sources]
        yield cite.span(_("Gaps in what is known here: {what}.").format(what=clauses(parts)), sources)


def _any(place: Place) -> list[Source]:
    """Sources that speak of a place at all."""
    said = [each.sources for each in place.observations]
    said += [tie.sources for tie in place.ties]
    return [source for sources in said for source in sources]
