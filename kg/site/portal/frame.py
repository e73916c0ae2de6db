"""The frame of every page: head, search, languages, sections, way, foot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from kg.base.dates import in_words
from kg.base.languages import LANGUAGES, N_, NAMES, TAGS, _, listed, speaking
from kg.base.version import __version__
from kg.formats.documents.page import FILTERS
from kg.formats.documents.page import HERE as BLOCKS
from kg.formats.safe_html import environment, json_for_script
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
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
ALWAYS = ("portal.js", "search.js")


class Frame(NamedTuple):
    """What all pages of one language share: the line at the foot, and the address of the site where it is known."""

    lang: str
    about: str
    base_url: str = ""

    def html(self, page: Page) -> bytes:
        """The page in its frame, as UTF-8."""
        with speaking(self.lang):
            return _TEMPLATE.render(
                page=page,
                lang=self.lang,
                tag=TAGS[self.lang],
                tags=TAGS,
                languages=LANGUAGES,
                names=NAMES,
                links=Links.of(page.address, self.lang),
                site=_(SITE),
                sections=SECTIONS,
                scripts=(*ALWAYS, *page.scripts),
                policy=POLICY,
                version=__version__,
                base_url=self.base_url,
                about=self.about,
                data=json_for_script(self._data(page)) if page.data else "",
            ).encode()

    def _data(self, page: Page) -> Mapping[str, object]:
        return {"@context": "https://schema.org", "inLanguage": TAGS[self.lang], **page.data}


def _templates() -> Environment:
    """The templates of the portal, in the language that is spoken."""
    made = environment(HERE / "templates", BLOCKS)
    made.globals |= {"_": _, "listed": listed}
    made.filters |= FILTERS | {"day": in_words, "host": lambda url: urlsplit(url).hostname or url}
    return made


def rendered(template: str, **told: object) -> Markup:
    """A part of a page; the one place where text becomes markup, through a template that escapes."""
    return Markup(_ENVIRONMENT.get_template(template).render(**told))  # noqa: S704 (escaped by the template)


_ENVIRONMENT = _templates()
_TEMPLATE = _ENVIRONMENT.get_template("frame.html")
