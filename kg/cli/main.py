"""The command ``kg``: finds the module of a command and imports no other."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from kg import __version__
from kg.words.errors import KgError, SourceProblems, nearest

# Command → (module, one line of help). The help stands here so that `kg --help` imports nothing.
COMMANDS = {
    "build": ("kg.cli.build", "Build the graph from its sources."),
    "check": ("kg.cli.check", "Check source folders, a table or a built graph."),
    "query": ("kg.cli.query", "Ask a question of the catalogue, or one of your own."),
    "places": ("kg.cli.places", "Find a place by a name in any script."),
    "hubs": ("kg.cli.hubs", "Rank the places with the most ties."),
    "network": ("kg.cli.network", "Write the network as one interactive page."),
    "metrics": ("kg.cli.metrics", "Measure the network, rank with intervals, test hypotheses, suggest partners."),
    "plot": ("kg.cli.plot", "Draw figures for papers."),
    "claims": ("kg.cli.claims", "Recount what sources state, and say where the graph agrees."),
    "export": ("kg.cli.export", "Write the network for other programs, or the graph as RDF."),
    "wikidata": ("kg.cli.wikidata", "Link, check, pull, audit and propose on Wikidata."),
    "reconcile": ("kg.cli.reconcile", "Add ids to a spreadsheet of place names."),
    "push": ("kg.cli.push", "Publish a build to a SPARQL endpoint."),
    "shell": ("kg.cli.shell", "Ask one question after another, with history and completion."),
    "source": ("kg.cli.source", "Show the sources and the columns of their tables."),
}


class _Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name][0])
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            near = nearest(args[0], COMMANDS)
            raise KgError(f"no command is called {args[0]!r}", hint=f"did you mean {near[0]}?" if near else "kg --help")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def kg(debug: bool) -> None:
    """Ties between cities and regions of two countries, as a graph with its sources.

    \b
    Begin with:
      kg build
      kg hubs
      kg query --list
      kg network --out network.html
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run one command and exit: 0 fine, 1 findings, 2 misuse."""
    words = [_as_utf8(word) for word in (sys.argv[1:] if args is None else args)]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        result: Any = kg.main(words, prog_name="kg", standalone_mode=False)
    except KgError as error:
        if "--debug" in words:
            raise
        _tell(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was changed", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(result if isinstance(result, int) else 0)


def _as_utf8(word: str) -> str:
    """A word of the command line as it was typed, where the locale is one without Cyrillic or Chinese."""
    return os.fsencode(word).decode("utf-8", errors="replace") if not word.isascii() else word


def _tell(error: KgError) -> None:
    if isinstance(error, SourceProblems):
        from kg.words.messages import tell

        for problem in error.problems:
            click.echo(f"{problem.severity}: {tell(problem)}", err=True)
    click.echo(f"kg: {error}", err=True)
