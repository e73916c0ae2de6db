"""The portal at ``/``, the assets of all pages, and a start for as long as there is no portal."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, _
from kg.serve import pages
from kg.serve.linked import path_of_page, signposts
from kg.serve.portal_folder import portal_of
from kg.serve.refusal import Refusal
from kg.serve.service import lang_of, service_of
from kg.site.portal.frame import SITE
from kg.site.portal.shared_files import ASSETS, STYLE, portal_style

_AGAIN = 20  # seconds until a page that is being made is asked for again
_DAY = 86_400
# Pages of the portal carry a policy of their own.
_POLICY = {"Content-Security-Policy": "frame-ancestors 'self'"}


def routes() -> list[BaseRoute]:
    """The start, the assets of pages, and at last whatever the portal has."""
    packed = [Middleware(GZipMiddleware, minimum_size=1000)]
    return [Route("/", _start), Mount("/assets", _assets, middleware=packed), Mount("/", _pages, middleware=packed)]


async def _start(request: Request) -> Response:
    """The first page in the language of the reader; doors to what there is while the portal is being made."""
    edition, lang = service_of(request).edition, lang_of(request)
    portal = portal_of(request)
    if await run_in_threadpool(portal.folder, edition):
        return RedirectResponse(f"{lang}/index.html", 302, {"Vary": "Accept-Language", "Cache-Control": "no-cache"})
    is_being_made = await run_in_threadpool(portal.is_being_made, edition)
    doors = (
        (f"query?lang={lang}", _("Query"), _("ask in SPARQL, or a question of the catalogue")),
        (f"q/?lang={lang}", _("Questions as an API"), _("each with an address, in many formats")),
        (f"data/?lang={lang}", _("Data"), _("everything as files")),
        ("ont", _("Ontology"), _("the terms in which the data are written")),
    )
    says = _("The pages are being made; they are here in a few minutes.") if is_being_made else ""
    made = pages.page(request, "doors.html", title=_(SITE), says=says, doors=doors)
    made.headers.update({"Vary": "Accept-Language", "Cache-Control": "no-cache"})
    return made


async def _pages(scope: Scope, receive: Receive, send: Send) -> None:
    """A page of the portal; what another path does not take of a method comes here, too."""
    if scope["method"] not in {"GET", "HEAD"}:
        raise HTTPException(405, headers={"Allow": "GET, HEAD"})
    request = Request(scope)
    edition, portal = service_of(request).edition, portal_of(request)
    if folder := await run_in_threadpool(portal.folder, edition):
        return await _sent(portal.files(folder), 0, scope, receive, send)
    space = pages.path_of(request).partition("/")[0]
    if space in (*LANGUAGES, "data") and await run_in_threadpool(portal.is_being_made, edition):
        raise Refusal(503, KgError(_("the pages are being made"), hint=_("ask again in a minute")), _AGAIN)
    raise HTTPException(404)


async def _assets(scope: Scope, receive: Receive, send: Send) -> None:
    """The scripts and styles of this server, of the portal that is served, and those of the package."""
    request = Request(scope)
    portal = portal_of(request)
    folder = await run_in_threadpool(portal.folder, service_of(request).edition)
    own = folder and folder / "assets"
    files = portal.files(pages.ASSETS, *((own,) if own else ()), ASSETS)
    if files.get_path(scope) == STYLE and not (own and (own / STYLE).is_file()):
        kept = {"Cache-Control": f"public, max-age={_DAY}", **_POLICY}
        await Response(portal_style(), headers=kept, media_type="text/css")(scope, receive, send)
    else:
        await _sent(files, _DAY, scope, receive, send)


async def _sent(files: StaticFiles, seconds: int, scope: Scope, receive: Receive, send: Send) -> None:
    """A file, which the client asks for again after some seconds; nothing outside the folders has an address."""
    path = files.get_path(scope)
    if "\0" in path:
        raise HTTPException(404)
    response = await files.get_response(path, scope)
    if isinstance(response, RedirectResponse):  # to the folder itself, whatever the client calls this server
        response.headers["Location"] = f"{path.rpartition('/')[2]}/"
    if about := path_of_page(path):
        response.headers["Link"] = signposts(about, "../" * path.count("/"))
    response.headers.update({"Cache-Control": f"public, max-age={seconds}" if seconds else "no-cache", **_POLICY})
    await response(scope, receive, send)
