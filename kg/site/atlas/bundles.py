"""How arcs bend: along the shortest way, drawn together where many go the same way, and apart where they would meet."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence

from kg.dossier.pictures.window import Window
from kg.gazetteer.outlines.projection import Point, great_circle, project

Bends = tuple[Point, Point]  # the two control points of a cubic curve

_PULL = 0.85  # how far a long arc is drawn to the spine of its bundle; one that is shorter than _LONG less
_LONG = 420.0  # units
_STRAND = 1.6  # units between two arcs of a bundle, no more than _BROAD in all
_BROAD = 36.0


def bundled(
    groups: Sequence[tuple[Hashable, Hashable]], ways: Sequence[tuple[Point, Point]], window: Window
) -> list[Bends]:
    """The bends of arcs, given in degrees; those of one group are one bundle, in whichever order their ends stand.

    The spine of a bundle is the great circle between the centres of its ends.
    """
    bundles: dict[frozenset[Hashable], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        bundles[frozenset(group)].append(number)
    found: dict[int, Bends] = {}
    for numbers in bundles.values():
        turned = [(n, groups[n] != groups[numbers[0]]) for n in numbers]
        ends = [ways[n][::-1] if turn else ways[n] for n, turn in turned]
        spine = _thirds(_centre([start for start, _end in ends]), _centre([end for _start, end in ends]), window)
        step = min(_STRAND, _BROAD / len(numbers))
        for k, ((n, turn), (start, end)) in enumerate(zip(turned, ends, strict=True)):
            bends = _bent(start, end, spine, (k - (len(numbers) - 1) / 2) * step, window)
            found[n] = bends[::-1] if turn else bends
    return [found[number] for number in range(len(ways))]


def _bent(start: Point, end: Point, spine: Bends, aside: float, window: Window) -> Bends:
    (x1, y1), (x2, y2) = map(window.at, project([start, end]))
    away = math.dist((x1, y1), (x2, y2)) or 1.0
    pull = _PULL * min(1.0, away / _LONG)
    aside *= min(1.0, away / 100)
    across, down = -(y2 - y1) / away * aside, (x2 - x1) / away * aside
    one, other = (
        (x + (sx - x) * pull + across, y + (sy - y) * pull + down)
        for (x, y), (sx, sy) in zip(_thirds(start, end, window), spine, strict=True)
    )
    return one, other


def _thirds(start: Point, end: Point, window: Window) -> Bends:
    """The control points of the cubic curve through the thirds of a great circle, ends included."""
    way = great_circle(start, end, 3)
    points = [window.at(point) for point in project(way if len(way) == 4 else [start] * 4)]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    one = (-5 * x0 + 18 * x1 - 9 * x2 + 2 * x3) / 6, (-5 * y0 + 18 * y1 - 9 * y2 + 2 * y3) / 6
    other = (2 * x0 - 9 * x1 + 18 * x2 - 5 * x3) / 6, (2 * y0 - 9 * y1 + 18 * y2 - 5 * y3) / 6
    return one, other


def _centre(points: Sequence[Point]) -> Point:
    """The middle of points in degrees, by the sum of their directions."""
    x = sum(math.cos(math.radians(lat)) * math.cos(math.radians(lon)) for lon, lat in points)
    y = sum(math.cos(math.radians(lat)) * math.sin(math.radians(lon)) for lon, lat in points)
    z = sum(math.sin(math.radians(lat)) for _lon, lat in points)
    return math.degrees(math.atan2(y, x)) % 360, math.degrees(math.atan2(z, math.hypot(x, y)))
