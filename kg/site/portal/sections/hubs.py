"""Hubs: the numbers of ``kg hubs`` and the ranks of ``kg rank`` with their intervals, never a second count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.analysis.question import Question
from kg.analysis.ranking import HubRank, hub_ranks
from kg.analysis.reports.report import note
from kg.base import ids
from kg.base.languages import N_, _, current
from kg.network.attributes import Attributes
from kg.network.hubs import compare, named_hubs
from kg.network.standing import DEFAULT_KINDS
from kg.network.views import Choice
from kg.site.portal.lists import Column, Desk, Listing, Ordered, Part, ended
from kg.site.portal.page import Page
from kg.site.portal.sections.places import NUMBERS, counts

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal

SHOWN = 60  # ranks; further down a rank says little, and places share it
LEAST_PARTNERS = 2  # the article calls a hub what has two or more partners
_LIKE = 4  # places named as not told apart
_VERDICTS = {
    "agrees": N_("agrees"),
    "agrees-with-places-within": N_("agrees only with the places within"),
    "differs": N_("differs: fewer than {least} partners"),
}


def _question(portal: Portal) -> Question:
    return Question(portal.network, Attributes(), Choice(DEFAULT_KINDS), limit=SHOWN)


def ranks(portal: Portal) -> list[HubRank]:
    """The ranks of the places with most ties."""
    return hub_ranks(_question(portal))


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk, counted = Desk(portal, "hubs.html"), portal.once(counts)
    asked = _question(portal)
    rows: list[tuple[Value, ...]] = []
    for hub in portal.once(ranks):
        iri, node, numbers = ids.thing("place", hub.place), portal.network.nodes[hub.place], counted[hub.place]
        source = ids.thing("source", hub.most_dependent_on) if hub.most_dependent_on else ""
        rows.append((
            desk.to(iri),
            desk.name(ids.thing("place", node.country)),
            desk.name(ids.concept("level", node.level)),
            hub.rank,
            _span(hub.interval),
            numbers.both,
            *(getattr(numbers, name) for name, _heading in NUMBERS),
            _span(hub.leave_one_out),
            desk.to(source, hub.most_dependent_on) if source else "",
            hub.lost,
            [desk.to(ids.thing("place", like)) for like in hub.like[:_LIKE]],
            max(0, len(hub.like) - _LIKE),
        ))  # fmt: skip
    columns = (
        Column("place", _("Place")),
        Column("country", _("Country"), "choice"),
        Column("level", _("Level"), "choice"),
        Column("rank", _("Rank"), "number"),
        Column("interval", _("Rank lies in"), "number"),
        Column("both", _("Ties in all"), "number"),
        *(Column(name, _(heading), "number") for name, heading in NUMBERS),
        Column("leave-one-out", _("Rank without any one source"), "number", spare=True),
        Column("depends-on", _("Depends most on"), spare=True),
        Column("lost", _("Ties lost without it"), "number", spare=True),
        Column("like", _("Not told apart from"), spare=True),
        Column("more", _("and so many more"), "number", spare=True),
    )
    listing = Listing("hubs", _("The places with the most ties, each rank with its interval"), columns, rows)
    found = compare(portal.once(_named), LEAST_PARTNERS, counted.values(), portal.network)
    named = Listing(
        "named",
        _("Hubs that sources name, held against these ties"),
        (
            Column("place", _("Place")),
            Column("verdict", _("Verdict"), "choice"),
            Column("own", _("Own ties"), "number"),
            Column("within", _("Ties of places inside"), "number"),
            Column("rank", _("Rank among its equals"), "number"),
            Column("source", _("Source")),
        ),
        [
            (
                desk.to(ids.thing("place", each.place)),
                _(_VERDICTS[each.verdict]).format(least=LEAST_PARTNERS),
                each.hub.own if each.hub else 0,
                each.hub.inner if each.hub else 0,
                each.rank_among,
                desk.to(ids.thing("source", each.source)),
            )
            for each in found
        ],
    )
    both = _("Ties in all are a place's own ties and those of the places inside it; the two stand beside them, apart.")
    yield desk.page(
        _("Hubs"),
        _("The places with the most ties, and how far each rank depends on the sources that happened to be found."),
        [
            Part(
                _("Ranks"),
                (both, ended(note("intervals", current(), rounds=asked.rounds, seed=asked.seed))),
                (listing,),
                id="ranks",
            ),
            Part(_("Named by sources"), (), (named,), id="named-hubs"),
        ],
        "hubs",
    )


def _named(portal: Portal) -> list[tuple[str, str]]:
    return named_hubs(portal.graph)


def _span(span: tuple[int, int]) -> Ordered:
    return Ordered(f"{span[0]}–{span[1]}" if span[0] != span[1] else str(span[0]), span[0])
