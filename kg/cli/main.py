"""The command ``kg``: finds the module of a command and imports no other."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from typing import Any

import click

from kg.base import languages
from kg.base.errors import KgError, SourceProblems, cause, did_you_mean, shown
from kg.base.languages import N_, _
from kg.base.version import __version__
from kg.cli.in_language import fitted, in_marks, speak, translated_command
from kg.cli.process import READER_LEFT, open_streams, signals_heeded, silence

# Command → (module, one line of help). The help stands here so that `kg --help` imports nothing.
COMMANDS = {
    "import": ("kg.cli.importing", N_("Make a source folder of your own table.")),
    "build": ("kg.cli.build", N_("Build the graph from its sources.")),
    "check": ("kg.cli.check", N_("Check source folders, a table or a built graph.")),
    "query": ("kg.cli.query", N_("Ask a question of the catalogue, or one of your own.")),
    "places": ("kg.cli.places", N_("Find a place by a name in any script.")),
    "hubs": ("kg.cli.hubs", N_("Rank the places with the most ties.")),
    "rank": ("kg.cli.rank", N_("Rank the hubs, each rank with an interval.")),
    "site": ("kg.cli.site", N_("Write the portal: a static site in three languages.")),
    "network": ("kg.cli.network", N_("Write the network as one interactive page.")),
    "map": ("kg.cli.map", N_("Draw the map of ties as one page or picture.")),
    "timeline": ("kg.cli.timeline", N_("Draw ties and events by year as one page or picture.")),
    "measure": ("kg.cli.measure", N_("Measure places, the network beside null models, growth, attack, robustness.")),
    "test": ("kg.cli.hypotheses", N_("Test hypotheses: the border, the article's claim, distance, size, product.")),
    "suggest": ("kg.cli.suggest", N_("Say whom a place could approach next, with what chance and why.")),
    "backtest": ("kg.cli.suggest", N_("Hold the chances foretold in earlier years against what came.")),
    "dossier": ("kg.cli.dossier", N_("Tell what is known of a place, a tie or another thing, with its sources.")),
    "compare": ("kg.cli.compare", N_("Set places side by side, with their sources.")),
    "comparable": ("kg.cli.roadmap", N_("Say which places are comparable to a place, and in what.")),
    "roadmap": ("kg.cli.roadmap", N_("Write a road map of a place: its ties, problems, measures, partners and dates.")),
    "plot": ("kg.cli.plot", N_("Draw figures for papers.")),
    "claims": ("kg.cli.claims", N_("Recount what sources state, and say where the graph agrees.")),
    "cite": ("kg.cli.cite", N_("Cite the data set, or the sources behind a place or a tie.")),
    "replicate": ("kg.cli.replicate", N_("Write all tables and figures as one bundle with its commands.")),
    "export": ("kg.cli.export", N_("Write the network for other programs, or the graph as RDF.")),
    "wikidata": ("kg.cli.wikidata", N_("Link, check, pull, audit and propose on Wikidata.")),
    "reconcile": ("kg.cli.reconcile", N_("Add ids to a spreadsheet of place names.")),
    "gazetteer": ("kg.cli.gazetteer", N_("Find places of any country, and make sources of them.")),
    "bulk": ("kg.cli.bulk", N_("Fold tables of millions of rows, here or on a cluster.")),
    "push": ("kg.cli.push", N_("Publish a build to a SPARQL endpoint.")),
    "shell": ("kg.cli.shell", N_("Ask one question after another, with history and completion.")),
    "cache": ("kg.cli.cache", N_("Show, check and clear the graphs that are kept.")),
    "serve": ("kg.cli.serve", N_("Serve the graph over HTTP: SPARQL, questions, linked data.")),
    "source": ("kg.cli.source", N_("Show, make, add and compare sources; the columns of their tables.")),
    "survey": ("kg.cli.survey", N_("Make the forms of an expert survey, a source of its answers, and its report.")),
}


def command_of(name: str) -> click.Command:
    """The command of a name; its module is imported."""
    module = importlib.import_module(COMMANDS[name][0])
    command: click.Command = getattr(module, f"{name}_", None) or getattr(module, name)
    return command


class _Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return translated_command(command_of(name)) if name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            message = _("no command is called '{name}'").format(name=shown(args[0]))
            raise KgError(message, hint=did_you_mean(args[0], COMMANDS, "kg --help"))
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--lang", type=click.Choice(["ru", "zh", "en"]), help="The language to speak; commands take it as well.")
def kg(debug: bool, lang: str | None) -> None:
    """Ties between cities and regions of two countries, as a graph with its sources.

    \b
    Begin with:
      kg build
      kg hubs
      kg query --list
      kg network --out network.html
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 fine, 1 findings, 2 misuse, 128 + n ended by the signal n.

    A reader of the output who leaves counts as the signal that says so, SIGPIPE.
    """
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # on matrices as small as ours, threads only wait for one another
    words = [_as_utf8(word) for word in (sys.argv[1:] if args is None else args)]
    open_streams()
    output = sys.stdout
    speak(languages.wanted(words))
    try:
        with signals_heeded():
            result: Any = translated_command(kg).main(words, prog_name="kg", standalone_mode=False)
            sys.stdout.flush()
    except KgError as error:
        if "--debug" in words:
            raise
        _tell(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        with suppress(OSError):  # nobody may hear it
            _tell_misuse(error)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        with suppress(OSError):
            click.echo(_("interrupted"), err=True)
        sys.exit(130)
    except RuntimeError as error:
        if "Corruption" not in str(error) or "--debug" in words:  # the engine's word for a damaged store
            raise
        _tell(KgError(cause(error), hint="kg cache verify"))
        sys.exit(2)
    except (OSError, SystemExit) as error:
        if sys.stdout is not output or isinstance(error, BrokenPipeError):  # click puts a quiet one there, and says 1
            sys.exit(READER_LEFT)
        if isinstance(error, SystemExit) or "--debug" in words:
            raise
        silence()
        where = error.filename or _("the output")
        _tell(KgError(_("{path} cannot be written: {why}").format(path=where, why=cause(error))))
        sys.exit(2)
    sys.exit(result if isinstance(result, int) else 0)


def _as_utf8(word: str) -> str:
    """A word of the command line as it was typed, where the locale is one without Cyrillic or Chinese."""
    return os.fsencode(word).decode("utf-8", errors="replace") if not word.isascii() else word


def _tell_misuse(error: click.ClickException) -> None:
    told = StringIO()
    error.show(told)
    click.echo(fitted(in_marks(told.getvalue()), sys.stderr), err=True, nl=False)


def _tell(error: KgError) -> None:
    with suppress(OSError):
        if isinstance(error, SourceProblems):
            from kg.base.messages import told_with_severity

            for problem in error.problems:
                click.echo(fitted(told_with_severity(problem), sys.stderr), err=True)
        click.echo(fitted(f"kg: {error}", sys.stderr), err=True)
