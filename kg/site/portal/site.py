"""The whole portal: its pages in three languages, and the files that they share."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, TypeVar

from kg.ask.asked_graph import AskedGraph
from kg.base.languages import LANGUAGES, current, speaking
from kg.base.progress import Step, silent
from kg.dossier.pictures.land import whole_land
from kg.dossier.text.about import version
from kg.network.from_graph import read_network
from kg.network.ties import Network
from kg.site.portal.changes import feed, sitemap
from kg.site.portal.frame import HERE, Frame
from kg.site.portal.page import Page
from kg.site.portal.papers import LAND
from kg.site.portal.search_index import Found, found_things
from kg.site.portal.sections import (
    about,
    cite,
    claims,
    compare,
    data,
    experts,
    hubs,
    network,
    places,
    quality,
    questions,
    reference,
    roadmap,
    search,
    sources,
    start,
    themes,
    things,
    ties,
    timeline,
)
from kg.site.portal.sections import map as map_of_ties
from kg.site.portal.shared_files import assets
from kg.site.portal.told import Told
from kg.site.portal.united import united

T = TypeVar("T")
ROOT = HERE / "templates" / "root.html"


@dataclass(frozen=True)
class Portal:
    """What the sections read: the graph, the year of today as the data have it, and the address where it is known."""

    graph: AskedGraph
    base_url: str = ""
    _made: dict[tuple[Callable[[Portal], Any], str], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[Portal], T], lang: str = "") -> T:
        """What a section makes of it, the same for all languages: made when it is first asked for."""
        if (make, lang) not in self._made:
            self._made[make, lang] = make(self)
        made: T = self._made[make, lang]
        return made

    def once_a_language(self, make: Callable[[Portal], T]) -> T:
        """What a section makes of it in the language that is spoken, for all pages that show it."""
        return self.once(make, current())

    @cached_property
    def network(self) -> Network:
        """The network of its places and ties."""
        return read_network(self.graph)

    @cached_property
    def told(self) -> Told:
        """The things that have a page."""
        return Told(self.graph)

    def frame(self, lang: str) -> Frame:
        """The frame of the pages of a language."""
        with speaking(lang):
            return Frame(lang, version(), self.base_url)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """What the search finds."""
        return found_things(self.told)


Section = Callable[[Portal], Iterator[Page]]
# Each gives its pages in the language that is spoken.
SECTIONS: tuple[Section, ...] = (
    start.pages, map_of_ties.pages, network.pages, timeline.pages, about.pages, search.pages, places.pages,
    ties.pages, themes.pages, experts.pages, hubs.pages, claims.pages, quality.pages, sources.pages,
    questions.pages, reference.pages, data.pages, cite.pages, compare.pages, roadmap.pages,
)  # fmt: skip
# Those of them that take long, the longest first, and together those that share what is made once: other processes
# make them.
LONG: tuple[tuple[Section, ...], ...] = (
    (questions.pages, quality.pages), (roadmap.pages,), (claims.pages,), (data.pages, cite.pages), (compare.pages,),
)  # fmt: skip
# The files of a section that its pages share.
SHARED: dict[Section, Callable[[Portal], Iterator[tuple[str, bytes]]]] = {
    search.pages: search.shared, network.pages: network.shared, data.pages: data.shared, compare.pages: compare.shared,
}  # fmt: skip


def files(portal: Portal, step: Step) -> Generator[tuple[str, bytes]]:
    """Every file of the site by its path, each once; the language of who asks stays as it is meanwhile."""
    paths = []
    for path, content in _apart(_files(replace(portal, graph=united(portal.graph)), step)):
        paths.append(path)
        yield path, content
    if portal.base_url:
        pages = (path for path in paths if path.endswith(".html") and "/" in path)
        yield "sitemap.xml", sitemap(pages, portal.base_url)


def _apart(made: Generator[T]) -> Iterator[T]:
    """What is made one by one, with the language that it speaks meanwhile kept to itself."""
    own, end = copy_context(), object()
    try:
        while (each := own.run(next, made, end)) is not end:
            yield each  # type: ignore[misc]
    finally:
        own.run(made.close)


def _files(portal: Portal, step: Step) -> Generator[tuple[str, bytes]]:
    short = [each for each in SECTIONS if not any(each in together for together in LONG)]
    with things.making(portal, [partial(_of_sections, portal, together) for together in LONG]) as made_beside:
        yield from ((f"assets/{name}", content) for name, content in assets())
        yield f"assets/{LAND}", whole_land().encode()
        yield "index.html", ROOT.read_bytes()
        yield from _of_sections(portal, short, step)
        for lang in LANGUAGES:
            with speaking(lang):
                yield f"{lang}/atom.xml", feed(portal)
        yield from made_beside


def _of_sections(portal: Portal, sections: Sequence[Section], step: Step = silent) -> Iterator[tuple[str, bytes]]:
    """The pages of some sections, and the files that they share."""
    for each in sections:
        if each in SHARED:
            yield from SHARED[each](portal)
    yield from _pages(portal, sections, step)


def _pages(portal: Portal, sections: Sequence[Section], step: Step = silent) -> Iterator[tuple[str, bytes]]:
    for number, lang in enumerate(LANGUAGES):
        with speaking(lang):
            step(lang, number / len(LANGUAGES))
            frame = portal.frame(lang)
            for section in sections:
                for page in section(portal):
                    yield f"{lang}/{page.address}", frame.html(page)
