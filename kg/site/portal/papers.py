"""Documents as the main part of a page: dossiers of things, comparisons of places, road maps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.languages import current
from kg.dossier.pictures.land import land_beside
from kg.dossier.text.commands import Pages, on_pages
from kg.site.portal.frame import rendered
from kg.site.portal.page import Links, address_of

if TYPE_CHECKING:
    from kg.formats.documents.document import Document, Picture, Span

LAND = "land.svg"
_ALONE = re.compile(r' xmlns="[^"]*"| font-family="[^"]*"| lang="[^"]*"')  # what only a picture by itself needs


@contextmanager
def written_for(address: str, data: str = "") -> Iterator[None]:
    """Documents that are made meanwhile stand at an address; ``data`` is the path of what they leave out.

    Their maps show the land that all pages share, and what names a command elsewhere leads to data or a question.
    """
    links = Links.of(address, current())

    def question(name: str) -> tuple[str, str]:
        return _catalog().find(name).tell("summary", current()), links.to(f"question/{name}.html")

    with land_beside(links.asset(LAND)), on_pages(Pages(links.shared(data), question)):
        yield


@cache
def _catalog() -> Catalog:
    return Catalog()


def paper(document: Document, address: str, paged: Set[str], command: str, data: str = "") -> Markup:
    """The document at an address; what has another page of its own is a link, and so is each source.

    ``command`` makes the document, ``data`` is the path of its data beside the folders of the languages.
    """
    links = Links.of(address, current())

    def elsewhere(iri: str) -> str:
        return links.thing(iri) if iri in paged and address_of(iri) != address else ""

    def to(span: Span) -> str:
        return elsewhere(span.thing) or span.url

    return rendered(
        "thing.html",
        document=document,
        numbers=document.numbers(),
        to=to,
        drawn=_drawn,
        source=lambda key: elsewhere(ids.thing("source", key)),
        data=data and links.shared(data),
        command=command,
    )


def _drawn(picture: Picture) -> Markup:
    """A picture in the page itself, in the letters of the page; what is in it was escaped where it was drawn."""
    return Markup(_ALONE.sub("", picture.svg, 3).strip())  # noqa: S704 (kg.dossier.pictures makes it, no source does)
