"""The map as SVG that needs no script: land, borders, arcs, signs and the names that find room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.base.languages import _, current
from kg.dossier.pictures import svg
from kg.dossier.pictures.labels import Name, placed
from kg.dossier.pictures.land import AROUND, LAND, SEA
from kg.dossier.pictures.window import Window
from kg.gazetteer.outlines.base_map import base_map
from kg.site.atlas.model import STEPS, Arc, Atlas, Spot, source_line

# The five colours of decades and that of what is not dated, on light land: darker is later.
COLOURS = ("#98871c", "#37834a", "#1b6d73", "#304c88", "#3f1d67", "#7c8287")
_FINE = 2.0  # units: closer points of an outline are left out
_NAMES = 60  # places whose names are tried, those with the most ties first
_KEPT_FREE = 30  # signs that no name covers
_LINES = {"state": ("#8d9296", 0.9), "shared": (svg.MUTED, 2.2)}
_WIDTHS = (1.8, 1.1)  # of an arc among few, and where more than _FEW lie side by side
_FEW = 60
_HEAD, _SIDE = 62.0, 24.0
_HALO: dict[str, str | float] = {"stroke": LAND, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}


def picture(map_: Atlas, drawn: Sequence[tuple[Arc, bool]], title: str, says: str) -> str:
    """The map alone, for a page that says the rest around it; classes let a page colour it anew."""
    parts = [svg.element("desc", svg.escaped(says)), *_inside(map_, drawn)]
    return svg.drawing(map_.window.width, map_.window.height, title, current(), parts)


def sheet(map_: Atlas, drawn: Sequence[tuple[Arc, bool]], title: str, says: str) -> str:
    """The map with all that it needs where it stands alone: title, what it shows, legend, source and licence."""
    width, height = map_.window.width, map_.window.height
    foot = _HEAD + height
    legend = list(_legend(map_, drawn, foot + 24))
    notes = [line for note in _notes(map_) for line in svg.folded(note, width - 2 * _SIDE, 12)]
    parts = [
        svg.element("desc", svg.escaped(says)),
        svg.label(_SIDE, 30, title, font_size=22, font_weight="bold"),
        svg.label(_SIDE, 51, says, font_size=14, fill=svg.MUTED),
        svg.element("svg", _inside(map_, drawn), y=_HEAD, width=width, height=height),
        *legend,
        *(svg.label(_SIDE, foot + 86 + 17 * k, each, font_size=12, fill=svg.MUTED) for k, each in enumerate(notes)),
    ]
    return svg.drawing(width, foot + 86 + 17 * len(notes), title, current(), parts)


def _inside(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[str]:
    window = map_.window
    yield svg.element("rect", class_="sea", width=window.width, height=window.height, fill=SEA)
    yield from base(window)
    yield svg.element("g", _arcs(map_, drawn), class_="arcs", fill="none")
    ties = Counter(end for arc, _certain in drawn for end in (arc.a, arc.b))
    signs = [
        (map_.places[number], count) for number, count in sorted(ties.items(), key=lambda each: (-each[1], each[0]))
    ]
    countries = sorted({spot.country for spot, _count in signs})
    marks = (
        svg.mark(*spot.at, radius(count), spot.country, countries, stroke_width=0.8) for spot, count in signs[::-1]
    )
    yield svg.element("g", marks, class_="marks")
    yield svg.element("g", _names(map_, signs), class_="names", font_size=12)


def radius(ties: int) -> float:
    """Of the sign of a place; the script says the same.

    >>> radius(1), radius(16)
    (3.0, 6.0)
    """
    return 2 + float(ties**0.5)


@cache
def base(window: Window) -> tuple[str, ...]:
    """What lies under the ties; the units are apart, for a map that shades them."""
    outlines = base_map()
    others = [ring for area in outlines.areas if not area.country for ring in outlines.outline(area)]
    even: dict[str, str | float] = {"fill_rule": "evenodd"}
    areas = (
        svg.element("path", d=window.path(outlines.outline(area), closed=True, detail=_FINE), **{"data-id": area.id})
        for area in outlines.areas
        if area.country
    )
    parts = outlines.parts()
    lines = (
        svg.element("path", class_=kind, d=window.path(of_kind, detail=_FINE), stroke=colour, stroke_width=width)
        for kind, (colour, width) in _LINES.items()
        for of_kind in [[outlines.lines[number] for number, what in parts.items() if what == kind]]
    )
    return (
        svg.element("path", class_="around", d=window.path(others, closed=True, detail=_FINE), fill=AROUND, **even),
        svg.element("g", areas, class_="areas", fill=LAND, stroke=svg.RULE, stroke_width=0.6, **even),
        svg.element("g", lines, class_="borders", fill="none", stroke_linejoin="round"),
    )


def _arcs(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[str]:
    """A path for each kind, colour and certainty."""
    groups: dict[tuple[bool, str, int], list[Arc]] = defaultdict(list)
    for arc, certain in drawn:
        groups[certain, arc.link.kind, arc.step].append(arc)
    for (certain, kind, step), arcs in sorted(
        groups.items(), key=lambda each: (each[0][0], (each[0][2] + 1) % 6, each[0][1])
    ):
        style = svg.stroke(kind, possible=not certain) | {"stroke": COLOURS[step], "class_": f"d{step}"}
        style |= {"stroke_width": _WIDTHS[len(drawn) > _FEW]} | ({"stroke_opacity": "0.8"} if certain else {})
        yield svg.element("path", d="".join(_way(map_, arc) for arc in arcs), **style)


def _way(map_: Atlas, arc: Arc) -> str:
    points = (map_.places[arc.a].at, *arc.bends, map_.places[arc.b].at)
    return "M{}C{} {} {}".format(*(f"{svg.number(x)},{svg.number(y)}" for x, y in points))


def _names(map_: Atlas, signs: Sequence[tuple[Spot, int]]) -> Iterator[str]:
    window = map_.window
    boxes = []
    for spot, count in signs[:_KEPT_FREE]:
        (x, y), size = spot.at, radius(count)
        boxes.append((x - size, y - size, x + size, y + size))
    names = [Name(spot.name, spot.at, 12) for spot, _count in signs[:_NAMES]]
    done, _left = placed(names, (4, 4, window.width - 4, window.height - 4), boxes)
    for each in done:
        if not each.leader:
            yield svg.label(each.x, each.y, each.name.text, **_HALO)


def decades() -> tuple[str, ...]:
    """What the colours mean, in their order."""
    told = [_("before {year}").format(year=STEPS[0])]
    told += [_("{first}–{last}").format(first=first, last=first + 9) for first in STEPS[:-1]]
    return (*told, _("since {year}").format(year=STEPS[-1]), _("year not known"))


def _legend(map_: Atlas, drawn: Sequence[tuple[Arc, bool]], top: float) -> Iterator[str]:
    kinds = Counter((arc.link.kind, certain) for arc, certain in drawn)
    x = _SIDE
    for (kind, certain), count in sorted(
        kinds.items(), key=lambda each: (list(map_.kinds).index(each[0][0]), -each[0][1])
    ):
        told = map_.kinds[kind] if certain else _("{kind}, possible by its bounds").format(kind=map_.kinds[kind])
        text = _("{what}: {count}").format(what=told, count=count)
        style = svg.stroke(kind, possible=not certain)
        yield svg.element("line", x1=x, y1=top, x2=x + 32, y2=top, stroke=svg.INK, **style)
        yield svg.label(x + 40, top + 4.5, text)
        x += 40 + svg.text_width(text) + 24
    x, top = _SIDE, top + 28
    for colour, text in zip(COLOURS, decades(), strict=True):
        yield svg.element("line", x1=x, y1=top, x2=x + 22, y2=top, stroke=colour, stroke_width=4)
        yield svg.label(x + 28, top + 4.5, text)
        x += 28 + svg.text_width(text) + 22


def _notes(map_: Atlas) -> Iterable[str]:
    if map_.absent:
        yield _("Not on the map, since their position is not known: {names}.").format(names=", ".join(map_.absent))
    yield source_line()
