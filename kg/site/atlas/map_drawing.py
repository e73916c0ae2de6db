"""The map as SVG that needs no script: land, borders, arcs, signs and the names that find room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.base.languages import _, current, pick
from kg.dossier.pictures import svg
from kg.dossier.pictures.labels import Name, fits, placed
from kg.dossier.pictures.land import AROUND, LAND, RIVER, SEA
from kg.dossier.pictures.window import Window
from kg.formats.look import LIGHT
from kg.gazetteer.outlines.base_map import base_map, rivers
from kg.gazetteer.outlines.projection import Point
from kg.site.atlas.map_of_ties import STEPS, WIDTH, Arc, Atlas, Spot

COLOURS = tuple(LIGHT[f"d{step}"] for step in range(6))  # of decades: darker is later, the last is not dated
_FINE, _GRAIN = 2.0, 0.5  # units: closer points of an outline are left out, and all lie on a grid
_NAMES = 60  # places whose names are tried, those with the most ties first
LARGER = {"mid": 1.6, "all": 2.7}  # times as large letters are where the map is small, and on a telephone
_KEPT_FREE = 30  # signs that no name covers
_LINES = {"state": ("#8d9296", 0.9), "shared": (svg.MUTED, 2.2)}
_WIDTHS = (1.8, 1.1)  # of an arc among few, and where more than _FEW lie side by side
_FEW = 60
_SMALL = 11  # letters of a river's name
_MOST = 600  # lines of one picture
_SQUARE = 8.0  # units: ends nearer than that are one where there are more
_AIR = 4.0  # units around a name, for each time that its letters are larger


def picture(map_: Atlas, drawn: Sequence[tuple[Arc, bool]], title: str, says: str) -> str:
    """The map alone, for a page that says the rest around it; classes let a page colour it anew."""
    parts = [svg.element("desc", svg.escaped(says)), *inside(map_, drawn)]
    return svg.drawing(map_.window.width, map_.window.height, title, current(), parts)


def inset_title() -> str:
    """What the part of the map is called that is drawn closer."""
    return _("The pairs along the Amur, closer")


def inside(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[str]:
    """What the map is made of."""
    window = map_.window
    yield svg.element("rect", class_="sea", width=window.width, height=window.height, fill=SEA)
    yield from base(window)
    ties = Counter(end for arc, _certain in drawn for end in (arc.a, arc.b))
    signs = [
        (map_.places[number], count) for number, count in sorted(ties.items(), key=lambda each: (-each[1], each[0]))
    ]
    names = _rivers(window, [spot.at for spot, _count in signs])
    yield svg.element("g", names, class_="rivers", fill="none", stroke=RIVER, stroke_width=1)
    yield svg.element("g", _arcs(map_, drawn), class_="arcs", fill="none")
    countries = sorted({spot.country for spot, _count in signs})
    taken: set[Point] = set()
    seen = []
    for spot, count in signs:  # of very many, none that hides under a larger one
        square = round(spot.at[0] / 4), round(spot.at[1] / 4)
        if len(signs) <= _MOST or square not in taken:
            seen.append((spot, count))
        taken.add(square)
    layers: dict[tuple[int, str], list[str]] = defaultdict(list)  # the largest signs on top
    for spot, count in seen:
        layers[count.bit_length(), spot.country].append(svg.sign(*spot.at, radius(count), spot.country, countries))
    marks = (
        svg.element("path", d="".join(ways), fill=svg.colour(country, countries))
        for (_layer, country), ways in sorted(layers.items())
    )
    yield svg.element("g", marks, class_="marks", stroke=svg.PAPER, stroke_width=0.8)
    yield svg.element("g", _names(map_, signs), class_="names", font_size=12, **svg.HALO)


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

    def path(lines: Iterable[Sequence[Point]], *, closed: bool = False) -> str:
        return window.path(lines, closed=closed, detail=_FINE, grain=_GRAIN)

    areas = (
        svg.element("path", d=path(outlines.outline(area), closed=True), **{"data-id": area.id})
        for area in outlines.areas
        if area.country
    )
    parts = outlines.parts()
    lines = (
        svg.element("path", class_=kind, d=path(of_kind), stroke=colour, stroke_width=width)
        for kind, (colour, width) in _LINES.items()
        for of_kind in [[outlines.lines[number] for number, what in parts.items() if what == kind]]
    )
    return (
        svg.element("path", class_="around", d=path(others, closed=True), fill=AROUND, **even),
        svg.element("g", areas, class_="areas", fill=LAND, stroke=svg.RULE, stroke_width=0.6, **even),
        svg.element("g", lines, class_="borders", fill="none", stroke_linejoin="round"),
    )


class Strand(NamedTuple):
    """A line of the picture: the arc that it follows, whether it is certain, and how many ties it stands for."""

    arc: Arc
    certain: bool
    ties: int


def strands(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> list[Strand]:
    """A line for each tie; of very many, those of one kind that begin and end near one another are one line.

    The strongest lines come last.
    """
    if len(drawn) <= _MOST:
        return [Strand(arc, certain, 1) for arc, certain in drawn]
    square = _SQUARE
    while True:
        found: dict[Hashable, list[tuple[Arc, bool]]] = defaultdict(list)
        for arc, certain in drawn:
            ends = frozenset(tuple(v // square for v in map_.places[end].at) for end in (arc.a, arc.b))
            found[ends, arc.link.kind, certain].append((arc, certain))
        if len(found) <= _MOST or square > WIDTH / 4:
            return sorted((Strand(*ties[0], len(ties)) for ties in found.values()), key=lambda each: each.ties)
        square *= 1.5


def merged_line(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> str:
    """How many ties the picture shows as how many lines, where it does not draw each."""
    lines = len(strands(map_, drawn))
    if lines == len(drawn):
        return ""
    told = _("{lines} lines stand for {n} ties: those that begin and end near one another are one, the wider the more.")
    return told.format(lines=lines, n=len(drawn))


def _arcs(map_: Atlas, drawn: Sequence[tuple[Arc, bool]]) -> Iterator[str]:
    """A path for each kind, colour, certainty and width."""
    groups: dict[tuple[bool, int, str, int], list[Arc]] = defaultdict(list)
    for arc, certain, ties in strands(map_, drawn):
        groups[certain, ties.bit_length(), arc.link.kind, arc.step].append(arc)
    for (certain, strength, kind, step), arcs in sorted(
        groups.items(), key=lambda each: (each[0][0], each[0][1], (each[0][3] + 1) % 6, each[0][2])
    ):
        style = svg.stroke(kind, possible=not certain) | {"stroke": COLOURS[step], "class_": f"d{step}"}
        width = _WIDTHS[len(drawn) > _FEW] * (1 + 0.35 * (strength - 1))
        style |= {"stroke_width": width} | ({"stroke_opacity": "0.8"} if certain else {})
        yield svg.element("path", d="".join(_way(map_, arc) for arc in arcs), **style)


def _way(map_: Atlas, arc: Arc) -> str:
    start, end = map_.places[arc.a].at, map_.places[arc.b].at
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in arc.bends)
    return "M{},{}C{} {},{}".format(*map(svg.number, start), points, *map(svg.number, end))


def _names(map_: Atlas, signs: Sequence[tuple[Spot, int]]) -> Iterator[str]:
    window = map_.window
    boxes = []
    for spot, count in signs[:_KEPT_FREE]:
        (x, y), size = spot.at, radius(count)
        boxes.append((x - size, y - size, x + size, y + size))
    names = [Name(spot.name, spot.at, 12) for spot, _count in signs[:_NAMES]]
    within = (4, 4, window.width - 4, window.height - 4)
    done, _left = placed(names, within, boxes)
    taken = {factor: [*boxes] for factor in LARGER.values()}
    for each in done:
        if each.leader:
            continue
        room = "wide"  # class by the largest letters for which there is room
        for name, factor in LARGER.items():
            if not fits(box := each.enlarged(factor), within, taken[factor]):
                break
            left, top, right, bottom = box
            air = _AIR * factor  # large letters over many lines need more than not to touch
            taken[factor].append((left - air, top - air, right + air, bottom + air))
            room = name
        yield each.written(class_=room)


def _rivers(window: Window, signs: Sequence[Point]) -> Iterator[str]:
    """The courses and, where no sign lies, the names; where little of a river is in view its name is left out."""
    style: dict[str, str | float] = {"fill": RIVER, "font_size": _SMALL, "text_anchor": "middle", **svg.HALO}
    for river in rivers():
        yield svg.element("path", d=window.path([river.course], detail=_FINE, grain=_GRAIN), stroke_opacity="0.6")
        seen = [
            (x, y) for x, y in map(window.at, river.course) if 40 < x < window.width - 40 and 16 < y < window.height
        ]
        if len(seen) > len(river.course) / 6:
            name = pick(river.names, current())
            x, y = _free(seen, round(len(seen) * river.named_at), svg.text_width(name, _SMALL) / 2 + 4, signs)
            yield svg.element("text", svg.escaped(name), x=x, y=y - 5, **style)


def _free(course: Sequence[Point], at: int, reach: float, signs: Sequence[Point]) -> Point:
    """The point of a course nearest to its number ``at`` over which a name of some reach lies on no sign."""
    for x, y in sorted(course, key=lambda point: abs(course.index(point) - at)):
        if not any(abs(x - sx) < reach and -5 - _SMALL < sy - y < 1 for sx, sy in signs):
            return x, y
    return course[at]


def decades() -> tuple[str, ...]:
    """What the colours mean, in their order."""
    told = [_("before {year}").format(year=STEPS[0])]
    told += [_("{first}–{last}").format(first=first, last=first + 9) for first in STEPS[:-1]]
    return (*told, _("since {year}").format(year=STEPS[-1]), _("year not known"))
