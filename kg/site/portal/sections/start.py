"""The first page: what this is, how many, from whom, the map, what is new, three stories, and doors for five people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base.languages import N_, _, ngettext
from kg.network.standing import select
from kg.site.atlas.map_drawing import picture
from kg.site.portal.changes import changes
from kg.site.portal.frame import SITE, rendered
from kg.site.portal.page import Page, address_of
from kg.site.portal.sections.map import map_of
from kg.site.portal.stories import stories

if TYPE_CHECKING:
    from kg.site.portal.site import Portal


LATELY = 10  # changes that the first page shows
# For whom, what they come for, and where that is.
DOORS = (
    (N_("Researcher"), N_("the network, the article against the graph, tables to reckon with"),
     (("claims.html", N_("Claims")), ("network.html", N_("Network")), ("data.html", N_("Data")))),
    (N_("Official"), N_("the state of a region's ties and what it could do next"),
     (("roadmap.html", N_("Road maps")), ("compare.html", N_("Compare places")), ("themes.html", N_("Themes")))),
    (N_("Journalist"), N_("what is new, who says so, and what is in doubt"),
     (("timeline.html", N_("Time line")), ("sources.html", N_("Sources")), ("quality.html", N_("Quality")))),
    (N_("Wikidata editor"), N_("ties with references, and what sources do not agree on"),
     (("ties.html", N_("Ties")), ("quality.html", N_("Quality")), ("sources.html", N_("Sources")))),
    (N_("Engineer"), N_("files in open formats, questions in SPARQL, the ontology"),
     (("data.html", N_("Data")), ("questions.html", N_("Questions")), ("reference.html", N_("Reference")))),
)  # fmt: skip


class Figure(NamedTuple):
    """A number, what it counts, and the page that shows what was counted."""

    number: int
    says: str
    address: str


def pages(portal: Portal) -> Iterator[Page]:
    """One page, and the one for addresses that lead nowhere."""
    says = _("Who in Russia and China is tied to whom, since when, and who says so.")
    map_ = portal.once_a_language(map_of)
    title = _("Map of ties")
    main = rendered(
        "start.html",
        title=_(SITE),
        says=says,
        figures=_figures(portal),
        map=Markup(picture(map_, map_.standing(), title, says)),  # noqa: S704 (made of escaped texts)
        stories=stories(portal.told, portal.network),
        doors=DOORS,
        lately=portal.once_a_language(changes)[:LATELY],
        address_of=address_of,
    )
    yield Page("index.html", _(SITE), says, main)
    title = _("This page is not here")
    says = _("The address leads nowhere: the page may have been renamed, or never was.")
    yield Page("404.html", title, says, rendered("404.html", title=title, says=says))


def _figures(portal: Portal) -> list[Figure]:
    chosen = select(portal.network)
    tied = {end for link in chosen.links for end in (link.a, link.b)}
    kinds = table_of(portal.graph, Catalog().find("sources-by-kind").filled({}, portal.graph.names))
    at = kinds.columns.index("sources")
    sources = sum(int(str(row[at])) for row in kinds.rows)
    counted = len(chosen.links)
    return [
        Figure(counted, ngettext("sister or partner tie", "sister and partner ties", counted), "ties.html"),
        Figure(len(tied), ngettext("city or region", "cities and regions", len(tied)), "places.html"),
        Figure(sources, ngettext("source cited", "sources cited", sources), "sources.html"),
    ]
