"""Measures that follow ties on and on: PageRank and HITS."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

from kg.analysis.measures.adjacency import Floats, Integers, Measured, named, ties_of

DAMPING = 0.85
TOLERANCE = 1e-13  # of the summed change in one round; networkx stops at n · 1e-6
ROUNDS = 10_000
SAME_ROOT = 1e-9  # eigenvalues that differ by a smaller share are one
DENSE = 200  # nodes up to which a dense solver is surer and as fast


def pagerank(graph: Measured, damping: float = DAMPING) -> dict[str, float]:
    """PageRank: where a walker is who follows a tie with probability ``damping`` and else jumps anywhere.

    Page, Brin, Motwani, Winograd, "The PageRank citation ranking", 1999. Ties are taken with their
    weights, a node without ties sends its walker anywhere. Iterated until one round changes the
    values by less than 1e-13 in all. Values sum to 1.

    >>> import networkx as nx
    >>> ranks = pagerank(nx.star_graph(["hub", "a", "b"]))
    >>> round(ranks["hub"], 6), round(sum(ranks.values()), 12)
    (0.486486, 1.0)
    """
    ties = ties_of(graph)
    count = len(ties.nodes)
    if count == 0:
        return {}
    strength = np.asarray(ties.weights.sum(axis=1)).ravel()
    is_alone = strength == 0
    move = (diags_array(1 / np.where(is_alone, 1, strength)) @ ties.weights).T.tocsr()
    rank = np.full(count, 1 / count)
    for _ in range(ROUNDS):
        base = (1 - damping + damping * rank[is_alone].sum()) / count
        following = damping * (move @ rank) + base
        change = float(np.abs(following - rank).sum())
        rank = following
        if change < TOLERANCE:
            break
    return named(ties, rank / rank.sum())


def hits(graph: Measured) -> dict[str, float]:
    """HITS: the places of one side as hubs, those of the other as authorities.

    Kleinberg, "Authoritative sources in a hyperlinked environment", JACM 46, 1999. Without
    directions a place is as much hub as authority; in a two-mode network the values of each side
    sum to 1 (marked by ``bipartite``), else all values do. They are the principal eigenvector of
    the ties with their weights, so all value lies in the component with the greatest eigenvalue, or in
    those that share it: a low value elsewhere says nothing.

    >>> import networkx as nx
    >>> hits(nx.path_graph(["a", "b", "c"]))
    {'a': 0.292893..., 'b': 0.414213..., 'c': 0.292893...}
    """
    ties = ties_of(graph)
    values = principal(ties.weights)
    for mark in (0, 1):
        here = np.maximum(ties.side, 0) == mark
        total = values[here].sum()
        if total > 0:
            values[here] /= total
    return named(ties, values)


def principal(matrix: csr_array) -> Floats:
    """The eigenvector of the greatest eigenvalue, without signs, of length 1; uniform where there are no ties.

    Where several components share that eigenvalue, it is what iterating from equal values tends to: the
    projection of equal values on all its eigenvectors. Within one component it is simple (Perron).
    """
    count = matrix.shape[0]
    if matrix.nnz == 0:
        return np.ones(count)
    strength, squares = (np.asarray(weights.sum(axis=1)).ravel() for weights in (matrix, matrix.power(2)))
    _, part_of = connected_components(matrix, directed=False)
    bound = np.zeros(int(part_of.max()) + 1)
    np.maximum.at(bound, part_of, strength)  # no eigenvalue is above the greatest strength,
    bound = np.minimum(bound, np.sqrt(np.bincount(part_of, squares)))  # nor above the root of all squares
    found: list[tuple[float, Integers, Floats]] = []
    best = 0.0
    for part in np.argsort(-bound, kind="stable"):
        if bound[part] < best * (1 - SAME_ROOT):
            break
        members = np.flatnonzero(part_of == part)
        root, vector = _perron(matrix[members][:, members])
        found.append((root, members, vector))
        best = max(best, root)
    values = np.zeros(count)
    for root, members, vector in found:
        if root > best * (1 - SAME_ROOT):
            values[members] = vector * vector.sum()
    values[values < 1e-14 * values.max()] = 0
    values /= np.linalg.norm(values)
    return values


def _perron(matrix: csr_array) -> tuple[float, Floats]:
    """The greatest eigenvalue of one component and its eigenvector of length 1, without signs."""
    count = matrix.shape[0]
    if count <= DENSE:
        roots, vectors = np.linalg.eigh(matrix.toarray())
    else:
        roots, vectors = eigsh(
            matrix, k=1, which="LA", v0=np.ones(count), tol=0, ncv=min(count, 60), maxiter=20 * count
        )
    return float(roots[-1]), np.abs(vectors[:, -1])
