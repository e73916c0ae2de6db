"""``kg network``: the network as one interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.remote import Remote, asked_graph, endpoint_options

if TYPE_CHECKING:
    from kg.network.document import NetworkDocument


@click.command()
@options.sources
@options.graph
@endpoint_options
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("network.html"),
    show_default=True,
    help="The page to write.",
)
@options.edges("Draw this edge list, as kg measure --edges measures it, instead of the graph.")
@options.header
@options.kinds("all, and the page opens with sister and partner")
@options.as_of
@options.undated
@options.lang
def network(
    edges: Path | None,
    header: bool,
    roots: tuple[Path, ...],
    graph: Path | None,
    remote: Remote | None,
    out: Path,
    kinds: tuple[str, ...],
    as_of: int | None,
    undated: bool,
    lang: str,
) -> None:
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
    if edges is not None:
        if roots or graph or remote or kinds or undated or as_of is not None:
            raise KgError(
                _("--edges draws a file: --sources, --graph, --endpoint, --kind and --as-of are about the graph"),
                hint=_("leave them out"),
            )
        _draw_edges(edges, header, out, lang)
        return
    from kg.base.files import atomic_writer
    from kg.network.from_graph import read_network
    from kg.network.layout import arrange
    from kg.network.page import KINDS, network_document
    from kg.network.standing import DEFAULT_KINDS, select
    from kg.network.told import counted
    from kg.site.network_page import network_page

    bar, step = options.progress(_("drawing"))
    with bar:
        asked = asked_graph(remote, graph, roots, step)
        step(_("ties"))
        places = read_network(asked)
        chosen = select(places, kinds or KINDS, as_of, ended=True, undated=undated)
        if not chosen.links:
            raise KgError(_("no tie is left to draw"), hint=_("choose another --kind or --as-of"))
        document = network_document(asked, places, chosen, as_of, kinds or DEFAULT_KINDS)
        step(_("layout"))
        page = network_page(arrange(document), lang=lang)
        with atomic_writer(out) as stream:
            stream.write(page.encode())
    click.echo(counted(kinds or KINDS, as_of, chosen, ended=True, undated=undated), err=True)
    _say(document, out)


def _draw_edges(edges: Path, header: bool, out: Path, lang: str) -> None:
    from kg.analysis.reports.measured import edges_notes
    from kg.base.files import atomic_writer
    from kg.network.edges_file import read_edges
    from kg.network.edges_page import edges_document
    from kg.network.layout import arrange
    from kg.site.network_page import network_page

    bar, step = options.progress(_("drawing"))
    with bar:
        step(edges.name)
        found = read_edges(edges, header=header)
        step(_("layout"))
        document = arrange(edges_document(found, edges.stem))
        page = network_page(document, lang=lang)
        with atomic_writer(out) as stream:
            stream.write(page.encode())
    for said in edges_notes(edges.name, found, lang):
        click.echo(said, err=True)
    _say(document, out)


def _say(document: NetworkDocument, out: Path) -> None:
    told = _("places: {places}, ties: {ties}; open it in a browser")
    click.echo(told.format(places=len(document.nodes), ties=len(document.edges)), err=True)
    click.echo(out)
