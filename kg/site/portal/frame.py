"""The frame of every page: head, search, languages, sections, way, foot."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from kg.base.dates import in_words
from kg.base.languages import LANGUAGES, N_, NAMES, TAGS, _, listed, speaking
from kg.formats.documents.page import with_blocks
from kg.formats.safe_html import json_for_script
from kg.site.portal.page import Links, Page

HERE = Path(__file__).resolve().parent
SITE = N_("Russian–Chinese interregional ties")
# (section, address of its first page, name)
SECTIONS = (
    ("map", "map.html", N_("Map")),
    ("network", "network.html", N_("Network")),
    ("timeline", "timeline.html", N_("Time line")),
    ("places", "places.html", N_("Places")),
    ("ties", "ties.html", N_("Ties")),
    ("themes", "themes.html", N_("Themes")),
    ("hubs", "hubs.html", N_("Hubs")),
    ("claims", "claims.html", N_("Claims")),
    ("sources", "sources.html", N_("Sources")),
    ("questions", "questions.html", N_("Questions")),
)
# Everything comes from the site itself: nothing inline runs, and nothing remote loads.
POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'"
ALWAYS = ("portal.js", "search.js")
SHORT = 70  # letters of a reference among the notes of a page


class Frame(NamedTuple):
    """What all pages of one language share: the line at the foot, and the address of the site where it is known."""

    lang: str
    about: str
    base_url: str = ""

    def html(self, page: Page) -> bytes:
        """The page in its frame, as UTF-8."""
        with speaking(self.lang):
            links = Links.of(page.address, self.lang)
            return _TEMPLATE.render(
                page=page,
                lang=self.lang,
                tag=TAGS[self.lang],
                tags=TAGS,
                languages=LANGUAGES,
                names=NAMES,
                links=links,
                site=_(SITE),
                shared=_shared(links, page.section, self.about),
                policy=POLICY,
                base_url=self.base_url,
                data=json_for_script({"@context": "https://schema.org", **page.data}) if page.data else "",
            ).encode()


class _Shared(NamedTuple):
    """What pages of one depth and section have in common of their frame."""

    loaded: Markup
    head: Markup
    rest: Markup
    foot: Markup


@cache
def _shared(links: Links, section: str, about: str) -> _Shared:
    made: Any = _ENVIRONMENT.get_template("framing.html").module
    with speaking(links.lang):
        return _Shared(
            made.loaded(links, _(SITE), ALWAYS),
            made.head(links, _(SITE)),
            made.rest_of_head(links, SECTIONS, section),
            made.foot(links, about),
        )


def _templates() -> Environment:
    """The templates of the portal, in the language that is spoken."""
    made = with_blocks(HERE / "templates")
    made.globals |= {"_": _, "listed": listed}
    made.filters |= {"day": in_words, "host": lambda url: urlsplit(url).hostname or url, "short": _short}
    return made


def _short(text: str) -> str:
    """The beginning of a reference that stands whole on the page that it leads to."""
    return text if len(text) <= SHORT else text[:SHORT].rpartition(" ")[0].rstrip(".,:;") + "…"


def rendered(template: str, **told: object) -> Markup:
    """A part of a page; the one place where text becomes markup, through a template that escapes."""
    return Markup(_ENVIRONMENT.get_template(template).render(**told))  # noqa: S704 (escaped by the template)


_ENVIRONMENT = _templates()
_TEMPLATE = _ENVIRONMENT.get_template("frame.html")
