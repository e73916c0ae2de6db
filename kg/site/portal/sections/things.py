"""A page for every place, tie, person, concept, format, event and source, as its dossier tells of it."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from kg.base.languages import LANGUAGES, current, speaking
from kg.dossier.text.dossier_document import dossier_document
from kg.formats.documents.document import Paragraph
from kg.site.portal.page import Page, address_of
from kg.site.portal.papers import paper, written_for
from kg.site.portal.thing_crumbs import SECTION, crumbs
from kg.site.portal.thing_data import known, linked_data

if TYPE_CHECKING:
    from kg.dossier.things import Thing
    from kg.formats.documents.document import Document
    from kg.site.portal.site import Portal

MANY, WORKERS, CHUNKS = 500, 2, 32  # things from which on processes are worth starting; how many; their portions
SAYS = 120  # letters of the line that search engines show


@contextmanager
def making(portal: Portal) -> Iterator[Iterable[tuple[str, bytes]]]:
    """The files of all things; many are made by processes of their own, which inherit what was read and begin at once.

    Each thing has its data once, and a page in each language.
    """
    told = portal.told
    workers = min(os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1, WORKERS)
    if len(told.iris) < MANY or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield _made(portal, told.iris)
        return
    told.read()
    with multiprocessing.get_context("fork").Pool(workers, _inherit, (portal,)) as pool:
        yield chain.from_iterable(pool.imap(_inherited, [told.iris[at::CHUNKS] for at in range(CHUNKS)]))


_INHERITED: list[Portal] = []


def _inherit(portal: Portal) -> None:
    _INHERITED.append(portal)


def _inherited(iris: Sequence[str]) -> list[tuple[str, bytes]]:
    return list(_made(_INHERITED[0], iris))


def _made(portal: Portal, iris: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    frames = [portal.frame(lang) for lang in LANGUAGES]
    for thing in map(portal.told.thing, iris):
        data = json.dumps(known(thing), ensure_ascii=False, separators=(",", ":"))
        yield _data_at(thing), f"{data}\n".encode()
        for frame in frames:
            with speaking(frame.lang), written_for(address_of(thing.iri), _data_at(thing)):
                page = _page(portal.told.paged, thing)
            yield f"{frame.lang}/{page.address}", frame.html(page)


def _data_at(thing: Thing) -> str:
    """Where the data of a thing stand, beside the folders of the languages."""
    return address_of(thing.iri).removesuffix(".html") + ".json"


def _page(paged: Set[str], thing: Thing) -> Page:
    document = dossier_document(thing, current())
    address = address_of(thing.iri)
    command = f"kg dossier {thing.thing}/{thing.id} --lang {current()} --out {thing.id}.docx"
    main = paper(document, address, paged, command, _data_at(thing))
    way = crumbs(thing, paged)
    return Page(address, document.title, _says(document), main, SECTION[thing.thing], way, data=linked_data(thing, way))


def _says(document: Document) -> str:
    """The first sentences, as many as a search engine shows."""
    first = next(block for block in document.blocks if isinstance(block, Paragraph))
    text = ""
    for span in first.line:
        if text and len(text + span.text) > SAYS:
            break
        text += span.text
    return text.strip() or document.title
