"""Where each place stands in the drawing: the same network always gets the same picture.

Each connected part is laid out by itself so that distances in the drawing follow distances along
the ties (stress majorisation: Gansner, Koren, North, "Graph drawing by stress majorization", 2004),
started from pivot distances (Brandes, Pich, "Eigensolver methods for progressive multidimensional
scaling of large data", 2006) and turned so that north is up and east is right as far as the ties
allow. Parts are then packed on one sheet, the largest first, pairs last in a regular grid.
No randomness is involved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from kg.network.document import NetworkDocument
from kg.network.packing import Box, pack

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
Ties = rx.PyGraph[int, float]

UNIT = 100.0  # canvas units in one tie length
ALL_PAIRS = 600  # a part up to this size measures every pair of its places, a larger one some pivots
PIVOTS = 64
SMALL = 9  # a part below this size lies flat, a larger one is turned like the map
ROUNDS = 120
CELL = (5.0, 0.75)  # the grid on which parts are set, in tie lengths
PAIR = 0.8  # distance of two places that have only each other
ROOM = 0.62  # least distance of two places, in tie lengths


def arrange(document: NetworkDocument) -> NetworkDocument:
    """The document with the positions of its nodes.

    >>> from kg.network.ties import Link, Node
    >>> nodes = tuple(Node(i, {"en": i}, i[:2], "city", i, "", False, None, None, "") for i in ("ru-a", "cn-b"))
    >>> edge = Link("cn-b--ru-a", "ru-a", "cn-b", "sister", "unknown", 1992, None, 1, 0.5, ())
    >>> arrange(NetworkDocument(nodes, (edge,), (), (), (), (), {})).positions
    ((-40.0, 0.0), (40.0, 0.0))
    """
    number = {node.id: i for i, node in enumerate(document.nodes)}
    order = {term.code: i for i, term in enumerate(document.countries)}
    points = place_nodes(
        [(number[edge.a], number[edge.b]) for edge in document.edges if edge.a in number and edge.b in number],
        [(node.lon, node.lat) for node in document.nodes],
        [order.get(node.country, len(order)) for node in document.nodes],
    )
    return document._replace(positions=points)


def place_nodes(
    pairs: Iterable[tuple[int, int]], lon_lat: Sequence[tuple[float | None, float | None]], sides: Sequence[int]
) -> tuple[tuple[float, float], ...]:
    """Positions, one per node, y pointing down, centred on the drawing.

    ``pairs`` holds node numbers; ``sides`` says in which order the two places of a lone pair stand from
    left to right. Coordinates are rounded to a tenth, so that the last bits of floating-point
    arithmetic do not reach a file.
    """
    count = len(lon_lat)
    if count == 0:
        return ()
    edges = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    on_map, side = np.array(lon_lat, dtype=np.float64), np.array(sides, dtype=np.int64)
    whole = _lengths(edges[edges[:, 0] != edges[:, 1]], count)
    parts = [sorted(members) for members in rx.connected_components(whole)]
    parts.sort(key=lambda members: (-len(members), members[0]))
    shapes = [_shape(whole.subgraph(members), on_map[members], side[members]) for members in parts]
    boxes = [_box(shape) for shape in shapes]
    points = np.zeros((count, 2))
    for members, shape, box, (left, top) in zip(parts, shapes, boxes, pack(boxes), strict=True):
        centre = (left + box.width / 2, top + box.height / 2)
        points[members] = shape - (shape.max(axis=0) + shape.min(axis=0)) / 2 + centre
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    return tuple((float(x), float(y)) for x, y in np.round(points * UNIT, 1) + 0.0)


def _lengths(ties: Indices, count: int) -> Ties:
    """The graph of wished tie lengths: the busier its ends, the longer the tie."""
    ends = np.unique(np.sort(ties, axis=1), axis=0)
    reach = np.sqrt(np.bincount(ends.ravel(), minlength=count)[ends]).sum(axis=1)
    graph: Ties = rx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(
        [(*pair, 1 + 0.25 * (far - 2)) for pair, far in zip(ends.tolist(), reach.tolist(), strict=True)]
    )
    return graph


def _shape(part: Ties, lon_lat: Array, sides: Indices) -> Array:
    """The drawing of one connected part."""
    size = len(part)
    if size == 1:
        return np.zeros((1, 2))
    if size == 2:
        first = int(sides[0] > sides[1])
        return np.array([[first * PAIR, 0.0], [(1 - first) * PAIR, 0.0]])
    pivots, far = _distances(part)
    points = _majorised(_start(far), part, pivots, far)
    return _apart(_laid_flat(points) if size < SMALL else _turned(points, lon_lat))


def _distances(part: Ties) -> tuple[Indices, Array]:
    """Some nodes and the path lengths from each of them to all: pivots, far from one another."""
    size = len(part)
    if size <= ALL_PAIRS:
        return np.arange(size), np.array([_from(part, node) for node in range(size)])
    pivots = [max(range(size), key=part.degree)]
    rows = [_from(part, pivots[0])]
    nearest = rows[0]
    while len(pivots) < PIVOTS:
        pivots.append(int(np.argmax(nearest)))
        rows.append(_from(part, pivots[-1]))
        nearest = np.minimum(nearest, rows[-1])
    return np.array(pivots), np.array(rows)


def _from(part: Ties, node: int) -> Array:
    lengths = rx.dijkstra_shortest_path_lengths(part, node, float)
    return np.array([lengths[other] if other != node else 0.0 for other in range(len(part))])


def _start(far: Array) -> Array:
    """Pivot multidimensional scaling: the two main axes of the doubly centred distances.

    The distances of each node are first scaled by a few percent of its own. Without that the
    equal leaves of a hub have no order, the axes are not determined, and the last bit of a
    processor's arithmetic would choose the picture.
    """
    own = 1 + 0.03 * np.sin(1.7 * np.arange(far.shape[1]))
    squares = (far.T * own[:, None]) ** 2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = np.asarray(centred @ vectors[:, -2:][:, ::-1])
    points *= np.where(points[np.abs(points).argmax(axis=0), (0, 1)] < 0, -1, 1)
    spread = np.abs(points).max(axis=0)
    return np.asarray(points / np.where(spread > 1e-9, spread, 1) * far.max() / 2)


def _majorised(points: Array, part: Ties, pivots: Indices, far: Array) -> Array:
    """Points moved until distances in the drawing are near the path lengths (weight 1/d²)."""
    ties = np.array(list(part.weighted_edge_list()), dtype=np.float64)
    row, col = np.concatenate([ties[:, :2], ties[:, 1::-1]]).astype(np.int64).T
    length = np.tile(ties[:, 2], 2)
    own = far.T
    with np.errstate(divide="ignore"):
        weight = np.where(own > 0, own**-2.0, 0.0)
    weight *= len(points) / len(pivots)
    total = weight.sum(axis=1)
    # pivots alone do not know which places are tied: then the ties are terms of their own
    near = len(pivots) < len(points)
    pull = len(pivots) / length**2 if near else np.zeros(len(row))
    total = total + np.bincount(row, pull, minlength=len(points))
    wished = weight * own
    for _ in range(ROUNDS):
        there = points[pivots]
        apart = np.sqrt((points[:, :1] - there[:, 0]) ** 2 + (points[:, 1:] - there[:, 1]) ** 2)
        stretch = wished / np.maximum(apart, 1e-6)
        moved = (weight - stretch) @ there + stretch.sum(axis=1)[:, None] * points
        if near:
            step = points[row] - points[col]
            wish = points[col] + step * (length / np.maximum(np.hypot(*step.T), 1e-6))[:, None]
            for axis in (0, 1):
                moved[:, axis] += np.bincount(row, pull * wish[:, axis], minlength=len(points))
        points = moved / total[:, None]
    return points


def _turned(points: Array, lon_lat: Array) -> Array:
    """The drawing turned or mirrored so that it agrees with the map as well as it can."""
    known = ~np.isnan(lon_lat).any(axis=1)
    points = points - points.mean(axis=0)
    if known.sum() < 3:
        return points
    target = lon_lat[known] * (1, -1)
    left, _, right = np.linalg.svd(points[known].T @ (target - target.mean(axis=0)))
    return np.asarray(points @ (left @ right))


def _laid_flat(points: Array) -> Array:
    """The drawing turned so that its longer axis is level."""
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    axes *= np.where(axes[(0, 1), np.abs(axes).argmax(axis=1)] < 0, -1, 1)[:, None]
    return np.asarray(points @ axes.T)


def _apart(points: Array) -> Array:
    """Points pushed from one another until none, or in a dense part only few, stand closer than ``ROOM``."""
    for _ in range(40):
        close = _closer(points, ROOM * 0.999)
        if len(close) == 0:
            break
        step = points[close[:, 0]] - points[close[:, 1]]
        gap = np.hypot(*step.T)
        same = gap < 1e-6
        step[same] = (1.0, 0.0)
        push = step * ((ROOM - gap) / 2 / np.where(same, 1.0, gap))[:, None]
        for axis in (0, 1):
            moves = np.bincount(close[:, 0], push[:, axis], minlength=len(points))
            moves -= np.bincount(close[:, 1], push[:, axis], minlength=len(points))
            points[:, axis] += 0.4 * moves
    return points


def _closer(points: Array, least: float) -> Indices:
    """The pairs of points closer than ``least``: in one column of that width, or in neighbouring ones."""
    x, y = (points - points.min(axis=0)).T
    height = y.max() + 3 * least
    where = np.floor(x / least) * height + y  # the columns end to end
    order = np.argsort(where, kind="stable")
    where = where[order]
    number = np.arange(len(points))
    start = np.concatenate([number + 1, np.searchsorted(where, where + height - least)])
    end = np.searchsorted(where, np.concatenate([where + least, where + height + least]), "right")
    many = end - start
    one = np.repeat(np.tile(number, 2), many)
    other = np.arange(len(one)) + np.repeat(start - np.cumsum(many) + many, many)
    pairs = np.sort(order[np.stack([one, other], axis=1)], axis=1)
    close: Indices = pairs[np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) < least]
    return close[np.lexsort(close.T[::-1])]


def _box(shape: Array) -> Box:
    """The room a part takes with the names of its places, in whole columns and rows."""
    room = shape.max(axis=0) - shape.min(axis=0) + ((1.6, 0.3) if len(shape) <= 2 else (1.6, 1.0))
    columns, rows = np.ceil(np.round(room / CELL, 6))
    return Box(float(columns * CELL[0]), float(rows * CELL[1]))
