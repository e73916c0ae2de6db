"""What if the least sure ties are left out?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import networkx as nx

from kg.analysis.measures.cohesion import components
from kg.analysis.measures.concentration import gini
from kg.analysis.measures.degree import partners
from kg.network.ties import Network
from kg.network.views import Choice, view

THRESHOLDS = (0.0, 0.5, 0.7, 0.9, 0.95)
TOP = 10


class Kept(NamedTuple):
    """The network without the ties below a confidence.

    ``kendall`` is Kendall's rank correlation (tau-b) of the partners of all places with those in the
    whole network, places that lost their ties counting as 0; ``top`` is how many places
    have as many partners as the tenth of the whole network, and ``top_kept`` how many of them are still
    among the first ten, equal counts included.
    """

    least_confidence: float
    ties: int
    places: int
    largest_component: int
    degree_gini: float
    kendall: float | None
    top_kept: int
    top: int


def dropping(network: Network, choice: Choice, thresholds: Sequence[float] = THRESHOLDS) -> list[Kept]:
    """The network at rising thresholds of confidence, against the whole."""
    whole = partners(view(network, choice=choice._replace(least_confidence=0.0)))
    return [_kept(network, choice._replace(least_confidence=least), whole) for least in thresholds]


def _kept(network: Network, choice: Choice, whole: dict[str, int]) -> Kept:
    from scipy.stats import kendalltau  # noqa: PLC0415 (takes longer to import than to run)

    graph: nx.Graph[str] = view(network, choice=choice)
    here = partners(graph)
    pairs = [(count, here.get(place, 0)) for place, count in whole.items()]
    tau = kendalltau(*zip(*pairs, strict=True)).statistic if pairs else None
    parts = components(graph)
    return Kept(
        least_confidence=choice.least_confidence,
        ties=graph.number_of_edges(),
        places=len(graph),
        largest_component=len(parts[0]) if parts else 0,
        degree_gini=gini(here.values()),
        kendall=float(tau) if tau is not None and tau == tau else None,  # noqa: PLR0124 (not a number)
        top_kept=len(_top(whole) & _top(here)),
        top=len(_top(whole)),
    )


def _top(counts: dict[str, int]) -> set[str]:
    if not counts:
        return set()
    least = sorted(counts.values(), reverse=True)[:TOP][-1]
    return {place for place, count in counts.items() if count >= least}
