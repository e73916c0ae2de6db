"""A page of the portal before it has its frame, and where pages of things stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from kg.base import ids


class Crumb(NamedTuple):
    """A page on the way to another or on from it: its name, and its address within the language."""

    name: str
    address: str


class Page(NamedTuple):
    """One page in one language.

    ``address`` is its path within the folder of the language, such as ``place/ru-khabarovsk.html``; addresses in
    ``main`` are written with :class:`Links`, so that they hold at any depth. ``scripts`` and ``styles`` name
    the assets that it runs beside those of every page, ``data`` is what it says to machines, as schema.org's JSON-LD.
    """

    address: str
    title: str
    says: str
    main: Markup
    section: str = ""
    crumbs: tuple[Crumb, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    data: Mapping[str, object] = {}


class Links(NamedTuple):
    """Addresses as they are written on a page that stands at some depth in the folder of its language.

    >>> links = Links.of("place/ru-khabarovsk.html", "en")
    >>> links.to("index.html"), links.asset("portal.css"), links.thing(ids.thing("tie", "cn-harbin--ru-khabarovsk"))
    ('../index.html', '../../assets/portal.css', '../tie/cn-harbin--ru-khabarovsk.html')
    """

    up: str
    lang: str

    @classmethod
    def of(cls, address: str, lang: str) -> Links:
        """Those of a page."""
        return cls("../" * address.count("/"), lang)

    def to(self, address: str) -> str:
        """Of a page in the same language."""
        return self.up + _quoted(address)

    def asset(self, name: str) -> str:
        """Of a file that all languages share, in ``assets``."""
        return f"{self.up}../assets/{quote(name)}"

    def shared(self, path: str) -> str:
        """Of a file beside the folders of the languages, such as a table in ``data``."""
        return f"{self.up}../{quote(path)}"

    def in_language(self, lang: str, address: str) -> str:
        """Of the same page in another language."""
        return f"{self.up}../{lang}/{quote(address)}"

    def thing(self, iri: str) -> str:
        """Of the page of a thing or a concept; empty where it has none."""
        address = address_of(iri)
        return self.to(address) if address else ""


@cache
def _quoted(address: str) -> str:
    return quote(address, safe="/#=&?.-_")


# Windows has devices of these names in every folder, whatever the ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE | re.ASCII)
# What has a page of its own, by the kind in its identifier, and by the scheme of a concept.
THINGS = ("place", "tie", "expert", "authority", "format", "event", "source")
SCHEMES = ("problem", "sphere", "measure")


@cache
def address_of(iri: str) -> str:
    """Where the page of a thing stands; empty for what has none.

    >>> address_of("https://w3id.org/interregional-ties/voc/problem/language-barrier")
    'problem/language-barrier.html'
    >>> address_of("https://w3id.org/interregional-ties/voc/unit/persons")
    ''
    """
    for base, kinds in ((ids.ID, THINGS), (ids.VOC, SCHEMES)):
        kind, _, slug = iri.removeprefix(base).partition("/")
        if iri.startswith(base) and kind in kinds and slug:
            return f"{kind}/{file_name(slug)}.html"
    return ""


def file_name(slug: str) -> str:
    """What a file of a thing is called, its ending left out, on any system: no slug begins with a low line.

    >>> file_name("ru-khabarovsk"), file_name("PRN"), file_name("con.2024")
    ('ru-khabarovsk', '_PRN', '_con.2024')
    """
    return f"_{slug}" if _DEVICE.match(slug) else slug
