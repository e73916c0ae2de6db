"""What speaks for a tie of two places: numbers for every pair of a place and a place abroad."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.base.geography import EARTH
from kg.network.attributes import Attributes
from kg.network.levels import comparable
from kg.network.ties import Link, Network

Matrix = NDArray[np.float64]

# Each is higher where more is held to speak for a tie; the first three are usual scores of link prediction.
FEATURES = (
    "shared-partners",  # ways of three ties: partners of places that share a partner with it
    "shared-partners-weighed",  # the same, each way divided by the degrees it passes
    "preferential-attachment",  # both have many partners
    "population",  # both have many people
    "size",  # alike in population
    "level",  # of comparable administrative level
    "spheres",  # their ties are about the same spheres
    "nearness",  # close on the ground
    "units-tied",  # their first-level units are tied, themselves or through other places
)


class Candidates(NamedTuple):
    """Places of both sides with ``values[feature, first, second]``, and which pairs are tied already.

    The values of a tied pair are those it would have without its tie.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    values: Matrix
    tied: NDArray[np.bool_]


def candidates(network: Network, links: Iterable[Link], attributes: Attributes, sides: tuple[str, str]) -> Candidates:
    """All pairs of places of two countries, those without any tie included, countries themselves not.

    ``links`` are what is known at the time of asking; nothing that came later enters a score.
    Unknown figures count as the middle of those known, so that a gap speaks neither for nor against.
    """
    first, second = (
        tuple(sorted(id for id, node in network.nodes.items() if node.country == side and node.level != "country"))
        for side in sides
    )
    row, column = ({id: n for n, id in enumerate(ids)} for ids in (first, second))
    inside = {*row, *column}
    kept = [link for link in links if {link.a, link.b} <= inside and (link.a in row) != (link.b in row)]
    ties = np.zeros((len(first), len(second)))
    for link in kept:
        a, b = (link.a, link.b) if link.a in row else (link.b, link.a)
        ties[row[a], column[b]] = 1
    rows, columns = ties.sum(axis=1), ties.sum(axis=0)
    weighed = ties / np.maximum(np.outer(rows, columns), 1)
    sizes = [_sizes(ids, attributes) for ids in (first, second)]
    values = np.stack(
        [
            np.log1p(_ways(ties, ties)),
            np.sqrt(_ways(ties, weighed)),
            np.log1p((rows[:, None] - ties) * (columns[None, :] - ties)),
            _filled(np.add.outer(sizes[0], sizes[1])),
            -_filled(np.abs(np.subtract.outer(sizes[0], sizes[1]))),
            _levels(network, first, second),
            _spheres(kept, attributes, row, column),
            -_filled(np.log1p(_distances(network, first, second))),
            _units(network, ties, first, second),
        ]
    )
    return Candidates(first, second, values, ties > 0)


def _ways(ties: Matrix, middle: Matrix) -> Matrix:
    """The ways of three different ties between each pair, weighed by the middle tie.

    Where a pair is tied, the products count ways that go through its own tie too: those are taken out.
    """
    ways = ties @ middle.T @ ties
    back = (ties * middle).sum(axis=1)[:, None] + (ties * middle).sum(axis=0)[None, :] - middle
    return np.asarray(np.maximum(ways - ties * back, 0))


def _sizes(ids: tuple[str, ...], attributes: Attributes) -> Matrix:
    figures = attributes.population
    return np.array([np.log(figures[id].value) if id in figures else np.nan for id in ids], dtype=float)


def _filled(values: Matrix) -> Matrix:
    known = values[~np.isnan(values)]
    return np.where(np.isnan(values), float(np.median(known)) if len(known) else 0.0, values)


def _levels(network: Network, first: tuple[str, ...], second: tuple[str, ...]) -> Matrix:
    """1 where two places are of comparable level."""
    sides = [[network.nodes[id].level for id in ids] for ids in (first, second)]
    pairs = {(one, other): comparable(one, other) for one in set(sides[0]) for other in set(sides[1])}
    alike = [[pairs[one, other] for other in sides[1]] for one in sides[0]]
    return np.array(alike, dtype=float).reshape(len(first), len(second))


def _spheres(links: Iterable[Link], attributes: Attributes, row: dict[str, int], column: dict[str, int]) -> Matrix:
    """The likeness (cosine) of the spheres that the ties of both places are about."""
    names = sorted({sphere for found in attributes.spheres.values() for sphere in found})
    place = {name: n for n, name in enumerate(names)}
    first, second = np.zeros((len(row), len(names))), np.zeros((len(column), len(names)))
    about: dict[tuple[int, int], Matrix] = {}
    for link in links:
        a, b = (link.a, link.b) if link.a in row else (link.b, link.a)
        spheres = np.zeros(len(names))
        spheres[[place[sphere] for sphere in attributes.spheres.get(link.slug, ())]] = 1
        first[row[a]] += spheres
        second[column[b]] += spheres
        about[row[a], column[b]] = about.get((row[a], column[b]), np.zeros(len(names))) + spheres
    likeness = _unit_rows(first) @ _unit_rows(second).T
    for (r, c), own in about.items():
        likeness[r, c] = (_unit_rows((first[r] - own)[None]) @ _unit_rows((second[c] - own)[None]).T)[0, 0]
    return np.asarray(likeness)


def _unit_rows(table: Matrix) -> Matrix:
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0))


def _distances(network: Network, first: tuple[str, ...], second: tuple[str, ...]) -> Matrix:
    """Great-circle distances in kilometres, NaN where a place has no position."""
    points = []
    for ids in (first, second):
        found = [(network.nodes[id].lat, network.nodes[id].lon) for id in ids]
        known = [(np.nan, np.nan) if lat is None or lon is None else (lat, lon) for lat, lon in found]
        points.append(np.radians(np.array(known, dtype=float).reshape(-1, 2)))
    lat_a, lat_b = points[0][:, :1], points[1][:, 0]
    half = np.sin((lat_b - lat_a) / 2) ** 2
    half = half + np.cos(lat_a) * np.cos(lat_b) * np.sin((points[1][:, 1] - points[0][:, 1:]) / 2) ** 2
    return np.asarray(2 * EARTH * np.arcsin(np.sqrt(np.minimum(half, 1))))


def _units(network: Network, ties: Matrix, first: tuple[str, ...], second: tuple[str, ...]) -> Matrix:
    """1 where the units of both places are tied by any tie but that of the two places themselves."""
    tables = []
    for ids in (first, second):
        regions = [network.nodes[id].region for id in ids]
        number = {region: n for n, region in enumerate(sorted(set(regions)))}
        table = np.zeros((len(ids), len(number)))
        table[np.arange(len(ids)), [number[region] for region in regions]] = 1
        tables.append(table)
    between = tables[0].T @ ties @ tables[1]
    return np.asarray((tables[0] @ between @ tables[1].T - ties > 0).astype(float))
