"""Three stories of the first page, made from facts only: the oldest ties, one year, the two banks of the Amur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.ask.asked_tables import asked_table
from kg.base import ids
from kg.base.languages import _, current, listed, ngettext
from kg.dossier.gatherings import Event, Format
from kg.dossier.text.citing import strongest
from kg.dossier.text.phrases import named, own_stage, pair, since
from kg.dossier.tie import Tie
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.told import KINDS_OF_TIES
from kg.schema.terms import TIE

if TYPE_CHECKING:
    from kg.dossier.evidence import Source
    from kg.network.ties import Link, Network
    from kg.site.portal.told import Told

YEAR = 2024
# What the Amur and the Ussuri part: the graph says that units touch, not what flows between them.
AMUR = ("ru-amur-oblast", "ru-jewish-autonomous-oblast", "ru-khabarovsk-krai")
OTHER_BANK = ("cn-heilongjiang",)
MOST, SPHERES, FEW = 5, 3, 2


class Fact(NamedTuple):
    """A line of a story: what with its IRI, what is said of it, and by whom."""

    name: str
    iri: str
    says: str
    sources: tuple[Source, ...]
    date: str = ""


class Story(NamedTuple):
    """A heading, what was counted, the lines, and the page that has the rest."""

    title: str
    says: tuple[str, ...]
    facts: tuple[Fact, ...]
    address: str


def stories(told: Told, network: Network) -> list[Story]:
    """Those for which there are facts."""
    links = select(network).links
    made = (_oldest(told, links), _year(told, network.links), _amur(told, network, links))
    return [each for each in made if each.facts]


def _oldest(told: Told, links: Sequence[Link]) -> Story:
    dated = sorted((link for link in links if link.start_year), key=lambda link: (link.start_year or 0, link.slug))
    says = (
        _("Of {all} sister and partner ties that stand, {dated} have a year in which they began.").format(
            all=len(links), dated=len(dated)
        ),
        _("A tie without a year may be older than these."),
    )
    facts = sorted((_tie(told, link) for link in dated[: 3 * MOST]), key=_day)
    return Story(_("The oldest ties"), says, tuple(facts[:MOST]), "timeline.html")


def _year(told: Told, links: Iterable[Link]) -> Story:
    begun = [link for link in links if link.begun == (YEAR, YEAR)]
    count = Counter(link.kind for link in begun)
    says = []
    if begun:
        kinds = listed(
            _("{what} ({count})").format(what=_(name), count=count[kind])
            for kind, name in KINDS_OF_TIES.items()
            if count[kind]
        )
        says.append(_("Began in {year}: {kinds}.").format(year=YEAR, kinds=kinds))
    happened = [
        each for each in told.of(TIE.Event) if isinstance(each, Event) and each.year == YEAR and not each.is_planned
    ]
    if happened:
        text = ngettext(
            "Sources tell of {n} event of that year.", "Sources tell of {n} events of that year.", len(happened)
        )
        says.append(text.format(n=len(happened)))
        spheres = Counter(named(sphere) for each in happened for sphere in each.spheres)
        often = sorted(spheres.items(), key=lambda each: (-each[1], each[0]))[:SPHERES]
        if often:
            told_of = listed(_("{what} ({count})").format(what=name, count=number) for name, number in often)
            says.append(_("Most often in: {spheres}.").format(spheres=told_of))
    formats = [each for each in told.of(TIE.Format) if isinstance(each, Format) and each.start_year == YEAR]
    facts = [Fact(each.label(current()), each.iri, named(each.kind), strongest(each.sources, FEW)) for each in formats]
    ties = sorted(
        (link for link in begun if link.kind in DEFAULT_KINDS),
        key=lambda link: (DEFAULT_KINDS.index(link.kind), link.slug),
    )
    facts += [_tie(told, link) for link in ties]
    return Story(_("The year {year}").format(year=YEAR), tuple(says), tuple(facts[:MOST]), "timeline.html")


def _amur(told: Told, network: Network, links: Iterable[Link]) -> Story:
    rows = asked_table(told.whole, "boundaries-of-units").rows
    touching = {frozenset(ids.tail(str(each)) for each in row) for row in rows}
    banks = {frozenset((one, other)) for one in AMUR for other in OTHER_BANK} & touching
    found = [link for link in links if frozenset(network.nodes[end].region for end in (link.a, link.b)) in banks]
    text = ngettext(
        "{n} sister or partner tie joins a place on the Russian bank of the Amur and the Ussuri with one in "
        "Heilongjiang, regions counted with their cities.",
        "{n} sister and partner ties join places on the Russian bank of the Amur and the Ussuri with places in "
        "Heilongjiang, regions counted with their cities.",
        len(found),
    )
    facts = sorted((_tie(told, link) for link in found), key=_day)
    return Story(_("Across the Amur"), (text.format(n=len(found)),), tuple(facts[:MOST]), "map.html")


def _tie(told: Told, link: Link) -> Fact:
    tie = told.thing(ids.thing("tie", link.slug))
    if not isinstance(tie, Tie):
        raise TypeError(f"no tie: {tie!r}")
    stage = own_stage(tie)
    says = _("{kind}, {since}").format(kind=named(tie.kind), since=since(tie))
    sources = strongest((stage.sources if stage else ()) or tie.sources, FEW)
    return Fact(pair(tie.parties), tie.iri, says, sources, (stage.date if stage else "") or str(tie.start_year or ""))


def _day(fact: Fact) -> str:
    """By the day; a year alone stands after the days of that year, and nothing last."""
    return f"{fact.date}~"
