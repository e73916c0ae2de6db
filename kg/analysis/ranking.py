"""Honest ranking: a rank has an interval.

How far a rank can be trusted depends on the sources that happened to be found. Two answers, in
both of which a source and its copies are one witness: leaving each witness out in turn shows what
hangs on one, and drawing the witnesses anew, with replacement, shows what hangs on their selection
(the cluster bootstrap of Efron and Tibshirani, An Introduction to the Bootstrap, 1993, with the
witness as the cluster). A resample leaves out a third of the witnesses and with them the ties that
no other attests. Its counts are ties and its ranks are ranks, as if no more had been found: nothing is
added back, since no statistic knows which ties the unread sources tell of. A place whose ties stand in
one list falls as far as it would without that list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kg.analysis.question import Question
from kg.network.hubs import members
from kg.network.ties import Link, Network
from kg.network.views import standing

TOP = 20
LEVEL = 0.95
SAME = 12  # digits, of the greatest value: what differs beyond them is arithmetic


class Ranked(NamedTuple):
    """A value with its rank; ``tied`` says how many others share both."""

    rank: int
    name: str
    value: float
    tied: int


def ranked(values: Mapping[str, float], *, is_least_first: bool = False) -> list[Ranked]:
    """Names by value, the greatest or the least first; equal values share the best rank, in the order of names.

    Values are equal where they differ by no more than arithmetic does, 10⁻¹² of the greatest.

    >>> ranked({"b": 2, "a": 2, "c": 1})
    [Ranked(rank=1, name='a', value=2, tied=1), Ranked(rank=1, name='b', value=2, tied=1),
     Ranked(rank=3, name='c', value=1, tied=0)]
    """
    greatest = max(map(abs, values.values()), default=0) or 1
    same = {name: round(value / greatest, SAME) for name, value in values.items()}
    order = sorted(sorted(values), key=same.__getitem__, reverse=not is_least_first)
    counts = Counter(same.values())
    best: dict[float, int] = {}
    for place, name in enumerate(order, 1):
        best.setdefault(same[name], place)
    return [Ranked(best[same[name]], name, values[name], counts[same[name]] - 1) for name in order]


class HubRank(NamedTuple):
    """A hub with what its rank could be.

    ``leave_one_out`` is the best and the worst rank when one witness is left out; ``interval`` holds
    these, the rank found, and the rank in 95 of 100 resamples of the witnesses. ``most_dependent_on`` is the
    witness without which the place loses most ties, empty where it loses none, and ``lost`` how many.
    ``like`` are the other places that are not set apart from it, best first: the one with more ties does not
    have more in 95 of 100 resamples, or not without some one witness.
    """

    rank: int
    place: str
    ties: int
    leave_one_out: tuple[int, int]
    interval: tuple[int, int]
    most_dependent_on: str
    lost: int
    like: tuple[str, ...]


def hub_ranks(question: Question, *, alike: bool = True) -> list[HubRank]:
    """The places with most ties and how sure their ranks are, best first.

    The question says whose ties count for a place, of which country, and whether first-level units alone
    are ranked. Places that share the last rank of the list are all on it. Who is like whom takes longest;
    without ``alike`` it is left out.
    """
    network, nodes = question.network, question.network.nodes
    links = standing(network, question.choice)
    counted = _counted(network, links, question.rollup)
    places = sorted(
        place
        for place in counted
        if question.country in ("", nodes[place].country) and (not question.units or nodes[place].region == place)
    )
    if not places:
        return []
    attested = [sorted({network.witnesses.get(source, source) for source in link.sources}) for link in links]
    sources = sorted({witness for witnesses in attested for witness in witnesses})
    of_place = _table([counted[place] for place in places], len(links))
    index = {source: number for number, source in enumerate(sources)}
    of_source = _table([[index[witness] for witness in witnesses] for witnesses in attested], len(sources))
    counts = of_place.sum(axis=1).astype(np.int64)
    witnesses = of_source.sum(axis=1)[:, None]
    without = of_place @ (witnesses - of_source.toarray() > 0)
    drawn = _drawn(of_place, of_source, question.rounds, question.seed)
    ranks_without, ranks_drawn = _ranks(without), _ranks(drawn)
    order = sorted(range(len(places)), key=lambda n: (-counts[n], places[n]))
    tail = (1 - LEVEL) / 2
    found = []
    for n in order:
        if counts[n] < counts[order[min(question.limit or TOP, len(order)) - 1]]:
            break
        worst = int(np.argmin(without[n]))
        low, high = np.quantile(ranks_drawn[n], (tail, 1 - tail), method="inverted_cdf")
        like: list[str] = []
        if alike:
            sign = np.sign(counts[n] - counts[order])[:, None]
            in_most = ((drawn[n] - drawn[order]) * sign > 0).mean(axis=1) >= LEVEL
            is_like = ~(in_most & ((without[n] - without[order]) * sign > 0).all(axis=1))
            like = [places[other] for other, close in zip(order, is_like, strict=True) if close and other != n]
        rank = 1 + int((counts > counts[n]).sum())
        best, last = int(ranks_without[n].min()), int(ranks_without[n].max())
        found.append(
            HubRank(
                rank=rank,
                place=places[n],
                ties=int(counts[n]),
                leave_one_out=(best, last),
                interval=(min(int(low), best, rank), max(int(high), last, rank)),
                most_dependent_on=sources[worst] if without[n, worst] < counts[n] else "",
                lost=int(counts[n] - without[n, worst]),
                like=tuple(like),
            )
        )
    return found


def _counted(network: Network, links: list[Link], rollup: str) -> dict[str, list[int]]:
    """The numbers of the ties that count for each place, those with none left out."""
    parts = {"own": (0,), "inner": (1,), "both": (0, 1)}[rollup]
    found = {
        place: [number for part in parts for number in sorted(own_and_inner[part])]
        for place, own_and_inner in members(network, links).items()
    }
    return {place: numbers for place, numbers in found.items() if numbers}


def _table(rows: list[list[int]], width: int) -> csr_array:
    """Rows of column numbers as a sparse matrix of 0 and 1."""
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    return csr_array((np.ones(len(columns)), columns, ends), shape=(len(rows), width))


def _drawn(of_place: csr_array, of_source: csr_array, rounds: int, seed: int) -> NDArray[np.float64]:
    """The ties of each place (rows) in each drawing of the sources (columns)."""
    count = of_source.shape[1]
    drawn = np.zeros((count, rounds))
    drawn[np.random.default_rng(seed).integers(0, count, (rounds, count)), np.arange(rounds)[:, None]] = 1
    return np.asarray(of_place @ (of_source @ drawn > 0))


def _ranks(counts: NDArray[np.float64]) -> NDArray[np.int64]:
    """The rank of each row in each column, equal counts sharing the best rank."""
    ascending = np.sort(counts, axis=0)
    better = [len(counts) - np.searchsorted(ascending[:, c], counts[:, c], "right") for c in range(counts.shape[1])]
    return 1 + np.column_stack(better)
