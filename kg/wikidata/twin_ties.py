"""The P190 ties of two countries: statements of both items of a pair, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.base.dates import PartialDate
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.wikidata.client import Client, Row, nodes, qid_of, text_of
from kg.wikidata.items import date_of

DEPRECATED = "http://wikiba.se/ontology#DeprecatedRank"
PAGE = 1000  # the LIMIT in pairs.rq


class Twin(NamedTuple):
    """One P190 statement on one item about another."""

    statement: str
    item: str
    other: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    urls: tuple[str, ...] = ()


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
        return tuple(sorted({twin.start for twin in self.forth + self.back if twin.start}))

    @property
    def ends(self) -> tuple[PartialDate, ...]:
        """The ends that its statements give."""
        return tuple(sorted({twin.end for twin in self.forth + self.back if twin.end}))

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses that its statements refer to."""
        return tuple(sorted({url for twin in self.forth + self.back for url in twin.urls}))


def between(client: Client, country: str, other: str, progress: Step = silent) -> list[WikiTie]:
    """All ties of two countries (Q-ids), in the order of their items.

    Every page and batch goes through the client's cache: after an interruption the same call goes on
    where it stopped.
    """
    holding: dict[str, set[str]] = {country: set(), other: set()}  # the items with statements, by country
    for number, (side, page) in enumerate(pairs(client, country, other), start=1):
        progress(_("page {n}").format(n=number))
        holding[side].update(item for item, _ in page)
    progress(_("statements"))
    return pair_up(twins(client, holding[country], other), twins(client, holding[other], country))


def pair_up(forth: Iterable[Twin], back: Iterable[Twin]) -> list[WikiTie]:
    """Statements of both sides as ties.

    >>> [tie.direction for tie in pair_up([Twin("s", "Q1", "Q2")], [Twin("t", "Q2", "Q1"), Twin("u", "Q4", "Q3")])]
    ['both', 'b-to-a']
    """
    sides: dict[tuple[str, str], tuple[list[Twin], list[Twin]]] = defaultdict(lambda: ([], []))
    for twin in forth:
        sides[twin.item, twin.other][0].append(twin)
    for twin in back:
        sides[twin.other, twin.item][1].append(twin)
    ties = [WikiTie(*pair, tuple(sorted(a)), tuple(sorted(b))) for pair, (a, b) in sides.items()]
    return sorted(ties, key=lambda tie: (int(tie.a[1:]), int(tie.b[1:])))


def pairs(client: Client, country: str, other: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Pages of pairs of items that a P190 statement joins, either way round, with the country of the first ones."""
    for one, two in ((country, other), (other, country)):
        for page in client.pages("pairs", {"country": nodes([one]), "otherCountry": nodes([two])}, PAGE):
            yield one, [(qid_of(item), qid_of(target)) for item, target in page if qid_of(item) and qid_of(target)]


def twins(client: Client, qids: Collection[str], other: str) -> list[Twin]:
    """The P190 statements of items on items of another country, deprecated ones left out."""
    said: dict[tuple[str, str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for item, target, statement, prop, *value in client.batched(
        "twins", "item", nodes(qids), 100, {"otherCountry": nodes([other])}
    ):
        if qid_of(item) and qid_of(target) and isinstance(statement, NamedNode):
            said[statement.value, qid_of(item), qid_of(target)][text_of(prop).rpartition("/")[2]].append(tuple(value))
    found = []
    for key, values in sorted(said.items()):
        if not any(text_of(rank) == DEPRECATED for rank, _ in values["ontology#rank"]):
            urls = tuple(sorted(text_of(url) for url, _ in values["P854"]))
            found.append(Twin(*key, _finest(values["P580"]), _finest(values["P582"]), urls))
    return found


def _finest(rows: Iterable[Row]) -> PartialDate | None:
    """The finest of the dates of a qualifier."""
    known = [date_of(text_of(value), int(text_of(precision) or 0)) for value, precision in rows]
    return max(filter(None, known), default=None, key=lambda date: (date.precision, date))
