"""The options that commands share, each written once."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kg.base import languages
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.cli.in_language import fitted
from kg.gather.roots import Sources
from kg.schema.kinds import KINDS

if TYPE_CHECKING:
    from kg.base.errors import KgError
    from kg.network.standing import Selection
    from kg.network.ties import Network

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def together(options: Sequence[Decorator]) -> Decorator:
    """Add several options, in this order."""
    return lambda function: functools.reduce(lambda made, option: option(made), reversed(options), function)


def as_one(name: str, made: Callable[..., object], keys: Sequence[str], *options: Decorator) -> Decorator:
    """Add options whose values, called ``keys``, reach the command as one value that is made of them."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def called(*args: Any, **given: Any) -> Any:
            one = made(**{key: given.pop(key) for key in keys})
            return function(*args, **{name: one}, **given)

        return together(options)(called)

    return decorate


FILE = click.Path(path_type=Path, dir_okay=False)  # to write


# A command with these gets ``sources``, a :class:`Sources`.
sources = as_one(
    "sources",
    Sources,
    Sources._fields,
    click.option(
        "--sources",
        "given",
        multiple=True,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A source folder, or a folder of them, to read beside the bundled and your own; may be repeated.",
    ),
    click.option("--only", is_flag=True, help="Read --sources alone; without it, the bundled sources alone."),
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
as_of = click.option("--as-of", type=click.IntRange(1600, 2100), metavar="YEAR", help="The state of that year.")
possible = click.option(
    "--possible", is_flag=True, help="With --as-of: also ties that may have stood in that year by their bounds."
)


def kinds(default: str) -> Decorator:
    """Add ``--kind``, which may be repeated; the command gets ``kinds``, empty where none is given."""
    return click.option(
        "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=f"May be repeated. Default: {default}."
    )


class Ties(NamedTuple):
    """Which ties the command line names."""

    kinds: tuple[str, ...]
    as_of: int | None
    possible: bool = False

    def of(self, network: Network, *, ended: bool = False, if_none: KgError | None = None) -> Selection:
        """The ties of a network that are meant, told on stderr; ``if_none`` is raised where there is none."""
        from kg.network.standing import select
        from kg.network.told import counted

        chosen = select(network, *self[:2], ended=ended, possible=self.possible)
        if if_none and not chosen.links:
            raise if_none
        remark(counted(*self[:2], chosen, ended=ended, possible=self.possible))
        return chosen


def ties(default: str, *, bounds: bool = True) -> Decorator:
    """Add ``--kind``, ``--as-of`` and ``--possible``; the command gets ``ties``, a :class:`Ties`.

    Without ``bounds`` there is no ``--possible``: the command shows what is only possible as such in any case.
    """
    given = (kinds(default), as_of, possible)[: 2 + bounds]
    return as_one("ties", Ties, Ties._fields[: len(given)], *given)


within = click.option(
    "--within",
    type=click.IntRange(1, 30),
    default=10,
    show_default=True,
    metavar="YEARS",
    help="The years that a chance is for.",
)


def out_picture(name: str) -> Decorator:
    """Add ``--out``, whose ending decides on the form."""
    told = "The file to write; its ending decides: .html, .svg, .png or .pdf."
    return click.option("--out", type=FILE, default=Path(name), show_default=True, help=told)


place = click.option("--place", default="", metavar="NAME", help="Only the ties of this place, by any of its names.")


def picture(name: str) -> Decorator:
    """Add ``--out`` and ``--place``, for commands that draw ties as one file."""
    return together((out_picture(name), place))


def base_url(told: str) -> Decorator:
    """Add ``--base-url``: an address to which paths are added, with a slash at its end, or nothing."""
    return click.option("--base-url", default="", callback=_as_base, metavar="URL", help=told)


def _as_base(context: click.Context, _option: click.Parameter, given: str) -> str:
    """The address as programs send it; what no path can follow, and what should not be published, is refused."""
    from urllib.parse import urlsplit

    from kg.base.errors import KgError, shown
    from kg.base.ids import link

    if not given:
        return ""
    remedy = f"kg {context.info_name} --base-url https://example.org/ties/"
    address = link(given)
    parts = urlsplit(address)
    try:
        is_one = bool(parts.hostname and parts.hostname.strip(".")) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise KgError(_("{url} is no address of the web").format(url=shown(given)), hint=remedy)
    if "@" in parts.netloc or "?" in address or "#" in address:
        raise KgError(_("a base address has no name and password, no '?' and no '#'"), hint=remedy)
    return address.rstrip("/") + "/"


def remark(text: str) -> None:
    """Say something beside an answer, above a bar that is drawn; a terminal breaks it between words."""
    print(fitted(text, sys.stderr), file=sys.stderr)  # click would write past the bar, onto its line


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
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    task = bar.add_task(label, total=None)

    def step(step: str, done: float | None = None) -> None:
        total = None if done is None else 1.0
        bar.update(task, description=label + _(": ") + step, completed=done or 0.0, total=total)

    return bar, step
