"""Documents as the main part of a page: dossiers of things, comparisons of places, road maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.languages import _, current
from kg.dossier.pages import Pages, on_pages
from kg.formats.documents.blocks import blocks, quoted, text
from kg.formats.documents.inline import web_address
from kg.site.portal.drawings import on_page
from kg.site.portal.page import Crumb, Links, address_of

if TYPE_CHECKING:
    from kg.formats.documents.document import Document, Note, Span

LAND = "land.svg"
SHORT = 70  # letters of a reference among the notes of a page


@contextmanager
def written_for(address: str, data: str = "") -> Iterator[None]:
    """Documents that are made meanwhile stand at an address; ``data`` is the path of what they leave out.

    Their maps show the land that all pages share, and what names a command elsewhere leads to data or a question.
    """
    links = Links.of(address, current())

    def question(name: str) -> tuple[str, str]:
        return _catalog().find(name).tell("summary", current()), links.to(f"question/{name}.html")

    with on_pages(Pages(links.asset(LAND), links.shared(data), question)):
        yield


@cache
def _catalog() -> Catalog:
    return Catalog()


def paper(document: Document, address: str, paged: Set[str], data: str = "", ways: Sequence[Crumb] = ()) -> Markup:
    """The document at an address; what has another page of its own is a link, and so is each source.

    ``data`` is the path of its data beside the folders of the languages, ``ways`` lead on from its head.
    """
    links, cited = Links.of(address, current()), document.cited()

    def elsewhere(iri: str) -> str:
        return links.thing(iri) if iri in paged and address_of(iri) != address else ""

    def to(span: Span) -> str:
        return elsewhere(span.thing) or span.url

    subtitle = f"\n<p class=subtitle>{text(document.subtitle)}" if document.subtitle else ""
    numbers = {note.key: at for at, note in enumerate(cited, 1)}
    told = blocks(document.blocks, numbers, to, lambda picture: on_page(picture.svg), cards=False)
    notes = "".join(
        f"<li id=n{at}>{_note(note, elsewhere(ids.thing('source', note.key)))}\n" for at, note in enumerate(cited, 1)
    )
    sources = f"<h2 id=sources>{text(document.over_notes)}</h2>\n<ol class=notes>\n{notes}</ol>\n" if notes else ""
    taken = f"<p class=taken><a href={quoted(links.shared(data))}>{text(_('Data (JSON)'))}</a>\n" if data else ""
    led = " · ".join(f"<a href={quoted(links.to(each.address))}>{text(each.name)}</a>" for each in ways)
    on = f"\n<p>{led}" if led else ""
    head = f"<header class=thing>\n<h1>{text(document.title)}</h1>{subtitle}{on}\n</header>\n"
    return Markup(f"{head}{told}{sources}{taken}")  # noqa: S704 (escaped above)


def _note(note: Note, page: str) -> str:
    """A reference: short where it stands whole on the page that it leads to."""
    if page:
        return f"<a href={quoted(page)}>{text(short(note.text))}</a>"
    url = web_address(note.url)
    away = f" <a href={quoted(url)} rel=noreferrer>{text(str(urlsplit(url).hostname))}</a>" if url else ""
    return f"{text(note.text)}{away}"


def short(reference: str) -> str:
    """A reference as it stands where its page is one link away."""
    return reference if len(reference) <= SHORT else reference[:SHORT].rpartition(" ")[0].rstrip(".,:;") + "…"
