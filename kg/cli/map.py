"""``kg map``: the map of all ties, or of those of one place, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.output import target
from kg.cli.remote import Where, graph_options
from kg.formats.registry import format_of

if TYPE_CHECKING:
    from kg.site.atlas.map_of_ties import Atlas


@click.command("map")
@graph_options
@options.picture("map.html")
@options.ties("sister and partner", bounds=False)
@options.lang
def map_(where: Where, out: Path, place: str, ties: options.Ties, lang: str) -> None:
    """Draw the map of ties: Russia and China whole, arcs by kind and decade.

    The page of .html needs no server and loads nothing: a slider of years, filters, zoom, and pictures
    to take away. The other forms are the picture alone, with its legend, source and licence. What may
    have stood in the year of --as-of by its bounds is drawn faint. PNG and PDF need the extra documents.

    \b
    Examples:
      kg map --out map.html
      kg map --kind sister --as-of 2004 --lang ru --out sisters-2004.pdf
      kg map --place Harbin --out harbin.svg
    """
    write(where, out, place, ties, format_of(out, "map"))


def write(where: Where, out: Path, place: str, ties: options.Ties, form: str) -> None:
    """Draw the ties of a place or all of them into a file of a form."""
    from kg.network.from_graph import read_network
    from kg.network.standing import DEFAULT_KINDS
    from kg.site.atlas.map_file import written
    from kg.site.atlas.map_of_ties import atlas

    bar, step = options.progress(_("drawing"))
    with bar:
        graph = where.open(step)
        ego = graph.names.place(place) if place else ""
        made: Atlas = atlas(graph, read_network(graph), str, ego)
        kinds = ties.kinds or DEFAULT_KINDS
        if not made.standing(kinds, ties.as_of):
            raise KgError(_("no tie is left to draw"), hint=_("choose another --kind or --as-of"))
        content = written(made, form, kinds, ties.as_of, ego)
        with target(out) as stream:
            stream.write(content)
    click.echo(out)
