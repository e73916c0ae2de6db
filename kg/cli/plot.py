"""``kg plot``: figures for papers."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.languages import _
from kg.cli import options, reports
from kg.cli.options import Decorator
from kg.cli.output import target
from kg.cli.remote import Where, graph_options
from kg.formats.registry import format_of

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

    from kg.analysis.question import Question
    from kg.ask.asked_graph import AskedGraph

_OUT_HELP = "The file to write; its ending decides: .svg, .png or .pdf."
_SHOWN = (click.option("--out", type=options.FILE, required=True, help=_OUT_HELP), options.lang)
_TIES = (reports.sister_kinds, options.as_of)


@click.group()
def plot() -> None:
    """Draw a figure: SVG, PNG or PDF, labelled in English, Russian or Chinese.

    The same data give the same bytes of SVG. Chinese labels need a font with Chinese characters.

    \b
    Examples:
      kg plot growth --out growth.svg
      kg plot hubs --country ru --units --lang ru --out hubs.pdf
      kg plot problems --lang zh --out problems.png
    """


def _figure(
    *own: Decorator, usual: Collection[str] = reports.SISTER
) -> Callable[[Callable[[Question, AskedGraph], Figure]], click.Command]:
    """Make a command of the function that draws its figure; ``own`` are its options."""

    def decorate(drawn: Callable[[Question, AskedGraph], Figure]) -> click.Command:
        @functools.wraps(drawn)
        def draw(**given: Any) -> None:
            out: Path = given["out"]
            form = format_of(out, "figure")
            from kg.export.figures.style import drawing, written

            asked = reports.opened(given)
            bar, step = options.progress(_("drawing"))
            with bar, drawing(given["lang"]):
                step(out.name)
                content = written(drawn(reports.question(given, asked, usual), asked), form)
            with target(out) as stream:
                stream.write(content)
            click.echo(out)

        return plot.command()(reports.takes(*own, shown=_SHOWN)(draw))

    return decorate


@plot.command("map")
@graph_options
@options.place
@options.ties("sister and partner", bounds=False)
@click.option("--out", type=options.FILE, required=True, help=_OUT_HELP)
@options.lang
def map_(where: Where, out: Path, place: str, ties: options.Ties, lang: str) -> None:
    """Draw the map of ties, as kg map does: Russia and China whole, arcs by kind and decade.

    \b
    Example:
      kg plot map --place Хабаровск --out map.pdf
    """
    from kg.cli.map import write

    write(where, out, place, ties, format_of(out, "figure"))


@_figure(*_TIES)
def growth(made: Question, _asked: AskedGraph) -> Figure:
    """Draw how many ties began in each year, and how many stood, to the year of --as-of.

    \b
    Example:
      kg plot growth --as-of 2010 --out growth.pdf
    """
    from kg.analysis.measures.growth import growth as by_year
    from kg.export.figures.draw import growth_figure
    from kg.network.standing import select

    links = select(made.network, made.choice.kinds, ended=True).links
    return growth_figure(by_year(links), made.lang, made.choice.as_of)


@_figure(*_TIES)
def degrees(made: Question, _asked: AskedGraph) -> Figure:
    """Draw how many places have how many partners.

    \b
    Example:
      kg plot degrees --out degrees.svg
    """
    from kg.export.figures.draw import degree_figure

    return degree_figure(_view(made), made.lang)


@_figure(
    *(reports.country, reports.units, reports.partner_kinds, options.as_of),
    *(reports.rounds, reports.seed, reports.limit(20)),
    usual=reports.WITH_PARTNERS,
)
def hubs(made: Question, _asked: AskedGraph) -> Figure:
    """Draw the hubs of kg rank with the intervals of their ranks.

    \b
    Example:
      kg plot hubs --country cn --limit 10 --out hubs.svg
    """
    from kg.analysis.ranking import hub_ranks
    from kg.export.figures.draw import hubs_figure

    return hubs_figure(hub_ranks(made), made.name, made.lang)


@_figure()
def problems(made: Question, asked: AskedGraph) -> Figure:
    """Draw which problems the experts of which type of place raise.

    \b
    Example:
      kg plot problems --lang ru --out problems.pdf
    """
    from kg.analysis.reports.problems import by_type, experts_of_types, read_problems
    from kg.export.figures.heatmaps import matrix_figure

    raised = read_problems(asked, made.lang)
    counts, found = by_type(made.network, raised)
    return matrix_figure(counts, found, experts_of_types(made.network, raised), made.lang)


@_figure(*_TIES)
def distances(made: Question, _asked: AskedGraph) -> Figure:
    """Draw how far partners are from each other.

    \b
    Example:
      kg plot distances --out distances.svg
    """
    from kg.base.geography import distances as lengths
    from kg.export.figures.draw import distance_figure

    return distance_figure(list(lengths(_view(made)).values()), made.lang)


@_figure(reports.units, *_TIES, reports.seed)
def attack(made: Question, _asked: AskedGraph) -> Figure:
    """Draw the curves of kg measure attack: the largest component as places are removed.

    \b
    Example:
      kg plot attack --units --out attack.png
    """
    from kg.export.figures.draw import attack_figure

    return attack_figure(_view(made), made.lang, made.seed)


@_figure(reports.units, *_TIES)
def adjacency(made: Question, _asked: AskedGraph) -> Figure:
    """Draw who is tied with whom as a matrix, by community.

    \b
    Example:
      kg plot adjacency --units --lang zh --out matrix.pdf
    """
    from kg.export.figures.heatmaps import adjacency_figure

    return adjacency_figure(_view(made), made.name, made.lang)


def _view(made: Question) -> nx.Graph[str]:
    from kg.network.views import view

    return view(made.network, "regions" if made.units else "two-mode", made.choice, lang=made.lang)
