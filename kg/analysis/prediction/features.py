"""What speaks for a tie of two places: numbers for every pair of a place and a place abroad.

A reason is told only where its words are plainly true of the pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.analysis.ground import kilometres
from kg.network.attributes import Attributes
from kg.network.levels import comparable
from kg.network.ties import Link, Network

Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]
ALIKE = 0.5  # the cosine of two alike sets of spheres; two sets of one size share half at least
NEARER_THAN = 0.75  # of the tied pairs
LARGER_THAN = 0.5  # of the places of the country that have a tie
TIMES = 2.0  # the populations of places of like size differ by less


@dataclass(frozen=True)
class Candidates:
    """All pairs of places of two countries, by row and column, with the ties that are known of them.

    ``values[feature, row, column]`` of a tied pair are those it would have without its tie. What is not
    known of a place or a pair is NaN.
    """

    network: Network
    attributes: Attributes
    first: tuple[str, ...]
    second: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The places of the rows and those of the columns."""
        return self.first, self.second

    @cached_property
    def tied(self) -> Mask:
        """Which pairs are tied already."""
        return self.joined(self.links)

    @cached_property
    def ties(self) -> Matrix:
        """The same as numbers."""
        return self.tied.astype(float)

    @cached_property
    def people(self) -> tuple[Matrix, Matrix]:
        """The inhabitants of the places of both sides."""
        figures = self.attributes.population
        first, second = (np.array([figures[id].value if id in figures else np.nan for id in ids]) for ids in self.sides)
        return first, second

    @cached_property
    def kilometres(self) -> Matrix:
        """Great-circle distances."""
        nodes = self.network.nodes
        first, second = ([(nodes[id].lat, nodes[id].lon) for id in ids] for ids in self.sides)
        return kilometres(first, second)

    @cached_property
    def values(self) -> Matrix:
        """Every feature of every pair."""
        return np.stack([feature.values(self) for feature in TABLE.values()])

    def across(self, links: Iterable[Link]) -> list[tuple[int, int, str]]:
        """The ties that join a place of each side, by row and column."""
        row, column = ({id: n for n, id in enumerate(ids)} for ids in self.sides)
        ends = ((a, b, link.slug) for link in links for a, b in ((link.a, link.b), (link.b, link.a)))
        return [(row[a], column[b], slug) for a, b, slug in ends if a in row and b in column]

    def joined(self, links: Iterable[Link]) -> Mask:
        """The pairs that ties join."""
        found = np.zeros((len(self.first), len(self.second)), dtype=bool)
        for row, column, _slug in self.across(links):
            found[row, column] = True
        return found


class Facts(NamedTuple):
    """A pair as it is; ``partners`` and ``people`` are those of the two places, ``features`` the values of the model.

    ``through`` are places of the first one's country that share a partner with it and are tied to the second.
    """

    through: tuple[str, ...]
    partners: tuple[int, int]
    kilometres: float | None
    people: tuple[float | None, float | None]
    features: dict[str, float]


class Usual(NamedTuple):
    """What pairs are held against: a quarter of the tied pairs are ``near`` or nearer, and of the places
    with a tie, half have at most so many ``people`` (one number a country); None where nothing is known.
    """

    near: float | None
    people: tuple[float | None, float | None]


class Feature(NamedTuple):
    """The values of all pairs, higher where more is held to speak for a tie, and whether its words hold of one."""

    values: Callable[[Candidates], Matrix]
    is_true: Callable[[Facts, Usual], bool]


def _are_populous(found: Facts, than: Usual) -> bool:
    return all(a is not None and b is not None and a > b for a, b in zip(found.people, than.people, strict=True))


def _are_alike(found: Facts, _than: Usual) -> bool:
    one, other = found.people
    return one is not None and other is not None and max(one, other) < TIMES * min(one, other)


def _are_near(found: Facts, than: Usual) -> bool:
    return found.kilometres is not None and than.near is not None and found.kilometres < than.near


def _ways(ties: Matrix, middle: Matrix) -> Matrix:
    """The ways of three different ties between each pair, weighed by the middle tie.

    Where a pair is tied, the products count ways that go through its own tie too: those are taken out.
    """
    ways = ties @ middle.T @ ties
    back = (ties * middle).sum(axis=1)[:, None] + (ties * middle).sum(axis=0)[None, :] - middle
    return np.asarray(np.maximum(ways - ties * back, 0))


def _weighed(pairs: Candidates) -> Matrix:
    degrees = np.outer(pairs.ties.sum(axis=1), pairs.ties.sum(axis=0))
    return np.asarray(np.sqrt(_ways(pairs.ties, pairs.ties / np.maximum(degrees, 1))))


def _popularity(pairs: Candidates) -> Matrix:
    rows, columns = pairs.ties.sum(axis=1), pairs.ties.sum(axis=0)
    return np.asarray(np.log1p((rows[:, None] - pairs.ties) * (columns[None, :] - pairs.ties)))


def _filled(values: Matrix) -> Matrix:
    known = values[~np.isnan(values)]
    return np.where(np.isnan(values), float(np.median(known)) if len(known) else 0.0, values)


