"""What may speak for a tie of two places: numbers for every pair of a place and a place abroad.

Inhabitants, level and position are today's, because the graph has no earlier ones; what is made of ties is
made of those that are handed in. A reason is told only where its words are plainly true of the pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.analysis.ground import kilometres
from kg.network.attributes import TIMES, Attributes
from kg.network.levels import comparable
from kg.network.ties import Link, Network

Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]
Positions = tuple[NDArray[np.intp], ...]  # rows and columns
NEARER_THAN = 0.75  # of the tied pairs
LARGER_THAN = 0.5  # of the places of the country that have a tie


@dataclass(frozen=True)
class Pairs:
    """All pairs of places of two countries, by row and column. What is not known of a place or a pair is NaN."""

    network: Network
    attributes: Attributes
    sides: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def shape(self) -> tuple[int, int]:
        """The number of places of each side."""
        return len(self.sides[0]), len(self.sides[1])

    @cached_property
    def positions(self) -> tuple[dict[str, int], dict[str, int]]:
        """The row of each place of the first side, the column of each of the second."""
        first, second = ({id: n for n, id in enumerate(side)} for side in self.sides)
        return first, second

    def where(self, link: Link) -> tuple[int, int] | None:
        """The row and the column that a tie joins; None where it does not join the two sides."""
        rows, columns = self.positions
        a, b = (link.a, link.b) if link.a in rows else (link.b, link.a)
        return (rows[a], columns[b]) if a in rows and b in columns else None

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
    def logs(self) -> tuple[Matrix, Matrix]:
        """The logarithms of the inhabitants; an unknown number counts as the middle one, so that it says nothing."""
        first, second = (_filled(np.log(people)) for people in self.people)
        return first, second

    @cached_property
    def nearness(self) -> Matrix:
        """Less the logarithm of the distance, where it is unknown the middle one."""
        return -_filled(np.log1p(self.kilometres))

    @cached_property
    def levels(self) -> Matrix:
        """1 where the levels of two places are comparable."""
        first, second = ([self.network.nodes[id].level for id in side] for side in self.sides)
        alike = cache(comparable)
        return np.array([[alike(a, b) for b in second] for a in first], dtype=float).reshape(self.shape)

    @cached_property
    def units(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The first-level unit of each place, by number."""
        regions = (np.array([self.network.nodes[id].region for id in side], dtype=str) for side in self.sides)
        first, second = (np.unique(each, return_inverse=True)[1] for each in regions)
        return first, second

    def values(self, tied: Mask, at: Positions) -> Matrix:
        """A row a feature, a column a pair of those ``at`` rows and columns, given which are tied.

        Of a tied pair the values are those that it would have without its tie.
        """
        ties = tied.astype(float)
        return np.stack([feature.values(self, ties, *at) for feature in TABLE.values()])


class Facts(NamedTuple):
    """A pair as it is: partners and inhabitants of the two places, and the values of the features."""

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
    """The values of pairs by row and column, higher where more is held to speak for a tie, and whether its
    words hold of one.
    """

    values: Callable[[Pairs, Matrix, NDArray[np.intp], NDArray[np.intp]], Matrix]
    is_true: Callable[[Facts, Usual], bool]


def _are_populous(found: Facts, than: Usual) -> bool:
    return all(a is not None and b is not None and a > b for a, b in zip(found.people, than.people, strict=True))


def _are_alike(found: Facts, _than: Usual) -> bool:
    one, other = found.people
    return one is not None and other is not None and max(one, other) < TIMES * min(one, other)


def _are_near(found: Facts, than: Usual) -> bool:
    return found.kilometres is not None and than.near is not None and found.kilometres < than.near


def _partners(_pairs: Pairs, ties: Matrix, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Matrix:
    """The logarithms of the numbers of partners, added up."""
    own = ties[rows, columns]
    return np.asarray(np.log1p(ties.sum(axis=1)[rows] - own) + np.log1p(ties.sum(axis=0)[columns] - own))


def _units(pairs: Pairs, ties: Matrix, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Matrix:
    """1 where the units of both places are tied by any tie but that of the two places themselves."""
    first, second = pairs.units
    found = np.zeros((first.max(initial=0) + 1, second.max(initial=0) + 1))
    one, other = np.nonzero(ties)
    np.add.at(found, (first[one], second[other]), 1.0)
    return np.asarray((found[first[rows], second[columns]] - ties[rows, columns] > 0).astype(float))


def _filled(values: Matrix) -> Matrix:
    known = values[~np.isnan(values)]
    return np.where(np.isnan(values), float(np.median(known)) if len(known) else 0.0, values)


# ``reasons.toml`` has the words of each.
TABLE = {
    "partners": Feature(_partners, lambda found, _: min(found.partners) > 0),
    "population": Feature(lambda pairs, _, a, b: pairs.logs[0][a] + pairs.logs[1][b], _are_populous),
    "size": Feature(lambda pairs, _, a, b: -np.abs(pairs.logs[0][a] - pairs.logs[1][b]), _are_alike),
    "level": Feature(lambda pairs, _, a, b: pairs.levels[a, b], lambda found, _: found.features["level"] > 0),
    "nearness": Feature(lambda pairs, _, a, b: pairs.nearness[a, b], _are_near),
    "units-tied": Feature(_units, lambda found, _: found.features["units-tied"] > 0),
}
FEATURES = tuple(TABLE)


def pairs_of(network: Network, attributes: Attributes, countries: Iterable[str]) -> Pairs:
    """All pairs of places of two countries, those without any tie included, countries themselves not."""
    first, second = (
        tuple(sorted(id for id, node in network.nodes.items() if node.country == country and node.level != "country"))
        for country in sorted(countries)
    )
    return Pairs(network, attributes, (first, second))


def usual(pairs: Pairs, tied: Mask) -> Usual:
    """What is usual of the pairs and places that are tied."""
    first, second = (people[tied.any(axis=1 - n)] for n, people in enumerate(pairs.people))
    near = _quantile(pairs.kilometres[tied], 1 - NEARER_THAN)
    return Usual(near, (_quantile(first, LARGER_THAN), _quantile(second, LARGER_THAN)))


def facts(pairs: Pairs, tied: Mask, values: Matrix, row: int, column: int) -> Facts:
    """The facts of one pair, of which the values of the features are known."""
    people = pairs.people
    return Facts(
        partners=(int(tied[row].sum()), int(tied[:, column].sum())),
        kilometres=_known(pairs.kilometres[row, column]),
        people=(_known(people[0][row]), _known(people[1][column])),
        features=dict(zip(FEATURES, values.tolist(), strict=True)),
    )


def true_of(found: Facts, than: Usual) -> frozenset[str]:
    """The features whose words in ``reasons.toml`` are true of a pair."""
    return frozenset(name for name, feature in TABLE.items() if feature.is_true(found, than))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _quantile(values: Matrix, share: float) -> float | None:
    known = values[~np.isnan(values)]
    return float(np.quantile(known, share)) if len(known) else None
