"""``kg build``: sources become the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.languages import _, grouped, listed, pick
from kg.cli import options
from kg.gather.roots import Sources


@click.command()
@options.sources
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write, or the folder of --shards. Default: build/ties.nq, build/shards.",
)
@click.option(
    "--shards",
    type=click.IntRange(1, 9999),
    metavar="N",
    help="Write N compressed parts instead of one file; decompressed and in order, they are the file.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also make an Oxigraph store in this folder, which must be new; --store of other commands opens it.",
)
@options.lang
def build(sources: Sources, out: Path | None, shards: int | None, store: Path | None, lang: str) -> None:
    """Build the graph from its sources, into one file of N-Quads.

    The same sources give the same bytes. Where a source has an error, every error of every
    source is listed and nothing is written.

    \b
    Examples:
      kg build --out build/ties.nq
      kg build --out build/ties.nq --store build/store
      kg build --shards 8 --out build/shards
    """
    from kg.base.messages import told_with_severity
    from kg.graph.build import build as make
    from kg.schema.codes import LABELS

    bar, step = options.progress(_("building"))
    with bar:
        out = out or Path("build", "shards" if shards else "ties.nq")
        built = make(sources.folders(), out, step, shards or 0)
        if store is not None:
            from kg.graph.store import make_store

            step(_("indexing"))
            make_store(out, store)
    records = listed(f"{kind} {grouped(count)}" for kind, count in built.records.items())
    ties = listed(f"{pick(LABELS[f'tie-kind/{kind}'], lang)} {grouped(count)}" for kind, count in built.ties.items())
    told = [
        *map(told_with_severity, built.problems),
        _("rows read: {records}").format(records=records),
        _("ties: {count} ({kinds})").format(count=grouped(sum(built.ties.values())), kinds=ties or "–"),
        _("points of ties on which sources differ: {count}").format(count=grouped(built.disagreements)),
        _("quads written: {count}").format(count=grouped(built.quads)),
    ]
    options.remark("\n".join(told))
    click.echo(built.path)
