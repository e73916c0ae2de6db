"""The options that commands share, each written once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click

from kg.base import languages
from kg.base.progress import Step, silent

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

sources = click.option(
    "--sources",
    "roots",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A source folder, or a folder of them; may be repeated. Default: the bundled sources.",
)
graph = click.option(
    "--graph",
    "--store",
    type=click.Path(path_type=Path, exists=True),
    help="A built graph (.nq), or the folder of a store on disk, to read instead of the sources.",
)


def _speak(context: click.Context, _option: click.Parameter, given: str | None) -> str:
    """Speak the language asked for until the command ends."""
    code = given or languages.current()
    context.call_on_close(languages.use(code))
    return code


lang = click.option(
    "--lang",
    type=click.Choice(["ru", "zh", "en"]),
    callback=_speak,
    is_eager=True,
    help="The language to answer in. Default: KG_LANG, else the language of the system.",
)
header = click.option("--header", is_flag=True, help="Edge list: the first line names the columns.")
as_of = click.option("--as-of", type=click.IntRange(1600, 2100), metavar="YEAR", help="The state of that year.")
undated = click.option(
    "--undated", is_flag=True, help="With --as-of: also ties whose dates do not tell whether they stood in that year."
)


def kinds(default: str) -> Decorator:
    """Add ``--kind``, which may be repeated; the command gets ``kinds``, empty where none is given."""
    choice = click.Choice(["sister", "partner", "intention", "unknown"])
    return click.option("--kind", "kinds", multiple=True, type=choice, help=f"May be repeated. Default: {default}.")


def edges(text: str) -> Decorator:
    """Add ``--edges``, a list of edges in place of the graph; ``text`` tells what is done with it."""
    return click.option("--edges", type=click.Path(path_type=Path, exists=True, dir_okay=False), help=text)


@contextmanager
def on_interruption(told: Callable[[], str]) -> Iterator[None]:
    """Say what was done until then where Ctrl-C ends a command that changes something."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(told(), err=True)
        raise


def progress(label: str) -> tuple[AbstractContextManager[object], Step]:
    """A bar on stderr that is told each step; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        return nullcontext(), silent
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None)

    def step(step: str, done: float | None = None) -> None:
        total = None if done is None else 1.0
        bar.update(task, description=f"{label}: {step}", completed=done or 0.0, total=total)

    return bar, step
