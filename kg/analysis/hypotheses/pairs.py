"""Do ties go where a trait of the pair draws them, given how many partners each place has?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.analysis.hypotheses.estimates import Remark, Test
from kg.analysis.hypotheses.null_models import as_pairs, shuffled
from kg.analysis.measures.adjacency import sides_of
from kg.base.geography import haversine
from kg.base.languages import N_
from kg.network.attributes import Attributes
from kg.network.hubs import holders_of
from kg.network.levels import comparable
from kg.network.ties import Network

Matrix = NDArray[np.float64]


class Trait(NamedTuple):
    """A number for each pair of places; NaN where it is not known."""

    name: str
    question: str
    unit: str
    values: Matrix


def traits(graph: nx.Graph[str], network: Network, attributes: Attributes) -> list[Trait]:
    """The traits of the pairs of a two-mode view, sides as in ``sides_of``.

    The product per head is that of a place's first-level unit, because most cities have none of
    their own on record.
    """
    first, second = sides_of(graph)
    crossed = crossed_units(network, attributes)
    population = {id: figure.value for id, figure in attributes.population.items()}
    product = {
        node: attributes.product_per_head[region].value
        for node in graph
        if (region := str(graph.nodes[node]["region"])) in attributes.product_per_head
    }

    def pairwise(of: Callable[[str, str], float]) -> Matrix:
        return np.array([[of(a, b) for b in second] for a in first], dtype=float).reshape(len(first), len(second))

    def distance(a: str, b: str) -> float:
        here, there = graph.nodes[a], graph.nodes[b]
        if "lat" not in here or "lat" not in there:
            return float("nan")
        return float(np.log10(max(haversine(here["lat"], here["lon"], there["lat"], there["lon"]), 1)))

    def both_on_border(a: str, b: str) -> float:
        return float(graph.nodes[a]["border"] and graph.nodes[b]["border"])

    def joined_by_crossing(a: str, b: str) -> float:
        return float((graph.nodes[a]["region"], graph.nodes[b]["region"]) in crossed)

    def comparable_level(a: str, b: str) -> float:
        return float(comparable(graph.nodes[a]["level"], graph.nodes[b]["level"]))

    share = N_("share of ties")
    of_size = N_("mean product of standardised log population")
    of_product = N_("mean product of standardised log product per head of the units")
    near = N_("Are partners nearer to each other than by chance?")
    return [
        Trait("distance", near, N_("mean log10 km"), pairwise(distance)),
        Trait("border", N_("Do border units pair with border units?"), share, pairwise(both_on_border)),
        Trait("crossing", N_("Do ties follow the border crossings?"), share, pairwise(joined_by_crossing)),
        Trait("level", N_("Are partners of comparable level?"), share, pairwise(comparable_level)),
        Trait("size", N_("Do large places pair with large ones?"), of_size, _likeness(graph, population)),
        Trait("product", N_("Do rich places pair with rich ones?"), of_product, _likeness(graph, product)),
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
    found = traits(graph, network, attributes)
    drawn = [[_mean(trait.values, pairs) for trait in found] for pairs in shuffled(graph, rounds, seed)]
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
            test = test._replace(
                effect=effect, expected=float(np.nanmean(values)), low=low, high=high, p=two_sided(effect, values)
            )
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


def _likeness(graph: nx.Graph[str], figures: Mapping[str, float]) -> Matrix:
    """The product of both ends' standard scores within their side: its mean is a correlation over the ties."""
    scores = []
    for side in sides_of(graph):
        values = np.array([np.log(figures.get(node, np.nan)) for node in side], dtype=float)
        known = values[~np.isnan(values)]
        spread = known.std() if len(known) > 1 else 0.0
        scores.append((values - known.mean()) / spread if spread else np.full(len(side), np.nan))
    return np.outer(scores[0], scores[1])


def crossed_units(network: Network, attributes: Attributes) -> set[tuple[str, str]]:
    """Pairs of first-level units that an open border crossing joins, in both orders."""
    holders = holders_of(network)
    crossed = set()
    for facility in attributes.facilities:
        if facility.kind == "border-crossing" and facility.partner and not facility.closed:
            one, other = (holders.get(place, place) for place in (facility.place, facility.partner))
            crossed |= {(one, other), (other, one)}
    return crossed
