"""What began, stood and happened in which year: of all ties, or of those of one place, as a picture and a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.analysis.measures.growth import growth
from kg.ask.asked_tables import asked_table
from kg.base import ids
from kg.base.languages import TAGS, _, current, ngettext
from kg.dossier.pictures.years import LOOKS, NARROW, WIDTH, Panel, Series, bars, frame
from kg.dossier.text.about import source
from kg.formats.documents.document import Document, Grid, Line, Picture, line
from kg.formats.documents.picture_file import picture_file
from kg.network.from_graph import read_concepts
from kg.network.standing import DEFAULT_KINDS
from kg.site.atlas.map_of_ties import LEVELS

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph
    from kg.network.ties import Link, Network

_MM, _AIR = 190, 24.0
_STAGES = (("sister", "first"), ("partnership", "second"), ("renewal", "third"))


class Years(NamedTuple):
    """The title, the panels, and the number of ties of which nothing bounds the beginning."""

    title: str
    panels: tuple[Panel, ...]
    unbounded: int


def years_of(
    graph: AskedGraph, network: Network, kinds: Collection[str] = DEFAULT_KINDS, until: int = 0, place: str = ""
) -> Years:
    """The years of ties of some kinds, ended ones among them, to the year ``until`` where one is given."""
    links = [link for link in network.links if link.kind in kinds and place in ("", link.a, link.b)]
    concepts = read_concepts(graph)
    lang = current()

    def named(scheme: str, code: str) -> str:
        labels = concepts.get((scheme, code), {})
        return labels.get(lang) or labels.get("en") or code

    def kept(counts: Counter[int]) -> dict[int, int]:
        return {year: count for year, count in sorted(counts.items()) if not until or year <= until}

    begun = [
        Series(
            named("tie-kind", kind),
            look,
            kept(Counter(link.start_year for link in links if link.kind == kind and link.start_year)),
            f"begun {kind}",
        )
        for kind, look in zip(kinds, ("first", "second", "third", "possible"), strict=False)
    ]
    late = Counter(link.begun[1] for link in links if link.start_year is None and link.begun[1] is not None)
    begun.append(Series(_("not dated: by that year at the latest"), "bounded", kept(late), "bounded"))
    found = growth(links)
    standing = (
        Series(_("for certain"), "first", kept(Counter({each.year: each.standing for each in found.years})), "certain"),
        Series(
            _("possibly besides, by their bounds"),
            "possible",
            kept(Counter({each.year: each.possible for each in found.years})),
            "possible",
        ),
    )
    slugs = {link.slug for link in links}
    stages = [
        (ids.tail(kind), int(str(first)))
        for tie, kind, first, last in asked_table(graph, "stages-of-links").rows
        if ids.tail(tie) in slugs and first is not None and first == last
    ]
    steps = (
        Series(
            named("stage-kind", kind),
            look,
            kept(Counter(year for each, year in stages if each == kind)),
            f"stage {kind}",
        )
        for kind, look in _STAGES
    )
    panels = [
        Panel(_("Ties begun in the year"), tuple(begun)),
        Panel(_("Ties that stood in the year"), standing),
        Panel(_("Dated stages"), tuple(each for each in steps if each.counts)),
    ]
    if not place:
        happened = asked_table(graph, "events-by-year").rows
        held = Counter({int(str(year)): int(str(all_)) - int(str(planned)) for year, all_, planned in happened})
        plans = Counter({int(str(year)): int(str(planned)) for year, _all, planned in happened})
        series = (Series(_("held"), "first", kept(held)), Series(_("planned"), "bounded", kept(plans)))
        panels.append(Panel(_("Events"), series))
    name = graph.label(ids.thing("place", place), lang) if place else ""
    title = _("Ties of {name} by year").format(name=name) if place else _("Ties and events by year")
    return Years(title, tuple(panels), found.unbounded)


def years_data(graph: AskedGraph, network: Network, years: Years) -> dict[str, object]:
    """What the script of the page reads, which counts anew what a filter leaves: the ties, and what series count."""
    stages: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for tie, kind, first, last in asked_table(graph, "stages-of-links").rows:
        if first is not None and first == last:
            stages[ids.tail(tie)].append((ids.tail(kind), int(str(first))))
    links = [link for link in network.links if link.kind in DEFAULT_KINDS]
    ends = sorted({end for link in links for end in (link.a, link.b)})
    number = {end: n for n, end in enumerate(ends)}

    def dated(link: Link) -> tuple[list[tuple[str, int]], int | None]:
        return stages[link.slug], link.start_year

    def level(link: Link) -> str:
        return LEVELS[sum(network.nodes[end].region == end for end in (link.a, link.b))]

    series = [
        (n, each.look, *each.of.partition(" ")[::2]) for n, panel in enumerate(years.panels) for each in panel.series
    ]
    return {
        **frame(years.panels),
        "tag": TAGS[current()],
        "looks": {name: {key.replace("_", "-"): value for key, value in look.items()} for name, look in LOOKS.items()},
        "places": ["\n".join([*network.nodes[end].labels.values(), end]) for end in ends],
        "ties": [
            [
                link.kind,
                level(link),
                link.begun,
                link.over,
                number[link.a],
                number[link.b],
                stages[link.slug],
                link.start_year,
            ]
            for link in links
        ],
        "series": [{"panel": n, "look": look, "counts": what or "none", "of": of} for n, look, what, of in series],
        "words": {
            "ties": [ngettext("{n} tie", "{n} ties", count) for count in (1, 2, 5)],
            "filtered": _("(events are counted without filters only)"),
        },
    }


def picture(years: Years, *notes: str, air: float = 0, width: float = WIDTH) -> str:
    """The panels as SVG, with some air around them where they stand alone."""
    return bars(years.panels, years.title, current(), notes, air, width)


def table(years: Years) -> Grid:
    """The numbers of the picture, the last year first."""
    columns = [each for panel in years.panels for each in panel.series]
    headings = (_("Year"), *(f"{panel.title}{_(': ')}{each.label}" for panel in years.panels for each in panel.series))
    known = sorted({year for each in columns for year, count in each.counts.items() if count}, reverse=True)
    rows = tuple(tuple(_cells(year, columns)) for year in known)
    return Grid(headings, rows, years.title, tuple(range(len(headings))))


def _cells(year: int, columns: list[Series]) -> Iterator[Line]:
    yield line(str(year))
    for each in columns:
        yield line(str(each.counts.get(year) or "–"))


def unbounded_line(years: Years) -> str:
    """How many ties stand under no year."""
    return _("Ties of which nothing says when they can have begun: {n}.").format(n=years.unbounded)


def written(years: Years, form: str) -> bytes:
    """``html`` with the table, or the picture alone as ``svg``, ``png`` or ``pdf``."""
    if form == "html":
        from kg.formats.documents import written as document_in  # noqa: PLC0415 (pictures need no templates)

        narrow = picture(years, width=NARROW)
        shown = Picture(picture(years), years.title, line(unbounded_line(years)), _MM, narrow)
        return document_in(Document(years.title, current(), (shown, table(years)), about=(line(source()),)), "html")
    drawn = picture(years, unbounded_line(years), source(), air=_AIR)
    return picture_file(drawn, _MM, form)
