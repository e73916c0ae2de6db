"""The dossier of a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kg.base.dates import in_words, when
from kg.base.languages import _, current, decimal, grouped, listed
from kg.dossier.text.phrases import items, named, section, since, status, table
from kg.dossier.text.place_summary import summary
from kg.formats.documents.document import Block, Facts, Line, Span, line
from kg.network.told import KINDS_OF_TIES

if TYPE_CHECKING:
    from kg.dossier.evidence import Observation, Statement
    from kg.dossier.gatherings import Event, Facility
    from kg.dossier.place import Place
    from kg.dossier.text.citing import Citing
    from kg.dossier.tie import OwnTie as Tie

OWN, BESIDE, EVENTS, STATEMENTS, FIGURES, FACILITIES = 14, 8, 8, 5, 8, 12  # rows that fit two to four pages


def place_blocks(place: Place, cite: Citing) -> Iterator[Block]:
    """What is known of a place, section by section; a section without content is left out."""
    yield summary(place, cite)
    yield from section(
        _("Ties of its own"), *ties_table(place.ties, cite, OWN, f"kg query partners-of-place --place {place.id}")
    )
    yield from section(_("Multi-party formats"), *_formats(place, cite))
    yield from section(_("Latest events"), *events(place.events, cite, f"kg query events-of-tie --place {place.id}"))
    yield from section(
        _("What its experts say"),
        *statements(place.statements, cite, f"kg query statements-about-place --place {place.id}"),
    )
    yield from section(_("Infrastructure of cooperation"), *_facilities(place, cite))
    yield from section(
        _("Figures"), *_figures(place.observations, cite, f"kg query observations-of-place --place {place.id}")
    )
    yield from section(_("Names and identifiers"), _names(place, cite))


def ties_table(ties: Iterable[Tie], cite: Citing, most: int, command: str) -> tuple[Block, ...]:
    """Ties, those of the first kinds and best attested first."""
    kinds = list(KINDS_OF_TIES)
    ordered = sorted(ties, key=lambda tie: (kinds.index(tie.kind), -(tie.sources_of_kind or 0), tie.id))
    headings = (_("Partner"), _("Kind"), _("Since"), _("Status"), _("Sources of the kind"), _("Support"), _("Notes"))
    rows = (
        (
            (Span(named(tie.partner), strong=True),),
            line(tie.kind.label(current())),
            line(since(tie)),
            line(status(tie)),
            line(str(tie.sources_of_kind or 0)),
            line(tie.support.label(current())),
            (cite.span("", tie.sources),),
        )
        for tie in ordered
    )
    return table(headings, rows, most, command, numeric=(4,))


def _formats(place: Place, cite: Citing) -> tuple[Block, ...]:
    lines = []
    for each in place.formats:
        told = [each.label(current()), each.role.label(current())]
        told += [_("since {date}").format(date=in_words(str(each.start_year)))] if each.start_year else []
        told.append(_("parties: {n}").format(n=len(each.parties)))
        lines.append((cite.span(listed(told), each.sources),))
    return items(lines, BESIDE, "kg query formats-and-members")


def events(every: Sequence[Event], cite: Citing, command: str) -> tuple[Block, ...]:
    """Events, the latest first; those without a date come last."""
    latest = sorted(every, key=lambda event: (event.date or str(event.year or ""), event.id), reverse=True)
    rows = (
        (
            line(in_words(event.date) if event.date else when()),
            line(event.kind.label(current())),
            (cite.span(event.label(current()), event.sources),),
        )
        for event in latest
    )
    return table((_("Date"), _("Kind"), _("What happened")), rows, EVENTS, command)


def statements(every: Sequence[Statement], cite: Citing, command: str) -> tuple[Block, ...]:
    """What experts say, in the words of this project, with their names as published."""
    lines = (
        (Span(_name(each), strong=True), line(_(": "))[0], cite.span(each.text(current()), each.sources))
        for each in every
    )
    return items(lines, STATEMENTS, command)


def _name(statement: Statement) -> str:
    return statement.expert.get("ru") or next(iter(statement.expert.values()), "")


def _facilities(place: Place, cite: Citing) -> tuple[Block, ...]:
    def kind(facility: Facility) -> str:
        return facility.kind.label(current())

    lines: list[Line] = []
    for name, group in groupby(sorted(place.facilities, key=kind), key=kind):
        spans = [Span(name, strong=True), Span(_(": "))]
        for at, each in enumerate(group):
            spans += [Span(_(", "))] if at else []
            spans.append(cite.span(_facility(each), each.sources, 1))
        lines.append(tuple(spans))
    return items(lines, FACILITIES, f"kg query facilities-of-place --place {place.id}")


def _facility(facility: Facility) -> str:
    name = facility.label(current())
    return (
        _("{name} (until {date})").format(name=name, date=in_words(facility.until, of=True)) if facility.until else name
    )


def _figures(every: Sequence[Observation], cite: Citing, command: str) -> tuple[Block, ...]:
    """The last figure of each indicator."""
    last = {each.indicator: each for each in every if each.value is not None}
    rows = (
        (
            line(each.indicator.label(current())),
            line(str(each.year)),
            line(_number(each.value or 0)),
            line(each.unit.label(current())),
            (cite.span(_("doubtful") if each.low_trust else "", each.sources, 1),),
        )
        for each in last.values()
    )
    return table((_("Indicator"), _("Year"), _("Value"), _("Unit"), _("Notes")), rows, FIGURES, command, numeric=(1, 2))


def _number(value: float) -> str:
    return grouped(value) if value >= 1000 or value == int(value) else decimal(f"{value:.4g}")


def _names(place: Place, cite: Citing) -> Facts:
    rows: list[tuple[str, Line]] = []
    others = [name for names in place.names.values() for name in names if name not in place.labels.values()]
    rows += [(_("Other names"), line(listed(others)))] if others else []
    rows += (
        [("Wikidata", (Span(place.wikidata, url=f"https://www.wikidata.org/wiki/{place.wikidata}"),))]
        if place.wikidata
        else []
    )
    return Facts((*rows, ("IRI", (Span(place.iri, url=place.iri),))))
