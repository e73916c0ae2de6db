"""``kg export``: the network and the graph as files for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.remote import Remote, asked_graph, endpoint_options
from kg.formats.registry import FORMATS, format_of, names, writer

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph
    from kg.export.rows import Export


@click.command()
@click.option(
    "--format", "form", type=click.Choice(names("network")), help="Default: what the end of --out stands for."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; a folder for csv, matrices and parquet."
)
@options.kinds("sister and partner")
@click.option("--level", type=click.Choice(["place", "region"]), default="place", show_default=True)
@click.option("--isolates/--no-isolates", default=None, help="Keep places without a tie. Default: only in matrices.")
@click.option("--year", "years", multiple=True, type=click.IntRange(1600, 2100), help="matrices: a year to write.")
@click.option("--square", is_flag=True, help="matrices: all places by all places.")
@options.as_of
@options.undated
@options.lang
@options.graph
@endpoint_options
@options.sources
def export(
    form: str | None,
    out: Path | None,
    kinds: tuple[str, ...],
    level: str,
    isolates: bool | None,
    years: tuple[int, ...],
    square: bool,
    as_of: int | None,
    undated: bool,
    lang: str,
    graph: Path | None,
    remote: Remote | None,
    roots: tuple[Path, ...],
) -> None:
    """Write the network for other programs, or the whole graph as RDF.

    graphml, gexf (edges with time spells, places as drawn on the page), pajek (two-mode) and json
    (node-link) are one file; csv (nodes, edges, codebook), matrices (one a year, for RSiena and ergm)
    and parquet are a folder. jsonld and trig hold the whole graph with its sources.

    \b
    Examples:
      kg export --out ties.gexf
      kg export --format matrices --kind sister --year 2000 --year 2020 --out waves
      kg export --format csv --as-of 2021 --level region --out regions
      kg export --out graph.trig
    """
    from kg.graph.store import open_graph

    form = form or (format_of(out, "network") if out else None)
    if form is None:
        raise KgError(
            _("no format is chosen"), hint=_("add --format {formats}").format(formats="|".join(names("network")))
        )
    shape = FORMATS["network"][form].shape
    if shape == "folder" and out is None:
        raise KgError(_("{format} writes several files").format(format=form), hint=_("add --out FOLDER"))
    if form != "matrices" and (years or square):
        raise KgError(_("--year and --square are for matrices"), hint=_("--as-of YEAR chooses the state of a year"))
    if shape == "graph" and (kinds or as_of is not None or level != "place" or isolates is not None):
        hint = _("leave out --kind, --as-of, --level and --isolates")
        raise KgError(_("{format} holds the whole graph").format(format=form), hint=hint)
    bar, step = options.progress(_("exporting"))
    with bar:
        if shape == "graph":
            if remote is not None:
                raise KgError(
                    _("{format} is written from a build, not from an endpoint").format(format=form),
                    hint=_("leave out --endpoint"),
                )
            store = open_graph(graph, roots, step)
            step(form)
            _one_file(out, lambda stream: writer("network", form)(store, stream))
            return
        asked = asked_graph(remote, graph, roots, step)
        step(form)
        chosen = _chosen(asked, kinds, as_of, undated, level, isolates, lang, form)
        if shape == "folder" and out is not None:
            _several_files(chosen, form, out, lang, {"years": years, "square": square} if form == "matrices" else {})
        else:
            _one_file(out, lambda stream: writer("network", form)(chosen, stream))


def _chosen(
    asked: AskedGraph,
    kinds: tuple[str, ...],
    as_of: int | None,
    undated: bool,
    level: str,
    isolates: bool | None,
    lang: str,
    form: str,
) -> Export:
    from kg.export.shape import shape
    from kg.network.attributes import read_attributes
    from kg.network.from_graph import read_network
    from kg.network.standing import DEFAULT_KINDS, select
    from kg.network.told import counted

    network = read_network(asked)
    kinds = kinds or DEFAULT_KINDS
    is_matrices = form == "matrices"  # each year is chosen there, and undated ties are NA
    year = None if is_matrices else as_of
    selection = select(network, kinds, year, ended=is_matrices, undated=undated)
    click.echo(counted(kinds, year, selection, ended=is_matrices, undated=undated), err=True)
    return shape(
        network.nodes,
        selection.links,
        level=level,
        isolates=is_matrices if isolates is None else isolates,
        attributes=read_attributes(asked),
        lang=lang,
        kinds=kinds,
        as_of=as_of,
        undated=selection.undated,
    )


def _one_file(out: Path | None, written: Callable[[Any], None]) -> None:
    """Write to a file that is whole or absent, or to stdout."""
    if out is None:
        written(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    from kg.base.files import atomic_writer

    with atomic_writer(out) as stream:
        written(stream)
    click.echo(out)


def _several_files(chosen: Export, form: str, out: Path, lang: str, settings: dict[str, Any]) -> None:
    from kg.export.network_folder import write_folder

    found = writer("network", form)(chosen, lang, **settings)
    write_folder(out, found)
    for name in found:
        click.echo(out / name)
