"""The Model Context Protocol: an assistant asks over stdin and stdout, or at ``/mcp`` of the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from kg.base import ids
from kg.base.version import __version__
from kg.serve.service import Service

if TYPE_CHECKING:
    from mcp.server import MCPServer

_TOLD = """\
Ties between cities and regions of Russia and China: sister agreements, partnerships, intentions, events, what experts
say of them. Every statement has a source. Find places with find_place, read about them with dossier, ask a question of
the catalogue with ask (questions lists them), or write SPARQL. Cite the sources that an answer carries; where an answer
is empty, say that the graph does not tell, and guess nothing."""


def routes() -> list[BaseRoute]:
    """The one path, by streamable HTTP."""
    return [Route("/mcp", _Asked())]


def mcp_server(service: Service) -> MCPServer:
    """The tools of a service, all of them read only."""
    from mcp.server import MCPServer  # noqa: PLC0415 (half a second, for assistants alone)
    from mcp.types import ToolAnnotations  # noqa: PLC0415 (as that)

    from kg.serve.mcp_tools import Tools  # noqa: PLC0415 (as that)

    # What assistants ask is nobody else's: the protocol's own log of refusals repeats it.
    server: MCPServer = MCPServer(
        "interregional-ties", instructions=_TOLD, website_url=ids.BASE, version=__version__, log_level="ERROR"
    )
    tools = Tools(service)
    titles: dict[Callable[..., object], str] = {
        tools.find_place: "Find a place",
        tools.dossier: "What is known of a thing",
        tools.questions: "Questions of the catalogue",
        tools.ask: "Ask a question of the catalogue",
        tools.sparql: "Ask in SPARQL",
    }
    for tool, title in titles.items():
        hints = ToolAnnotations(
            title=title, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        server.add_tool(tool, title=title, annotations=hints)
    return server


async def over_stdio(service: Service) -> None:
    """Answer one assistant that has started this process, until it closes the input."""
    await service.pool.ready(service.edition)
    try:
        await mcp_server(service).run_stdio_async()
    finally:
        await service.pool.close()


class _Asked:
    """One request by streamable HTTP; nothing is kept between two, so that any server behind a proxy may answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":  # a GET would hold a stream open on which nothing is ever sent
            raise HTTPException(405, headers={"Allow": "POST"})
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415 (as above)

        service = cast("Service", scope["app"].state.service)
        server = service.edition.once("mcp", lambda: _of_http(service))
        # Who may ask is no question here: all is public and read only, as at /sparql.
        manager = StreamableHTTPSessionManager(
            server.session_manager.app,
            json_response=True,
            stateless=True,
            max_request_body_size=service.settings.body,
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)


def _of_http(service: Service) -> MCPServer:
    server = mcp_server(service)
    server.streamable_http_app(stateless_http=True)  # makes its manager; each request gets one of its own
    return server
