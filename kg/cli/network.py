"""``kg network``: the network as one interactive page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import edge_list, options
from kg.cli.output import target
from kg.cli.remote import Where, graph_options
from kg.formats.registry import format_of

if TYPE_CHECKING:
    from kg.base.progress import Step
    from kg.network.document import NetworkDocument


@click.command()
@graph_options
@options.out_picture("network.html")
@edge_list.edges("Draw this edge list, as kg measure --edges measures it, instead of the graph.")
@options.ties("all, and the page opens with sister and partner")
@options.lang
def network(where: Where, out: Path, ties: options.Ties, lang: str, **given: Any) -> None:
    """Write the network as one page: drawing, search, legend, tables and sources in one file.

    The page of .html needs no server and no other file, and asks nothing of the network. It speaks
    Russian, Chinese and English; --lang chooses the one it opens in. The other forms are the picture
    alone, with its legend, source and licence. PNG and PDF need the extra documents.

    --edges draws any other network, of any country: a file with two names a line. Its measures
    are those of kg measure --edges; the two sides of a two-mode network have their own colours.

    \b
    Examples:
      kg network --out network.html
      kg network --out sisters-2004.pdf --kind sister --as-of 2004 --lang ru
    """
    edge_list.refuse_alone()
    form = format_of(out, "drawing")
    if given["edges"] and any((*where[:3], *ties)):
        told = _("--edges draws a file: --sources, --graph, --endpoint, --kind and --as-of are about the graph")
        raise KgError(told, hint=_("leave them out"))
    from kg.dossier.text.about import source
    from kg.network.layout import arrange
    from kg.site.network_files import written

    edges = _of_edges({**given, "lang": lang}) if given["edges"] else None
    bar, step = options.progress(_("drawing"))
    with bar:
        document = edges or _of_graph(where, ties, step)
        step(_("layout"))
        arranged = arrange(document)
        content = written(arranged, form, "" if edges else source())
        with target(out) as stream:
            stream.write(content)
    if form == "html":
        told = _("places: {places}, ties: {ties}; open it in a browser")
        options.remark(told.format(places=len(arranged.nodes), ties=len(arranged.edges)))
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


def _of_edges(given: dict[str, Any]) -> NetworkDocument:
    from kg.network.edges_page import edges_document

    found, notes = edge_list.opened(given)
    for said in notes:
        options.remark(said)
    return edges_document(found, given["edges"].stem)
