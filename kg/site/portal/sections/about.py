"""What the site is, whose data it shows, under which licences, and the line at the foot of every page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.base.dates import in_words
from kg.base.languages import N_, _
from kg.base.version import __version__
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


def title() -> str:
    """What the data set is called; a citation has the name in English alone."""
    N_("Interregional Ties: a knowledge graph of ties between the cities and regions of Russia and China")
    return _(data_set().title)


def source() -> str:
    """Whence a picture that stands alone."""
    return title() + _(". ") + line()


def line() -> str:
    """Version and day of the data, and their licence."""
    cited = data_set()
    told = _("Data {version} of {date}, CC BY 4.0 where a source says nothing else.")
    return told.format(version=__version__, date=in_words(cited.issued))
