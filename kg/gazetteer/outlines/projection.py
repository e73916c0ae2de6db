"""One equal-area plane for Russia and China together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from kg.base.geography import EARTH

CENTRE = (100.0, 52.0)  # degrees east and north: both countries lie around it, and 180° E cuts nothing

Point = tuple[float, float]


def project(points: Iterable[Point], centre: Point = CENTRE) -> list[Point]:
    """Kilometres east and north of the centre for degrees east and north: Lambert's azimuthal equal-area projection.

    Equations 24-2 to 24-4 for the sphere in J. P. Snyder, Map Projections: A Working Manual, USGS Professional
    Paper 1395 (1987), p. 185. Plain Python, since importing numpy alone takes longer than projecting every outline.

    >>> [(round(x), round(y)) for x, y in project([(100, 52), (135.08, 48.48)])]  # Khabarovsk
    [(0, 0), (2475, 218)]
    """
    sin_centre, cos_centre = math.sin(math.radians(centre[1])), math.cos(math.radians(centre[1]))
    east = math.radians(centre[0])
    sin, cos, radians = math.sin, math.cos, math.radians
    found = []
    for lon, lat in points:
        turn, phi = radians(lon) - east, radians(lat)
        sin_phi, cos_phi = sin(phi), cos(phi)
        along = cos_phi * cos(turn)
        scale = EARTH * math.sqrt(2 / (1 + sin_centre * sin_phi + cos_centre * along))
        found.append((scale * cos_phi * sin(turn), scale * (cos_centre * sin_phi - sin_centre * along)))
    return found


def unproject(point: Point, centre: Point = CENTRE) -> Point:
    """Degrees east and north of a point in the plane (Snyder, equations 20-14, 20-15, 20-18 and 24-16).

    >>> [round(degree, 6) for degree in unproject(project([(-170, 66)])[0])]
    [190.0, 66.0]
    """
    x, y = point
    away = math.hypot(x, y)
    if not away:
        return centre
    angle, phi = 2 * math.asin(away / (2 * EARTH)), math.radians(centre[1])
    sin, cos = math.sin(angle), math.cos(angle)
    north = math.asin(cos * math.sin(phi) + y * sin * math.cos(phi) / away)
    east = math.atan2(x * sin, away * math.cos(phi) * cos - y * math.sin(phi) * sin)
    return (centre[0] + math.degrees(east)) % 360, math.degrees(north)


def great_circle(start: Point, end: Point, steps: int = 32) -> list[Point]:
    """Degrees of points on the shortest way between two places, both ends included.

    >>> [(round(lon), round(lat)) for lon, lat in great_circle((170, 60), (-170, 60), 2)]
    [(170, 60), (180, 60), (190, 60)]
    """
    one, other = _vector(start), _vector(end)
    angle = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, other, strict=True)))))
    if angle < 1e-9:
        return [start, end]
    found = []
    for step in range(steps + 1):
        near, far = (math.sin(angle * part) / math.sin(angle) for part in (1 - step / steps, step / steps))
        x, y, z = (near * a + far * b for a, b in zip(one, other, strict=True))
        found.append((math.degrees(math.atan2(y, x)) % 360, math.degrees(math.asin(max(-1.0, min(1.0, z))))))
    return found


def _vector(point: Point) -> tuple[float, float, float]:
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def centre_of(ring: list[Point]) -> Point:
    """The centre of gravity of a closed ring in the plane.

    >>> centre_of([(0, 0), (4, 0), (4, 2), (0, 2), (0, 0)])
    (2.0, 1.0)
    """
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * area), y / (3 * area)


def area_of(ring: list[Point]) -> float:
    """The area of a closed ring in the plane, never negative."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2
