"""The first page: what this is, how many, from whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base.languages import _, ngettext
from kg.network.from_graph import read_network
from kg.network.standing import select
from kg.site.portal.changes import changes
from kg.site.portal.frame import SITE, rendered
from kg.site.portal.page import Page, address_of

if TYPE_CHECKING:
    from kg.site.portal.site import Portal


LATELY = 10  # changes that the first page shows


class Figure(NamedTuple):
    """A number, what it counts, and the page that shows what was counted."""

    number: int
    says: str
    address: str


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    network = read_network(portal.graph)
    chosen = select(network)
    tied = {end for link in chosen.links for end in (link.a, link.b)}
    asked = Catalog().find("sources-by-kind").filled({}, portal.graph.names)
    kinds = table_of(portal.graph, asked)
    at = kinds.columns.index("sources")
    sources = sum(int(str(row[at])) for row in kinds.rows)
    counted = len(chosen.links)
    figures = [
        Figure(counted, ngettext("sister or partner tie", "sister and partner ties", counted), "ties.html"),
        Figure(len(tied), ngettext("city or region", "cities and regions", len(tied)), "places.html"),
        Figure(sources, ngettext("source cited", "sources cited", sources), "sources.html"),
    ]
    says = _("Who in Russia and China is tied to whom, since when, and who says so.")
    main = rendered(
        "start.html", title=_(SITE), says=says, figures=figures, lately=changes(portal, LATELY), address_of=address_of
    )
    yield Page("index.html", _(SITE), says, main)
