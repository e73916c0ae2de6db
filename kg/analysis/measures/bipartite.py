"""Measures made for two-mode networks, where there are no triangles."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from kg.analysis.measures.adjacency import Integers, Measured, incidence, named, ties_of
from kg.base.errors import KgError, shown
from kg.base.languages import _

MODES = ("dot", "min", "max")


def latapy_clustering(graph: Measured, mode: str = "dot") -> dict[str, float]:
    """How much each place's partners overlap with those of the places it shares a partner with, on average.

    Latapy, Magnien, Del Vecchio, "Basic notions for the analysis of large two-mode networks", Social
    Networks 30, 2008. Shared partners are divided by the partners of either (``dot``), by the fewer
    (``min``) or the more (``max``) of the two. Equal to networkx's ``bipartite.clustering``.

    >>> import networkx as nx
    >>> latapy_clustering(nx.path_graph(["a", "b", "c", "d"]))
    {'a': 0.5, 'b': 0.5, 'c': 0.5, 'd': 0.5}
    """
    if mode not in MODES:
        raise KgError(_("no two-mode clustering is called '{name}'").format(name=shown(mode)), hint=", ".join(MODES))
    ties = ties_of(graph)
    shared = _shared(ties.matrix)
    row, col = shared.coords
    mine, theirs = ties.degree[row], ties.degree[col]
    total = {
        "dot": mine + theirs - shared.data,
        "min": np.minimum(mine, theirs),
        "max": np.maximum(mine, theirs),
    }[mode]
    count = len(ties.nodes)
    near = np.bincount(row, minlength=count)
    overlap = np.bincount(row, shared.data / total, minlength=count)
    return named(ties, np.divide(overlap, near, out=np.zeros(count), where=near > 0))


def robins_alexander(graph: Measured) -> float:
    """Four times the four-cycles by the paths of three ties.

    Robins, Alexander, "Small worlds among interlocking directors", Computational & Mathematical
    Organization Theory 10, 2004. Equal to networkx's ``bipartite.robins_alexander_clustering``.

    >>> import networkx as nx
    >>> robins_alexander(nx.complete_bipartite_graph(2, 2))
    1.0
    """
    matrix = incidence(graph)
    shared = (matrix @ matrix.T).tocoo()
    is_pair = shared.row != shared.col
    cycles = (shared.data[is_pair] * (shared.data[is_pair] - 1)).sum() / 4
    row, col = matrix.tocoo().coords
    first = np.asarray(matrix.sum(axis=1)).ravel()[row]
    second = np.asarray(matrix.sum(axis=0)).ravel()[col]
    paths = float(((first - 1) * (second - 1)).sum())
    return float(4 * cycles / paths) if paths else 0.0


def redundancy(graph: Measured) -> dict[str, float]:
    """The share of pairs of a place's partners that some other place joins as well.

    Latapy, Magnien, Del Vecchio 2008, section 4.3. Places with fewer than two partners are absent.
    Equal to networkx's ``node_redundancy``.

    >>> import networkx as nx
    >>> redundancy(nx.cycle_graph(["a", "b", "c", "d"]))
    {'a': 1.0, 'b': 1.0, 'c': 1.0, 'd': 1.0}
    """
    ties = ties_of(graph)
    shared = _shared(ties.matrix)
    again = shared.data > 1
    twice = csr_array((np.ones(again.sum()), (shared.row[again], shared.col[again])), shape=shared.shape)
    joined = np.asarray(((ties.matrix @ twice) * ties.matrix).sum(axis=1)).ravel()
    degree: Integers = ties.degree
    return {
        node: float(joined[number] / (degree[number] * (degree[number] - 1)))
        for number, node in enumerate(ties.nodes)
        if degree[number] > 1
    }


def _shared(matrix: csr_array) -> csr_array:
    """How many partners each two nodes share, without the diagonal."""
    shared = (matrix @ matrix).tocoo()
    is_pair = shared.row != shared.col
    kept = (shared.data[is_pair], (shared.row[is_pair], shared.col[is_pair]))
    return csr_array(kept, shape=matrix.shape).tocoo()
