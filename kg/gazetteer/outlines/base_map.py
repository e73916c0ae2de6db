"""The outlines as they lie in the plane, each line once and known for what it parts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from kg.gazetteer.outlines.projection import Point, area_of, centre_of, project, unproject

FILE = Path(__file__).with_name("outlines.topojson")
RIVERS = FILE.with_name("rivers.geojson")

Ring = tuple[int, ...]  # numbers of lines, in order; ~n is line n backwards (TopoJSON)


class Area(NamedTuple):
    """A first-level unit, or a country around, whose id is empty; ``note`` is the reservation its data carry."""

    id: str
    iso: str
    note: str
    rings: tuple[Ring, ...]

    @property
    def country(self) -> str:
        """The code of the country whose units it is drawn with; empty for land of others and under a reservation."""
        return "" if self.note else self.iso[:2].lower()


class BaseMap(NamedTuple):
    """Lines in kilometres from the centre of the projection, and the areas that they bound."""

    lines: tuple[list[Point], ...]
    areas: tuple[Area, ...]

    def outline(self, area: Area) -> list[list[Point]]:
        """The closed rings of an area."""
        return [self._joined(ring) for ring in area.rings]

    def _joined(self, ring: Ring) -> list[Point]:
        points: list[Point] = []
        for number in ring:
            line = self.lines[number] if number >= 0 else self.lines[~number][::-1]
            points += line[1:] if points else line
        return points

    def area(self, id: str) -> Area | None:
        """The first-level unit of a place, ``None`` where there is no outline of it."""
        return next((each for each in self.areas if id and each.id == id), None)

    def largest_ring(self, area: Area) -> list[Point]:
        """The outline of its main part."""
        return max(self.outline(area), key=area_of)

    def middle(self, area: Area) -> Point:
        """Degrees of a point amid its main part."""
        return unproject(centre_of(self.largest_ring(area)))

    def parts(self) -> dict[int, str]:
        """What each line is.

        A border ``shared`` by the two countries, one of a ``state`` beside others, ``first-level`` within a country,
        the ``coast`` of the two countries, or the ``shore`` of others.
        """
        beside: Mapping[int, list[Area]] = defaultdict(list)
        for area in self.areas:
            for ring in area.rings:
                for number in ring:
                    beside[max(number, ~number)].append(area)
        return {number: _kind(areas) for number, areas in sorted(beside.items())}


def _kind(areas: list[Area]) -> str:
    if len(areas) == 1:
        return "coast" if areas[0].country else "shore"
    one, other = (area.country for area in areas)
    if one and other:
        return "first-level" if one == other else "shared"
    return "state"


@cache
def base_map() -> BaseMap:
    """The bundled outlines (see ``LICENCE.md`` beside them: they imply no position)."""
    read = json.loads(FILE.read_text("utf-8"))
    (sx, sy), (tx, ty) = (read["transform"][key] for key in ("scale", "translate"))
    lines = []
    for arc in read["arcs"]:
        east, north = (accumulate(steps) for steps in zip(*arc, strict=True))  # each point is a step from the last
        lines.append(project((x * sx + tx, y * sy + ty) for x, y in zip(east, north, strict=True)))
    objects = read["objects"]
    things = [each for name in ("countries_around", "first_level") for each in objects[name]["geometries"]]
    areas = []
    for each in things:
        told = each.get("properties", {})
        areas.append(Area(each.get("id", ""), told.get("iso", ""), told.get("note", ""), tuple(_rings(each))))
    return BaseMap(tuple(lines), tuple(areas))


class River(NamedTuple):
    """A river: its names by language, at which part of its course they stand, and the course down to the mouth."""

    names: Mapping[str, str]
    named_at: float
    course: list[Point]


@cache
def rivers() -> tuple[River, ...]:
    """The Amur and the Yangtze (``scripts/rivers.py`` makes the file)."""
    features = json.loads(RIVERS.read_text("utf-8"))["features"]
    return tuple(River(**each["properties"], course=project(each["geometry"]["coordinates"])) for each in features)


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        yield from (tuple(ring) for ring in polygon)
