"""The map of all ties: drawn in the page, and alive where scripts run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.languages import _
from kg.site.atlas.map_of_ties import Atlas, atlas
from kg.site.atlas.map_page import map_view
from kg.site.portal.page import Links, Page

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

ADDRESS = "map.html"


def map_of(portal: Portal) -> Atlas:
    """The map in the language that is spoken."""
    return atlas(portal.graph, portal.network, Links.of(ADDRESS, "").thing)


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    title = _("Map of ties")
    says = _("Ties of Russian and Chinese cities and regions on one map: by kind, decade, sphere and year since 1988.")
    view = map_view(portal.once_a_language(map_of), title, says)
    yield Page(ADDRESS, title, says, view.main, "map", scripts=view.scripts)
