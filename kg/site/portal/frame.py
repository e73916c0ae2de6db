"""The frame of every page: head, search, languages, sections, way, foot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from kg.base.dates import in_words
from kg.base.languages import LANGUAGES, N_, NAMES, TAGS, _, listed, speaking
from kg.formats.documents.page import with_blocks
from kg.formats.safe_html import bare, harmless, json_for_script
from kg.site.portal.page import Crumb, Links, Page

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
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
ALWAYS = ("portal.js", "search.js")


class Frame(NamedTuple):
    """What all pages of one language share: the line at the foot, and the address of the site where it is known."""

    lang: str
    about: str
    base_url: str = ""

    def html(self, page: Page) -> bytes:
        """The page in its frame, as UTF-8: what pages of one depth and section share is made once for them."""
        links = Links.of(page.address, self.lang)
        with speaking(self.lang):
            shared = _shared(links, page.section, self.about)
        title = f"{escape(page.title)}{shared.title if page.address != 'index.html' else ''}"
        loaded = "".join(f"<link rel=stylesheet href={links.asset(name)}>" for name in page.styles)
        loaded += "".join(f"<script src={links.asset(name)} defer></script>" for name in page.scripts)
        data = json_for_script({"@context": "https://schema.org", **page.data}) if page.data else ""
        parts = (
            f"{shared.start}<title>{title}</title>\n",
            f'<meta name=description content="{escape(page.says)}">\n',
            self._alternates(page.address) if self.base_url else "",
            f"{shared.loaded}{loaded}",
            f"<script type=application/ld+json>{data}</script>" if data else "",
            shared.head,
            *(self._language(code, links, page.address) for code in LANGUAGES),
            shared.rest,
            _crumbs(links, page.crumbs, shared.here) if page.crumbs else "",
            f"<main id=main tabindex=-1>\n{page.main}</main>\n",
            shared.foot,
        )
        return harmless("".join(parts)).encode()

    def _alternates(self, address: str) -> str:
        """Where the page stands on the web, in each language."""
        base, path = escape(self.base_url), quote(address)
        links = [f'rel=canonical href="{base}{self.lang}/{path}"'] + [
            f'rel=alternate hreflang={TAGS[code]} href="{base}{code}/{path}"' for code in LANGUAGES
        ]
        return "".join(f"<link {each}>\n" for each in links)

    def _language(self, code: str, links: Links, address: str) -> str:
        here = "aria-current=true" if code == self.lang else f"href={links.in_language(code, address)}"
        return f"<a {here} lang={TAGS[code]}>{NAMES[code]}</a>\n"


def _crumbs(links: Links, crumbs: Iterable[Crumb], here: str) -> str:
    steps = "".join(f"<li><a href={links.to(each.address)}>{escape(each.name)}</a>" for each in crumbs)
    return f'<nav class=crumbs aria-label="{here}"><ol>{steps}</ol></nav>\n'


class _Shared(NamedTuple):
    """What pages of one depth and section have in common of their frame."""

    start: str
    title: str
    loaded: str
    head: str
    rest: str
    here: str
    foot: str


@cache
def _shared(links: Links, section: str, about: str) -> _Shared:
    made: Any = _ENVIRONMENT.get_template("framing.html").module
    return _Shared(
        bare(made.start(links, TAGS[links.lang], POLICY)),
        f" · {escape(_(SITE))}",
        bare(made.loaded(links, _(SITE), ALWAYS)),
        bare(made.head(links, _(SITE))),
        bare(made.rest_of_head(links, SECTIONS, section)),
        escape(_("You are here")),
        bare(made.foot(links, about)),
    )


def _templates() -> Environment:
    """The templates of the portal, in the language that is spoken."""
    made = with_blocks(HERE / "templates")
    made.globals |= {"_": _, "listed": listed}
    made.filters |= {"day": in_words}
    return made


def rendered(template: str, **told: object) -> Markup:
    """A part of a page, without quotes that HTML does not need; the one place where text becomes markup."""
    return Markup(bare(_ENVIRONMENT.get_template(template).render(**told)))  # noqa: S704 (escaped by the template)


_ENVIRONMENT = _templates()
