"""Traits of the pairs of a two-mode view: numbers by row and column, NaN where they are not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analysis.ground import kilometres
from kg.network.attributes import Attributes, Figure
from kg.network.hubs import holders_of
from kg.network.ties import Network

Matrix = NDArray[np.float64]


class Pairs:
    """The pairs of some places of the two sides of a view."""

    def __init__(self, graph: nx.Graph[str], first: Sequence[str], second: Sequence[str]) -> None:
        self.sides = tuple(first), tuple(second)
        self._nodes = [[graph.nodes[node] for node in side] for side in self.sides]

    @property
    def distance(self) -> Matrix:
        """Kilometres."""
        first, second = ([(node.get("lat"), node.get("lon")) for node in side] for side in self._nodes)
        return kilometres(first, second)

    @property
    def border(self) -> Matrix:
        """1 where both lie on the border."""
        first, second = ([float(node["border"]) for node in side] for side in self._nodes)
        return np.asarray(np.outer(first, second))

    def where(self, attribute: str, holds: Callable[[str, str], bool]) -> Matrix:
        """1 where something holds of an attribute of the two."""
        first, second = ([str(node[attribute]) for node in side] for side in self._nodes)
        return np.array([[holds(a, b) for b in second] for a in first], dtype=float).reshape(len(first), len(second))

    def scores(self, figures: Mapping[str, Figure], by: str = "") -> tuple[Matrix, Matrix]:
        """The standard scores of logarithms within each side, of the places or of what an attribute names."""
        first, second = (
            _standard([figures.get(str(node[by]) if by else id) for id, node in zip(*side, strict=True)])
            for side in zip(self.sides, self._nodes, strict=True)
        )
        return first, second


def _standard(figures: Sequence[Figure | None]) -> Matrix:
    values = np.array([np.log(figure.value) if figure else np.nan for figure in figures], dtype=float)
    known = values[~np.isnan(values)]
    spread = known.std() if len(known) > 1 else 0.0
    return np.asarray((values - known.mean()) / spread if spread else np.full(len(values), np.nan))


def crossed_units(network: Network, attributes: Attributes) -> set[tuple[str, str]]:
    """Pairs of first-level units that an open border crossing joins, in both orders."""
    holders = holders_of(network)
    crossed = set()
    for facility in attributes.facilities:
        if facility.kind == "border-crossing" and facility.partner and not facility.closed:
            one, other = (holders.get(place, place) for place in (facility.place, facility.partner))
            crossed |= {(one, other), (other, one)}
    return crossed
