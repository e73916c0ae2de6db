"""All places by country and level, with their own ties and those of what lies in them, never added up in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base import ids
from kg.base.languages import N_, _
from kg.dossier.facts import RDF_TYPE
from kg.network.hubs import Hub
from kg.network.hubs import hubs as ranked
from kg.network.standing import select
from kg.network.told import counted
from kg.schema.terms import TIE
from kg.site.portal.lists import Column, Desk, Listing, Part, To
from kg.site.portal.page import Page

if TYPE_CHECKING:
    from kg.site.portal.lists import Value
    from kg.site.portal.site import Portal

NUMBERS = (
    ("own", N_("Own ties")), ("inner", N_("Ties of places inside")), ("partners", N_("Partners")),
    ("sources", N_("Sources")), ("first_year", N_("First year")),
)  # fmt: skip


def counts(portal: Portal) -> dict[str, Hub]:
    """What the sister and partner ties of each place add up to: the numbers of ``kg hubs``."""
    chosen = select(portal.network)
    return {hub.place: hub for hub in ranked(portal.network, chosen.links)}


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    desk, found, nodes = Desk(portal, "places.html"), portal.once(counts), portal.network.nodes
    rows: list[tuple[Value, ...]] = []
    in_level: Counter[tuple[str, str]] = Counter()
    with_ties: Counter[tuple[str, str]] = Counter()
    for iri in sorted(desk.facts.subjects(RDF_TYPE, TIE.Place), key=lambda iri: _order(found, iri)):
        node, hub = nodes[ids.tail(iri)], found.get(ids.tail(iri))
        if node.level == "country":
            continue
        at = (node.country, node.level)
        in_level[at] += 1
        with_ties[at] += hub is not None and hub.own > 0
        above = "" if node.region in ("", node.id) else ids.thing("place", node.region)
        numbers = [getattr(hub, name) if hub else 0 for name, _heading in NUMBERS[:-1]]
        rows.append((
            desk.to(iri) if iri in desk.paged else To(desk.name(iri), id=ids.tail(iri)),
            desk.name(ids.thing("place", node.country)),
            desk.name(ids.concept("level", node.level)),
            desk.name(above) if above else "",
            *numbers,
            hub.first_year if hub else None,
        ))  # fmt: skip
    country, level = Column("country", _("Country"), "choice"), Column("level", _("Level"), "choice")
    summary = Listing(
        "levels",
        _("Places by country and level"),
        (
            level,
            country,
            Column("places", _("Places"), "number"),
            Column("with", _("With a tie of their own"), "number"),
        ),
        [
            (desk.name(ids.concept("level", kind)), desk.name(ids.thing("place", of)), count, with_ties[of, kind])
            for (of, kind), count in sorted(in_level.items(), key=lambda one: (one[0][0], -one[1]))
        ],
    )
    number = [Column(name, _(heading), "number") for name, heading in NUMBERS]
    listing = Listing(
        "places",
        _("All places"),
        (Column("place", _("Place")), country, level, Column("region", _("Region")), *number),
        rows,
        counted(("sister", "partner"), None, select(portal.network)),
    )
    title = _("Places")
    says = _("Every city, district and region on record, with its own ties and the ties of the places inside it.")
    told = _("A tie of a region is no tie of its cities, and the other way round. Places without a tie have no page.")
    yield desk.page(
        title,
        says,
        [
            Part(_("All places"), (told,), (listing,), id="all"),
            Part(_("By country and level"), (), (summary,), id="by-level"),
        ],
        "places",
    )


def _order(found: dict[str, Hub], iri: str) -> tuple[int, str]:
    """Those with most ties first."""
    hub = found.get(ids.tail(iri))
    return -hub.both if hub else 0, iri
