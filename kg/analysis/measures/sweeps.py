"""Shortest paths from many sources at once, and what depends on the nodes they run through.

The same sums by two engines: products of a sparse with a dense matrix on scipy, which is always
there, and loops that numba compiles, three times as fast and used where the work is worth loading
them and the extra ``fast`` is installed. A sum is made in parts that do not depend on the number of
processors, and the parts are added in order: an engine gives the same digits on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from kg.analysis.measures.adjacency import Floats, Integers

COLUMNS = 8  # sources a product: their arrays stay in the processor's cache
LANES = 16  # sources a compiled sweep
PARTS = 16  # of the sources, for the compiled sweep
WORTH = 40_000_000  # sources times ties, from which on loading the compiled loops pays


def swept(matrix: csr_array, weight: Floats, sources: Integers) -> Floats:
    """The dependencies on every node, summed over ``sources``, where node v counts ``weight[v]`` times.

    The dependency of a source on a node v is the sum, over all targets, of the share of the
    shortest paths between them that run through v, ends not included (Brandes 2001).
    """
    if find_spec("numba") and len(sources) * matrix.nnz >= WORTH:
        return _swept_compiled(matrix, weight, sources)
    return _added(partial(by_products, matrix, weight), _cut(sources, COLUMNS), matrix.shape[0])


def _swept_compiled(matrix: csr_array, weight: Floats, sources: Integers) -> Floats:
    """The same by compiled loops. Nodes that lie together are numbered together, and swept together."""
    from kg.analysis.measures.kernels import sweep  # noqa: PLC0415, numba is optional and slow to load

    count = matrix.shape[0]
    order = reverse_cuthill_mckee(matrix, symmetric_mode=True)
    inner = matrix[order][:, order]
    number = np.empty(count, dtype=np.int64)
    number[order] = np.arange(count)
    starts, neighbours, weights = inner.indptr.astype(np.uint32), inner.indices.astype(np.uint32), weight[order]
    size = -(-len(sources) // (PARTS * LANES)) * LANES
    total = np.empty(count)
    total[order] = _added(
        lambda part: sweep(starts, neighbours, weights, part.astype(np.uint32), LANES),
        _cut(np.sort(number[sources]), size),
        count,
    )
    return total


def _cut(sources: Integers, size: int) -> list[Integers]:
    return [sources[start : start + size] for start in range(0, len(sources), size)]


def _added(sweep: Callable[[Integers], Floats], parts: list[Integers], count: int) -> Floats:
    """The sweeps of all parts, added up in their order."""
    total = np.zeros(count)
    if len(parts) == 1:
        return total + sweep(parts[0])
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for part in pool.map(sweep, parts):
            total += part
    return total


def by_products(matrix: csr_array, weight: Floats, sources: Integers) -> Floats:
    """The dependencies on some sources: numbers of shortest paths outwards, shares of them back."""
    column = np.arange(len(sources))
    paths = np.zeros((matrix.shape[0], len(sources)))
    paths[sources, column] = 1
    fronts = [paths.copy()]
    unseen = paths.size - len(sources)
    while unseen:
        front = matrix @ fronts[-1]
        front *= paths == 0
        found = int(np.count_nonzero(front))
        if not found:
            break  # what is left lies in another component
        unseen -= found
        paths += front
        fronts.append(front)
    share = 1 / np.maximum(paths, 1)
    total = np.zeros(matrix.shape[0])
    passed = share * (fronts[-1] != 0) * weight[:, None]
    for front in fronts[-2:0:-1]:  # not the sources themselves: ends of a path do not count
        depends = matrix @ passed
        depends *= front
        total += depends @ weight[sources]
        passed = depends + weight[:, None]
        passed *= share
        passed *= front != 0
    return total
