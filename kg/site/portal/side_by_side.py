"""What a script needs to set any two places side by side: what a comparison tells of each, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.base import ids
from kg.base.languages import _, as_head, listed
from kg.dossier.comparison import (
    FIGURES,
    Cell,
    alone,
    doubt,
    fields,
    firsts,
    meaning,
    most_often,
    order,
    series,
    told_of,
)
from kg.dossier.text.citing import note_of, strongest
from kg.dossier.text.phrases import DASH, amount, named
from kg.network.levels import comparable
from kg.site.portal.page import address_of
from kg.site.portal.papers import short

if TYPE_CHECKING:
    from kg.dossier.comparison import Row
    from kg.dossier.evidence import Source
    from kg.dossier.place import Place

Numbers = list[int]


class Shelf:
    """Texts and sources that many cells have, each once: a cell holds their numbers."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {"": 0}
        self.sources: dict[str, tuple[int, str]] = {}

    def text(self, text: str) -> int:
        """The number of a text; that of an empty one is 0."""
        return self.texts.setdefault(text, len(self.texts))

    def cited(self, sources: Iterable[Source]) -> Numbers:
        """The numbers of the sources that a page cites of some."""
        return [self._source(each) for each in strongest(sources)]

    def _source(self, source: Source) -> int:
        if source.id not in self.sources:
            self.sources[source.id] = len(self.sources), short(note_of(source).text)
        return self.sources[source.id][0]

    def cell(self, cell: Cell) -> Numbers:
        """A text and its sources; nothing for an empty cell."""
        return [self.text(cell.text), *self.cited(cell.sources)] if cell.text else []


def side_by_side(places: Sequence[Place], groups: Mapping[str, str]) -> dict[str, object]:
    """All that the script reads; ``groups`` has the heading under which the name of a place is chosen, by its id."""
    shelf = Shelf()
    found = {place.id: alone(place) for place in places}
    rows = {part: _rows([each[part] for each in found.values()]) for part in ("kind", "ties", "facilities", "position")}
    levels = sorted({str(place.level) for place in places})
    told = [
        {
            "id": place.id,
            "page": address_of(place.iri),
            "name": named(place),
            "group": groups[place.id],
            "level": levels.index(str(place.level)),
            "country": place.country.id if place.country else "",
            "cells": {part: _cells(rows[part], found[place.id][part], shelf) for part in rows},
            "figures": [_figures(place, preferred, shelf) for preferred in FIGURES.values()],
            "ties": {tie.partner.id: shelf.cell(told_of(tie)) for tie in place.ties},
            "fields": [
                [list(map(shelf.text, most_often(pairs))), shelf.cited(firsts(each for _code, each in pairs))]
                for pairs in fields(place).values()
            ],
        }
        for place in places
    ]
    return {
        "words": _words(),
        "rows": {part: [list(row) for row in rows[part]] for part in rows},
        "figures": [_(label) for label in FIGURES],
        "fields": list(fields(places[0])) if places else [],
        "unequal": [
            [one, other]
            for one in range(len(levels))
            for other in range(one, len(levels))
            if not comparable(levels[one], levels[other])
        ],
        "places": told,
        "texts": list(shelf.texts),
        "sources": [[address_of(ids.thing("source", id)), text] for id, (_at, text) in shelf.sources.items()],
    }


def _rows(every: Iterable[Sequence[Row]]) -> list[tuple[str, str, str]]:
    """Section, label and remark of the rows that any place has, in their order; those that not all have by name."""
    rows = list(every)
    known = dict.fromkeys((row.section, row.label, row.remark) for each in rows for row in each)
    return (
        list(known)
        if all(len(each) == len(known) for each in rows)
        else sorted(known, key=lambda row: row[1].casefold())
    )


def _cells(rows: Sequence[tuple[str, str, str]], own: Sequence[Row], shelf: Shelf) -> list[Numbers]:
    cells = {row.label: row.cells[0] for row in own}
    return [shelf.cell(cells.get(label, Cell())) for _section, label, _remark in rows]


def _figures(place: Place, preferred: Sequence[str], shelf: Shelf) -> list[list[Numbers | int]]:
    """Each figure: its order, whether it has a year, indicator, when and unit, number and doubt, and its sources."""
    return [
        [
            order(figure, preferred),
            int(figure.year is not None),
            *map(shelf.text, (*meaning(figure), amount(figure.value or 0), doubt(figure))),
            *shelf.cited(figure.sources),
        ]
        for figure in series(place, preferred)
    ]


def _words() -> dict[str, str]:
    comma = listed(("", ""))
    return {
        "dash": DASH,
        "comma": comma,
        "colon": _(": "),
        "pair": _("{one} – {other}"),
        "value": _("{value} ({what})"),
        "figures": _("Figures"),
        "between": _("Ties between them"),
        "partners": _("Partners of two or more"),
        "fields": _("Fields of work, formats, problems"),
        "unequal": _("not of one rank: their numbers of ties are not those of equals"),
        "reasons": _("not comparable ({reasons})"),
        "indicators": _("indicators differ"),
        "years": _("years differ"),
        "units": _("units differ"),
        "undated": _("not all are dated"),
        "unknown": _("not known of all"),
        "common": _("in common – {what}"),
        "nothing": _("nothing in common"),
        "inCountry": as_head(_("rank in its country")),
        "sources": _("Sources"),
        "same": _("Choose two different places."),
        "page": _("This pair as a page, with a map"),
    }
