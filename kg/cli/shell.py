"""``kg shell``: questions one after another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.cli import options
from kg.cli.remote import Where, graph_options, max_rows
from kg.formats.registry import BINARY, names

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph
    from kg.cli.shell_session import Session

_FORMATS = tuple(name for name in names("table", "graph") if name not in BINARY)


@click.command()
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="Default: a table on a terminal, else CSV or Turtle."
)
@click.option("--limit", type=click.IntRange(min=1), help="The most rows or triples of an answer.")
@max_rows
@options.lang
@graph_options
def shell(form: str | None, limit: int | None, max_rows: int, lang: str, where: Where) -> int:
    """Ask one question after another: names of the catalogue, or SPARQL over several lines.

    The Tab key completes names, parameters, prefixes, terms and keywords; earlier entries are kept.
    Where the input is no terminal it is read as a script: an entry that fails is told with its line,
    the others are run, and the exit code is 2.

    \b
    Examples:
      kg shell
      kg shell --lang zh
      echo "partners-of-place --place Хабаровск" | kg shell
      kg shell --format md < questions.txt
    """
    from kg.cli.shell_session import Session, Settings

    settings = Settings(form=form, limit=limit)

    def opened() -> AskedGraph:
        bar, step = options.progress(_("building"))
        with bar:
            return where.open(step)

    session = Session(opened, settings, where.bounds(rows=max_rows))
    if sys.stdin.isatty():
        _converse(session)
        return 0
    return _run_script(session)


def _converse(session: Session) -> None:
    """Run what a person enters until they leave."""
    from kg.base.resources import cache_dir
    from kg.cli.shell_completion import ShellCompleter
    from kg.cli.shell_input import plain_text
    from kg.cli.shell_prompt import lines_of

    click.echo(_("help shows what can be asked; Ctrl-C drops a line, Ctrl-D leaves"), err=True)
    for text in lines_of(ShellCompleter(session.catalog), cache_dir()):
        entry = plain_text(text)
        try:
            if entry and not session.run(entry):
                return
        except KgError as error:
            click.echo(str(error), err=True)
        except KeyboardInterrupt:
            click.echo(err=True)


def _run_script(session: Session) -> int:
    """Run the entries of the standard input; 2 where one failed."""
    from kg.cli.shell_input import entries

    failed = False
    try:
        for entry in entries(line.decode() for line in sys.stdin.buffer):
            try:
                if not session.run(entry.text):
                    break
            except KgError as error:
                failed = True
                click.echo(_("kg: line {line}: {error}").format(line=entry.line, error=error), err=True)
    except UnicodeDecodeError as error:
        raise KgError(_("the input is not UTF-8"), hint=_("save it as UTF-8")) from error
    return 2 if failed else 0
