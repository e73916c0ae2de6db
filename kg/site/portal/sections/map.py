"""The map of all ties: drawn in the page, and alive where scripts run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.languages import _, current
from kg.site.atlas.model import Atlas, atlas
from kg.site.atlas.view import map_view
from kg.site.portal.page import Links, Page

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

ADDRESS = "map.html"


def map_of(portal: Portal) -> Atlas:
    """The map in the language that is spoken, made once for the pages that show it."""
    kept = portal.once(_kept)
    if current() not in kept:
        kept[current()] = atlas(portal.graph, Links.of(ADDRESS, "").thing)
    return kept[current()]


def _kept(_portal: Portal) -> dict[str, Atlas]:
    return {}


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    title = _("Map of ties")
    says = _("Ties of Russian and Chinese cities and regions on one map: by kind, decade, sphere and year since 1988.")
    view = map_view(map_of(portal), title, says)
    yield Page(ADDRESS, title, says, view.main, "map", scripts=view.scripts)
