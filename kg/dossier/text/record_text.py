"""The dossiers of formats, sources and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.dates import in_words, when
from kg.base.languages import _, clauses, current, listed
from kg.dossier.text.drawn import of_ties
from kg.dossier.text.phrases import all_linked, linked, named, paragraph, section, sentence, table
from kg.dossier.text.sections import events, findings, last_event, statements
from kg.formats.documents.document import Block, Facts, Line, Span, line

if TYPE_CHECKING:
    from kg.dossier.cited import CitedSource, Stated
    from kg.dossier.gatherings import Event, Format, Member
    from kg.dossier.text.citing import Citing

MEMBERS, STATED = 24, 14


def format_blocks(each: Format, cite: Citing) -> Iterator[Block]:
    """What a multi-party format is, who takes part, and what happened in it."""
    whole = f"kg dossier format/{each.id} --format json"
    told = {"name": each.label(current()), "kind": named(each.kind), "n": len(each.parties)}
    began = when(str(each.start_year or ""))
    text = _("{name}: {kind}; begun: {began}; parties: {n}.").format(**told, began=began)
    yield paragraph([cite.span(text, each.sources), *last_event(each.events, cite)])

    def row(member: Member) -> tuple[Line, ...]:
        place = linked(member.place) if member.place else Span("–")
        country = named(member.place.country) if member.place and member.place.country else ""
        return line(place), line(country), line(named(member.role)), (cite.span("", member.sources, 1),)

    headings = (_("Place"), _("Country"), _("Role"), _("Notes"))
    members = [member.place for member in each.members if member.place]
    yield from of_ties(members, (), _("Map: {name}.").format(name=each.label(current())))
    yield from section(_("Members"), *table(headings, each.members, row, MEMBERS, whole))
    yield from section(_("Latest events"), *events(each.events, cite, "kg query events-of-formats", of_format=True))
    yield from section(_("Claims of sources"), *findings(each.findings, cite, whole, "claim"))
    yield from section(_("Where sources differ"), *findings(each.findings, cite, whole, "conflict", "gap"))


def event_blocks(event: Event, cite: Citing) -> Iterator[Block]:
    """What happened, when, between whom."""
    date = in_words(event.date) if event.date else when()
    told = _("{date}: {what}.").format(date=date, what=sentence(event.label(current())))
    yield paragraph([cite.span(told, event.sources)])
    rows = [
        (_("Kind"), line(named(event.kind))),
        (_("Places"), all_linked(event.parties)),
        (_("Venue"), all_linked(event.venue)),
        (_("Spheres"), all_linked(event.spheres)),
        (_("Tie or format"), line(linked(event.tie))),
        (_("Planned only"), line(_("yes") if event.is_planned else "")),
    ]
    yield Facts(tuple((name, value) for name, value in rows if value and value[0].text))


def source_blocks(source: CitedSource, cite: Citing) -> Iterator[Block]:
    """What a source is and what it states."""
    whole = f"kg dossier source/{source.id} --format json"
    counts = {
        "ties": len(source.attestations), "events": len(source.events), "statements": len(source.statements),
        "findings": len(source.findings),
    }  # fmt: skip
    told = _(
        "It states: ties – {ties}, events – {events}, statements of experts – {statements}, findings – {findings}."
    )
    copied = (
        [Span(_("It is a copy: as a witness it counts with its first source."), cite.keys([source]))]
        if source.copy_of
        else []
    )
    yield paragraph([cite.span(told.format(**counts), [source]), *copied])
    rows = [
        (_("Title"), source.title),
        (_("Publisher"), source.publisher),
        (_("Date"), in_words(source.issued) if source.issued else when()),
        (_("Kind"), named(source.kind) if source.kind else ""),
        (_("Form"), named(source.form) if source.form else ""),
        (_("Copies"), listed(each.title for each in source.copies)),
    ]
    yield Facts(tuple((name, line(value)) for name, value in rows if value))

    def row(each: Stated) -> tuple[Line, ...]:
        words = clauses(filter(None, (each.kind_as_written, listed(each.names_as_written))))
        return (
            line(linked(each.tie)),
            line(named(each.kind)),
            line(words),
            line(in_words(each.date) if each.date else ""),
        )

    headings = (_("Tie"), _("Kind"), _("Its words"), _("Date"))
    command = f"kg query attestations-of-source --source {source.id}"
    yield from section(_("What it states on ties"), *table(headings, source.attestations, row, STATED, command))
    yield from section(_("Events"), *events(source.events, cite, whole))
    yield from section(_("What its experts say"), *statements(source.statements, cite, whole, source.speakers))
    yield from section(_("Claims of sources"), *findings(source.findings, cite, whole, "claim"))
