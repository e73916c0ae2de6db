"""``kg plot``: figures for papers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.languages import _
from kg.cli import options, reports
from kg.formats.registry import format_of

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.figure import Figure

    from kg.analysis.question import Question
    from kg.ask.asked_graph import AskedGraph

_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write; its ending decides: .svg, .png or .pdf.",
)
_SHOWN = (_OUT, options.lang)
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


@plot.command()
@reports.takes(*_TIES, shown=_SHOWN)
def growth(**given: Any) -> None:
    """Draw how many ties began in each year, and how many stood, to the year of --as-of."""
    from kg.analysis.measures.growth import growth as by_year
    from kg.export.figures.draw import growth_figure
    from kg.network.standing import select

    def drawn(made: Question, _asked: AskedGraph) -> Figure:
        links = select(made.network, made.choice.kinds, ended=True).links
        return growth_figure(by_year(links), made.lang, made.choice.as_of)

    _draw(drawn, given)


@plot.command()
@reports.takes(*_TIES, shown=_SHOWN)
def degrees(**given: Any) -> None:
    """Draw how many places have how many partners."""
    from kg.export.figures.draw import degree_figure

    _draw(lambda made, _asked: degree_figure(_view(made), made.lang), given)


@plot.command()
@reports.takes(
    reports.country,
    reports.units,
    reports.partner_kinds,
    options.as_of,
    reports.rounds,
    reports.seed,
    reports.limit(20),
    shown=_SHOWN,
)
def hubs(**given: Any) -> None:
    """Draw the hubs of kg rank with the intervals of their ranks."""
    from kg.analysis.ranking import hub_ranks
    from kg.export.figures.draw import hubs_figure

    _draw(lambda made, _asked: hubs_figure(hub_ranks(made), made.name, made.lang), given, reports.WITH_PARTNERS)


@plot.command()
@reports.takes(shown=_SHOWN)
def problems(**given: Any) -> None:
    """Draw which problems the experts of which type of place raise."""
    from kg.analysis.reports.problems import by_type, experts_of_types, read_problems
    from kg.export.figures.heatmaps import matrix_figure

    def drawn(made: Question, asked: AskedGraph) -> Figure:
        raised = read_problems(asked, made.lang)
        counts, found = by_type(made.network, raised)
        return matrix_figure(counts, found, experts_of_types(made.network, raised), made.lang)

    _draw(drawn, given)


@plot.command()
@reports.takes(*_TIES, shown=_SHOWN)
def distances(**given: Any) -> None:
    """Draw how far partners are from each other."""
    from kg.base.geography import distances as lengths
    from kg.export.figures.draw import distance_figure

    _draw(lambda made, _asked: distance_figure(list(lengths(_view(made)).values()), made.lang), given)


@plot.command()
@reports.takes(reports.units, *_TIES, shown=_SHOWN)
def adjacency(**given: Any) -> None:
    """Draw who is tied with whom as a matrix, by community."""
    from kg.export.figures.heatmaps import adjacency_figure

    _draw(lambda made, _asked: adjacency_figure(_view(made), made.name, made.lang), given)


def _draw(
    drawn: Callable[[Question, AskedGraph], Figure], given: dict[str, Any], usual: Collection[str] = reports.SISTER
) -> None:
    out: Path = given["out"]
    form = format_of(out, "figure")
    from kg.export.figures.style import drawing, written

    asked = reports.opened(given)
    bar, step = options.progress(_("drawing"))
    with bar, drawing(given["lang"]):
        step(out.name)
        content = written(drawn(reports.question(given, asked, usual), asked), form)
    reports.write(out, content)
    click.echo(out)


def _view(made: Question) -> nx.Graph[str]:
    from kg.network.views import view

    return view(made.network, "regions" if made.units else "two-mode", made.choice, lang=made.lang)
