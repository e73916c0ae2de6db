"""The P190 ties of two countries: statements of both items of a pair, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.base.dates import PartialDate
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.wikidata.client import Client, Row, nodes, qid_of, text_of
from kg.wikidata.items import date_of

DEPRECATED = "http://wikiba.se/ontology#DeprecatedRank"
PAGE = 1000  # the LIMIT in pairs.rq
_WAYS = {(True, True): "both", (True, False): "a-to-b", (False, True): "b-to-a", (False, False): ""}


class Twin(NamedTuple):
    """One P190 statement on one item about another."""

    statement: str
    item: str
    other: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    urls: tuple[str, ...] = ()
    is_deprecated: bool = False


class WikiTie(NamedTuple):
    """One pair of items and what each says of the other; ``a`` is of the first country.

    ``deprecated`` are the statements of that rank, which do not hold.
    """

    a: str
    b: str
    forth: tuple[Twin, ...]
    back: tuple[Twin, ...]
    deprecated: tuple[Twin, ...] = ()

    @property
    def direction(self) -> str:
        """``both``, ``a-to-b`` or ``b-to-a``: on which of the items the tie stands; empty for none."""
        return _WAYS[bool(self.forth), bool(self.back)]

    @property
    def ruled_out(self) -> str:
        """On which of the items the tie stands with the rank deprecated only, as ``direction``."""
        items = {twin.item for twin in self.deprecated}
        return _WAYS[self.a in items and not self.forth, self.b in items and not self.back]

    @property
    def is_over(self) -> bool:
        """True where all that one of the items says of the other has an end."""
        return any(way and all(twin.end for twin in way) for way in (self.forth, self.back))

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


def between(
    client: Client,
    countries: tuple[str, str],
    progress: Step = silent,
    own: tuple[Iterable[str], Iterable[str]] = ((), ()),
    leads: Mapping[str, str] = {},
) -> list[WikiTie]:
    """All ties of two countries (Q-ids), in the order of their items.

    ``own`` are items that belong to the two countries, whether Wikidata says so or not; ``leads`` gives
    the item that a merged one leads to. Every page and batch goes through the client's cache: after an
    interruption the same call goes on where it stopped.
    """
    sides = dict(zip(countries, map(set, own), strict=True))
    across = dict(zip(countries, reversed(countries), strict=True))
    for number, (side, page) in enumerate(pairs(client, *countries), start=1):
        progress(_("page {n}").format(n=number))
        sides[side].update(item for item, _ in page)
        sides[across[side]].update(target for _, target in page)
    progress(_("statements"))
    one, two = ({leads.get(qid, qid) for qid in sides[country]} for country in countries)
    said = [
        twin._replace(item=leads.get(twin.item, twin.item), other=leads.get(twin.other, twin.other))
        for twin in twins(client, one | two)
    ]
    return pair_up(
        *([twin for twin in said if twin.item in a and twin.other in b] for a, b in ((one, two), (two, one)))
    )


def pair_up(forth: Iterable[Twin], back: Iterable[Twin]) -> list[WikiTie]:
    """Statements of both sides as ties.

    >>> [tie.direction for tie in pair_up([Twin("s", "Q1", "Q2")], [Twin("t", "Q2", "Q1"), Twin("u", "Q4", "Q3")])]
    ['both', 'b-to-a']
    """
    sides: dict[tuple[str, str], tuple[list[Twin], list[Twin], list[Twin]]] = defaultdict(lambda: ([], [], []))
    for twin in forth:
        sides[twin.item, twin.other][2 if twin.is_deprecated else 0].append(twin)
    for twin in back:
        sides[twin.other, twin.item][2 if twin.is_deprecated else 1].append(twin)
    ties = [WikiTie(*pair, *(tuple(sorted(statements)) for statements in those)) for pair, those in sides.items()]
    return sorted(ties, key=lambda tie: (int(tie.a[1:]), int(tie.b[1:])))


def pairs(client: Client, country: str, other: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Pages of pairs of items that a P190 statement joins, either way round, with the country of the first ones."""
    for one, two in ((country, other), (other, country)):
        for page in client.pages("pairs", {"country": nodes([one]), "otherCountry": nodes([two])}, PAGE):
            yield one, [(qid_of(item), qid_of(target)) for item, target in page if qid_of(item) and qid_of(target)]


def twins(client: Client, qids: Collection[str]) -> list[Twin]:
    """The P190 statements of items."""
    said: dict[tuple[str, str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for item, target, statement, prop, *value in client.batched("twins", "item", nodes(qids), 100):
        if qid_of(item) and qid_of(target) and isinstance(statement, NamedNode):
            said[statement.value, qid_of(item), qid_of(target)][text_of(prop).rpartition("/")[2]].append(tuple(value))
    found = []
    for key, values in sorted(said.items()):
        urls = tuple(sorted(text_of(url) for url, _ in values["P854"]))
        is_deprecated = any(text_of(rank) == DEPRECATED for rank, _ in values["ontology#rank"])
        found.append(Twin(*key, _finest(values["P580"]), _finest(values["P582"]), urls, is_deprecated))
    return found


def _finest(rows: Iterable[Row]) -> PartialDate | None:
    """The finest of the dates of a qualifier."""
    known = [date_of(text_of(value), _number(text_of(precision))) for value, precision in rows]
    return max(filter(None, known), default=None, key=lambda date: (date.precision, date))


def _number(text: str) -> int:
    """A precision, nought where it is none: no date is that coarse."""
    return int(text) if len(text) < 3 and text.isascii() and text.isdigit() else 0
