"""A page for every place, tie, person, concept, format, event and source, as its dossier tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kg.base.languages import LANGUAGES, _, current, pick, speaking
from kg.dossier.place import Place
from kg.dossier.text.dossier_document import dossier_document
from kg.formats.documents.document import Paragraph
from kg.network.standing import DEFAULT_KINDS
from kg.site.portal.page import Crumb, Page, address_of
from kg.site.portal.papers import paper, written_for
from kg.site.portal.sections import compare, roadmap
from kg.site.portal.thing_crumbs import SECTION, crumbs
from kg.site.portal.thing_data import known, linked_data
from kg.site.portal.workers import beside

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kg.dossier.things import Thing
    from kg.formats.documents.document import Document
    from kg.site.portal.site import Portal
    from kg.site.portal.workers import Job

MANY, CHUNKS = 500, 32  # things from which on processes are worth starting; in how many portions they are made
SAYS = 120  # letters of the line that search engines show


def making(portal: Portal, more: Sequence[Job] = ()) -> AbstractContextManager[Iterable[tuple[str, bytes]]]:
    """The files of all things and of some jobs more; many are made by processes beside this one.

    Each thing has its data once, and a page in each language.
    """
    told = portal.told
    alone = len(told.iris) < MANY
    if not alone:
        told.read()
        portal.once(roadmap.led)
    portions = [told.iris] if alone else [told.iris[at::CHUNKS] for at in range(CHUNKS)]
    return beside([*more, *(partial(_made, portal, each) for each in portions)], alone=alone)


def _made(portal: Portal, iris: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    frames = [portal.frame(lang) for lang in LANGUAGES]
    for thing in map(portal.told.thing, iris):
        data = json.dumps(known(thing), ensure_ascii=False, separators=(",", ":"))
        yield _data_at(thing), f"{data}\n".encode()
        for frame in frames:
            with speaking(frame.lang), written_for(address_of(thing.iri), _data_at(thing)):
                page = _page(portal, thing)
            yield f"{frame.lang}/{page.address}", frame.html(page)


def _data_at(thing: Thing) -> str:
    """Where the data of a thing stand, beside the folders of the languages."""
    return address_of(thing.iri).removesuffix(".html") + ".json"


def _page(portal: Portal, thing: Thing) -> Page:
    document, paged = dossier_document(thing, current()), portal.told.paged
    address = address_of(thing.iri)
    main = paper(document, address, paged, _data_at(thing), tuple(_ways(portal, thing)))
    way = crumbs(thing, paged)
    return Page(
        address,
        document.title,
        _says(document),
        main,
        SECTION[thing.thing],
        way,
        data=linked_data(thing, way),
    )


def _ways(portal: Portal, thing: Thing) -> Iterator[Crumb]:
    """From a place to the road map of its region, to the network around it, and to what sets it beside another."""
    if not isinstance(thing, Place) or not thing.within:
        return
    region = portal.once(roadmap.led).get(thing.id)
    if region:
        names = portal.network.nodes[region].labels
        name = _("Road map: {place}").format(place=pick(names, current()) or region)
        yield Crumb(name, roadmap.address(region))
    if any(tie.kind in DEFAULT_KINDS and tie.status != "ended" for tie in thing.ties):
        yield Crumb(_("In the network"), f"network.html#place={thing.id}")
    yield Crumb(_("Compare with another place"), f"{compare.ADDRESS}#one={thing.id}")


def _says(document: Document) -> str:
    """The first sentences, as many as a search engine shows."""
    first = next(block for block in document.blocks if isinstance(block, Paragraph))
    text = ""
    for span in first.line:
        if text and len(text + span.text) > SAYS:
            break
        text += span.text
    return text.strip() or document.title
