"""``kg push``: the graph goes to a remote store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _, ngettext
from kg.cli import options, remote
from kg.cli.output import output_options, print_rows

if TYPE_CHECKING:
    from kg.ask.publish import Progress
    from kg.ask.remote.targets import Addresses
    from kg.gather.roots import Sources


@click.command()
@click.option(
    "--endpoint", metavar="URL", required=True, help="The base address of the store, or where it answers queries."
)
@click.option("--write", metavar="URL", default="", help="Where it takes graphs. Default: found from --endpoint.")
@click.option(
    "--via",
    type=click.Choice(["gsp", "update"]),
    default="gsp",
    show_default=True,
    help="Graph Store Protocol, or SPARQL Update in batches.",
)
@click.option("--batch", type=click.IntRange(min=1), default=500, show_default=True, help="Triples an update.")
@click.option(
    "--shards",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder of kg build --shards to send; its pieces go side by side.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="How many requests at once. Default: 4 with --shards, else 1."
)
@click.option("--prune", is_flag=True, help="Remove this project's graphs that the build does not have.")
@options.graph
@options.sources
@remote.user
@remote.contact
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    default=600.0,
    show_default=True,
    help="The most that one request may take.",
)
@output_options()
def push(
    endpoint: str,
    write: str,
    via: str,
    batch: int,
    shards: Path | None,
    workers: int | None,
    prune: bool,
    graph: Path | None,
    sources: Sources,
    user: str | None,
    contact: str,
    timeout: float,
    **output: Any,
) -> int:
    """Put the graph on a SPARQL store, and check that it is all there.

    Each named graph of the build replaces the one of that name on the store; other graphs stay as
    they are. A push may be repeated at any time. The answer lists each graph with the number of its
    triples as the store counts them. Exit code 1: the store counts other numbers.

    Of Oxigraph, Virtuoso, Fuseki, GraphDB, RDF4J and QLever the base address is enough: where they
    answer and where they take graphs is found by asking, and told.

    \b
    Examples:
      kg push --endpoint http://localhost:7878
      KG_PASSWORD=secret kg push --endpoint http://localhost:8890 --user dba
      kg push --endpoint http://localhost:7878 --shards build/shards --workers 4
    """
    from kg.ask.publish import publish
    from kg.ask.remote.settings import Limits

    def found(addresses: Addresses) -> None:
        told = _("{product}: queries at {query}, graphs at {write}")
        write = addresses.write(via)
        options.remark(told.format(product=addresses.product, query=addresses.query, write=write))

    if shards is not None and (graph is not None or sources.given):
        raise KgError(_("--shards is sent instead of a graph or of sources"), hint=_("give one of them"))
    with _built(shards or graph, sources) as path, _watched(path) as progress:
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
            workers=workers or (4 if shards else 1),
            progress=progress,
            found=found,
        )
    for name in published.stale:
        told = _("removed  {graph}") if prune else _("left     {graph} is not in this build; --prune removes it")
        options.remark(told.format(graph=name))
    print_rows([N_("graph"), N_("triples")], published.sent, **output)
    return 0


@contextmanager
def _built(graph: Path | None, sources: Sources) -> Iterator[Path]:
    """The graph file: the one that is named, else a new build that is gone afterwards."""
    if graph is not None:
        yield graph
        return
    from kg.base.files import scratch_folder
    from kg.graph.build import build

    with scratch_folder() as folder:
        bar, step = options.progress(_("building"))
        with bar:
            path = build(sources.folders(), Path(folder, "ties.nq"), step).path
        yield path


@contextmanager
def _watched(path: Path) -> Iterator[Progress]:
    """What is told of the bytes that are sent: shown as a bar on a terminal, and summed up where Ctrl-C ends it all."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(_("reading {file}").format(file=path.name), total=None)
    begun: dict[str, None] = {}

    def show(done: int, total: int, graph: str) -> None:
        begun[graph] = None
        bar.update(task, description=graph, completed=done, total=total)

    with bar, options.on_interruption(lambda: _so_far(list(begun))):
        yield show


def _so_far(begun: list[str]) -> str:
    """What a push that was interrupted has done."""
    if not begun:
        return _("nothing was sent; the store is as it was")
    whole = len(begun) - 1
    told = ngettext(
        "{n} graph of the store is new, '{graph}' may be there in part; push again to mend it",
        "{n} graphs of the store are new, '{graph}' may be there in part; push again to mend it",
        whole,
    )
    return told.format(n=whole, graph=begun[-1])
