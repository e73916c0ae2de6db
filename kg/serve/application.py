"""The application: all paths in their order, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.base.errors import KgError
from kg.base.languages import _
from kg.serve import (
    catalogue,
    dumps,
    linked,
    mcp_server,
    openapi,
    operations,
    portal,
    query_page,
    reconcile,
    sparql,
)
from kg.serve.observed import Figures, Observed
from kg.serve.packed import Packed
from kg.serve.refusal import Refusal
from kg.serve.responses import refused
from kg.serve.service import Service

# The first whose path fits answers, so that what is mounted at ``/`` is the last.
ROUTES: Sequence[Callable[[], list[BaseRoute]]] = (
    sparql.routes,
    reconcile.routes,
    mcp_server.routes,
    catalogue.routes,
    openapi.routes,
    query_page.routes,
    dumps.routes,
    linked.routes,
    operations.routes,
    portal.routes,
)


def application(service: Service, log: IO[str] | None = None) -> Starlette:
    """The application over a service; each request is a line of the log."""
    figures = Figures()
    cross = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=["ETag", "Retry-After", "Link", "Location"],
        max_age=86400,
    )
    made = Starlette(
        routes=[route for routes in ROUTES for route in routes()],
        middleware=[Middleware(Observed, figures=figures, log=log), Middleware(Packed), cross],
        exception_handlers={Refusal: _refused, KgError: _mistaken, HTTPException: _not_there, Exception: _failed},
    )
    made.state.service, made.state.figures = service, figures
    return made


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 (it is the handler of these)
    return refused(request, error)


async def _mistaken(request: Request, error: Exception) -> Response:
    """A name or a value that a person gave is not known."""
    assert isinstance(error, KgError)  # noqa: S101 (as that)
    return refused(request, Refusal(400, error))


async def _not_there(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (as that)
    if error.status_code == 405 and request.method == "OPTIONS":
        return Response(status_code=204, headers=error.headers)
    told = {404: _("nothing is at this address"), 405: _("this address does not take that method")}
    response = refused(request, Refusal(error.status_code, KgError(told.get(error.status_code, error.detail))))
    response.headers.update(error.headers or {})
    return response


async def _failed(request: Request, _error: Exception) -> Response:
    return refused(request, Refusal(500, KgError(_("the server has failed at this request"))))
