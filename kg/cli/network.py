"""``kg network``: the network as one interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _, current
from kg.cli import options
from kg.cli.output import target
from kg.cli.remote import Where, graph_options

if TYPE_CHECKING:
    from kg.base.progress import Step
    from kg.network.document import NetworkDocument


@click.command()
@graph_options
@click.option("--out", type=options.FILE, default=Path("network.html"), show_default=True, help="The page to write.")
@options.edges("Draw this edge list, as kg measure --edges measures it, instead of the graph.")
@options.header
@options.ties("all, and the page opens with sister and partner")
@options.lang
def network(edges: Path | None, header: bool, where: Where, out: Path, ties: options.Ties, lang: str) -> None:
    """Write the network as one page: drawing, search, legend, tables and sources in one file.

    The page needs no server and no other file, and asks nothing of the network. It speaks
    Russian, Chinese and English; --lang chooses the one it opens in.

    --edges draws any other network, of any country: a file with two names a line. Its measures
    are those of kg measure --edges.

    \b
    Examples:
      kg network --out network.html
      kg network --out sisters-2004.html --kind sister --as-of 2004 --lang ru
    """
    if header and edges is None:
        raise KgError(_("--header is about an edge list"), hint=_("add --edges FILE"))
    if edges is not None and any((*where[:3], *ties)):
        told = _("--edges draws a file: --sources, --graph, --endpoint, --kind and --as-of are about the graph")
        raise KgError(told, hint=_("leave them out"))
    from kg.network.layout import arrange
    from kg.site.network_page import network_page

    bar, step = options.progress(_("drawing"))
    with bar:
        document = _of_edges(edges, header, step) if edges else _of_graph(where, ties, step)
        step(_("layout"))
        arranged = arrange(document)
        with target(out) as stream:
            stream.write(network_page(arranged, lang=lang).encode())
    told = _("places: {places}, ties: {ties}; open it in a browser")
    click.echo(told.format(places=len(arranged.nodes), ties=len(arranged.edges)), err=True)
    click.echo(out)


def _of_graph(where: Where, ties: options.Ties, step: Step) -> NetworkDocument:
    from kg.network.from_graph import read_network
    from kg.network.page import network_document
    from kg.network.standing import DEFAULT_KINDS
    from kg.schema.kinds import KINDS

    asked = where.open(step)
    step(_("ties"))
    places = read_network(asked)
    none = KgError(_("no tie is left to draw"), hint=_("choose another --kind or --as-of"))
    chosen = ties._replace(kinds=ties.kinds or KINDS).of(places, ended=True, if_none=none)
    return network_document(asked, places, chosen, ties.as_of, ties.kinds or DEFAULT_KINDS)


def _of_edges(edges: Path, header: bool, step: Step) -> NetworkDocument:
    from kg.analysis.reports.measured import edges_notes
    from kg.network.edges_file import read_edges
    from kg.network.edges_page import edges_document

    step(edges.name)
    found = read_edges(edges, header=header)
    for said in edges_notes(edges.name, found, current()):
        click.echo(said, err=True)
    return edges_document(found, edges.stem)
