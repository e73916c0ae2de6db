"""Our ties against Wikidata's: matched, only here, only there, another date, one way only. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.base.dates import PartialDate
from kg.base.languages import N_, _
from kg.gather.fuse import Tie
from kg.wikidata.twin_ties import WikiTie

MATCHED, ONLY_HERE, ONLY_THERE = N_("matched"), N_("only-here"), N_("only-there")
NO_ITEM = N_("no-item")  # a tie of ours that cannot be compared: a party has no judged item
STATES = (MATCHED, ONLY_HERE, ONLY_THERE, NO_ITEM)
HERE, THERE = N_("here"), N_("there")
# The dates of a tie that Wikidata's start time may rightly give.
_BEGINNINGS = ("signed", "began", "approved", "announced")


class Row(NamedTuple):
    """One pair: where it stands and how the two sides compare. ``place_*`` is empty for an unknown item."""

    state: str
    place_a: str
    place_b: str
    item_a: str
    item_b: str
    one_way: str = ""  # a-to-b or b-to-a where the statement stands on one item only
    date_conflict: bool = False
    ours: str = ""
    theirs: str = ""
    tie: str = ""
    sources: int = 0
    over: str = ""  # HERE or THERE, where only one side says that the tie is over
    deprecated: str = ""  # a-to-b, b-to-a or both: where the statement stands with the rank deprecated only


def audit(
    ties: Iterable[Tie],
    theirs: Iterable[WikiTie],
    places: Mapping[str, str],
    countries: Mapping[str, str],
    sides: tuple[str, str],
) -> list[Row]:
    """A row for every sister tie of ours between two countries, and for every one of Wikidata's.

    ``places`` maps place ids to Q-ids, ``countries`` place ids to the ids of their countries. ``sides``
    are the two countries; ``place_a`` is in the first. A tie that is over is compared as well: Wikidata
    keeps it with an end time.
    """
    ids = {qid: place for place, qid in places.items()}
    open_ones = {(tie.a, tie.b): tie for tie in theirs}
    rows = []
    lesser: dict[tuple[str, str], str] = {}  # ties of ours that are partners or intentions
    for tie in ties:
        pair = sided(tie, countries, sides)
        if pair is None:
            continue
        items = places.get(pair[0], ""), places.get(pair[1], "")
        if tie.kind != "sister":
            lesser[items] = tie.slug
            continue
        wiki = open_ones.pop(items, None)
        state = MATCHED if wiki and wiki.direction else ONLY_HERE if all(items) else NO_ITEM
        ours = sorted({date for kind, date in tie.dates if kind in _BEGINNINGS})
        row = Row(state, *pair, *items, ours=_shown(ours), tie=tie.slug, sources=tie.independent_sources)
        rows.append(_with_theirs(row, wiki, ours, tie.status == "ended") if wiki else row)
    for items, wiki in open_ones.items():
        if wiki.direction:
            row = Row(ONLY_THERE, ids.get(items[0], ""), ids.get(items[1], ""), *items, tie=lesser.get(items, ""))
            rows.append(_with_theirs(row, wiki, (), wiki.is_over))
    return sorted(rows, key=lambda row: (STATES.index(row.state), row[1:5]))


def agrees(row: Row) -> bool:
    """True where the two sides say the same."""
    return row.state == MATCHED and not (row.one_way or row.date_conflict or row.over)


def sided(tie: Tie, countries: Mapping[str, str], sides: tuple[str, str]) -> tuple[str, str] | None:
    """The two parties in the order of the two countries, or nothing for a tie of other countries or of more."""
    if len(tie.parties) != 2:
        return None
    for a, b in (tie.parties, reversed(tie.parties)):
        if (countries.get(a), countries.get(b)) == sides:
            return a, b
    return None


def _with_theirs(row: Row, wiki: WikiTie, ours: Sequence[PartialDate], is_over: bool) -> Row:
    differs = bool(wiki.direction) and wiki.is_over != is_over
    return row._replace(
        one_way="" if wiki.direction == "both" else wiki.direction,
        over=(HERE if is_over else THERE) if differs else "",
        deprecated=wiki.ruled_out,
        date_conflict=bool(ours) and not agree(ours, wiki.starts),
        theirs=_shown(wiki.starts),
    )


def agree(ours: Sequence[PartialDate], theirs: Iterable[PartialDate]) -> bool:
    """True where every start of theirs agrees with some date of ours.

    >>> agree([PartialDate(1993, 6, 1)], [PartialDate(1993)]), agree([PartialDate(1993)], [PartialDate(1992)])
    (True, False)
    """
    return all(any(one.agrees_with(other) for other in ours) for one in theirs)


def _shown(dates: Iterable[PartialDate]) -> str:
    return " ".join(date.iso for date in dates)


class Summary(NamedTuple):
    """How many pairs of one region are in which state."""

    region: str
    matched: int
    only_here: int
    only_there: int
    no_item: int
    date_conflict: int
    one_way: int
    over: int

    def line(self) -> str:
        """The summary in one line.

        >>> from kg.base.languages import speaking
        >>> with speaking("ru"):
        ...     Summary("Амурская область", 3, 2, 0, 1, 1, 0, 0).line().partition(",")[0]
        'Амурская область: совпало 3'
        """
        told = _(
            "{region}: {matched} matched, {only_here} only here, {only_there} only there, {no_item} without an item;"
            " {date_conflict} with another date, {one_way} one way only, {over} over on one side only"
        )
        return told.format_map(self._asdict())


def summaries(rows: Sequence[Row], regions: Mapping[str, str]) -> list[Summary]:
    """A summary for each region of the first country, and one of all; ``regions`` maps places to regions.

    >>> row = Row("matched", "ru-khabarovsk", "cn-harbin", "Q4454", "Q42956")
    >>> [s.region for s in summaries([row], {"ru-khabarovsk": "ru-khabarovsk-krai"})]
    ['ru-khabarovsk-krai', 'all']
    """
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(regions.get(row.place_a, "–"), []).append(row)
    found = []
    for region, members in (*sorted(grouped.items()), ("all", rows)):
        states = [row.state for row in members]
        differing = (sum(bool(getattr(row, what)) for row in members) for what in Summary._fields[-3:])
        found.append(Summary._make((region, *map(states.count, STATES), *differing)))
    return found
