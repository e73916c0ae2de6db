"""Places side by side as a document with notes and as a table for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from kg.ask.results import Table
from kg.base.languages import _, current, listed, speaking
from kg.dossier.comparison import Cell, Row, comparison, partners_in_common
from kg.dossier.pictures.ties_map import Link, Spot, ties_map
from kg.dossier.text.about import about
from kg.dossier.text.citing import Citing
from kg.dossier.text.phrases import DASH, named
from kg.formats.documents.document import Block, Document, Grid, Heading, Items, Line, Paragraph, Picture, Span, line

if TYPE_CHECKING:
    from kg.ask.results import Value
    from kg.dossier.place import Place


def comparison_document(places: Sequence[Place], lang: str) -> Document:
    """What :func:`comparison` finds, section by section, with a map of the places and their ties."""
    with speaking(lang):
        cite = Citing()
        blocks = [*_tables(places, comparison(places), cite), *_map(places)]
        title = reduce(lambda one, other: _("{one} – {other}").format(one=one, other=other), map(named, places))
        told = _("Only what is of one kind is compared; a dash says that nothing is known here, not that nothing is.")
        return Document(title, lang, (Paragraph(line(told)), *blocks), _("Comparison of places"), cite.notes, about())


def _tables(places: Sequence[Place], rows: Sequence[Row], cite: Citing) -> Iterator[Block]:
    for section, group in groupby(rows, lambda row: row.section):
        told = list(group)
        yield Heading(section)
        yield Grid(("", *map(named, places)), tuple(_cells(row, cite) for row in told))
        if remarks := tuple(line(row.label, _(": "), row.remark) for row in told if row.remark):
            yield Items(remarks)


def _cells(row: Row, cite: Citing) -> tuple[Line, ...]:
    cells = (cite.span(cell.text or DASH, cell.sources) for cell in row.cells)
    return ((Span(row.label, strong=True),), *((cell,) for cell in cells))


def _map(places: Sequence[Place]) -> Iterator[Block]:
    shared = {place.id for place in partners_in_common(places)}
    ties = [(place, tie) for place in places for tie in place.ties if tie.status != "ended"]
    ends = {end.id: end for end in (*places, *(tie.partner for _place, tie in ties))}
    order = sorted(ends.values(), key=lambda end: (end not in places, end.id not in shared, end.id))
    links = [
        Link(place.id, tie.partner.id, str(tie.kind), tie.kind.label(current()), possible=tie.start_year is None)
        for place, tie in ties
    ]
    says = _("Map: {places} and their ties").format(places=listed(map(named, places)))
    svg, notes = ties_map([_spot(end, end in places) for end in order], links, current(), says)
    if svg:
        yield Heading(_("Map"))
        yield Picture(svg, says, line(notes))


def _spot(place: Place, main: bool) -> Spot:
    at = place.coordinates
    country = place.country.id if place.country else ""
    return Spot(place.id, named(place), country, at and at.lat, at and at.lon, main)


def comparison_table(places: Sequence[Place], *, for_people: bool) -> Table:
    """The same rows, a column a place and one with the ids of its sources; in the language of the context.

    A program gets figures as numbers, where all of a row are of one indicator, year and unit.
    """
    ids = [place.id for place in places]
    columns = ["section", "what", *ids, "remark", *(f"{id}: sources" for id in ids)]
    of_sources = _(": ") + _("Sources")
    headings = [_("Section"), _("What"), *map(named, places), _("Remark"), *(named(p) + of_sources for p in places)]
    rows = [
        [
            *(row.section, row.label, *(_value(cell, for_people) for cell in row.cells), row.remark),
            *(" ".join(source.id for source in cell.sources) for cell in row.cells),
        ]
        for row in comparison(places)
    ]
    return Table(columns, rows, headings, _("Comparison of places"), name="compare", spare=columns[-len(ids) :])


def _value(cell: Cell, for_people: bool) -> Value:
    return cell.text if for_people or cell.value is None else cell.value
