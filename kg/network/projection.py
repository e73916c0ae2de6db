"""One-mode projections of a two-mode network, each with the weight it states.

Two places of one side are joined where they share a partner. What the join weighs:

``count``
    the number of shared partners (Borgatti, Everett, "Network analysis of 2-mode data",
    Social Networks 19, 1997);
``newman``
    each shared partner p adds 1/(k_p - 1), k_p being its degree (Newman, "Scientific collaboration
    networks II", Physical Review E 64, 016132, 2001): a place's strength is the number of its
    partners that it shares;
``hyperbolic``
    each shared partner adds 1/k_p: a partner hands out one unit of weight among all its ties, so
    that a hub on the other side joins its many partners only loosely.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, diags_array, triu

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, listed
from kg.network.countries import without_place

WEIGHTS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "count": np.ones_like,
    "newman": lambda degree: 1 / np.maximum(degree - 1, 1),
    "hyperbolic": lambda degree: 1 / np.maximum(degree, 1),
}


def project(graph: nx.Graph[str], side: str | int, weight: str = "count", mark: str = "country") -> nx.Graph[str]:
    """The places whose ``mark`` is ``side``, joined by shared partners, with weights as stated.

    Nodes keep their attributes and their order; a place that shares no partner stays as an isolate.
    Edges carry ``weight`` and ``shared``, the number of shared partners.

    >>> two = nx.Graph([("a", "x"), ("b", "x"), ("b", "y"), ("c", "y"), ("a", "y")])
    >>> nx.set_node_attributes(two, {n: "ru" if n in "abc" else "cn" for n in two}, "country")
    >>> sorted(project(two, "ru", "newman").edges(data="weight"))
    [('a', 'b', 1.5), ('a', 'c', 0.5), ('b', 'c', 0.5)]
    """
    if weight not in WEIGHTS:
        message = _("no projection is weighted by '{weight}'").format(weight=shown(weight))
        otherwise = _("it may be: {what}").format(what=listed(WEIGHTS))
        raise KgError(message, hint=did_you_mean(weight, WEIGHTS, otherwise))
    country = {node: graph.nodes[node][mark] for node in graph}
    here = [node for node in graph if country[node] == side]
    there = [node for node in graph if country[node] != side]
    if not here and graph:
        raise without_place(str(side), sorted({str(code) for code in country.values()}))
    ties = _incidence(graph, here, there)
    degree = np.asarray(ties.sum(axis=0)).ravel().astype(float)
    shared = triu(ties @ ties.T, k=1).tocoo()
    weighed = (ties @ diags_array(WEIGHTS[weight](degree)) @ ties.T).tocsr() if there else shared.tocsr()
    projected: nx.Graph[str] = nx.Graph(**{**graph.graph, "projection": side, "weight": weight})
    projected.add_nodes_from((node, _without_side(graph.nodes[node])) for node in here)
    order = np.lexsort((shared.col, shared.row))
    for row, col, count in zip(shared.row[order], shared.col[order], shared.data[order], strict=True):
        projected.add_edge(here[row], here[col], weight=float(weighed[row, col]), shared=int(count))
    return projected


def _without_side(data: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes without the mark of a two-mode network, which a projection no longer is."""
    return {key: value for key, value in data.items() if key != "bipartite"}


def _incidence(graph: nx.Graph[str], here: list[str], there: list[str]) -> csr_array:
    column = {node: number for number, node in enumerate(there)}
    pairs = [(row, column[other]) for row, node in enumerate(here) for other in graph[node] if other in column]
    rows, cols = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return csr_array((np.ones(len(pairs), dtype=np.int64), (rows, cols)), shape=(len(here), len(there)))
