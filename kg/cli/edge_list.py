"""``--edges``: a list of edges in place of the graph, its options, and what it is taken for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.cli import options, reports
from kg.cli.options import Decorator

if TYPE_CHECKING:
    from kg.network.edges_file import Edges


class _Local(click.Path):
    """A path of this machine; of an address it is said that it is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" in str(value):
            told = _("{option} reads files of this machine, and {address} is an address")
            told = told.format(option="--edges", address=shown(str(value)))
            raise KgError(told, hint=_("fetch it and name the file"))
        return super().convert(value, param, ctx)


OF_EDGES = {"header", "sheet", "two_mode", "column"}


def edges(text: str, *, folders: bool = False) -> Decorator:
    """Add ``--edges`` and what is told of its columns; ``text`` tells what is done with it.

    An engine also reads the files of one table in a folder.
    """
    return options.together(
        (
            click.option("--edges", type=_Local(path_type=Path, exists=True, dir_okay=folders), help=text),
            click.option("--header", is_flag=True, help="Edge list: the first line names the columns."),
            click.option("--sheet", default="", metavar="NAME", help="Edge list: the sheet of a workbook."),
            click.option(
                "--two-mode/--one-mode",
                default=None,
                help="Edge list: the columns name two kinds of things, or one. Default: two where they share no name.",
            ),
        )
    )


def refuse_alone() -> None:
    """Refuse what is typed of an edge list where there is none."""
    typed = reports.typed(click.get_current_context())
    for name in OF_EDGES & typed.keys() if "edges" not in typed else ():
        raise KgError(_("{option} is about an edge list").format(option=typed[name]), hint=_("add --edges FILE"))


def can_ask() -> bool:
    """Whether a person sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def opened(given: Mapping[str, Any]) -> tuple[Edges, tuple[str, ...]]:
    """The list with its sides marked where it is two-mode, and notes on what was read.

    Where nothing says so and its columns look like it, a person is asked back; a program is told.
    """
    from kg.analysis.reports.measured import edges_notes
    from kg.network.edges_file import read_edges

    path, two_mode = given["edges"], given["two_mode"]
    if path.is_dir():
        raise KgError(_("{path} is a folder").format(path=path), hint=_("add --engine URL"))
    bar, step = options.progress(_("reading"))
    with bar:
        step(path.name)
        found = read_edges(path, sheet=given["sheet"], header=given["header"], one_mode=two_mode is False)
    if two_mode is None and found.looks_two_mode:
        sizes = dict(zip(("first", "second"), map(len, found.columns), strict=True))
        if can_ask():
            asked = _("The columns share no name ({first} and {second}). Is this a two-mode network?").format(**sizes)
            two_mode = click.confirm(asked, default=True, err=True)
        else:
            told = _("The columns share no name: a two-mode network of {first} and {second}; otherwise: --one-mode")
            click.echo(told.format(**sizes), err=True)
            two_mode = True
    if two_mode:
        found.mark_sides()
    return found, edges_notes(path.name, found, given["lang"])
