"""Boxes set close together on a sheet, as a printer sets pictures on a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

ASPECT = 1.4  # wished width of the whole divided by its height


class Box(NamedTuple):
    """The width and height of one part."""

    width: float
    height: float


class _Step(NamedTuple):
    """A stretch of the skyline: from ``left`` to ``right`` the sheet is taken down to ``depth``."""

    left: float
    right: float
    depth: float


def pack(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """The left and top corner of each box, in the order given; no two boxes overlap.

    Each box goes as high as it can, then as far left as it can (the skyline rule), so a large
    first box gets the others in columns at its right and equal boxes end up in a grid.

    >>> pack([Box(2, 2), Box(1, 1), Box(1, 1)])
    [(0.0, 0.0), (2.0, 0.0), (2.0, 1.0)]
    """
    if not boxes:
        return []
    area = sum(box.width * box.height for box in boxes)
    widest = max(box.width for box in boxes)
    sheet = max(widest, math.sqrt(area * ASPECT))
    slimmest = min(box.width for box in boxes)
    if widest < sheet < widest + slimmest:  # a strip too slim to hold anything would stay empty
        sheet = widest + slimmest
    skyline = [_Step(0.0, sheet, 0.0)]
    corners = []
    for box in boxes:
        depth, left = min(_seats(skyline, box, sheet))
        corners.append((left, depth))
        skyline = _lowered(skyline, _Step(left, left + box.width, depth + box.height))
    return corners


def _seats(skyline: list[_Step], box: Box, sheet: float) -> list[tuple[float, float]]:
    """Every (top, left) at which a box can stand against the skyline."""
    seats = []
    for start, step in enumerate(skyline):
        right = step.left + box.width
        if right > sheet + 1e-9:
            break
        depth = step.depth
        for other in skyline[start + 1 :]:
            if other.left >= right - 1e-9:
                break
            depth = max(depth, other.depth)
        seats.append((depth, step.left))
    return seats


def _lowered(skyline: list[_Step], new: _Step) -> list[_Step]:
    """The skyline with a new step in place of what lies under it."""
    before = [s._replace(right=min(s.right, new.left)) for s in skyline if s.left < new.left - 1e-9]
    after = [s._replace(left=max(s.left, new.right)) for s in skyline if s.right > new.right + 1e-9]
    return [*before, new, *after]
