"""Which ties stand: the one rule of years, for commands, exports, figures and pages.

A tie stands in a year when it had begun by then and had not ended before: it still stands in the year
of its end. Where its dates leave that open, the tie is undated for that year: it is left out unless
asked for, and counted. Its beginning may be unknown, or it is known to have ended and nobody says when.
Without a year a tie stands unless it has ended.

``queries/network/hubs-by-kind.rq`` says the same in SPARQL and the network page in its ``data.js``;
tests hold the three together.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kg.network.ties import Link, Network

DEFAULT_KINDS = ("sister", "partner")


class Selection(NamedTuple):
    """The ties that a question is about, and of how many the dates do not tell whether they stood in its year."""

    links: tuple[Link, ...]
    undated: int


def stood(start: int | None, end: int | None, status: str, year: int) -> bool | None:
    """Whether a tie stood in a year, ``None`` where its dates leave it open.

    >>> stood(1993, 2001, "ended", 2001), stood(1993, 2001, "ended", 2002), stood(1993, None, "active", 1992)
    (True, False, False)
    >>> stood(None, None, "active", 1992), stood(1993, None, "ended", 2002)
    (None, None)
    """
    if (end is not None and end < year) or (start is not None and start > year):
        return False
    return None if start is None or (status == "ended" and end is None) else True


def select(
    network: Network,
    kinds: Collection[str] = DEFAULT_KINDS,
    as_of: int | None = None,
    *,
    ended: bool = False,
    undated: bool = False,
) -> Selection:
    """The ties of some kinds that stand, or stood in a year.

    ``ended`` keeps ended ties where no year is asked for; ``undated`` keeps those that a year leaves open.
    """
    chosen = [link for link in network.links if link.kind in kinds]
    if as_of is None:
        return Selection(tuple(link for link in chosen if ended or link.status != "ended"), 0)
    states = [stood(link.start_year, link.end_year, link.status, as_of) for link in chosen]
    kept = (link for link, state in zip(chosen, states, strict=True) if state or (undated and state is None))
    return Selection(tuple(kept), states.count(None))
