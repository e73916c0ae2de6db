"""``kg metrics``: the network measured and reasoned about, as tables for people, programs and papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.gc_pause import no_collection
from kg.cli import options
from kg.cli.metric_options import OF_EDGES, refuse_unused
from kg.cli.output import deliver, output_options
from kg.cli.remote import asked_graph, endpoint_options

if TYPE_CHECKING:
    import networkx as nx

    from kg.analysis.profile import Subject
    from kg.analysis.reports.report import Question, Report

_MEASURED = ("places", "network", "mixing", "growth", "distances")
_REASONED = ("hubs", "robustness", "hypotheses", "claim", "models", "suggestions", "backtest")


@click.command()
@click.argument("what", type=click.Choice([*_MEASURED, *_REASONED]), default="places")
@options.edges("Measure this edge list instead of the graph: two columns of names, and weights if there is a third.")
@options.header
@click.option("--measure", "measures", multiple=True, metavar="NAME", help="Only this measure; may be repeated.")
@click.option(
    "--view",
    "shape",
    type=click.Choice(["two-mode", "regions", "projection", "multigraph"]),
    default="two-mode",
    show_default=True,
    help="Places of two countries, their first-level units, places of one country by shared partners, "
    "or all ties of all places, domestic ones too.",
)
@click.option(
    "--rollup",
    type=click.Choice(["own", "inner", "both"]),
    default="both",
    show_default=True,
    help="Ties of a unit itself, of the places within it, or both.",
)
@click.option(
    "--weight",
    type=click.Choice(["count", "newman", "hyperbolic"]),
    default="count",
    show_default=True,
    help="The weights of a projection.",
)
@click.option("--country", default="", metavar="CODE", help="The side of a projection, of hubs and of hypotheses.")
@click.option("--units", is_flag=True, help="Hubs: only first-level units.")
@click.option("--place", default="", metavar="NAME", help="Suggestions: for this place, by any of its names.")
@click.option("--until", type=click.IntRange(1600, 2100), metavar="YEAR", help="Backtest: train to this year.")
@options.kinds("sister; of suggestions and backtest sister and partner")
@options.as_of
@click.option("--least-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out ties that are less sure.")
@click.option("--isolates", is_flag=True, help="Keep places without a tie.")
@click.option("--pivots", type=click.IntRange(1), help="Estimate distances and betweenness from so many places.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of everything drawn at random.")
@click.option("--rounds", type=click.IntRange(99), default=999, show_default=True, help="Permutations and drawings.")
@click.option("--limit", type=click.IntRange(1), help="How many rows; default: 20 of hubs and suggestions, else all.")
@click.option(
    "--save",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Places: also write the values as RDF (.nq), one tie:Metric a place and measure.",
)
@output_options()
@options.graph
@endpoint_options
@options.sources
def metrics(what: str, form: str | None, lang: str, out: Path | None, edges: Path | None, **given: Any) -> None:
    """Measure the network, or reason about it.

    \b
    places       every measure of every place            hubs         ranks with intervals
    network      the network as a whole                  robustness   without doubtful ties
    mixing       who is tied with whom                   hypotheses   border, distance, size …
    growth       ties by year                            claim        not the border but development?
    distances    ties by length                          models       the claim's models in full
                                                         suggestions  whom to approach next
                                                         backtest     how far to trust that

    Measures are named with their papers in the package kg.analysis.measures. --edges takes any
    undirected network, of any country; it is measured the same way (places, network).

    \b
    Examples:
      kg metrics places --measure partners --measure betweenness
      kg metrics network --as-of 2010
      kg metrics hubs --country ru --units --lang ru
      kg metrics claim --format latex --out claim.tex
      kg metrics suggestions --place Хабаровск --lang ru
      kg metrics places --view regions --save measures.nq --format csv --out measures.csv
      kg metrics models --format latex --out models.tex
    """
    if edges and what not in OF_EDGES:
        raise KgError(f"{what} needs the graph, an edge list has no more than names", hint="places or network")
    refuse_unused(click.get_current_context(), what, has_edges=edges is not None)
    with no_collection():  # a large edge list becomes millions of small objects
        report = _of_file(what, edges, lang, given) if edges else _of_graph(what, lang, given)
        for each in report.notes:
            click.echo(each, err=True)
        _print(what, report, form, out, lang)


def _of_file(what: str, edges: Path, lang: str, given: dict[str, Any]) -> Report:
    from kg.analysis.profile import Subject
    from kg.analysis.reports.measured import edges_notes
    from kg.network.edges_file import read_edges

    bar, step = options.progress("reading")
    with bar:
        step(edges.name)
        found = read_edges(edges, header=given["header"])
    report = _measured(what, Subject(found.graph, given["pivots"], given["seed"]), lang, given, "edges")
    return report._replace(notes=(*edges_notes(edges.name, found, lang), *report.notes))


def _of_graph(what: str, lang: str, given: dict[str, Any]) -> Report:
    from kg.analysis.profile import Subject
    from kg.analysis.reports.words import choice_note
    from kg.network.views import view

    question = _question(what, lang, given)
    counted = choice_note(question.choice.kinds, question.choice.as_of, lang)
    if what not in OF_EDGES:
        report = _reported(what, question, given["units"])
        return report._replace(notes=(counted, *report.notes))
    graph = view(
        question.network,
        given["shape"],
        question.choice,
        rollup=given["rollup"],
        side=question.country,
        weight=given["weight"],
        lang=lang,
    )
    report = _measured(what, Subject(graph, given["pivots"], given["seed"]), lang, given, _settings(graph, given))
    return report._replace(notes=(counted, *report.notes))


def _question(what: str, lang: str, given: dict[str, Any]) -> Question:
    """The network and what is asked of it; attributes are read only for reports that use them."""
    from kg.analysis.reports.report import Question
    from kg.network.attributes import Attributes, read_attributes
    from kg.network.countries import country_code
    from kg.network.from_graph import read_concepts, read_network
    from kg.network.views import SISTER_ONLY, WITH_PARTNERS, Choice

    bar, step = options.progress("building")
    with bar:
        asked = asked_graph(given["remote"], given["graph"], given["roots"], step)
        step("read")
        network = read_network(asked)
        is_rich = what in {"hypotheses", "claim", "models", "suggestions", "backtest"}
        attributes = read_attributes(asked) if is_rich else Attributes()
        concepts = {code: names for (_, code), names in read_concepts(asked).items()} if what == "mixing" else {}
    usual = WITH_PARTNERS if what in {"suggestions", "backtest"} else SISTER_ONLY
    return Question(
        network=network,
        attributes=attributes,
        choice=Choice(tuple(given["kinds"]) or usual, given["as_of"], given["isolates"], given["least_confidence"]),
        lang=lang,
        rollup=given["rollup"],
        country=country_code(network, given["country"]),
        place=asked.names.place(given["place"]) if given["place"] else "",
        year=given["until"],
        top=given["limit"] or 20,
        rounds=given["rounds"],
        seed=given["seed"],
        concepts=concepts,
    )


def _measured(what: str, subject: Subject, lang: str, given: dict[str, Any], settings: str) -> Report:
    from kg.analysis.reports import measured

    bar, step = options.progress("measuring")
    with bar:
        step(what)
        if what == "network":
            return measured.of_network(subject, lang)
        report, values = measured.of_places(subject, given["measures"], lang, given["limit"], step)
    if given["save"]:
        from kg.analysis.metric_quads import metrics as as_metrics
        from kg.analysis.metric_quads import quads
        from kg.base.files import atomic_writer

        with atomic_writer(given["save"]) as stream:
            for block in quads(as_metrics(values, settings, given["as_of"])):
                stream.write(block.encode())
        click.echo(given["save"], err=True)
    return report


def _reported(what: str, question: Question, units_only: bool) -> Report:
    from kg.analysis.reports import hub_ranks as hubs
    from kg.analysis.reports import hypotheses, measured, suggestions

    if what == "hubs":
        return hubs.of_hubs(question, units_only)
    reports = {
        "mixing": measured.of_mixing,
        "growth": measured.of_growth,
        "distances": measured.of_distances,
        "robustness": hubs.of_robustness,
        "hypotheses": hypotheses.of_hypotheses,
        "claim": hypotheses.of_claim,
        "models": hypotheses.of_models,
        "suggestions": suggestions.of_suggestions,
        "backtest": suggestions.of_backtest,
    }
    bar, step = options.progress("computing")
    with bar:
        step(what)
        return reports[what](question)


def _settings(graph: nx.Graph[str], given: dict[str, Any]) -> str:
    """Which graph was measured and how, as the parameters of a metric say it."""
    keys = ("shape", "kinds", "rollup", "projection", "weight")
    found = {key: graph.graph[key] for key in keys if key in graph.graph}
    found |= {key: given[key] for key in ("least_confidence", "isolates") if given[key]}
    if given["pivots"]:
        found |= {"pivots": given["pivots"], "seed": given["seed"]}
    return "; ".join(f"{key}={value}" for key, value in found.items())


def _print(what: str, report: Report, form: str | None, out: Path | None, lang: str) -> None:
    from kg.analysis.reports.words import captioned
    from kg.ask.results import Table

    table = Table(report.headings(lang), report.rows, (), captioned(what, lang), report.notes, what)
    deliver(table, form, out, lang)
