"""The dossier of a tie, and of two places without one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.dates import in_words
from kg.base.languages import _, clauses, current, grouped, listed
from kg.dossier.text.drawn import of_pair, of_tie
from kg.dossier.text.phrases import items, linked, named, pair, paragraph, room, section, since, status, table, time_of
from kg.dossier.text.sections import (
    FIELDS,
    comparable_ties,
    conflicts,
    events,
    facilities,
    findings,
    last_event,
    other_ties,
    own_ties,
    rules,
    statements,
    unknown,
)
from kg.formats.documents.document import Block, Facts, Line, Span, line
from kg.formats.references import data_set

if TYPE_CHECKING:
    from kg.dossier.evidence import Attestation, Source, Stage
    from kg.dossier.pair import Pair
    from kg.dossier.text.citing import Citing
    from kg.dossier.tie import Tie
    from kg.dossier.unknown import Unknown

STAGES, WITNESSES = 8, 10


def blocks(tie: Tie, cite: Citing) -> Iterator[Block]:
    """What is known of a tie, section by section."""
    one, other = (place.id for place in tie.parties)
    both, whole = f"--place {one} --partner {other}", f"kg dossier {tie.id} --format json"
    yield paragraph(_sentences(tie, cite))
    yield from of_tie(tie)
    yield from section(_("Stages"), *_stages(tie, cite))
    yield from section(_("Who says what"), *_witnesses(tie, cite, f"kg query attestations-of-tie {both}"))
    differing = (*conflicts([("", each) for each in tie.conflicts], cite, whole), *rules(tie.conflicts))
    yield from section(_("Where sources differ"), *differing)
    yield from section(_("Latest events"), *events(tie.events, cite, f"kg query events-of-tie {both}"))
    yield from section(_("What experts say"), *statements(tie.statements, cite, whole, tie.speakers))
    yield from section(_("Claims of sources"), *findings(tie.findings, cite, whole, "claim"))
    yield from section(_("What lies between"), *_between(tie, cite))
    yield from section(_("What others like it did"), *comparable_ties(tie.comparable, cite, whole))
    yield from section(_("What is not known, and where one would look"), *unknown(_missing(tie), cite, whole))


def _missing(tie: Tie) -> list[Unknown]:
    """What is not known; that nothing is dated after the year of the data, or the one before, is no gap."""
    is_fresh = int(data_set().issued[:4]) - 1 <= (tie.last_year or 0)
    return [each for each in tie.unknown if not (is_fresh and each.id == "silence")]


def _sentences(tie: Tie, cite: Citing) -> Iterator[Span]:
    witnesses = tie.witnesses_of_kind or tie.sources
    told = {"pair": pair(tie.parties), "kind": named(tie.kind), "since": since(tie), "status": status(tie)}
    yield cite.span(_("{pair}: {kind}; begun: {since}; status: {status}.").format(**told), witnesses)
    counts = {"n": tie.sources_of_kind or 0, "all": tie.independent_sources or 0, "grade": named(tie.support)}
    text = _("Independent sources known here – {all}, of which {n} name this kind; support: {grade}.")
    yield cite.span(text.format(**counts), witnesses)
    if len(tie.stages) > 1:
        parts = [_("{what} – {when}").format(what=named(stage.kind), when=time_of(stage)) for stage in tie.stages]
        sources = [source for stage in tie.stages for source in stage.sources[:1]]
        yield cite.span(_("Stages: {stages}.").format(stages=clauses(parts)), sources)
    yield from last_event(tie.events, cite)
    if tie.conflicts:
        fields = listed(dict.fromkeys(_(FIELDS[each.field]) for each in tie.conflicts))
        sources = [source for each in tie.conflicts for source in each.sources[:2]]
        yield cite.span(_("Sources differ; on what: {fields}.").format(fields=fields), sources)


def _stages(tie: Tie, cite: Citing) -> tuple[Block, ...]:
    def row(stage: Stage) -> tuple[Line, ...]:
        return (
            line(named(stage.kind)),
            line(time_of(stage)),
            line(str(len(stage.sources))),
            (cite.span("", stage.sources),),
        )

    headings = (_("Stage"), _("When"), _("Sources"), _("Notes"))
    return table(headings, tie.stages, row, room(STAGES), numeric=(2,))


def _witnesses(tie: Tie, cite: Citing, command: str) -> tuple[Block, ...]:
    """One row a witness: where, its words, the kind, the date, and whether it is an original or a copy."""

    def row(each: Attestation) -> tuple[Line, ...]:
        if each.source is None:
            return (), (), (), ()
        words = clauses(filter(None, (each.kind_as_written, listed(each.names_as_written))))
        date = in_words(each.date) if each.date else ""
        return (
            (cite.span(_witness(each.source), [each.source], thing=each.source.iri),),
            line(words),
            line(named(each.kind)),
            line(date),
        )

    def originals_first(each: Attestation) -> tuple[bool, str, str]:
        return each.source is None or bool(each.source.copy_of), each.date or "9999", each.id

    ordered = sorted(tie.attestations, key=originals_first)
    return table((_("Source"), _("Its words"), _("Kind"), _("Date")), ordered, row, room(WITNESSES), command)


def _witness(source: Source) -> str:
    """Who states it, in what kind of text, and whether that is a copy."""
    forms = [named(source.kind), _("copy") if source.copy_of else named(source.form)]
    return _("{name} ({other})").format(name=source.publisher or source.title, other=listed(filter(None, forms)))


def _between(tie: Tie | Pair, cite: Citing) -> tuple[Block, ...]:
    far = (Facts(((_("Distance"), line(_("{n} km").format(n=grouped(tie.distance)))),)),) if tie.distance else ()
    return (*far, *facilities(tie.between, cite, ""))


def pair_blocks(both: Pair, cite: Citing) -> Iterator[Block]:
    """What lies between two places of which no source states a tie."""
    one, other = both.parties
    whole = f"kg dossier {one.id} {other.id} --format json"
    yield paragraph(_pair_sentences(both, cite))
    yield from of_pair(both)
    yield from section(_("What lies between"), *_between(both, cite))
    yield from section(_("Ties of what holds them or lies within them"), *other_ties(both.ties, cite, whole))
    yield from section(_("What comparable pairs have"), *comparable_ties(both.comparable, cite, whole))
    yield from section(_("Common partners"), *items(both.common_partners, lambda place: line(linked(place)), 10, whole))
    shared = items(both.common_formats, lambda each: (cite.span(each.label(current()), each.sources),), 6, whole)
    yield from section(_("Common formats"), *shared)
    for place in both.parties:
        title = _("Ties of its own: {name}").format(name=named(place))
        yield from section(title, *own_ties(place.ties, cite, f"kg query partners-of-place --place {place.id}"))


def _pair_sentences(both: Pair, cite: Citing) -> Iterator[Span]:
    one, other = both.parties
    sources = [tie.sources[0] for place in both.parties for tie in place.ties[:2] if tie.sources]
    yield cite.span(_("{pair}: the sources known here state no tie.").format(pair=pair(both.parties)), sources)
    counts = {"one": named(one), "other": named(other), "n": len(one.ties), "m": len(other.ties)}
    yield cite.span(_("Ties of its own: {one} – {n}, {other} – {m}.").format(**counts), sources)
