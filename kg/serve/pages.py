"""Pages of the server in the look of the portal: their frame, and tables whose things are links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.base import ids
from kg.base.languages import LANGUAGES, NAMES, TAGS, _, current
from kg.base.version import __version__
from kg.dossier.text.about import version
from kg.formats.documents.inline import COLON
from kg.formats.documents.page import with_blocks
from kg.formats.safe_html import harmless
from kg.serve.portal_folder import portal_of
from kg.serve.service import service_of
from kg.site.portal.frame import HERE as PORTAL
from kg.site.portal.frame import SECTIONS, SITE

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
