"""What the commands that report share: their options, the question that these make, and the printing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.options import Decorator
from kg.cli.output import deliver, output_options
from kg.cli.remote import Where, graph_options

if TYPE_CHECKING:
    from kg.analysis.question import Question
    from kg.analysis.reports.report import Report
    from kg.ask.asked_graph import AskedGraph

_LONG = ("specifications",)  # reports of rows by the hundred, too wide for columns
SISTER, WITH_PARTNERS = ("sister",), ("sister", "partner")

sister_kinds = options.kinds("sister")
partner_kinds = options.kinds("sister and partner")
least_confidence = click.option(
    "--least-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out ties that are less sure."
)
country = click.option("--country", default="", metavar="CODE", help="The country whose places count: ru, cn …")
units = click.option("--units", is_flag=True, help="First-level units only.")
rollup = click.option(
    "--rollup",
    type=click.Choice(["own", "inner", "both"]),
    default="both",
    show_default=True,
    help="Ties of a unit itself, of the places within it, or both.",
)
rounds = click.option(
    "--rounds", type=click.IntRange(99), default=999, show_default=True, help="How many permutations or resamples."
)
seed = click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of everything random.")


def limit(default: int | None = None) -> Decorator:
    """Add ``--limit``, how many rows there are at most; all without a default."""
    return click.option(
        "--limit", type=click.IntRange(1), default=default, show_default=default is not None, help="How many rows."
    )


TIES = (sister_kinds, options.as_of, least_confidence)
OUTPUT: tuple[Decorator, ...] = (output_options(),)


def takes(*own: Decorator, shown: Sequence[Decorator] = OUTPUT) -> Decorator:
    """Add the options of a command, those of the output and those of the graph, in this order."""
    return options.together((*own, *shown, graph_options))


def typed(context: click.Context) -> dict[str, str]:
    """The options that were typed, as they are written, by the names of their parameters."""
    return {
        param.name: param.opts[0]
        for param in context.command.params
        if param.name and context.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
    }


def opened(given: dict[str, Any]) -> AskedGraph:
    """The graph that the options name; what was typed and would change nothing is refused."""
    where: Where = given["where"]
    was_typed = typed(click.get_current_context())
    if "contact" in was_typed and where.endpoint is None:
        raise KgError(_("--contact is about an endpoint"), hint=_("add --endpoint URL"))
    if where.sources and where.graph is not None:
        raise KgError(_("--graph is read instead of --sources"), hint=_("give one of them"))
    bar, step = options.progress(_("building"))
    with bar:
        return where.open(step)


def question(
    given: dict[str, Any], asked: AskedGraph, usual: Collection[str] = SISTER, reads: Collection[str] = ()
) -> Question:
    """What is asked of a graph; ``reads`` names what is read besides the network: attributes, concepts."""
    from kg.analysis.question import Question
    from kg.network.attributes import Attributes, read_attributes
    from kg.network.countries import country_code
    from kg.network.from_graph import read_concepts, read_network
    from kg.network.views import Choice

    network = read_network(asked)
    choice = Choice(
        tuple(given.get("kinds", ())) or tuple(usual),
        given.get("as_of"),
        given.get("isolates", False),
        given.get("least_confidence", 0.0),
    )
    settings: dict[str, Any] = {
        name: given[name]
        for name in ("lang", "rollup", "units", "until", "within", "everyone", "limit", "rounds", "seed")
        if name in given
    }
    if "concepts" in reads:
        settings["concepts"] = {code: names for (_scheme, code), names in read_concepts(asked).items()}
    return Question(
        network,
        read_attributes(asked) if "attributes" in reads else Attributes(),
        choice,
        country=country_code(network, given.get("country", "")),
        place=asked.names.place(given["place"]) if "place" in given else "",
        **settings,
    )


def tell(
    what: str,
    report: Callable[[Question], Report],
    given: dict[str, Any],
    usual: Collection[str] = SISTER,
    reads: Collection[str] = (),
) -> None:
    """Ask, reckon and print one report."""
    asked = opened(given)
    bar, _step = options.progress(_("computing"))
    with bar:
        made = question(given, asked, usual, reads)
        found = report(made)
    show(what, found, given, (counted(made),))


def counted(made: Question) -> str:
    """Which ties a report counts, said beside it."""
    from kg.analysis.reports.report import choice_note

    return choice_note(made.choice.kinds, made.choice.as_of, made.lang)


def show(what: str, report: Report, given: dict[str, Any], before: Sequence[str] = ()) -> None:
    """Print the table with its notes, which stand on stderr where the format has no place for them."""
    from kg.analysis.reports.report import word
    from kg.ask.results import Table

    form, out, lang = given["form"], given["out"], given["lang"]
    notes = (*before, *report.notes)
    if form != "latex":
        for each in notes:
            options.remark(each)
    if form is out is None and what in _LONG and sys.stdout.isatty():
        told = _("{n} rows are not for a terminal: --out {name}.csv writes them, --format table prints them")
        options.remark(told.format(n=len(report.rows), name=what))
        return
    title = word(what, lang, "captions")
    table = Table(report.headings("en"), report.rows, report.headings(lang), title, notes, what, report.spare())
    deliver(table, form, out, lang)
