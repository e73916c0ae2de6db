"""Shortest paths from many sources at once, and what depends on the nodes they run through.

The same sums by two engines: products of a sparse with a dense matrix on scipy, which is always there,
and a loop that numba compiles, two to four times as fast. A sum is made in parts that do not depend on
the number of processors, and the parts are added in order: an engine gives the same digits on every
machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analysis.measures.adjacency import Floats, Integers
from kg.analysis.measures.compiling import can_compile, compiled

COLUMNS = 8  # sources a product: their arrays stay in the processor's cache
PARTS = 16  # of the sources, for the compiled loop
WORTH = 40_000_000  # sources times ties, from which on loading the compiled loop pays


def swept(matrix: csr_array, weight: Floats, sources: Integers) -> Floats:
    """The dependencies on every node, summed over ``sources``, where node v counts ``weight[v]`` times.

    The dependency of a source on a node v is the sum, over all targets, of the share of the
    shortest paths between them that run through v, ends not included (Brandes 2001).
    """
    sweep: Callable[[Integers], Floats] = partial(by_products, matrix, weight)
    parts = -(-len(sources) // COLUMNS)
    if len(sources) * matrix.nnz >= WORTH and can_compile():
        starts, neighbours = matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32)
        sweep, parts = partial(compiled(by_queue), starts, neighbours, weight), PARTS
    total = np.zeros(matrix.shape[0])
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for part in pool.map(sweep, np.array_split(sources, parts)):
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


def by_queue(starts: NDArray[np.int32], neighbours: NDArray[np.int32], weight: Floats, sources: Integers) -> Floats:
    """The same, one source after the other, as Brandes writes it; for numba to compile."""
    count = len(weight)
    total, paths, depends = np.zeros(count), np.zeros(count), np.zeros(count)
    step, queue = np.full(count, -1, np.int32), np.empty(count, np.int32)
    for source in sources:
        queue[0], step[source], paths[source] = source, 0, 1.0
        at, last = 0, 1
        while at < last:
            node = queue[at]
            at += 1
            for edge in range(starts[node], starts[node + 1]):
                other = neighbours[edge]
                if step[other] < 0:
                    step[other] = step[node] + 1
                    queue[last] = other
                    last += 1
                if step[other] == step[node] + 1:
                    paths[other] += paths[node]
        for at in range(last - 1, -1, -1):
            node = queue[at]
            share = (weight[node] + depends[node]) / paths[node]
            for edge in range(starts[node], starts[node + 1]):
                other = neighbours[edge]
                if step[other] == step[node] - 1:
                    depends[other] += paths[other] * share
            if node != source:
                total[node] += depends[node] * weight[source]
            step[node], paths[node], depends[node] = -1, 0.0, 0.0
    return total
