"""Which ties stand: the one rule of years, for commands, exports, figures and pages.

A tie stands in a year when it had begun by then and had not ended before: it still stands in the year
of its end. Dates may be bounds: a tie stands for certain where it does so however its bounds are read, and
possibly where some reading of them lets it. Every count by year is a pair: certain, and possible besides.
Without a year a tie stands unless it has ended.

``queries/network/hubs-by-kind.rq`` says the same in SPARQL and the network page in its ``data.js``;
tests hold the three together.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kg.base.dates import Bounds
from kg.network.ties import Link, Network

DEFAULT_KINDS = ("sister", "partner")


class Selection(NamedTuple):
    """The ties that a question is about, and how many more its year leaves only possible."""

    links: tuple[Link, ...]
    possible: int


def stood(begun: Bounds, over: Bounds | None, year: int) -> bool | None:
    """Whether a tie stood in a year, ``None`` where its bounds leave it open.

    >>> stood((1993, 1993), (2001, 2001), 2001), stood((1993, 1993), (2001, 2001), 2002)
    (True, False)
    >>> stood((None, 2016), None, 2020), stood((None, 2016), None, 2010), stood((1993, 1993), (None, 2017), 2010)
    (True, None, None)
    """
    first, last = begun
    end_first, end_last = over or (year, None)
    if (first is not None and first > year) or (end_last is not None and end_last < year):
        return False
    certain = last is not None and last <= year and end_first is not None and end_first >= year
    return True if certain else None


def select(
    network: Network,
    kinds: Collection[str] = DEFAULT_KINDS,
    as_of: int | None = None,
    *,
    ended: bool = False,
    possible: bool = False,
) -> Selection:
    """The ties of some kinds that stand, or stood in a year.

    ``ended`` keeps ended ties where no year is asked for; ``possible`` keeps those that a year leaves open.
    """
    chosen = [link for link in network.links if link.kind in kinds]
    if as_of is None:
        return Selection(tuple(link for link in chosen if ended or link.status != "ended"), 0)
    states = [stood(link.begun, link.over, as_of) for link in chosen]
    kept = (link for link, state in zip(chosen, states, strict=True) if state or (possible and state is None))
    return Selection(tuple(kept), states.count(None))
