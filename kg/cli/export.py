"""``kg export``: the network and the graph as files for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.cli import options
from kg.cli.remote import Remote, asked_graph, endpoint_options

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ask.asked_graph import AskedGraph
    from kg.export.exported import Export

# As in kg.export.formats, written here so that `kg export --help` imports nothing.
_FORMATS = ("graphml", "gexf", "pajek", "json", "csv", "matrices", "parquet", "jsonld", "trig")


@click.command()
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Default: what the end of --out stands for.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; a folder for csv, matrices and parquet."
)
@options.kinds("sister and partner")
@click.option("--level", type=click.Choice(["place", "region"]), default="place", show_default=True)
@click.option("--isolates/--no-isolates", default=True, show_default=True, help="Keep places without a tie.")
@click.option("--year", "years", multiple=True, type=click.IntRange(1600, 2100), help="matrices: a year to write.")
@click.option("--square", is_flag=True, help="matrices: all places by all places.")
@options.as_of
@options.lang
@options.graph
@endpoint_options
@options.sources
def export(
    form: str | None,
    out: Path | None,
    kinds: tuple[str, ...],
    level: str,
    isolates: bool,
    years: tuple[int, ...],
    square: bool,
    as_of: int | None,
    lang: str,
    graph: Path | None,
    remote: Remote | None,
    roots: tuple[Path, ...],
) -> None:
    """Write the network for other programs, or the whole graph as RDF.

    graphml, gexf (edges with time spells), pajek (two-mode) and json (node-link) are one file;
    csv (nodes, edges, codebook), matrices (one a year, for RSiena and ergm) and parquet are a
    folder. jsonld and trig hold the whole graph with its sources.

    \b
    Examples:
      kg export --out ties.gexf
      kg export --format matrices --kind sister --year 2000 --year 2020 --out waves
      kg export --format csv --as-of 2021 --level region --out regions
      kg export --out graph.trig
    """
    from kg.export.formats import FORMATS, format_of
    from kg.graph.store import open_graph

    form = form or (format_of(out) if out else None)
    if form is None:
        raise KgError("no format is chosen", hint=f"add --format {'|'.join(_FORMATS)}")
    shape = FORMATS[form].shape
    if shape == "folder" and out is None:
        raise KgError(f"{form} writes several files", hint="add --out FOLDER")
    if form != "matrices" and (years or square):
        raise KgError("--year and --square are for matrices", hint="--as-of YEAR chooses the state of a year")
    if shape == "graph" and (kinds or as_of is not None or level != "place" or not isolates):
        raise KgError(f"{form} holds the whole graph", hint="leave out --kind, --as-of, --level and --no-isolates")
    bar, step = options.progress("exporting")
    with bar:
        if shape == "graph":
            if remote is not None:
                raise KgError(f"{form} is written from a build, not from an endpoint", hint="leave out --endpoint")
            store = open_graph(graph, roots, step)
            step(form)
            _one_file(out, lambda stream: _write_graph(store, form, stream))
            return
        asked = asked_graph(remote, graph, roots, step)
        step(form)
        chosen = _chosen(asked, kinds, as_of, level, isolates, lang, form)
        if shape == "folder" and out is not None:
            _several_files(chosen, form, out, lang, {"years": years, "square": square} if form == "matrices" else {})
        else:
            _one_file(out, lambda stream: _write(chosen, form, stream))
    if chosen.undated:
        click.echo(f"{chosen.undated} ties have no year and are left out", err=True)


def _chosen(
    asked: AskedGraph, kinds: tuple[str, ...], as_of: int | None, level: str, isolates: bool, lang: str, form: str
) -> Export:
    from kg.export.shape import Figures, shape
    from kg.network.attributes import read_attributes
    from kg.network.from_graph import read_network
    from kg.network.standing import DEFAULT_KINDS, Selection, select

    network = read_network(asked)
    kinds = kinds or DEFAULT_KINDS
    if form == "matrices":  # each year is chosen there, and undated ties are NA
        selection = Selection(tuple(link for link in network.links if link.kind in kinds), 0)
    else:
        selection = select(network, kinds, as_of)
    known = read_attributes(asked)
    product = known.product_per_head
    figures = Figures(
        population={id: figure.value for id, figure in known.population.items()},
        grp_per_head={id: figure.value for id, figure in product.items()},
        grp_unit={id: figure.unit for id, figure in product.items()},
    )
    return shape(
        network.nodes,
        selection.links,
        level=level,
        isolates=isolates,
        figures=figures,
        lang=lang,
        kinds=kinds,
        as_of=as_of,
        undated=selection.undated,
    )


def _write(chosen: Export, form: str, stream: Any) -> None:
    from kg.export.formats import write

    write(chosen, form, stream)


def _write_graph(store: Store, form: str, stream: Any) -> None:
    from kg.export.whole_graph import write_graph

    write_graph(store, form, stream)


def _one_file(out: Path | None, writer: Any) -> None:
    """Write to a file that is whole or absent, or to stdout."""
    if out is None:
        writer(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    from kg.base.files import atomic_writer

    with atomic_writer(out) as stream:
        writer(stream)
    click.echo(out)


def _several_files(chosen: Export, form: str, out: Path, lang: str, settings: dict[str, Any]) -> None:
    from kg.export.formats import files
    from kg.export.network_folder import write_folder

    found = files(chosen, form, lang, **settings)
    write_folder(out, found)
    for name in found:
        click.echo(out / name)
