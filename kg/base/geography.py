"""Distance on the ground between the places of a tie."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

EARTH = 6371.0088  # mean radius in kilometres (IUGG)
BINS = (0, 100, 500, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000)


def haversine(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """The great-circle distance in kilometres on a sphere of the earth's mean radius.

    >>> round(haversine(50.27593, 127.52637, 50.24413, 127.49016), 1)  # Blagoveshchensk – Heihe
    4.4
    """
    one, other = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def distances(graph: nx.Graph[str]) -> dict[tuple[str, str], float]:
    """The length of each edge in kilometres; edges with an end of unknown position are absent."""
    found = {}
    for a, b in graph.edges():
        ends = [graph.nodes[node] for node in (a, b)]
        if all("lat" in end and "lon" in end for end in ends):
            found[a, b] = haversine(ends[0]["lat"], ends[0]["lon"], ends[1]["lat"], ends[1]["lon"])
    return found


def histogram(values: Iterable[float], bins: Sequence[float] = BINS) -> dict[tuple[float, float | None], int]:
    """How many values lie in each interval, its lower end included; the last one is open.

    >>> histogram([4.4, 120, 9000], bins=(0, 100, 500))
    {(0, 100): 1, (100, 500): 1, (500, None): 1}
    """
    edges: list[float | None] = [*bins[1:], None]
    counts: dict[tuple[float, float | None], int] = dict.fromkeys(zip(bins, edges, strict=True), 0)
    for value in values:
        low = max(lower for lower in bins if lower <= value)
        counts[low, edges[bins.index(low)]] += 1
    return counts
