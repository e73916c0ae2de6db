"""Where people live on the ground: distances between places of two lists, and the centres of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.base.geography import EARTH
from kg.network.attributes import Attributes
from kg.network.ties import Network
from kg.schema.codes import TIER

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


def centres(network: Network, attributes: Attributes) -> dict[str, Position]:
    """Where the people of each first-level unit live: the mean of the places directly within it by population.

    The mean is taken on the sphere, as censuses do. A city that is a first-level unit, and a unit without a
    located place of known population, keep the point on record: a label point lies where there is room for a name.
    """
    weighted: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for id, node in network.nodes.items():
        size = attributes.population.get(id)
        is_direct = node.region != id and node.within in ("", node.region)
        if is_direct and node.lat is not None and node.lon is not None and size is not None:
            weighted[node.region].append((node.lat, node.lon, size.value))
    found: dict[str, Position] = {}
    for id, node in network.nodes.items():
        if node.region != id:
            continue
        found[id] = node.lat, node.lon
        if weighted[id] and len(TIER.get(node.level, ())) < 2:
            lat, lon, size = np.array(weighted[id]).T
            lat, lon = np.radians(lat), np.radians(lon)
            x, y, z = (np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]) * size).sum(axis=1)
            found[id] = float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))
    return found


def to_abroad(network: Network, country: str, points: Sequence[Position]) -> list[float | None]:
    """How far each point is from the nearest located place of the countries that the ties join with a country."""
    others = {network.nodes[end].country for link in network.links for end in (link.a, link.b)} - {country}
    abroad = [(node.lat, node.lon) for node in network.nodes.values() if node.country in others]
    nearest = np.fmin.reduce(kilometres(points, abroad), axis=1, initial=np.nan)
    return [None if np.isnan(far) else float(far) for far in nearest]
