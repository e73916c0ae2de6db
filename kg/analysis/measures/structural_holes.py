"""Structural holes on projections: is a place bound by partners who know each other?"""

from __future__ import annotations

import numpy as np
from scipy.sparse import diags_array

from kg.analysis.measures.adjacency import Measured, ties_of


def constraint(graph: Measured) -> dict[str, float]:
    """Burt's constraint: how far a node's ties lead to nodes that are tied to one another.

    Burt, Structural Holes, 1992, chapter 2, with the weights of the ties. Low: the place joins others
    who are not joined. Meant for projections: a two-mode network has no closed triads. Nodes
    without ties are absent. Equal to networkx's ``constraint``.

    >>> import networkx as nx
    >>> constraint(nx.path_graph(["a", "b", "c"]))
    {'a': 1.0, 'b': 0.5, 'c': 1.0}
    """
    ties = ties_of(graph)
    strength = np.asarray(ties.weights.sum(axis=1)).ravel()
    share = (diags_array(1 / np.where(strength > 0, strength, 1)) @ ties.weights).tocsr()
    spent = share + (share @ share) * ties.matrix
    total = np.asarray((spent * spent).sum(axis=1)).ravel()
    values = zip(ties.nodes, total.tolist(), ties.degree.tolist(), strict=True)
    return {node: value for node, value, degree in values if degree}
