"""``kg push``: the graph goes to a remote store."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.cli import options, remote
from kg.cli.output import output_options, print_rows

_DEFAULT_TIMEOUT = 600.0


@click.command()
@click.option("--endpoint", metavar="URL", required=True, help="Where the store answers queries.")
@click.option("--write", metavar="URL", default="", help="Where it takes graphs. Default: beside a known --endpoint.")
@click.option(
    "--via",
    type=click.Choice(["gsp", "update"]),
    default="gsp",
    show_default=True,
    help="Graph Store Protocol, or SPARQL Update in batches.",
)
@click.option("--batch", type=click.IntRange(min=1), default=500, show_default=True, help="Triples an update.")
@click.option("--prune", is_flag=True, help="Remove this project's graphs that the build does not have.")
@options.graph
@options.sources
@remote.user
@remote.contact
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    default=_DEFAULT_TIMEOUT,
    show_default=True,
    help="The most that one request may take.",
)
@output_options()
def push(
    endpoint: str,
    write: str,
    via: str,
    batch: int,
    prune: bool,
    graph: Path | None,
    roots: tuple[Path, ...],
    user: str | None,
    contact: str,
    timeout: float,
    form: str | None,
    lang: str,
    out: Path | None,
) -> int:
    """Put the graph on a SPARQL store, and check that it is all there.

    Each named graph of the build replaces the one of that name on the store; other graphs stay as
    they are. A push may be repeated at any time. The answer lists each graph with the number of its
    triples as the store counts them. Exit code 1: the store counts other numbers.

    \b
    Examples:
      kg push --endpoint http://localhost:7878/query
      KG_PASSWORD=secret kg push --endpoint http://localhost:8890/sparql --user dba
    """
    from kg.ask.endpoint import Limits
    from kg.ask.publish import publish

    with _built(graph, roots) as path, _bar(path) as progress:
        published = publish(
            path,
            endpoint,
            write=write,
            via=via,
            credentials=remote.credentials(user),
            contact=contact,
            limits=Limits(silence=timeout, total=timeout),
            batch=batch,
            prune=prune,
            progress=progress,
        )
    for name in published.stale:
        click.echo(
            f"removed  {name}" if prune else f"left     {name} is not in this build; --prune removes it", err=True
        )
    print_rows(["graph", "triples"], published.sent, form, out, lang)
    return 0


@contextmanager
def _built(graph: Path | None, roots: tuple[Path, ...]) -> Iterator[Path]:
    """The graph file: the one that is named, else a new build that is gone afterwards."""
    if graph is not None:
        yield graph
        return
    from kg.base.resources import sources_dir
    from kg.graph.build import build

    with tempfile.TemporaryDirectory(prefix="kg-build-") as folder:
        bar, step = options.progress("building")
        with bar:
            path = build(roots or (sources_dir(),), Path(folder, "ties.nq"), step).path
        yield path


@contextmanager
def _bar(path: Path) -> Iterator[Any]:
    """A progress bar of bytes on stderr; silent where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(f"reading {path.name}", total=None)
    with bar:
        yield lambda done, total, graph: bar.update(task, description=graph, completed=done, total=total)
