"""``kg export``: the network and the graph as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.output import target
from kg.cli.remote import Where, graph_options
from kg.formats.registry import FORMATS, format_of, names, writer

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ask.asked_graph import AskedGraph
    from kg.network.rows import Export


@click.command()
@click.option(
    "--format", "form", type=click.Choice(names("network")), help="Default: what the end of --out stands for."
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; a folder for csv, matrices and parquet."
)
@options.ties("sister and partner")
@click.option("--level", type=click.Choice(["place", "region"]), default="place", show_default=True)
@click.option("--isolates/--no-isolates", default=None, help="Keep places without a tie. Default: only in matrices.")
@click.option("--year", "years", multiple=True, type=click.IntRange(1600, 2100), help="matrices: a year to write.")
@click.option("--square", is_flag=True, help="matrices: all places by all places.")
@options.lang
@graph_options
def export(
    form: str | None,
    out: Path | None,
    ties: options.Ties,
    level: str,
    isolates: bool | None,
    years: tuple[int, ...],
    square: bool,
    lang: str,
    where: Where,
) -> None:
    """Write the network for other programs, or the whole graph as RDF.

    graphml, gexf (edges with time spells, places as drawn on the page), pajek (two-mode) and json
    (node-link) are one file; csv (nodes, edges, codebook), matrices (one a year, for RSiena and ergm)
    and parquet are a folder. jsonld and trig hold the whole graph with its sources.

    \b
    Examples:
      kg export --out ties.gexf
      kg export --format matrices --year 2000 --year 2020 --out waves
      kg export --format csv --as-of 2021 --level region --out regions
      kg export --out graph.trig
    """
    from kg.ask.asked_graph import StoredGraph

    form = form or (format_of(out, "network") if out else None)
    if form is None:
        hint = _("add --format {formats}").format(formats="|".join(names("network")))
        raise KgError(_("no format is chosen"), hint=hint)
    shape = FORMATS["network"][form].shape
    if shape == "folder" and out is None:
        raise KgError(_("{format} writes several files").format(format=form), hint=_("add --out FOLDER"))
    if form != "matrices" and (years or square):
        raise KgError(_("--year and --square are for matrices"), hint=_("--as-of YEAR chooses the state of a year"))
    if shape == "graph" and (ties.kinds or ties.as_of is not None or level != "place" or isolates is not None):
        hint = _("leave out --kind, --as-of, --level and --isolates")
        raise KgError(_("{format} holds the whole graph").format(format=form), hint=hint)
    if shape == "graph" and where.endpoint is not None:
        message = _("{format} is written from a build, not from an endpoint").format(format=form)
        raise KgError(message, hint=_("leave out --endpoint"))
    bar, step = options.progress(_("exporting"))
    with bar:
        asked = where.open(step)
        step(form)
        write = writer("network", form)
        what: Store | Export
        if shape == "graph" and isinstance(asked, StoredGraph):
            what = asked.store
        else:
            what = _chosen(asked, ties, level, isolates, lang, form == "matrices")
        if out is not None and shape == "folder":
            from kg.export.network_folder import write_folder

            files = write(what, lang, **({"years": years, "square": square} if form == "matrices" else {}))
            write_folder(out, files)
            click.echo("\n".join(str(out / name) for name in files))
            return
        with target(out) as stream:
            write(what, stream)
    if out is not None:
        click.echo(out)


def _chosen(
    asked: AskedGraph, ties: options.Ties, level: str, isolates: bool | None, lang: str, is_matrices: bool
) -> Export:
    """What is exported; of matrices each year is chosen when they are written, and what is only possible is NA."""
    from kg.network.attributes import read_attributes
    from kg.network.from_graph import read_network
    from kg.network.shape import shape
    from kg.network.standing import DEFAULT_KINDS

    network = read_network(asked)
    ties = ties._replace(kinds=ties.kinds or DEFAULT_KINDS)
    selection = ties._replace(as_of=None if is_matrices else ties.as_of).of(network, ended=is_matrices)
    return shape(
        network.nodes,
        selection.links,
        level=level,
        isolates=is_matrices if isolates is None else isolates,
        attributes=read_attributes(asked),
        lang=lang,
        kinds=ties.kinds,
        as_of=ties.as_of,
        possible=selection.possible,
    )
