"""``kg network``: the network as one interactive page."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.remote import Remote, asked_graph, endpoint_options
from kg.words.errors import KgError


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
@options.kinds("all")
@options.as_of
@options.lang
def network(
    roots: tuple[Path, ...],
    graph: Path | None,
    remote: Remote | None,
    out: Path,
    kinds: tuple[str, ...],
    as_of: int | None,
    lang: str,
) -> None:
    """Write the network as one page: drawing, search, legend, tables and sources in one file.

    The page needs no server and no other file, and asks nothing of the network. It speaks
    Russian, Chinese and English; --lang chooses the one it opens in.

    \b
    Examples:
      kg network --out network.html
      kg network --out sisters-2004.html --kind sister --as-of 2004 --lang ru
    """
    from kg.network.hubs import select
    from kg.network.layout import arrange
    from kg.network.page import KINDS, network_document
    from kg.network.read import read_network
    from kg.site.network_page import network_page
    from kg.words.files import atomic_writer

    bar, step = options.progress("network")
    with bar:
        asked = asked_graph(remote, graph, roots, step)
        step("ties")
        places = read_network(asked)
        chosen = select(places, kinds or KINDS, as_of, ended=as_of is None)
        if not chosen.links:
            raise KgError("no tie is left to draw", hint="choose another --kind or --as-of")
        document = network_document(asked, places, chosen, as_of)
        step("layout")
        page = network_page(arrange(document), lang=lang)
        with atomic_writer(out) as stream:
            stream.write(page.encode())
    if chosen.undated:
        click.echo(f"{chosen.undated} ties have no year of their beginning and are left out", err=True)
    click.echo(f"{document.built_from}; open it in a browser", err=True)
    click.echo(out)
