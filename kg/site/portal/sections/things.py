"""A page for every place, tie, person, concept, format, event and source, as its dossier tells of it."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.base.languages import LANGUAGES, current, speaking
from kg.dossier.pictures.land import whole_land
from kg.dossier.text.dossier_document import dossier_document
from kg.formats.documents.document import Paragraph
from kg.site.portal.page import Page, address_of
from kg.site.portal.papers import LAND, land_of_pages, paper
from kg.site.portal.thing_crumbs import SECTION, crumbs
from kg.site.portal.thing_data import linked_data

if TYPE_CHECKING:
    from kg.dossier.things import Thing
    from kg.formats.documents.document import Document
    from kg.site.portal.site import Portal
    from kg.site.portal.told import Told

MANY, WORKERS, CHUNKS = 500, 2, 32  # things from which on processes are worth starting; how many; their portions
SAYS = 160  # letters of the line that search engines show


class Made(NamedTuple):
    """Pages by language, and files that all languages share."""

    pages: dict[str, list[Page]]
    files: list[tuple[str, bytes]]


def pages(portal: Portal) -> Iterator[Page]:
    """One page a thing."""
    yield from portal.made.pages[current()]


def shared(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """What all languages share: the land of the maps, and what is known of each thing as data."""
    yield f"assets/{LAND}", whole_land().encode()
    yield from portal.made.files


def made(told: Told) -> Made:
    """All of them, in the order of the IRIs; many are made by several processes, which inherit what was read."""
    workers = min(os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1, WORKERS)
    parts: Iterable[Made]
    if len(told.iris) < MANY or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        parts = [_part(told, told.iris)]
    else:
        told.read()
        with multiprocessing.get_context("fork").Pool(workers, _inherit, (told,)) as pool:
            parts = pool.map(_inherited, [told.iris[at::CHUNKS] for at in range(CHUNKS)], chunksize=1)
    of_lang = {lang: [page for part in parts for page in part.pages[lang]] for lang in LANGUAGES}
    for each in of_lang.values():
        each.sort(key=lambda page: page.address)
    return Made(of_lang, sorted(file for part in parts for file in part.files))


_INHERITED: list[Told] = []


def _inherit(told: Told) -> None:
    _INHERITED.append(told)


def _inherited(iris: Sequence[str]) -> Made:
    return _part(_INHERITED[0], iris)


def _part(told: Told, iris: Iterable[str]) -> Made:
    part = Made({lang: [] for lang in LANGUAGES}, [])
    for thing in map(told.thing, iris):
        data = json.dumps(_data(thing), ensure_ascii=False, separators=(",", ":"))
        part.files.append((data_of(thing), f"{data}\n".encode()))
        for lang in LANGUAGES:
            with speaking(lang), land_of_pages():
                part.pages[lang].append(_page(told.paged, thing))
    return part


def data_of(thing: Thing) -> str:
    """Where the data of a thing stand, beside the folders of the languages."""
    return address_of(thing.iri).removesuffix(".html") + ".json"


def _data(thing: Thing) -> dict[str, Any]:
    """All that is known of a thing, with each source once: where it is cited stands its id."""
    data = thing.data()
    data.pop("indicators", None)  # the figures by indicator, which are the observations once more
    cited: dict[str, Any] = {}

    def light(value: Any) -> Any:
        if isinstance(value, list):
            return [light(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "root" in value and "copy_of" in value and value["id"] != data["id"]:
            cited[value["id"]] = value
            return value["id"]
        return {name: light(each) for name, each in value.items()}

    return {**light(data), "cited": {id: cited[id] for id in sorted(cited)}}


def _page(paged: Set[str], thing: Thing) -> Page:
    document = dossier_document(thing, current())
    address = address_of(thing.iri)
    command = f"kg dossier {thing.thing}/{thing.id} --lang {current()} --out {thing.id}.docx"
    main = paper(document, address, paged, command, data_of(thing))
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
