"""Pages of the server in the look of the portal: their frame, and tables whose things are links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.ask.results import Cell, Table
from kg.base import ids
from kg.base.languages import LANGUAGES, NAMES, TAGS, _, current
from kg.base.version import __version__
from kg.dossier.text.about import version
from kg.formats.documents.inline import COLON
from kg.formats.documents.page import with_blocks
from kg.formats.safe_html import harmless
from kg.formats.shown_cells import is_address, is_number, numeric, shown, text_of
from kg.serve.portal_folder import portal_of
from kg.serve.service import service_of
from kg.site.portal.frame import HERE as PORTAL
from kg.site.portal.frame import SECTIONS, SITE
from kg.site.portal.lists import Column, Listing, Ordered, To, Value

ASSETS = Path(__file__).resolve().parent / "assets"
# Everything comes from this server, and nothing inline runs or is a style.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
ROWS = 200  # of a table on a page; files hold all


def up(request: Request) -> str:
    """From the address of a request to the root of the server, whatever path a proxy has it at.

    >>> up(Request({"type": "http", "path": "/id/place/x", "headers": []}))
    '../../'
    """
    return "../" * path_of(request).count("/")


def path_of(request: Request) -> str:
    """The path of a request below the root of the server, without its first slash."""
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", "")).removeprefix("/")


def address(path: str, given: Iterable[tuple[str, str]]) -> str:
    """An address with its parameters; those without a value are left out."""
    told = urlencode([(name, value) for name, value in given if value])
    return f"{path}?{told}" if told else path


def page(request: Request, template: str, section: str = "", status: int = 200, **told: object) -> HTMLResponse:
    """A page in the language that is spoken; all that it is told is escaped by the template."""
    root = up(request)
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    whole: dict[str, object] = {
        "up": root,
        "lang": current(),
        "tag": TAGS[current()],
        "tags": TAGS,
        "names": NAMES,
        "languages": [(code, address("", [("lang", code), *others])) for code in LANGUAGES],
        "site": _(SITE),
        "sections": SECTIONS if portal_of(request).folder(service_of(request).edition) else (),
        "own": (("query", _("Query")), ("q/", _("Questions as an API")), ("data/", _("Data"))),
        "section": section,
        "colon": COLON[current()],
        "about": version(),
        "version": __version__,
        "scripts": (),
        "alternates": (),
        **told,
    }
    whole["scripts"] = ("portal.js", *(("search.js",) if whole["sections"] else ()), *_names(whole["scripts"]))
    body = harmless(_templates().get_template(template).render(whole))
    return HTMLResponse(body, status, {"Content-Security-Policy": POLICY})


def _names(scripts: object) -> Sequence[str]:
    return scripts if isinstance(scripts, tuple) else ()


@cache
def _templates() -> Environment:
    made = with_blocks(ASSETS.parent / "templates", PORTAL / "templates")
    made.globals["_"] = _
    return made


def local(iri: str, root: str) -> str:
    """Where this server tells of a thing of the graph; empty for what is none.

    >>> local(ids.thing("place", "cn-harbin"), "../"), local("http://e.org/", "")
    ('../id/place/cn-harbin', '')
    """
    return root + iri.removeprefix(ids.BASE) if iri.startswith(ids.BASE) else ""


def listing(name: str, table: Table, root: str, caption: str) -> Listing:
    """The first rows of an answer, with what it names as links."""
    columns = tuple(
        Column(key, heading, "number" if number else "text", key in table.spare)
        for key, heading, number in zip(table.columns, table.headings, numeric(table), strict=True)
    )
    at = {key: place for place, key in enumerate(table.columns)}
    named = {place: at[key.removesuffix("Name")] for key, place in at.items() if key.removesuffix("Name") in at}
    rows = [
        tuple(_cell(cell, row[named.get(place, place)], root) for place, cell in enumerate(row))
        for row in table.cells[:ROWS]
    ]
    return Listing(name, caption, columns, rows)


def _cell(cell: Cell, means: Cell, root: str) -> Value:
    """A cell; the name of a thing leads to what is known of that which the row ``means`` by it."""
    if is_number(cell):
        return Ordered(shown(cell), text_of(cell))
    own = local(means.value, root) if isinstance(means, NamedNode) else ""
    return To(shown(cell), own or (text_of(cell) if is_address(cell) else ""))
