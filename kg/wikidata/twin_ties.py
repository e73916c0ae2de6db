"""The P190 ties of two countries: statements of both items of a pair, put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.wikidata import fetch
from kg.wikidata.client import Client
from kg.wikidata.items import Twin

Pair = tuple[str, str]


class WikiTie(NamedTuple):
    """One pair of items and what each says of the other; ``a`` is of the first country."""

    a: str
    b: str
    forth: tuple[Twin, ...]
    back: tuple[Twin, ...]

    @property
    def direction(self) -> str:
        """``both``, ``a-to-b`` or ``b-to-a``: on which of the items the tie stands."""
        if self.forth and self.back:
            return "both"
        return "a-to-b" if self.forth else "b-to-a"

    @property
    def starts(self) -> tuple[PartialDate, ...]:
        """The starts that its statements give, each once, the earliest first."""
        return tuple(sorted({twin.start for twin in (*self.forth, *self.back) if twin.start}))

    @property
    def ends(self) -> tuple[PartialDate, ...]:
        """The ends that its statements give."""
        return tuple(sorted({twin.end for twin in (*self.forth, *self.back) if twin.end}))

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses that its statements refer to."""
        return tuple(sorted({url for twin in (*self.forth, *self.back) for url in twin.urls}))


def between(client: Client, country: str, other: str, progress: Step = silent) -> list[WikiTie]:
    """All ties of two countries (Q-ids), in the order of their items.

    Every page and batch goes through the client's cache: after an interruption the same call goes on
    where it stopped.
    """
    holding: dict[str, set[str]] = {country: set(), other: set()}  # the items with statements, by country
    for number, (side, page) in enumerate(fetch.pairs(client, country, other), start=1):
        progress(_("page {n}").format(n=number))
        holding[side].update(item for item, _ in page)
    progress(_("statements"))
    return pair_up(fetch.twins(client, holding[country], other), fetch.twins(client, holding[other], country))


def pair_up(forth: Iterable[Twin], back: Iterable[Twin]) -> list[WikiTie]:
    """Statements of both sides as ties.

    >>> [tie.direction for tie in pair_up([Twin("s", "Q1", "Q2")], [Twin("t", "Q2", "Q1"), Twin("u", "Q4", "Q3")])]
    ['both', 'b-to-a']
    """
    sides: dict[Pair, tuple[list[Twin], list[Twin]]] = {}
    for twin in forth:
        sides.setdefault((twin.item, twin.other), ([], []))[0].append(twin)
    for twin in back:
        sides.setdefault((twin.other, twin.item), ([], []))[1].append(twin)
    return [WikiTie(*pair, tuple(sorted(a)), tuple(sorted(b))) for pair, (a, b) in sorted(sides.items(), key=_order)]


def _order(entry: tuple[Pair, object]) -> tuple[int, int]:
    (a, b), _ = entry
    return int(a[1:]), int(b[1:])
