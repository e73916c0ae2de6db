"""Pictures of the answer to any question: a map, a network, a time line or a chart, as its columns fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import table_of
from kg.ask.results import Cell, Table, plain
from kg.base import ids
from kg.base.languages import N_, _, current
from kg.base.namespaces import WGS84, XSD
from kg.dossier.pictures import svg
from kg.dossier.pictures import ties_map as maps
from kg.dossier.pictures.years import Panel, Series, bars
from kg.formats.shown_cells import is_number, numeric, shown
from kg.network.document import NetworkDocument, Term
from kg.network.layout import arrange
from kg.network.ties import Link, Node
from kg.site.network_still import drawn as network_drawn

MOST = 500  # rows that a picture shows; a network of so many ties takes two seconds
_BARS = 40
_ROW, _SMALL = 22.0, 11
_PLACE = f"{ids.ID}place/"
_KIND = f"{ids.VOC}tie-kind/"
_YEAR = re.compile(r"(1[6-9]|20)\d\d(-\d\d(-\d\d)?)?")
_DATED = frozenset(XSD + name for name in ("gYear", "gYearMonth", "date"))
_CALLED = re.compile(r"year|date|since|until|signed|begun|ended", re.IGNORECASE)
_POINTS = (
    "SELECT ?place ?lat ?long WHERE {{ VALUES ?place {{ {} }} "
    f"?place <{WGS84}lat> ?lat ; <{WGS84}long> ?long }}}}"
)
Pen: TypeAlias = Callable[[Table, AskedGraph, str], str]


def pictures(table: Table) -> list[str]:
    """The names of the pictures that an answer can be drawn as.

    >>> pictures(Table(["placeName", "ties"], [["Harbin", 12], ["Heihe", 3]]))
    ['chart']
    """
    places, years = _places(table), _years(table)
    fits = {
        "map": bool(places),
        "network": len(places) > 1,
        "timeline": bool(years),
        "chart": _numbers(table) is not None,
    }
    return [name for name, does in fits.items() if does and len(table)]


def drawn(name: str, table: Table, graph: AskedGraph, title: str) -> str:
    """A picture of an answer as SVG in the language that is spoken; empty where there is nothing to draw.

    It should have :data:`MOST` rows at most.
    """
    return PENS[name][1](table, graph, title)


def _column(table: Table, at: int) -> Iterator[Cell]:
    return (row[at] for row in table.cells if row[at] is not None)


def _places(table: Table) -> list[int]:
    """The columns that name places."""
    return [
        at
        for at in range(len(table.columns))
        if any(isinstance(cell, NamedNode) and cell.value.startswith(_PLACE) for cell in _column(table, at))
    ]


def _year(cell: Cell) -> int | None:
    text = str(plain(cell))
    return int(text[:4]) if _YEAR.fullmatch(text) else None


def _years(table: Table) -> list[int]:
    """The columns that hold years or dates, and nothing else."""
    return [
        at
        for at, name in enumerate(table.columns)
        if (cells := [*_column(table, at)])
        and all(_year(cell) for cell in cells)
        and (_CALLED.search(name) or all(isinstance(cell, Literal) and cell.datatype.value in _DATED for cell in cells))
    ]


def _numbers(table: Table) -> tuple[int, int] | None:
    """The columns of the names and of the numbers of a chart."""
    years, are_numbers = _years(table), numeric(table)
    values = [at for at, is_one in enumerate(are_numbers) if is_one and at not in years]
    names = [at for at, is_one in enumerate(are_numbers) if not is_one and at not in years and any(_column(table, at))]
    return (names[0], values[0]) if names and values else None


def _ends(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    """The places that each row names, and the kind of tie that it names, if any."""
    for row in table.cells:
        iris = [cell.value for cell in row if isinstance(cell, NamedNode)]
        kind = next((iri.removeprefix(_KIND) for iri in iris if iri.startswith(_KIND)), "")
        yield tuple(dict.fromkeys(iri for iri in iris if iri.startswith(_PLACE))), kind


def _map(table: Table, graph: AskedGraph, title: str) -> str:
    rows = [*_ends(table)]
    named = list(dict.fromkeys(iri for iris, _kind in rows for iri in iris))
    points = {
        str(place): (float(str(lat)), float(str(long)))
        for place, lat, long in table_of(graph, _POINTS.format(" ".join(str(NamedNode(iri)) for iri in named))).rows
    }
    countries = _countries(graph)
    spots = [
        maps.Spot(ids.tail(iri), graph.label(iri, current()), countries(iri), *points.get(iri, (None, None)))
        for iri in named
    ]
    pairs = {(ids.tail(iris[0]), ids.tail(iris[1]), kind) for iris, kind in rows if len(iris) > 1}
    labels = {kind: graph.label(_KIND + kind, current()) if kind else _("named in one row") for *_ab, kind in pairs}
    links = [maps.Link(one, other, kind, labels[kind]) for one, other, kind in sorted(pairs)]
    picture, notes = maps.ties_map(spots, links, current(), title)
    return picture and picture + svg.element("figcaption", svg.escaped(notes))


def _countries(graph: AskedGraph) -> Callable[[str], str]:
    places = graph.names.gazetteer.places
    return lambda iri: places[ids.tail(iri)].country if ids.tail(iri) in places else ""


def _network(table: Table, graph: AskedGraph, title: str) -> str:
    rows = [(iris, kind) for iris, kind in _ends(table) if len(iris) > 1]
    countries = _countries(graph)
    nodes = tuple(
        Node(iri, {current(): graph.label(iri, current())}, countries(iri), "", "", "", False, None, None, "")
        for iri in dict.fromkeys(iri for iris, _kind in rows for iri in iris[:2])
    )
    pairs = sorted({(*sorted(iris[:2]), kind) for iris, kind in rows})
    edges = tuple(Link(f"{a}--{b}", a, b, kind, "", None, None, 1, 1.0, ()) for a, b, kind in pairs)
    terms = tuple(Term(each, {}) for each in sorted({node.country for node in nodes}))
    kinds = tuple(Term(kind, {}) for kind in sorted({edge.kind for edge in edges}))
    document = NetworkDocument(nodes, edges, terms, kinds, (), (), {})
    return network_drawn(arrange(document), title, lambda _iri: "") if nodes else ""


def _time_line(table: Table, _graph: AskedGraph, title: str) -> str:
    panels = [
        Panel(
            table.headings[at],
            (Series(_("rows"), "first", Counter(year for cell in _column(table, at) if (year := _year(cell)))),),
        )
        for at in _years(table)
    ]
    return bars(panels, title, current())


def _chart(table: Table, _graph: AskedGraph, title: str) -> str:
    found = _numbers(table)
    assert found is not None  # noqa: S101 (else there is no such picture)
    names, values = found
    rows = [(shown(row[names]), row[values]) for row in table.cells if is_number(row[values])]
    rows = [row for row in rows if isfinite(_size(row[1]))]
    rows.sort(key=lambda row: -_size(row[1]))
    return _bars_of(rows[:_BARS], title, table.headings[values]) if rows else ""


def _size(cell: Cell) -> float:
    return float(str(plain(cell)))


def _bars_of(rows: Sequence[tuple[str, Cell]], title: str, heading: str) -> str:
    """A bar a row from the nought line, its value written at its end."""
    sizes = [_size(value) for _name, value in rows]
    low, high = min(0.0, *sizes), max(0.0, *sizes)
    left = min(max(svg.text_width(name) for name, _value in rows) + 10, 230.0)
    unit = (svg.WIDTH - left - 70) / ((high - low) or 1)
    zero = left - low * unit
    parts = [svg.label(zero, 16, heading, font_size=_SMALL, fill=svg.MUTED)]
    for at, ((name, value), size) in enumerate(zip(rows, sizes, strict=True)):
        y, end = 24 + at * _ROW, zero + size * unit
        said = svg.element("title", svg.escaped(f"{name}: {shown(value)}"))
        line = svg.folded(name, left - 10)
        parts += [
            svg.label(0, y + 14, line[0] + ("…" if len(line) > 1 else "")),
            svg.element(
                "rect", said, x=min(zero, end), y=y + 2, width=max(abs(end - zero), 1), height=_ROW - 6, fill=svg.MUTED
            ),
            svg.label(max(zero, end) + 5, y + 14, shown(value), font_size=_SMALL),
        ]
    return svg.drawing(svg.WIDTH, 32 + len(rows) * _ROW, title, current(), parts)


PENS: dict[str, tuple[str, Pen]] = {
    "map": (N_("Map"), _map),
    "network": (N_("Network"), _network),
    "timeline": (N_("Time line"), _time_line),
    "chart": (N_("Chart"), _chart),
}
