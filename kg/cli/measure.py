"""``kg measure``: the network in numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError
from kg.base.gc_pause import no_collection
from kg.base.languages import _
from kg.cli import edge_list, on_engine, options, reports
from kg.cli.output import target

if TYPE_CHECKING:
    from kg.analysis.profile import Subject, Values

EDGES = edge_list.edges(
    "Measure this network instead of the graph: a list of edges, a table, a matrix, GEXF, GraphML, Pajek …",
    folders=True,
)
BACKEND = click.option(
    "--backend",
    type=click.Choice(["parallel", "graphblas", "cugraph"]),
    help="Let this backend of networkx reckon, where it is installed.",
)
VIEW = (
    click.option(
        "--view",
        type=click.Choice(["two-mode", "regions", "projection", "multigraph"]),
        default="two-mode",
        show_default=True,
        help="Places of two countries, their first-level units, places of one country by shared partners, "
        "or all ties of all places, domestic ones too.",
    ),
    reports.rollup,
    click.option(
        "--weight",
        type=click.Choice(["count", "newman", "hyperbolic"]),
        default="count",
        show_default=True,
        help="The weights of a projection.",
    ),
    click.option(
        "--column", type=click.IntRange(1, 2), help="Edge list: the column whose names a projection joins. Default: 1."
    ),
    reports.country,
    *reports.TIES,
    click.option("--isolates", is_flag=True, help="Keep places without a tie."),
    click.option("--pivots", type=click.IntRange(1), help="Estimate distances and betweenness from so many places."),
    reports.seed,
)
DRAWN = click.option(
    "--rounds", type=click.IntRange(99), default=200, show_default=True, help="How many are drawn at random."
)
# The options that go with an edge list.
WITH_EDGES = {
    *("edges", "header", "sheet", "two_mode", "column", "weight", "measures"),
    *("pivots", "null", "rounds", "seed", "backend"),
}
WITH_EDGES |= {"limit", "form", "lang", "out"}


@click.group()
def measure() -> None:
    """Measure the network: places, the whole, who is tied with whom, growth, distances, attack, robustness.

    Measures are named with their papers in the package kg.analysis.measures. Places, the whole and
    attack are measured of any other network too, of any country: --edges FILE; one of many millions of
    ties on DuckDB or a Spark cluster: --engine. Where its columns name two
    kinds of things (--two-mode), measures are those of two-mode networks, and --view projection
    joins the names of one --column.

    \b
    Examples:
      kg measure places --measure partners --measure betweenness --limit 10
      kg measure network --as-of 2010
    """


@measure.command()
@reports.takes(
    EDGES,
    on_engine.engine,
    BACKEND,
    click.option("--measure", "measures", multiple=True, metavar="NAME", help="Only this one; may be repeated."),
    *VIEW,
    reports.limit(),
    click.option(
        "--save",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Also write the values as RDF (.nq), one tie:Metric a place and measure; with --engine as Parquet.",
    ),
)
def places(save: Path | None, **given: Any) -> None:
    """Measure every place, the best by the first measure first.

    \b
    Examples:
      kg measure places --measure partners --measure betweenness --limit 10
      kg measure places --view regions --save measures.nq --out measures.csv
      kg measure places --edges visits.parquet --engine duckdb --limit 20
    """
    from kg.analysis.reports.measured import of_places

    if given["engine"]:
        with on_engine.measured(given, given["measures"]) as (ties, kept, step):
            from kg.bulk.network import values as on

            found = on.of_places(ties, kept, given["measures"], given["lang"], given["limit"], save, step)
        reports.show("places", found, given)
        return
    with no_collection():  # a large edge list becomes millions of small objects
        subject, notes = _subject(given)
        bar, step = options.progress(_("measuring"))
        with bar:
            asked = given["measures"], given["lang"], given["limit"], step
            report, values = of_places(subject, *asked, given["backend"] or "")
        if save:
            _save(save, subject, values, given)
        reports.show("places", report, given, notes)


@measure.command()
@reports.takes(
    EDGES,
    on_engine.engine,
    *VIEW,
    click.option(
        "--null",
        type=click.Choice(["curveball", "bicm"]),
        help="Beside random networks in which each place keeps its number of partners: exactly, or on average.",
    ),
    DRAWN,
)
def network(**given: Any) -> None:
    """Measure the network as a whole: size, components, distances, concentration, communities.

    A number says something of the network only where degrees alone do not give it: --null shows what
    random networks of the same degrees have, and how far off this one is (z).

    \b
    Examples:
      kg measure network --as-of 2010
      kg measure network --as-of 2010 --null curveball
    """
    from kg.analysis.reports.measured import of_network

    if given["engine"]:
        with on_engine.measured(given) as (ties, kept, step):
            from kg.bulk.network import values as on

            found = on.of_network(ties, kept, given["lang"], step)
        reports.show("network", found, given)
        return
    with no_collection():
        subject, notes = _subject(given)
        bar, step = options.progress(_("measuring"))
        with bar:
            step(_("network"))
            report = of_network(subject, given["lang"], given["null"] or "", given["rounds"], given["seed"], step)
        reports.show("network", report, given, notes)


@measure.command()
@reports.takes(EDGES, *VIEW, DRAWN)
def attack(**given: Any) -> None:
    """Measure what stays linked when places are removed: those with most ties, or any by chance.

    By degree, counted anew after each removal; by betweenness in the whole network; and at random. R is the
    mean share of the largest component over all removals.

    \b
    Examples:
      kg measure attack
      kg measure attack --view regions --kind sister --kind partner
    """
    from kg.analysis.reports.measured import of_attack

    with no_collection():
        subject, notes = _subject(given)
        bar, step = options.progress(_("measuring"))
        with bar:
            step(_("network"))
            report = of_attack(subject, given["rounds"], given["seed"], given["lang"])
        reports.show("attack", report, given, notes)


@measure.command()
@reports.takes(*reports.TIES, reports.limit(20))
def mixing(**given: Any) -> None:
    """Count the ties by level, macro-region and unit of both ends.

    \b
    Example:
      kg measure mixing --lang ru
    """
    from kg.analysis.reports.measured import of_mixing

    reports.tell("mixing", of_mixing, given, reads=("concepts",))


@measure.command()
@reports.takes(*reports.TIES)
def growth(**given: Any) -> None:
    """Count the ties that began, ended and stood, year by year.

    \b
    Example:
      kg measure growth --format latex --out growth.tex
    """
    from kg.analysis.reports.measured import of_growth

    reports.tell("growth", of_growth, given)


@measure.command()
@reports.takes(*reports.TIES)
def distances(**given: Any) -> None:
    """Count the ties by their length in kilometres.

    \b
    Example:
      kg measure distances --kind sister --kind partner
    """
    from kg.analysis.reports.measured import of_distances

    reports.tell("distances", of_distances, given)


@measure.command()
@reports.takes(reports.sister_kinds, options.as_of)
def robustness(**given: Any) -> None:
    """Measure the network again without its less sure ties; without places: kg measure attack.

    \b
    Example:
      kg measure robustness --as-of 2020
    """
    from kg.analysis.reports.hub_ranks import of_robustness

    reports.tell("robustness", of_robustness, given)


def _subject(given: dict[str, Any]) -> tuple[Subject, tuple[str, ...]]:
    """The graph that is measured, and what to say of its ties."""
    from kg.analysis.profile import Subject
    from kg.network.views import view

    typed = reports.typed(click.get_current_context())
    on_engine.refuse_alone()
    draws = given.get("null", "rounds" in given)  # attack always draws at random, network where --null asks for it
    if "rounds" in typed and not draws:
        raise KgError(_("--rounds is about random networks"), hint=_("add --null curveball"))
    if "seed" in typed and given["pivots"] is None and not draws:
        raise KgError(_("--seed chooses the pivots"), hint=_("add --pivots NUMBER"))
    if given["edges"]:
        return _subject_of_edges(given, typed)
    edge_list.refuse_alone()
    made = reports.question(given, reports.opened(given))
    graph = view(
        made.network,
        given["view"],
        made.choice,
        rollup=made.rollup,
        side=made.country,
        weight=given["weight"],
        lang=made.lang,
    )
    return Subject(graph, given["pivots"], given["seed"]), (reports.counted(made),)


def _subject_of_edges(given: dict[str, Any], typed: dict[str, str]) -> tuple[Subject, tuple[str, ...]]:
    """The graph of an edge list, or the projection of its two modes."""
    from kg.analysis.profile import Subject
    from kg.network.projection import project

    of_projection = {"column", "weight"} if given["view"] != "projection" else set()
    for name in typed.keys() & of_projection:
        raise KgError(_("{option} is about a projection").format(option=typed[name]), hint=_("add --view projection"))
    is_of_modes = given["view"] in ("two-mode", "projection") and given["two_mode"] is not False
    for name in typed.keys() - WITH_EDGES - ({"view"} if is_of_modes else set()):
        raise KgError(
            _("{option} is not for an edge list").format(option=typed[name]),
            hint=_("an edge list has no more than names and weights"),
        )
    edges, notes = edge_list.opened(given | ({"two_mode": True} if "view" in typed else {}))
    graph = edges.graph
    if given["view"] == "projection":
        graph = project(graph, (given["column"] or 1) - 1, given["weight"], "bipartite")
    return Subject(graph, given["pivots"], given["seed"]), notes


def _save(path: Path, subject: Subject, values: dict[str, Values], given: dict[str, Any]) -> None:
    """Write the values as RDF, with what was measured and how as their parameters."""
    from kg.analysis.metric_quads import metrics, quads

    keys = ("shape", "kinds", "rollup", "projection", "weight")
    settings = {key: subject.graph.graph[key] for key in keys if key in subject.graph.graph}
    settings |= {key: given[key] for key in ("least_confidence", "isolates") if given[key]}
    if given["pivots"]:
        settings |= {"pivots": given["pivots"], "seed": given["seed"]}
    named = "; ".join(f"{key}={value}" for key, value in settings.items())
    with target(path) as stream:
        stream.write("".join(quads(metrics(values, named, given["as_of"]))).encode())
    click.echo(path, err=True)
