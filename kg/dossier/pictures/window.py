"""The part of the plane that a map shows: which it is, and what of a line or an area lies in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from kg.gazetteer.outlines.projection import Point

LEAST = 240.0  # kilometres across: closer, outlines of this scale would pretend to know more than they do
AIR = 0.12  # of the width, on each side
COARSE = 3.0  # units: what is drawn no finer than this needs no parts of them
SHAPE = (1.6, 2.2)  # width by height, at least and at most


class Window(NamedTuple):
    """A rectangle of the plane in kilometres, north at the top, drawn ``width`` units wide."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def scale(self) -> float:
        """Units a kilometre."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> float:
        """How high it is drawn."""
        return (self.north - self.south) * self.scale

    def at(self, point: Point) -> Point:
        """Where a point of the plane is drawn."""
        return (point[0] - self.west) * self.scale, (self.north - point[1]) * self.scale

    def shows(self, points: Sequence[Point]) -> bool:
        """Whether the box around points reaches into it."""
        west, south, east, north = box(points)
        return west < self.east and east > self.west and south < self.north and north > self.south

    def path(
        self, lines: Iterable[Sequence[Point]], *, closed: bool = False, detail: float = 1.5, grain: float = 0
    ) -> str:
        """The drawn path of lines or rings, without what lies outside and what is finer than ``detail``.

        Its points lie on a grid of ``grain`` units; unless given, of a tenth of one, or of one where it is coarse.
        """
        grain = grain or (0.1 if detail < COARSE else 1)
        runs = (run for line in lines for run in (self._ring(line) if closed else self._runs(line)))
        return "".join(self._drawn(run, closed, detail, grain) for run in runs)

    def _drawn(self, points: Sequence[Point], closed: bool, detail: float, grain: float) -> str:
        """The commands of a path: steps, which are a third shorter than places."""
        west, north, scale, detail = self.west, self.north, self.scale / grain, detail / grain
        steps: list[str] = []
        start = start_y = last = last_y = 0
        for k, (x, y) in enumerate(points):
            across, down = round((x - west) * scale), round((north - y) * scale)
            if not k:
                start, start_y = last, last_y = across, down
            elif abs(across - last) + abs(down - last_y) >= detail or (k == len(points) - 1 and not closed):
                steps.append(_step((across - last) * grain) + _step((down - last_y) * grain))
                last, last_y = across, down
        if len(steps) < 1 + closed:
            return ""
        return f"M{start * grain:g},{start_y * grain:g}l{''.join(steps).lstrip()}{'z' if closed else ''}"

    def _sides(self) -> Iterator[tuple[int, float, int]]:
        """The four sides, a little outside: along which axis, where, and on which side of it one is inside."""
        margin = (self.east - self.west) / 50
        yield from ((0, self.west - margin, 1), (0, self.east + margin, -1))
        yield from ((1, self.south - margin, 1), (1, self.north + margin, -1))

    def _runs(self, line: Sequence[Point]) -> Iterator[Sequence[Point]]:
        """A line without the steps that lie on the far side of one of the four sides."""
        if not self.shows(line):
            return
        sides = list(self._sides())
        run: list[Point] = []
        for start, end in pairwise(line):
            if not any(sign * (start[axis] - at) < 0 > sign * (end[axis] - at) for axis, at, sign in sides):
                run = run or [start]
                run.append(end)
            elif run:
                yield run
                run = []
        yield run

    def _ring(self, ring: Sequence[Point]) -> Iterator[Sequence[Point]]:
        """A ring cut at the four sides, one after another (Sutherland and Hodgman 1974)."""
        if not self.shows(ring):
            return
        west, south, east, north = box(ring)
        if west < self.west or south < self.south or east > self.east or north > self.north:
            for axis, limit, sign in self._sides():
                ring = list(_beyond(ring, axis, limit, sign))
        yield ring


def _step(units: float) -> str:
    """A number of a path, as short as it can stand after another one.

    >>> _step(1.2), _step(-0.3), _step(-4.0)
    (' 1.2', '-.3', '-4')
    """
    text = f"{abs(units):g}"
    return ("-" if units < 0 else " ") + (text[1:] if text[:2] == "0." else text)


def _beyond(points: Sequence[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for last, here in zip([*points[-1:], *points], points, strict=False):
        inside, was_inside = (sign * (point[axis] - limit) >= 0 for point in (here, last))
        if inside != was_inside:
            part = (limit - last[axis]) / (here[axis] - last[axis])
            yield last[0] + part * (here[0] - last[0]), last[1] + part * (here[1] - last[1])
        if inside:
            yield here


def box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """The least and the greatest of both coordinates: west, south, east, north."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def around(points: Sequence[Point], width: float) -> Window:
    """The window that shows points with some air, neither too flat nor too tall."""
    west, south, east, north = box(points)
    across, high = max(east - west, LEAST) * (1 + 2 * AIR), max(north - south, LEAST / SHAPE[1]) * (1 + 2 * AIR)
    across, high = max(across, high * SHAPE[0]), max(high, across / SHAPE[1])
    x, y = (west + east) / 2, (south + north) / 2
    return Window(x - across / 2, y - high / 2, x + across / 2, y + high / 2, width)


def apart(points: dict[str, Point], least: float) -> dict[str, Point]:
    """Points moved off each other until no two are nearer than ``least``, as map makers displace signs.

    >>> apart({"a": (0, 0), "b": (1, 0), "c": (9, 9)}, 3)
    {'a': (-1.0, 0.0), 'b': (2.0, 0.0), 'c': (9, 9)}
    """
    found = dict(points)
    for _round in range(8):
        for one, other in combinations(found, 2):
            (x1, y1), (x2, y2) = found[one], found[other]
            away = math.dist((x1, y1), (x2, y2))
            if away < least:
                dx, dy = ((x2 - x1) / away, (y2 - y1) / away) if away else (1.0, 0.0)
                push = (least - away) / 2
                found[one], found[other] = (x1 - dx * push, y1 - dy * push), (x2 + dx * push, y2 + dy * push)
    return found
