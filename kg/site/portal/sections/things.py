"""A page for every place, tie, person, concept, format, event and source, as its dossier tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from kg.base.languages import current
from kg.dossier.pictures.land import land_beside, whole_land
from kg.dossier.text.dossier_document import dossier_document
from kg.formats.documents.document import Paragraph, Picture, Span
from kg.site.portal.frame import rendered
from kg.site.portal.page import Links, Page, address_of
from kg.site.portal.thing_crumbs import SECTION, crumbs
from kg.site.portal.thing_data import linked_data

if TYPE_CHECKING:
    from kg.dossier.things import Thing
    from kg.formats.documents.document import Document
    from kg.site.portal.site import Portal

LAND = "land.svg"
SAYS = 160  # letters of the line that search engines show


def pages(portal: Portal) -> Iterator[Page]:
    """One page a thing."""
    with land_beside(f"../../assets/{LAND}"):
        for thing in portal.told:
            yield _page(portal, thing)


def shared(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """What all languages share: the land of the maps, and what is known of each thing as data."""
    yield f"assets/{LAND}", whole_land().encode()
    for thing in portal.told:
        data = json.dumps(thing.data(), ensure_ascii=False, separators=(",", ":"))
        yield data_of(thing), f"{data}\n".encode()


def data_of(thing: Thing) -> str:
    """Where the data of a thing stand, beside the folders of the languages."""
    return address_of(thing.iri).removesuffix(".html") + ".json"


def _page(portal: Portal, thing: Thing) -> Page:
    document = dossier_document(thing, current())
    address = address_of(thing.iri)
    links = Links.of(address, current())
    paged = portal.told.paged

    def to(span: Span) -> str:
        return links.thing(span.thing) if span.thing in paged and span.thing != thing.iri else span.url

    main = rendered(
        "thing.html",
        document=document,
        numbers=document.numbers(),
        to=to,
        drawn=_drawn,
        source=lambda key: f"../source/{key}.html" if address != f"source/{key}.html" else "",
        data=links.shared(data_of(thing)),
        command=f"kg dossier {thing.thing}/{thing.id} --lang {current()} --out {thing.id}.docx",
    )
    way = crumbs(thing, paged)
    return Page(address, document.title, _says(document), main, SECTION[thing.thing], way, data=linked_data(thing, way))


def _drawn(picture: Picture) -> Markup:
    """A picture in the page itself; what is in it was escaped where it was drawn."""
    return Markup(picture.svg)  # noqa: S704 (kg.dossier.pictures makes it, no source does)


def _says(document: Document) -> str:
    """The first sentences, as many as a search engine shows."""
    first = next(block for block in document.blocks if isinstance(block, Paragraph))
    text = ""
    for span in first.line:
        if text and len(text + span.text) > SAYS:
            break
        text += span.text
    return text.strip()
