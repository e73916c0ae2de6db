"""Where the names on a map stand, so that none lies on another or on the sign of a place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.dossier.pictures.svg import label, text_width

Box = tuple[float, float, float, float]  # left, top, right, bottom
Point = tuple[float, float]

# Directions in the order in which an eye expects a name beside its place: right, left, above, below, then aslant.
_SIDES = (0, 180, -90, 90, -35, 35, -145, 145, -65, 65, -115, 115)
_FAR = (1.0, 1.7, 2.8, 4.2, 6.0)  # from the place, in heights of the text; beyond the first a thin line leads there


class Name(NamedTuple):
    """A text that is to stand near a point; the first ones of a list choose first."""

    text: str
    at: Point
    size: float
    bold: bool = False


class Placed(NamedTuple):
    """A text with the left end of its base line; ``leader`` is where a thin line begins and ends, if it needs one."""

    name: Name
    x: float
    y: float
    box: Box
    leader: tuple[Point, Point] | None

    def _fixed(self) -> Point:
        """Which part of the box stays where it is when letters grow: 0 is the left or upper edge, 1 the other."""
        left, top, right, bottom = self.box
        x, y = self.name.at
        return 0 if left >= x else 1 if right <= x else 0.5, 0 if top >= y else 1 if bottom <= y else 0.5

    def enlarged(self, factor: float) -> Box:
        """The box where letters are so many times as large."""
        left, top, right, bottom = self.box
        (across, down), wide, high = self._fixed(), right - left, bottom - top
        x, y = left + across * wide * (1 - factor), top + down * high * (1 - factor)
        return x, y, x + wide * factor, y + high * factor

    def written(self, **style: str | float) -> str:
        """The text, which grows away from its place."""
        left, top, right, bottom = self.box
        across, down = self._fixed()
        at = left + across * (right - left), top + down * (bottom - top)
        rise = {0: "0.9em", 0.5: "0.35em", 1: "-0.2em"}[down]
        return label(*at, self.name.text, {0: "start", 0.5: "middle", 1: "end"}[across], dy=rise, **style)


def placed(
    names: Sequence[Name], within: Box, marks: Sequence[Box], lines: Sequence[Sequence[Point]] = ()
) -> tuple[list[Placed], list[Name]]:
    """Names at their places, and those for which there is no room.

    ``marks`` are never covered; among free places the one that covers the fewest points of ``lines`` is taken, then
    the nearest.
    """
    done: list[Placed] = []
    left: list[Name] = []
    points = [point for line in lines for point in line]
    for name in names:
        taken = [*marks, *(each.box for each in done)]
        best, least = None, math.inf
        for order, each in enumerate(each for each in _candidates(name) if fits(each.box, within, taken)):
            if order >= least:
                break  # those that follow cost at least as much as their order
            if (cost := _cost(order, each, points)) < least:
                best, least = each, cost
        if best:
            done.append(best)
        else:
            left.append(name)
    return done, left


def _candidates(name: Name) -> Iterator[Placed]:
    width = text_width(name.text, name.size) * (1.08 if name.bold else 1)
    high = name.size
    for far in _FAR:
        for turn in _SIDES:
            dx, dy = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            # The middle of the text lies so far off that its edge, not its middle, is at the distance.
            x = (
                name.at[0]
                + dx * (far * high * 0.75)
                + width / 2 * (dx if abs(dx) > 0.9 else math.copysign(min(1, abs(dx) * 1.3), dx))
            )
            y = name.at[1] + dy * far * high * 0.95
            found = (x - width / 2, y - high * 0.55, x + width / 2, y + high * 0.55)
            leader = (name.at, _nearest(name.at, found)) if far > 1 else None
            yield Placed(name, found[0], y + high * 0.35, found, leader)


def _nearest(point: Point, of: Box) -> Point:
    return min(max(point[0], of[0]), of[2]), min(max(point[1], of[1]), of[3])


def fits(box: Box, within: Box, taken: Sequence[Box]) -> bool:
    """Whether a box lies within another and on none of those taken."""
    left, top, right, bottom = box
    if left < within[0] or top < within[1] or right > within[2] or bottom > within[3]:
        return False
    return not any(left < other[2] and right > other[0] and top < other[3] and bottom > other[1] for other in taken)


def _cost(order: int, each: Placed, points: Sequence[Point]) -> float:
    left, top, right, bottom = each.box
    covered = sum(left <= x <= right and top <= y <= bottom for x, y in points)
    return order + min(covered, 12) * 1.5
