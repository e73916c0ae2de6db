"""All ties: between whom, of which kind, since when, and how well that is attested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base import ids
from kg.base.languages import _
from kg.network.ties import Link
from kg.schema.terms import TIE
from kg.site.portal.lists import Column, Desk, Listing, Part, in_order, since
from kg.site.portal.page import Page

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal


def columns() -> tuple[Column, ...]:
    """What :func:`row` tells of a tie."""
    return (
        Column("tie", _("Tie")),
        Column("kind", _("Kind"), "choice"),
        Column("since", _("Since"), "date"),
        Column("status", _("Status"), "choice"),
        Column("support", _("Support"), "choice"),
        Column("witnesses", _("Independent sources"), "number"),
        Column("witnesses-of-kind", _("Of them, call it so"), "number"),
        Column("sources", _("Sources"), "number", spare=True),
    )


def row(desk: Desk, link: Link) -> tuple[Value, ...]:
    """A tie as a row."""
    parties = sorted(
        (desk.portal.network.nodes[end] for end in (link.a, link.b)), key=lambda node: node.country != "ru"
    )
    names = [desk.name(ids.thing("place", node.id)) for node in parties]
    return (
        desk.to(ids.thing("tie", link.slug), _("{a} – {b}").format(a=names[0], b=names[1])),
        desk.name(ids.concept("tie-kind", link.kind)),
        since(link.start_year, link.begun_not_before, link.begun_not_after),
        desk.name(ids.concept("tie-status", link.status)),
        desk.name(ids.concept("support", link.support)),
        link.independent_sources,
        link.sources_of_kind,
        len(link.sources),
    )


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk = Desk(portal, "ties.html")
    links = portal.network.links
    rows = [
        (*row(desk, link), desk.names(ids.thing("tie", link.slug), TIE.sphere), ", ".join(sorted(link.sources)))
        for link in links
    ]
    extra = (Column("spheres", _("Spheres"), spare=True), Column("source-ids", _("Sources (id)"), spare=True))
    listing = Listing("ties", _("All ties"), (*columns(), *extra), in_order(rows))
    kinds = Counter((link.kind, link.status) for link in links)
    summary = Listing(
        "kinds",
        _("Ties by kind and status"),
        (
            Column("kind", _("Kind"), "choice"),
            Column("status", _("Status"), "choice"),
            Column("ties", _("Ties"), "number"),
        ),
        [
            (desk.name(ids.concept("tie-kind", kind)), desk.name(ids.concept("tie-status", status)), count)
            for (kind, status), count in sorted(kinds.items(), key=lambda one: -one[1])
        ],
    )
    supports = Counter(link.support for link in links)
    grades = Listing(
        "grades",
        _("Grades of support"),
        (Column("support", _("Support")), Column("ties", _("Ties"), "number"), Column("means", _("What it means"))),
        [
            (desk.name(iri), supports[code], desk.defined(iri))
            for code in sorted(supports, key=lambda each: -supports[each])
            for iri in [ids.concept("support", code)]
        ],
        _(
            "Support is a grade by written rules of what sources say, and no "
            "probability. A source and its copies count once."
        ),
    )
    told = _("Where no source dates the beginning, the bounds say what is known: “by 2016” means no later than 2016.")
    yield desk.page(
        _("Ties"),
        _("Every tie on record: between whom, of which kind, since when, and how many sources say so."),
        [
            Part(_("All ties"), (told,), (listing,), id="all"),
            Part(_("By kind and status"), (), (summary,), id="by-kind"),
            Part(_("Support"), (), (grades,), id="by-support"),
        ],
        "ties",
    )
