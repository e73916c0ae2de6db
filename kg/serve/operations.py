"""For those who run the server: ``/health`` and ``/metrics``."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.observed import Figures
from kg.serve.service import service_of


def routes() -> list[BaseRoute]:
    """The two paths."""
    return [Route("/health", health), Route("/metrics", metrics)]


async def health(request: Request) -> Response:
    """Whether queries can be answered, and of which version."""
    service = service_of(request)
    state = service.pool.state()
    said = {"status": "ok", "version": service.edition.version, **state}
    return JSONResponse(said, headers={"Cache-Control": "no-store"})


async def metrics(request: Request) -> Response:
    """Figures for Prometheus."""
    figures: Figures = request.app.state.figures
    body, media_type = figures.told(service_of(request).pool.state())
    return Response(body, media_type=media_type, headers={"Cache-Control": "no-store"})
