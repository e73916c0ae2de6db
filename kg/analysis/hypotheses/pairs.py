"""Do ties go where a trait of the pair draws them, given how many partners each place has?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analysis.ground import kilometres
from kg.analysis.hypotheses.development import Matrix
from kg.analysis.hypotheses.estimates import Remark, Test
from kg.analysis.measures.adjacency import sides_of
from kg.analysis.null_models import as_pairs, curveball
from kg.base.languages import N_
from kg.network.attributes import Attributes, Facility, Figure
from kg.network.hubs import holders_of
from kg.network.levels import comparable
from kg.network.ties import Network


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
    return _crossed(network, (each for each in attributes.facilities if not each.closed))


def touching(network: Network, attributes: Attributes) -> frozenset[tuple[str, str]]:
    """Pairs of first-level units that share a boundary on record or that a crossing, open or closed, joins."""
    return attributes.boundaries | _crossed(network, attributes.facilities)


def _crossed(network: Network, facilities: Iterable[Facility]) -> set[tuple[str, str]]:
    holders = holders_of(network)
    crossed = set()
    for facility in facilities:
        if facility.kind == "border-crossing" and facility.partner:
            one, other = (holders.get(place, place) for place in (facility.place, facility.partner))
            crossed |= {(one, other), (other, one)}
    return crossed


class Trait(NamedTuple):
    """A number for each pair of places; NaN where it is not known."""

    name: str
    question: str
    unit: str
    values: Matrix


def traits(pairs: Pairs, network: Network, attributes: Attributes) -> list[Trait]:
    """The traits of the pairs of a two-mode view.

    The product per head is that of a place's first-level unit, because most cities have none of
    their own on record. The mean product of standard scores is a correlation over the ties.
    """
    crossed, touch = crossed_units(network, attributes), touching(network, attributes)
    share = N_("share of ties")
    of_size = N_("mean product of standardised log population")
    of_product = N_("mean product of standardised log product per head of the units")
    near = N_("Are partners nearer to each other than by chance?")
    across = N_("Do ties follow the border crossings?")
    distance, size = np.log10(np.maximum(pairs.distance, 1)), np.outer(*pairs.scores(attributes.population))
    product = np.outer(*pairs.scores(attributes.product_per_head, by="region"))
    return [
        Trait("distance", near, N_("mean log10 km"), distance),
        Trait(
            "border", N_("Do ties join units that touch?"), share, pairs.where("region", lambda a, b: (a, b) in touch)
        ),
        Trait("crossing", across, share, pairs.where("region", lambda a, b: (a, b) in crossed)),
        Trait("level", N_("Are partners of comparable level?"), share, pairs.where("level", comparable)),
        Trait("size", N_("Do large places pair with large ones?"), of_size, size),
        Trait("product", N_("Do rich places pair with rich ones?"), of_product, product),
    ]


def pair_tests(
    graph: nx.Graph[str], network: Network, attributes: Attributes, rounds: int = 999, seed: int = 0
) -> list[Test]:
    """Each trait's mean over the ties, against networks with the same degrees on both sides.

    Pairs for which a trait is not known are left out of its mean, in the ties and in the random
    networks alike. P-values are two-sided, with the network itself counted among the random ones
    (Phipson, Smyth 2010), so none is zero.
    """
    first, second = sides_of(graph)
    column = {node: number for number, node in enumerate(second)}
    ties = as_pairs([{column[other] for other in graph[node]} for node in first])
    found = traits(Pairs(graph, first, second), network, attributes)
    drawn = [[_mean(trait.values, pairs) for trait in found] for pairs in curveball(graph, rounds, seed)]
    tests = []
    for trait, values in zip(found, np.array(drawn).reshape(-1, len(found)).T, strict=True):
        effect = _mean(trait.values, ties)
        known = int((~np.isnan(trait.values[ties[:, 0], ties[:, 1]])).sum())
        method = Remark("method-curveball", {"unit": trait.unit, "rounds": rounds})
        test = Test("pairs", trait.name, trait.question, method, known)
        if known < len(ties):
            test = test._replace(notes=(Remark("ties-without-figure", {"count": len(ties) - known}),))
        if not np.isnan(effect):
            low, high = np.nanquantile(values, (0.025, 0.975)).tolist()
            bounds = {"expected": float(np.nanmean(values)), "expected_low": low, "expected_high": high}
            test = test._replace(effect=effect, p=two_sided(effect, values), **bounds)
        tests.append(test)
    return tests


def two_sided(effect: float, drawn: Matrix) -> float | None:
    """Twice the smaller share of drawn values as extreme as the effect; none where nothing varies.

    >>> two_sided(9.0, np.arange(9.0))
    0.2
    """
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(effect) or len(drawn) == 0 or (np.ptp(drawn) == 0 and drawn[0] == effect):
        return None
    slack = 1e-12 * max(1.0, abs(effect))
    above = (1 + (drawn >= effect - slack).sum()) / (1 + len(drawn))
    below = (1 + (drawn <= effect + slack).sum()) / (1 + len(drawn))
    return float(min(1.0, 2 * min(above, below)))


def _mean(values: Matrix, pairs: NDArray[np.int64]) -> float:
    at = values[pairs[:, 0], pairs[:, 1]]
    at = at[~np.isnan(at)]
    return float(at.mean()) if len(at) else float("nan")
