"""``kg plot``: figures for papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.languages import pick
from kg.cli import options
from kg.cli.remote import Remote, asked_graph, endpoint_options
from kg.cli.typed import flags, typed, unused

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from kg.ask.asked_graph import AskedGraph
    from kg.network.ties import Network
    from kg.network.views import Choice

_FORMATS = ("svg", "png", "pdf")
# The options by which each figure chooses what it shows; any other of them is refused.
_TAKES: dict[str, tuple[str, ...]] = {
    "growth": ("kinds", "as_of"),
    "degrees": ("kinds", "as_of"),
    "hubs": ("kinds", "as_of", "country", "units", "limit", "rounds", "seed"),
    "problems": (),
    "distances": ("kinds", "as_of"),
    "adjacency": ("kinds", "as_of", "units"),
}


@click.command()
@click.argument("what", type=click.Choice(list(_TAKES)))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write; its ending decides: .svg, .png or .pdf.",
)
@click.option("--country", default="", metavar="CODE", help="Hubs: only places of one country.")
@click.option("--units", is_flag=True, help="Hubs: only first-level units. Adjacency: units instead of places.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="Hubs: how many.")
@options.kinds("sister")
@options.as_of
@click.option(
    "--rounds", type=click.IntRange(99), default=999, show_default=True, help="Hubs: drawings of the sources."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Hubs: of the drawings.")
@options.lang
@options.graph
@endpoint_options
@options.sources
def plot(
    what: str, out: Path, lang: str, roots: tuple[Path, ...], graph: Path | None, remote: Remote | None, **given: Any
) -> None:
    """Draw a figure: SVG, PNG or PDF, labelled in English, Russian or Chinese.

    The same data give the same bytes of SVG. Chinese labels need a font with Chinese characters.
    Growth stops at --as-of, the other figures show the state of that year; problems take no choice of ties.

    \b
    Examples:
      kg plot growth --out growth.svg
      kg plot hubs --country ru --units --lang ru --out hubs.pdf
      kg plot problems --lang zh --out problems.png
    """
    form = out.suffix[1:].lower()
    if form not in _FORMATS:
        raise KgError(f"{out.name} is no figure", hint=f"let its name end in .{', .'.join(_FORMATS)}")
    _refuse_unused(what, is_remote=remote is not None, is_file=graph is not None)
    from kg.base.files import atomic_writer
    from kg.export.figures.style import drawing, written
    from kg.network.from_graph import read_network

    bar, step = options.progress("building")
    with bar, drawing(lang):
        asked = asked_graph(remote, graph, roots, step)
        step("read")
        network = read_network(asked)
        step("draw")
        content = written(_drawn(what, asked, network, lang, given), form)
    with atomic_writer(out) as stream:
        stream.write(content)
    click.echo(out)


def _refuse_unused(what: str, *, is_remote: bool, is_file: bool) -> None:
    """Raise :class:`KgError` where an option is typed that would change nothing."""
    context = click.get_current_context()
    if "contact" in typed(context) and not is_remote:
        raise KgError("--contact is about an endpoint", hint="add --endpoint URL")
    if "roots" in typed(context) and is_file:
        raise KgError("--graph is read instead of --sources", hint="give one of them")
    refused = unused(context, _TAKES[what], {name for names in _TAKES.values() for name in names})
    if refused:
        taken = [flags(context)[name] for name in _TAKES[what]]
        hint = f"choose with {', '.join(taken)}" if taken else "it always shows all experts"
        raise KgError(f"{what} takes no {', '.join(refused)}", hint=hint)


def _drawn(what: str, asked: AskedGraph, network: Network, lang: str, given: dict[str, Any]) -> Figure:
    from kg.analysis.measures.growth import growth
    from kg.base.geography import distances
    from kg.export.figures import draw
    from kg.export.figures import heatmaps as matrices
    from kg.network.standing import select
    from kg.network.views import SISTER_ONLY, Choice, view

    choice = Choice(tuple(given["kinds"]) or SISTER_ONLY, given["as_of"])
    if what == "problems":
        return _problems(asked, network, lang)
    if what == "hubs":
        return _hubs(network, choice, lang, given)
    if what == "growth":
        return draw.growth_figure(growth(select(network, choice.kinds, ended=True).links), lang, given["as_of"])
    shape = view(network, "regions" if given["units"] else "two-mode", choice, lang=lang)
    if what == "degrees":
        return draw.degree_figure(shape, lang)
    if what == "distances":
        return draw.distance_figure(list(distances(shape).values()), lang)
    return matrices.adjacency_figure(shape, lambda code: _name(network, code, lang), lang)


def _problems(asked: AskedGraph, network: Network, lang: str) -> Figure:
    from kg.analysis.reports.problems import by_type, experts_of_types, read_problems
    from kg.export.figures.heatmaps import matrix_figure

    raised = read_problems(asked, lang)
    counts, problems = by_type(network, raised)
    return matrix_figure(counts, problems, experts_of_types(network, raised), lang)


def _hubs(network: Network, choice: Choice, lang: str, given: dict[str, Any]) -> Figure:
    from kg.analysis.ranking import hub_ranks
    from kg.export.figures.draw import hubs_figure
    from kg.network.countries import country_code

    found = hub_ranks(
        network,
        choice,
        country=country_code(network, given["country"]),
        units_only=given["units"],
        top=given["limit"],
        rounds=given["rounds"],
        seed=given["seed"],
    )
    return hubs_figure(found, lambda place: _name(network, place, lang), lang)


def _name(network: Network, place: str, lang: str) -> str:
    """The name of a place, a country by its code included."""
    node = network.nodes.get(place)
    return (node and pick(node.labels, lang)) or place
