"""Documents as the main part of a page: comparisons of places, road maps."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.base import ids
from kg.base.languages import current
from kg.dossier.pictures.land import land_beside
from kg.site.portal.frame import rendered
from kg.site.portal.page import Links
from kg.site.portal.sections.things import LAND, drawn

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kg.formats.documents.document import Document, Span


def land_of_pages() -> AbstractContextManager[None]:
    """Maps that are drawn meanwhile show the land that the pages of things share; it stands two folders above."""
    return land_beside(f"../../assets/{LAND}")


def paper(document: Document, address: str, paged: Set[str], command: str) -> Markup:
    """The document at an address; what has a page of its own is a link, and so is each source."""
    links = Links.of(address, current())

    def to(span: Span) -> str:
        return links.thing(span.thing) if span.thing in paged else span.url

    def source(key: str) -> str:
        iri = ids.thing("source", key)
        return links.thing(iri) if iri in paged else ""

    return rendered(
        "thing.html",
        document=document,
        numbers=document.numbers(),
        to=to,
        drawn=drawn,
        source=source,
        data="",
        command=command,
    )
