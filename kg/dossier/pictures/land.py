"""The land under a map: drawn into it, or once for many maps that stand side by side in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.base.languages import _
from kg.dossier.pages import pages_around
from kg.dossier.pictures import svg
from kg.dossier.pictures.window import Window, around
from kg.formats.look import LIGHT
from kg.gazetteer.outlines.base_map import base_map
from kg.gazetteer.outlines.projection import Point, project

SEA, LAND, AROUND = LIGHT["water"], svg.PAPER, LIGHT["abroad"]
RIVER = LIGHT["river"]  # of its name, and faint of itself
# The lines on top of the areas, which carry faint ones themselves.
_LINES = {"coast": ("#a9b8bf", 0.7), "state": ("#8d9296", 1.1), "shared": (svg.MUTED, 1.9)}
_WIDE = 8000.0  # units of the land of all maps


def beside() -> str:
    """The address of the land of all maps, where they stand on pages and show a part of it."""
    pages = pages_around()
    return pages.land if pages else ""


def reservation() -> str:
    """What is said under every map."""
    return _("The map implies no position on borders or on the status of territories. Outlines: Natural Earth.")


def whole_land() -> str:
    """The land of every map as a picture of its own."""
    lines: dict[str, str | float] = {"vector_effect": "non-scaling-stroke"}
    size = f"0 0 {svg.number(_WIDE)} {svg.number(_everywhere().height)}"
    return (
        svg.element(
            "svg",
            [*_areas(_everywhere(), lines), *_lines(_everywhere(), lines)],
            xmlns="http://www.w3.org/2000/svg",
            viewBox=size,
        )
        + "\n"
    )


def on_whole_land(points: Sequence[Point]) -> list[tuple[int, int]]:
    """Where points, as longitude and latitude, lie in the picture of the whole land, in its units."""
    placed = map(_everywhere().at, project(points))
    return [(round(x), round(y)) for x, y in placed]


def own_part() -> tuple[int, int, int, int]:
    """Where Russia and China lie in that picture: left, top, width and height."""
    whole, held = _everywhere(), around([point for ring in _rings(own=True) for point in ring], 1)
    (left, top), (right, below) = whole.at((held.west, held.north)), whole.at((held.east, held.south))
    return round(left), round(top), round(right - left), round(below - top)


def whole_size() -> tuple[int, int]:
    """The width and the height of the picture of the whole land."""
    return round(_WIDE), round(_everywhere().height)


def land(window: Window, main: Mapping[str, str], countries: Sequence[str]) -> Iterator[str]:
    """What lies under the ties; ``main`` are first-level units, whose areas are shaded, with their countries."""
    yield from [_part(window)] if beside() else _areas(window, {})
    for id, country in sorted(main.items()):
        if area := base_map().area(id):
            tone = svg.colour(country, countries)
            detail = 4.0 if beside() else 1.5
            path = window.path(base_map().outline(area), closed=True, detail=detail)
            style: dict[str, str | float] = {
                "fill": tone,
                "fill_opacity": "0.16",
                "fill_rule": "evenodd",
                "stroke": tone,
                "stroke_width": 0.8,
            }
            yield svg.element("path", d=path, **style)
    if not beside():
        yield from _lines(window, {})


def small_land(window: Window) -> str:
    """The two countries in a small window that shows where another one lies."""
    if beside():
        return svg.element("svg", _part(window), width=window.width, height=window.height)
    return _small_land(window)


@cache
def _small_land(window: Window) -> str:
    return svg.element("path", d=window.path(_rings(own=True), closed=True, detail=3), fill=LAND)


def _part(window: Window) -> str:
    whole = _everywhere()
    x, y = window.at((whole.west, whole.north))
    scale = window.scale / whole.scale
    size: dict[str, str | float] = {"width": whole.width * scale, "height": whole.height * scale}
    return svg.element("image", href=beside(), x=x, y=y, **size)


@cache
def _everywhere() -> Window:
    outlines = base_map()
    return around([point for area in outlines.areas for ring in outlines.outline(area) for point in ring], _WIDE)


def _rings(*, own: bool) -> list[Sequence[Point]]:
    """The outlines of Russia and China, or of what lies around them."""
    outlines = base_map()
    return [ring for area in outlines.areas if bool(area.country) == own for ring in outlines.outline(area)]


def _areas(window: Window, more: Mapping[str, str | float]) -> Iterator[str]:
    for own, fill, line in ((False, AROUND, _LINES["coast"][0]), (True, LAND, svg.RULE)):
        style: dict[str, str | float] = {"fill_rule": "evenodd", "stroke": line, "stroke_width": 0.7, **more}
        if path := window.path(_rings(own=own), closed=True):
            yield svg.element("path", d=path, fill=fill, **style)


def _lines(window: Window, more: Mapping[str, str | float]) -> Iterator[str]:
    outlines = base_map()
    parts = outlines.parts()
    for kind, (line, width) in _LINES.items():
        if path := window.path(outlines.lines[number] for number, what in parts.items() if what == kind):
            yield svg.element(
                "path", d=path, fill="none", stroke=line, stroke_width=width, stroke_linejoin="round", **more
            )
