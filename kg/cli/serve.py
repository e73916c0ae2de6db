"""``kg serve``: the graph over HTTP."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.remote import contact, credentials, user
from kg.gather.roots import Sources

if TYPE_CHECKING:
    from kg.serve.edition import Edition
    from kg.serve.pool import Asker
    from kg.serve.settings import Settings


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0: any that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Queries asked at once.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, 600, min_open=True),
    default=10,
    show_default=True,
    metavar="SECONDS",
    help="The most that an answer may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(16, 1 << 20),
    default=512,
    show_default=True,
    metavar="MB",
    help="The most that a worker may take for an answer.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    help="Refuse an answer with more rows or triples.",
)
@click.option("--backend", metavar="URL", help="Serve what this SPARQL engine holds instead of a built graph.")
@user
@contact
@click.option("--mcp", is_flag=True, help="Answer an assistant over stdin and stdout (MCP); no port is opened.")
@options.base_url("The public address, where a proxy stands before it.")
@click.option(
    "--portal",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder that kg site wrote, to show at /; without it, one is made in the cache.",
)
@click.option("--no-portal", is_flag=True, help="Show no pages of places and ties at /.")
@options.graph
@options.lang
@options.sources
def serve(
    port: int,
    host: str,
    workers: int,
    timeout: float,
    memory: int,
    max_rows: int,
    backend: str | None,
    user: str | None,
    contact: str,
    mcp: bool,
    base_url: str,
    portal: Path | None,
    no_portal: bool,
    graph: Path | None,
    lang: str,
    sources: Sources,
) -> None:
    """Serve the graph over HTTP: SPARQL, questions, linked data.

    It listens on this machine only, unless --host says otherwise. It opens what has
    changed by itself, or at once on SIGHUP. Each request is a line of JSON on stderr,
    without who asked and what.

    \b
    Examples:
      kg serve
      kg serve --port 8000 --graph ties.nq
      kg serve --backend http://localhost:8890/sparql
      kg serve --mcp
    """
    if backend and (graph or sources):
        raise KgError(_("--backend serves another graph than --graph and --sources"), hint=_("give one of them"))
    if user and not backend:
        raise KgError(_("--user is about an engine"), hint=_("add --backend URL"))
    try:
        from kg.serve.mcp_server import over_stdio
        from kg.serve.server import serve as run
        from kg.serve.service import Service
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("kg."):
            raise
        missing = _("the server needs {package}, which is not installed").format(package=error.name)
        raise KgError(missing, hint='pip install "interregional-ties[serve]"') from None
    from kg.serve.settings import Settings

    limits = Settings(host, port, workers, timeout, memory << 20, max_rows, base_url=base_url)
    settings = limits._replace(portal=portal, builds_portal=not no_portal)
    made = _far(backend, settings, user, contact) if backend else _near(graph, sources)
    if mcp:
        asyncio.run(over_stdio(Service(settings, made.opened(), made.asker(settings))))
        return
    told = _("{url} – Ctrl-C stops it")
    run(settings, made.opened, made.seen, lambda url: click.echo(told.format(url=url)), sys.stderr, made.asker)


class _Served(NamedTuple):
    """What is served: how it is opened, what differs when it has changed, and who answers queries."""

    opened: Callable[[], Edition]
    seen: Callable[[], object]
    asker: Callable[[Settings], Asker]


def _near(graph: Path | None, sources: Sources) -> _Served:
    from kg.serve.pool import Pool

    return _Served(partial(_opened, graph, sources), partial(_seen, graph, sources), Pool)


def _far(url: str, settings: Settings, user: str | None, contact: str) -> _Served:
    from kg.ask.remote.faults import EndpointError
    from kg.serve.backend import FarEdition, FarPool, backend_at

    backend = backend_at(url, settings, credentials(user), contact)
    try:
        backend.endpoint(settings._replace(seconds=min(5.0, settings.seconds))).ask("ASK {}")
    except EndpointError as error:
        click.echo(_("{error}; it is asked again for each query").format(error=error), err=True)
    return _Served(partial(FarEdition, backend, settings), lambda: None, partial(FarPool, backend=backend))


def _opened(graph: Path | None, sources: Sources) -> Edition:
    from kg.graph.store import place_of
    from kg.serve.edition import Edition

    return Edition.of(place_of(graph, () if graph else sources.folders()))


def _seen(graph: Path | None, sources: Sources) -> object:
    """What differs when a file of the graph or of its sources has changed."""
    roots = [graph] if graph else sources.folders()
    files = [file for root in roots for file in (root.rglob("*") if root.is_dir() else [root])]
    return sorted((str(file), (told := file.stat()).st_size, told.st_mtime_ns) for file in files if file.is_file())
