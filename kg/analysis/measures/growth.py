"""Growth: how many ties began and ended each year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kg.network.ties import Link


class Year(NamedTuple):
    """The ties that began and ended in a year, and how many stood at its end."""

    year: int
    began: int
    ended: int
    standing: int


class Growth(NamedTuple):
    """Years from the first beginning to the last change; undated ties are counted apart, in no year."""

    years: tuple[Year, ...]
    undated: int


def growth(links: Iterable[Link]) -> Growth:
    """The growth of a set of ties, year by year, years without a change included.

    >>> growth([]).years
    ()
    """
    kept = list(links)
    began = Counter(link.start_year for link in kept if link.start_year is not None)
    ended = Counter(link.end_year for link in kept if link.start_year is not None and link.end_year is not None)
    years, standing = [], 0
    known = [*began, *ended]
    for year in range(min(known), max(known) + 1) if known else ():
        standing += began[year] - ended[year]
        years.append(Year(year, began[year], ended[year], standing))
    return Growth(tuple(years), sum(link.start_year is None for link in kept))
