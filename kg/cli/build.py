"""``kg build``: sources become the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.resources import sources_dir
from kg.cli import options


@click.command()
@options.sources
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("build/ties.nq"),
    show_default=True,
    help="The file to write.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also make an Oxigraph store in this folder, which must be new; --store of other commands opens it.",
)
def build(roots: tuple[Path, ...], out: Path, store: Path | None) -> None:
    """Build the graph from its sources, into one file of N-Quads.

    The same sources give the same bytes. Where a source has an error, every error of every
    source is listed and nothing is written.

    \b
    Examples:
      kg build --out build/ties.nq
      kg build --out build/ties.nq --store build/store
    """
    from kg.base.messages import tell
    from kg.graph.build import build as make

    bar, step = options.progress("building")
    with bar:
        built = make(roots or (sources_dir(),), out, step)
        if store is not None:
            from kg.graph.store import make_store

            step("indexing")
            make_store(out, store)
    for problem in built.problems:
        click.echo(f"{problem.severity}: {tell(problem)}", err=True)
    records = ", ".join(f"{count:,} {kind}" for kind, count in built.records.items())
    ties = ", ".join(f"{count} {kind}" for kind, count in built.ties.items())
    click.echo(f"read     {records}", err=True)
    click.echo(
        f"fused    {sum(built.ties.values())} ties ({ties}); sources differ on {built.disagreements} points", err=True
    )
    click.echo(f"written  {built.quads:,} quads", err=True)
    click.echo(built.path)
