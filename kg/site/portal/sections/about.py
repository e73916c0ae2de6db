"""What the site is, whose data it shows, and under which licences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.languages import _
from kg.formats.references import data_set
from kg.site.portal.frame import rendered
from kg.site.portal.page import Page

if TYPE_CHECKING:
    from kg.site.portal.site import Portal


def pages(portal: Portal) -> Iterator[Page]:
    """One page."""
    title = _("About and licences")
    main = rendered("about.html", title=title, cited=data_set())
    yield Page("about.html", title, _("Who makes this site, of which data, and what may be done with them."), main)
