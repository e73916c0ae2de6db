"""Growth: how many ties began and ended each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.network.standing import stood
from kg.network.ties import Link


class Year(NamedTuple):
    """One year: how many ties began and ended in it by a stated date, stand for certain, and possibly besides."""

    year: int
    began: int
    ended: int
    standing: int
    possible: int


class Growth(NamedTuple):
    """Years from the first that anything is known of to the last; ``unbounded`` ties may have begun in any."""

    years: tuple[Year, ...]
    unbounded: int


def growth(links: Iterable[Link]) -> Growth:
    """The growth of a set of ties, year by year, years without a change included.

    >>> growth([]).years
    ()
    """
    kept = list(links)
    began = Counter(link.start_year for link in kept if link.start_year is not None)
    ended = Counter(link.end_year for link in kept if link.end_year is not None)
    known = sorted({year for link in kept for year in (*link.begun, *(link.over or ())) if year is not None})
    years = []
    for year in range(known[0], known[-1] + 1) if known else ():
        states = Counter(stood(link.begun, link.over, year) for link in kept)
        years.append(Year(year, began[year], ended[year], states[True], states[None]))
    return Growth(tuple(years), sum(link.begun == (None, None) for link in kept))
