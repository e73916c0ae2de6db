"""A small map of places and the ties between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from kg.base.languages import _, listed, ngettext, speaking
from kg.dossier.pictures import svg
from kg.dossier.pictures.labels import Box, Name, fits, placed
from kg.dossier.pictures.land import SEA, beside, land, reservation, small_land
from kg.dossier.pictures.window import Window, apart, around
from kg.gazetteer.outlines.base_map import BaseMap, base_map
from kg.gazetteer.outlines.projection import Point, great_circle, project

_WHOLE_FROM = 1800.0  # kilometres across, from which on nobody needs to be told where this is
_RADIUS = 4.5
_ROW = 26.0
_ALWAYS = 2  # main places whose names stand whatever they cover: a place alone, the two ends of a tie
NARROW = 1.7  # times as large letters are on a telephone
_APART = (
    12.0,
    24.0,
)  # units between two signs on a wide and on a close map: the tie of two cities on one river is seen


class Spot(NamedTuple):
    """A place on a map: its name in the language of the map, its country's code, degrees if known.

    ``main`` marks what the map is about: its name is bold and, where it is a first-level unit, its area shaded.
    """

    id: str
    name: str
    country: str
    lat: float | None = None
    lon: float | None = None
    main: bool = False


class Link(NamedTuple):
    """A tie between two spots by their ids: the code of its kind, and what the kind is called in the language.

    ``possible`` is a tie that is bounded and not dated.
    """

    one: str
    other: str
    kind: str
    label: str
    ended: bool = False
    possible: bool = False


def ties_map(places: Sequence[Spot], ties: Sequence[Link], lang: str, title: str = "") -> tuple[str, str]:
    """The map as SVG, and the notes that stand under it; empty where no position is known.

    Places without coordinates stand in the middle of their outline, where the base map has one, else they are named
    in the notes. Names that find no room are left out, those of main places and of places given first the last.
    Those of class ``wide`` have none where letters are drawn ``NARROW`` times as large, as on a telephone.
    """
    unnamed = tuple(each._replace(name="") for each in places), tuple(tie._replace(label="") for tie in ties)
    if (mute := _mute(*unnamed, beside())) is None:
        return "", ""
    window, at = mute.window, mute.centres
    spots = [each for each in places if each.id in at]
    with speaking(lang):
        names, left = _names(spots, mute)
        absent = [each.name for each in places if each.id not in at]
        drawn = [tie for tie in ties if {tie.one, tie.other} <= at.keys()]
        notes = _notes(absent, left)
        legend = [*_legend(drawn, window.height)]
        inside = [mute.under, *names, mute.over]
        frame = svg.element(
            "rect", x=0.5, y=0.5, width=window.width - 1, height=window.height - 1, fill="none", stroke=svg.RULE
        )
        # An inner drawing cuts off what reaches beyond it, without an id that two maps of one page would share.
        shown = svg.element("svg", inside, width=window.width, height=window.height)
        parts = [shown, frame, svg.element("g", legend, class_="under")]
        said = ("" if lang == "zh" else " ").join(notes)
        height = window.height + 4 + _ROW * len(legend)
        return svg.drawing(window.width, height, title or _title(spots), lang, parts), said


class _Mute(NamedTuple):
    """What a map has of no language: its window, where signs and ways lie, and what is drawn under and over names."""

    window: Window
    centres: dict[str, Point]
    ways: list[list[Point]]
    under: str
    over: str


@lru_cache(maxsize=16)
def _mute(places: tuple[Spot, ...], ties: tuple[Link, ...], _beside: str) -> _Mute | None:
    """That of some places and ties without their names; the same map in another language is often asked for next."""
    at = _positions(places, base_map())
    if not at:
        return None
    countries = sorted({each.country for each in places})
    drawn = [tie for tie in ties if {tie.one, tie.other} <= at.keys()]
    ways = [_arc(at[tie.one], at[tie.other]) for tie in drawn]
    centres = dict(zip(at, project(at.values()), strict=True))
    window = around([*centres.values(), *(point for way in ways for point in way)], svg.WIDTH)
    centres = apart(centres, _APART[_is_close(window)] / window.scale)
    ways = [_ending(way, centres[tie.one], centres[tie.other], window) for tie, way in zip(drawn, ways, strict=True)]
    spots = [each for each in places if each.id in at]
    under = (
        svg.element("rect", x=0, y=0, width=window.width, height=window.height, fill=SEA),
        *land(window, {each.id: each.country for each in spots if each.main}, countries),
        *_ways(drawn, ways, window),
        *_marks(spots, centres, window, countries),
    )
    over = _locator(window, [window.at(point) for point in centres.values()])
    lines = [[window.at(point) for point in way] for way in ways]
    return _Mute(window, centres, lines, "".join(under), "".join(over))


@cache
def _arc(one: Point, other: Point) -> list[Point]:
    """The shortest way between two places, which several maps show."""
    return project(great_circle(one, other))


def _is_close(window: Window) -> bool:
    return window.east - window.west < _WHOLE_FROM


def _title(spots: Sequence[Spot]) -> str:
    return listed([each.name for each in spots if each.main] or [each.name for each in spots])


def _positions(places: Sequence[Spot], outlines: BaseMap) -> dict[str, Point]:
    found: dict[str, Point] = {}
    for each in places:
        if each.lat is not None and each.lon is not None:
            found[each.id] = (each.lon, each.lat)
        elif area := outlines.area(each.id):
            found[each.id] = outlines.middle(area)
    return found


def _ending(way: list[Point], start: Point, end: Point, window: Window) -> list[Point]:
    """The way between the signs where they stand; a short one is straight."""
    if math.dist(start, end) * window.scale < 4 * _APART[1]:
        return [start, end]
    return [start, *way[1:-1], end]


def _ways(ties: Sequence[Link], ways: Sequence[Sequence[Point]], window: Window) -> Iterator[str]:
    lines = []
    for tie, way in zip(ties, ways, strict=True):
        points = [window.at(point) for point in way]
        style = svg.stroke(tie.kind, ended=tie.ended, possible=tie.possible)
        lines.append(svg.element("path", d=_curve(points), **style))
        if tie.ended:
            middle = len(way) // 2
            (x1, y1), (x2, y2) = points[max(middle - 1, 0)], points[min(middle + 1, len(way) - 1)]
            lines.append(_bar((x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1, y2 - y1)))
    if lines:
        yield svg.element("g", lines, fill="none", stroke=svg.INK)


def _curve(points: Sequence[Point]) -> str:
    """A line through the first, the middle and the last of the points: a great circle here is a parabola to a unit."""
    start, middle, end = points[0], points[len(points) // 2], points[-1]
    bend = (2 * middle[k] - (start[k] + end[k]) / 2 for k in (0, 1))
    told = [",".join(map(svg.number, point)) for point in (start, bend, end)]
    return f"M{told[0]}L{told[2]}" if len(points) == 2 else f"M{told[0]}Q{told[1]} {told[2]}"


def _bar(x: float, y: float, along: Point) -> str:
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5 or 1
    dx, dy = -along[1] / length * 5, along[0] / length * 5
    return svg.element("line", x1=x - dx, y1=y - dy, x2=x + dx, y2=y + dy, stroke=svg.INK, stroke_width=1.5)


def _marks(spots: Sequence[Spot], centres: dict[str, Point], window: Window, countries: Sequence[str]) -> Iterator[str]:
    for each in sorted(spots, key=lambda spot: spot.main):
        x, y = window.at(centres[each.id])
        size = _RADIUS + each.main
        yield svg.mark(x, y, size, each.country, countries)


def _names(spots: Sequence[Spot], mute: _Mute) -> tuple[list[str], int]:
    window = mute.window
    ordered = sorted(spots, key=lambda spot: not spot.main)
    names = [Name(each.name, window.at(mute.centres[each.id]), svg.SIZE, each.main) for each in ordered]
    room = _RADIUS + 2
    marks: list[Box] = [(x - room, y - room, x + room, y + room) for x, y in (name.at for name in names)]
    done, left = placed(names, (3, 3, window.width - 3, window.height - 3), marks, mute.ways)
    always = sum(name.bold for name in names) <= _ALWAYS
    leaders, names_drawn, taken = [], [], [*marks]
    for each in done:
        box = each.enlarged(NARROW)
        narrow = fits(box, (0, 0, window.width, window.height), [] if each.name.bold and always else taken)
        taken += [box] * narrow
        style: dict[str, str | float] = {} if narrow else {"class_": "wide"}
        if each.leader:
            (x1, y1), (x2, y2) = each.leader
            leaders.append(svg.element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=svg.MUTED, stroke_width=0.6, **style))
        style |= {"font_weight": "bold"} if each.name.bold else {}
        names_drawn.append(each.written(**style))
    return [*leaders, svg.element("g", names_drawn, class_="names", **svg.HALO)], len(left)


@cache
def _both() -> Window:
    """The two countries as a small window shows them."""
    own = [area for area in base_map().areas if area.country]
    return around([point for area in own for ring in base_map().outline(area) for point in ring], 132)


def _locator(window: Window, taken: Sequence[Point]) -> Iterator[str]:
    """In a corner that is free, where a small part of the countries lies in the whole of them."""
    if not _is_close(window):
        return
    whole = _both()
    wide, high = whole.width, whole.height
    corners = [(x, y) for x in (window.width - wide - 6, 6) for y in (6, window.height - high - 6)]
    free = [
        (x, y)
        for x, y in corners
        if not any(x - 90 < px < x + wide + 90 and y - 16 < py < y + high + 16 for px, py in taken)
    ]
    if not free:
        return
    left, top = free[0]
    (x1, y1), (x2, y2) = whole.at((window.west, window.north)), whole.at((window.east, window.south))
    size = max(x2 - x1, y2 - y1, 5)
    here = {"x": (x1 + x2 - size) / 2, "y": (y1 + y2 - size) / 2, "width": size, "height": size}
    inside = (
        svg.element("rect", width=wide, height=high, fill=SEA, stroke=svg.MUTED, stroke_width=0.8),
        small_land(whole),
        svg.element("rect", **here, fill="none", stroke=svg.FOCUS, stroke_width=1.5),
    )
    yield svg.element("g", inside, transform=f"translate({svg.number(left)},{svg.number(top)})")


def _legend(ties: Sequence[Link], top: float) -> Iterator[str]:
    """What the lines mean, a row each, so that letters may be larger."""
    kinds = {(tie.kind, tie.ended, tie.possible): _told(tie) for tie in ties}
    for row, ((kind, ended, possible), text) in enumerate(sorted(kinds.items(), key=lambda each: _order(each[0]))):
        y = top + 14 + _ROW * row
        style = svg.stroke(kind, ended=ended, possible=possible)
        parts = [svg.element("line", x1=0, y1=y, x2=32, y2=y, stroke=svg.INK, **style)]
        parts += [_bar(16, y, (1, 0))] * ended
        yield "".join([*parts, svg.label(40, y, text, font_size=12, dy="0.35em")])


def _notes(absent: Sequence[str], left: int) -> list[str]:
    """What is not on the map, and the reservation."""
    notes = []
    if absent:
        notes.append(_("Not on the map, since their position is not known: {names}.").format(names=listed(absent)))
    if left:
        notes.append(ngettext("{n} name found no room.", "{n} names found no room.", left).format(n=left))
    notes.append(reservation())
    return notes


def _told(tie: Link) -> str:
    told = _("{kind}, ended").format(kind=tie.label) if tie.ended else tie.label
    return _("{kind}, not dated").format(kind=told) if tie.possible else told


def _order(line: tuple[str, bool, bool]) -> tuple[int, bool, bool]:
    kinds = ("sister", "partner", "intention", "contact")
    return (kinds.index(line[0]) if line[0] in kinds else len(kinds), *line[1:])
