"""Loops over arrays that numba compiles, for networks of many thousand ties.

They compute what :mod:`kg.analysis.measures.sweeps` and :mod:`kg.analysis.measures.communities` compute
without numba, and are used only where it is installed and the work is worth loading it. The first
use compiles them for the machine; numba keeps the result beside this file or in its cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from kg.analysis.measures.adjacency import Floats

Loop = TypeVar("Loop", bound=Callable[..., Any])
Numbers = NDArray[np.uint32]
Marks = NDArray[np.uint8]


def compiled(loop: Loop) -> Loop:
    """The loop as machine code that runs beside other threads; kept on disk where a folder can be written."""
    try:
        return cast("Loop", numba.njit(loop, cache=True, nogil=True, error_model="numpy"))
    except RuntimeError:  # numba finds no folder to keep it in
        return cast("Loop", numba.njit(loop, nogil=True, error_model="numpy"))


@compiled
def _outwards(
    starts: Numbers,
    neighbours: Numbers,
    begin: int,
    end: int,
    log: Numbers,
    values: Floats,
    beside: Floats,
    is_met: Marks,
) -> int:
    """Adds the paths of the nodes in a stretch of the log to their neighbours, which are logged behind it."""
    lanes = values.shape[1]
    last = end
    for entry in range(begin, end):
        node = log[entry]
        for edge in range(starts[node], starts[node + 1]):
            other = neighbours[edge]
            log[last] = other  # overwritten by the next where it is there already
            last += 1 - is_met[other]
            is_met[other] = 1
            for lane in range(lanes):
                beside[other, lane] += values[entry, lane]
    return last


@compiled
def _settled(begin: int, end: int, log: Numbers, values: Floats, beside: Floats, is_met: Marks, paths: Floats) -> int:
    """Keeps of the nodes met those that some source reaches for the first time, with those paths only."""
    lanes = values.shape[1]
    last = begin
    for entry in range(begin, end):
        node = log[entry]
        is_met[node] = 0
        for lane in range(lanes):
            new = beside[node, lane] if paths[node, lane] == 0 else 0.0
            beside[node, lane] = 0
            values[last, lane] = new
            paths[node, lane] += new
        log[last] = node
        if values[last].any():
            last += 1
    return last


@compiled
def _back(
    starts: Numbers,
    neighbours: Numbers,
    begin: int,
    end: int,
    log: Numbers,
    values: Floats,
    beside: Floats,
    weight: Floats,
    own: Floats,
    total: Floats,
) -> None:
    """Adds what depends on the nodes of a stretch to ``total``; their paths become shares of it."""
    lanes = values.shape[1]
    behind = np.empty(lanes)
    for entry in range(begin, end):
        node = log[entry]
        behind[:] = 0
        for edge in range(starts[node], starts[node + 1]):
            other = neighbours[edge]
            for lane in range(lanes):
                behind[lane] += beside[other, lane]
        added = 0.0
        for lane in range(lanes):
            paths = values[entry, lane]
            depends = behind[lane] * paths
            added += depends * own[lane]
            values[entry, lane] = (weight[node] + depends) / paths if paths > 0 else 0.0
        total[node] += added


@compiled
def _cleared(begin: int, end: int, log: Numbers, beside: Floats) -> None:
    for entry in range(begin, end):
        beside[log[entry], :] = 0


@compiled
def _laid(begin: int, end: int, log: Numbers, values: Floats, beside: Floats) -> None:
    for entry in range(begin, end):
        beside[log[entry], :] = values[entry, :]


@compiled
def sweep(starts: Numbers, neighbours: Numbers, weight: Floats, sources: Numbers, lanes: int) -> Floats:
    """The dependencies of all nodes on some sources, ``lanes`` sources at once.

    A node enters the log once for each distance at which it lies from any of the sources, with one
    number a source: the number of shortest paths that reach it there, none for the sources that lie
    at another distance. Read forwards the log is the search outwards, read backwards the
    accumulation of Brandes.
    """
    count = len(weight)
    total = np.zeros(count)
    paths = np.zeros((count, lanes))  # shortest paths from each source
    beside = np.zeros((count, lanes))  # what neighbours bring: paths outwards, shares back
    is_met = np.zeros(count, dtype=np.uint8)
    log = np.empty(count * (lanes + 1) + 1, dtype=np.uint32)
    values = np.empty((len(log), lanes))
    ends = np.empty(count + 2, dtype=np.int64)  # of each distance, in the log
    for first in range(0, len(sources), lanes):
        batch = sources[first : first + lanes]
        paths[:] = 0
        for lane, source in enumerate(batch):
            paths[source, lane] = 1
            log[lane] = source
            values[lane, :] = 0
            values[lane, lane] = 1
        ends[0], ends[1] = 0, len(batch)
        steps = 1
        while True:
            found = _outwards(starts, neighbours, ends[steps - 1], ends[steps], log, values, beside, is_met)
            end = _settled(ends[steps], found, log, values, beside, is_met, paths)
            if end == ends[steps]:
                break
            steps += 1
            ends[steps] = end
        own = np.zeros(lanes)
        own[: len(batch)] = weight[batch]
        for step in range(steps - 1, 0, -1):
            _back(starts, neighbours, ends[step], ends[step + 1], log, values, beside, weight, own, total)
            if step < steps - 1:
                _cleared(ends[step + 1], ends[step + 2], log, beside)
            _laid(ends[step], ends[step + 1], log, values, beside)
        if steps > 1:
            _cleared(ends[1], ends[2], log, beside)
    return total
