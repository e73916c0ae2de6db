"""``kg timeline``: ties and events by year, as one file."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.errors import KgError
from kg.base.languages import _, speaking
from kg.cli import options
from kg.cli.output import target
from kg.cli.remote import Where, graph_options
from kg.formats.registry import format_of


@click.command()
@graph_options
@options.picture("timeline.html")
@options.ties("sister and partner", bounds=False)
@options.lang
def timeline(where: Where, out: Path, place: str, ties: options.Ties, lang: str) -> None:
    """Draw by year what began, what stood, what was signed and what took place.

    A tie that is dated is a full bar; one that is only bounded is hollow and stands at the latest year
    in which it can have begun. What stood is shown with what may have stood besides. With --as-of the
    picture ends with that year. The page of .html has the numbers as a table. PNG and PDF need the
    extra documents.

    \b
    Examples:
      kg timeline --out timeline.html
      kg timeline --kind sister --as-of 2004 --lang ru --out sisters.svg
      kg timeline --place Harbin --out harbin.pdf
    """
    form = format_of(out, "timeline")
    from kg.network.from_graph import read_network
    from kg.network.standing import DEFAULT_KINDS
    from kg.site.years import picture, written, years_of

    bar, step = options.progress(_("drawing"))
    with bar, speaking(lang):
        graph = where.open(step)
        ego = graph.names.place(place) if place else ""
        years = years_of(graph, read_network(graph), ties.kinds or DEFAULT_KINDS, ties.as_of or 0, ego)
        if not picture(years):
            raise KgError(_("no tie is left to draw"), hint=_("choose another --kind or --as-of"))
        content = written(years, form)
        with target(out) as stream:
            stream.write(content)
    click.echo(out)