def _levels(pairs: Candidates) -> Matrix:
    first, second = ([pairs.network.nodes[id].level for id in side] for side in pairs.sides)
    are_comparable = cache(comparable)
    return np.array([[are_comparable(a, b) for b in second] for a in first], dtype=float).reshape(pairs.ties.shape)


def _spheres(pairs: Candidates) -> Matrix:
    """The likeness (cosine) of the spheres that the ties of both places are about, but for a tie of the two."""
    known = pairs.attributes.spheres
    names = sorted({sphere for found in known.values() for sphere in found})
    about: defaultdict[tuple[int, int], Matrix] = defaultdict(lambda: np.zeros(len(names)))
    for row, column, slug in pairs.across(pairs.links):
        about[row, column] += [name in known.get(slug, ()) for name in names]
    first, second = (np.zeros((len(side), len(names))) for side in pairs.sides)
    for (row, column), own in about.items():
        first[row] += own
        second[column] += own
    likeness = _unit(first) @ _unit(second).T
    for (row, column), own in about.items():
        likeness[row, column] = _unit(first[row] - own) @ _unit(second[column] - own)
    return np.asarray(likeness)


def _unit(table: Matrix) -> Matrix:
    lengths = np.linalg.norm(table, axis=-1, keepdims=True)
    return np.asarray(table / np.where(lengths > 0, lengths, 1))


def _units(pairs: Candidates) -> Matrix:
    """1 where the units of both places are tied by any tie but that of the two places themselves."""
    regions = (np.array([pairs.network.nodes[id].region for id in side], dtype=str) for side in pairs.sides)
    first, second = ((each[:, None] == np.unique(each)).astype(float) for each in regions)
    return np.asarray((first @ (first.T @ pairs.ties @ second) @ second.T - pairs.ties > 0).astype(float))


# The first three are usual scores of link prediction. ``reasons.toml`` has the words of each.
TABLE = {
    "shared-partners": Feature(  # ways of three ties: partners of places that share a partner with it
        lambda pairs: np.log1p(_ways(pairs.ties, pairs.ties)), lambda found, _: bool(found.through)
    ),
    "shared-partners-weighed": Feature(  # the same, each way divided by the degrees it passes
        _weighed, lambda found, _: bool(found.through)
    ),
    "preferential-attachment": Feature(_popularity, lambda found, _: min(found.partners) > 0),
    "population": Feature(lambda pairs: _filled(np.add.outer(*map(np.log, pairs.people))), _are_populous),
    "size": Feature(  # alike in population
        lambda pairs: -_filled(np.abs(np.subtract.outer(*map(np.log, pairs.people)))), _are_alike
    ),
    "level": Feature(_levels, lambda found, _: found.features["level"] > 0),
    "spheres": Feature(_spheres, lambda found, _: found.features["spheres"] >= ALIKE),
    "nearness": Feature(lambda pairs: -_filled(np.log1p(pairs.kilometres)), _are_near),
    "units-tied": Feature(_units, lambda found, _: found.features["units-tied"] > 0),
}
FEATURES = tuple(TABLE)


def candidates(network: Network, links: Iterable[Link], attributes: Attributes, sides: tuple[str, str]) -> Candidates:
    """All pairs of places of two countries, those without any tie included, countries themselves not.

    ``links`` are what is known at the time of asking; nothing that came later enters a score.
    Unknown figures count as the middle of those known, so that a gap speaks neither for nor against.
    """
    first, second = (
        tuple(sorted(id for id, node in network.nodes.items() if node.country == side and node.level != "country"))
        for side in sides
    )
    return Candidates(network, attributes, first, second, tuple(links))


def usual(known: Candidates) -> Usual:
    """What is usual of the pairs and places that are tied."""
    first, second = (people[known.tied.any(axis=1 - n)] for n, people in enumerate(known.people))
    near = _quantile(known.kilometres[known.tied], 1 - NEARER_THAN)
    return Usual(near, (_quantile(first, LARGER_THAN), _quantile(second, LARGER_THAN)))


def facts(known: Candidates, row: int, column: int) -> Facts:
    """The facts of one pair."""
    peers = known.tied[:, column] & known.tied[:, known.tied[row]].any(axis=1)
    people = known.people
    return Facts(
        through=tuple(known.first[n] for n in np.flatnonzero(peers) if n != row),
        partners=(int(known.tied[row].sum()), int(known.tied[:, column].sum())),
        kilometres=_known(known.kilometres[row, column]),
        people=(_known(people[0][row]), _known(people[1][column])),
        features=dict(zip(FEATURES, known.values[:, row, column].tolist(), strict=True)),
    )


def true_of(found: Facts, than: Usual) -> frozenset[str]:
    """The features whose words in ``reasons.toml`` are true of a pair."""
    return frozenset(name for name, feature in TABLE.items() if feature.is_true(found, than))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _quantile(values: Matrix, share: float) -> float | None:
    known = values[~np.isnan(values)]
    return float(np.quantile(known, share)) if len(known) else None
