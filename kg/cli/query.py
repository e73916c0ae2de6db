"""``kg query``: a question of the catalogue, of a file or of one's own."""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _, current
from kg.cli.in_language import value_name
from kg.cli.output import deliver, is_drawn, is_for_people, output_options
from kg.cli.remote import Where, graph_options, max_rows
from kg.formats.registry import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.asked_graph import AskedGraph
    from kg.ask.bounded import Bounds
    from kg.ask.catalog import Question
    from kg.ask.parameters import Parameter
    from kg.ask.results import Answer
    from kg.ask.said import Asked

_QUESTION = "kg.question"
_OPTIONS = "kg.question.options"
_GIVEN = "given_"
_FEW = 3  # an answer with fewer rows tells where else to look


class _QueryCommand(click.Command):
    """A command whose options include the parameters of the question that it is called with."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        question = self._question(ctx, args)
        if question is not None:
            ctx.meta[_QUESTION] = question
            ctx.meta[_OPTIONS] = self._question_options(ctx, question)
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [*ctx.meta.get(_OPTIONS, ()), *super().get_params(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        question = ctx.meta.get(_QUESTION)
        if question is None:
            super().format_help_text(ctx, formatter)
            return
        for what in ("question", "description"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(question.tell(what, current()))

    def _question(self, ctx: click.Context, args: list[str]) -> Question | None:
        """The question named on the command line, so that its parameters can be read as options."""
        parser = super().make_parser(ctx)
        parser.ignore_unknown_options = True
        given, rest, _order = parser.parse_args([*args])
        if given.get("expression"):
            from kg.ask.catalog import question_of

            return question_of(given["expression"])
        waiting = iter(word for word in (given.get("name"), *rest) if isinstance(word, str))
        for word in waiting:
            if not word.startswith("--"):
                return _find(word)
            if "=" not in word:
                next(waiting, None)  # an option that is not known here is a parameter of the question, with a value
        return None

    def _question_options(self, ctx: click.Context, question: Question) -> list[click.Option]:
        taken = {opt for param in super().get_params(ctx) for opt in param.opts}
        return [
            click.Option(
                [f"--{each.name}", f"{_GIVEN}{each.name}"],
                multiple=True,
                metavar=value_name(each.hint.upper()) if not each.allowed else each.hint,
                help=_default(each),
            )
            for each in question.parameters
            if f"--{each.name}" not in taken
        ]


def _default(parameter: Parameter) -> str:
    told = _("Default: {value}.").format(value=parameter.shown_default or _("anything"))
    return f"{told} {_('May be repeated.')}" if parameter.several else told


def _find(name: str) -> Question:
    from kg.ask.catalog import Catalog, read_question

    path = Path(name)
    return read_question(path) if path.suffix and path.is_file() else Catalog().find(name)


@click.command(cls=_QueryCommand)
@click.argument("name", required=False, metavar="[NAME|FILE]")
@click.option("-e", "--expression", metavar="TEXT", help="A SPARQL query of your own.")
@click.option("--list", "listed", is_flag=True, help="List the catalogue; with --format ttl as RDF (SHACL-SPARQL).")
@click.option("--tag", help="With --list: only the questions with this tag.")
@click.option("--explain", is_flag=True, help="Print what the query asks, in words and in SPARQL; do not run it.")
@click.option("--limit", type=click.IntRange(min=1), help="The most rows or triples to give.")
@max_rows
@output_options("table", "graph")
@graph_options
@click.pass_context
def query(
    ctx: click.Context,
    /,
    name: str | None,
    expression: str | None,
    listed: bool,
    tag: str | None,
    explain: bool,
    limit: int | None,
    max_rows: int,
    form: str | None,
    lang: str,
    out: Path | None,
    where: Where,
    **given: tuple[str, ...],
) -> int:
    """Ask the graph a question: one of the catalogue, of a file, or your own SPARQL.

    Parameters of the question are options: `kg query NAME --help` shows them. A place may be
    written in any script. The answer to an ASK is also the exit code: 0 for true, 1 for false.

    \b
    Examples:
      kg query --list --tag office
      kg query partners-of-place --place Хабаровск --since 1995
      kg query hubs --lang zh --format md
      kg query -e 'SELECT ?p WHERE { ?p a tie:Place }' --limit 5
    """
    if listed:
        from kg.ask.catalog import Catalog

        questions = Catalog().questions(tag or "")
        if form in names("graph"):
            from kg.ask.catalog_rdf import catalog_graph

            deliver(catalog_graph(questions), form, out, lang)
            return 0
        from kg.ask.explain import listing

        deliver(listing(questions, lang, for_people=is_for_people(form)), form, out, lang)
        return 0
    question: Question | None = ctx.meta.get(_QUESTION)
    if question is None or (name and expression):
        raise KgError(_("give one of NAME, FILE and -e TEXT"), hint="kg query --list")
    from kg.ask.meant import Meant
    from kg.ask.said import asked

    graph = _Opened(where)
    meant = Meant(lambda: graph.opened)
    called = asked(question, {key.removeprefix(_GIVEN): texts for key, texts in given.items()}, meant, lang)
    for remark in meant.remarks:
        click.echo(remark, err=True)
    if explain:
        from kg.ask.explain import explanation

        click.echo(explanation(question, called.given, called.text, lang), nl=False)
        return 0
    from kg.ask.results import Table, Truth

    bounds = None if question.is_of_catalogue else where.bounds(rows=max_rows)
    answer = show_answer(graph.opened, called, limit, form, out, bounds)
    if isinstance(answer, Table) and len(answer) < _FEW and limit is None and "tie" in answer.columns:
        _tell_near(graph.opened, meant.places)
    return int(isinstance(answer, Truth) and not answer.value)


def show_answer(
    graph: AskedGraph,
    asked: Asked,
    limit: int | None,
    form: str | None,
    out: Path | None = None,
    bounds: Bounds | None = None,
) -> Answer:
    """Ask what a question became, and print the answer; a thing that nobody named is told on stderr."""
    from kg.ask.said import is_about_defaults

    answer = graph.ask(asked.text, limit, bounds)
    if is_about_defaults(asked.question, asked.given) and not is_drawn(answer, form):
        click.echo(asked.title(graph.label), err=True)
    deliver(asked.told(answer, graph.label), form, out, asked.lang)
    return answer


def _tell_near(graph: AskedGraph, places: Sequence[str]) -> None:
    """Tell where else to look, for an answer of few rows about one place."""
    from kg.ask.near import near_places, told_near

    if len(places) == 1 and (near := near_places(graph, places[0])):
        click.echo(told_near(graph, near), err=True)


class _Opened:
    """The graph that is asked, opened when it is first needed."""

    def __init__(self, where: Where) -> None:
        self._where = where

    @cached_property
    def opened(self) -> AskedGraph:
        return self._where.open(_step)


def _step(step: str, done: float | None = None) -> None:
    """Tell a person that the graph is being built, which happens once; a bar would cost every other call."""
    if sys.stderr.isatty():
        click.echo(_("building the graph: {step}").format(step=step), err=True)
