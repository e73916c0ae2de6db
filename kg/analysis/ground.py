"""Distances on the ground between all places of two lists, as one table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.base.geography import EARTH

Position = tuple[float | None, float | None]


def kilometres(one: Sequence[Position], other: Sequence[Position]) -> NDArray[np.float64]:
    """Great-circle distances, a row a place of the first list; NaN where a latitude or longitude is not known.

    >>> kilometres([(50.27593, 127.52637), (None, None)], [(50.24413, 127.49016)]).round(1).tolist()
    [[4.4], [nan]]
    """
    points = (np.radians(np.array(side, dtype=float).reshape(-1, 2)).T for side in (one, other))
    (lat_a, lon_a), (lat_b, lon_b) = points
    half = np.sin(np.subtract.outer(lat_a, lat_b) / 2) ** 2
    half += np.outer(np.cos(lat_a), np.cos(lat_b)) * np.sin(np.subtract.outer(lon_a, lon_b) / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.minimum(half, 1))))
