"""The options of the commands that ask Wikidata, each written once."""

from __future__ import annotations

import datetime
import functools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.base.languages import _
from kg.cli import options, remote
from kg.gather.roots import Sources

between = click.option(
    "--between",
    nargs=2,
    default=("RU", "CN"),
    show_default=True,
    metavar="CODE CODE",
    help="Two countries, by their ISO 3166-1 codes.",
)
_OPTIONS = (
    options.sources,
    click.option(
        "--links",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder of the link tables. Default: wikidata, in $KG_DATA or the user's data folder.",
    ),
    click.option("--endpoint", metavar="URL", help="A SPARQL endpoint. Default: Wikidata's query service."),
    click.option("--date", metavar="DAY", help="The day of the answers, as 2026-01-31. Default: today."),
    click.option("--offline", is_flag=True, help="Use kept answers only; never the network."),
    remote.contact,
    remote.timeout,
    click.option(
        "--deadline", type=click.FloatRange(1), default=3600, show_default=True, help="Seconds for the whole command."
    ),
    click.option(
        "--pause", type=click.FloatRange(0), default=1, show_default=True, help="Seconds between two requests."
    ),
)


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of sources, link tables and asking; the command gets ``desk``, a :class:`kg.wikidata.desk.Desk`.

    At the end, and where it is interrupted, the command says what was asked and that it is kept.
    """

    @functools.wraps(function)
    def wrapped(*args: Any, sources: Sources, links: Path | None, **words: Any) -> Any:
        began = time.monotonic()  # the imports are a part of the command
        from kg.wikidata.client import PUBLIC, Pace
        from kg.wikidata.desk import Asking, Desk

        pace = Pace(words.pop("pause"), words.pop("deadline"))
        url, day = words.pop("endpoint") or PUBLIC, words.pop("date") or today()
        how = Asking(url, day, words.pop("offline"), words.pop("contact"), pace, words.pop("timeout"), began)
        desk = Desk(sources, links, how, lambda label: options.progress(_(label)))

        with options.on_interruption(lambda: desk.asked):
            result = function(*args, desk=desk, **words)
        if desk.asked:
            click.echo(desk.asked, err=True)
        return result

    return options.together(_OPTIONS)(wrapped)


def today() -> str:
    """The day on the clock; the one place where these commands look at it."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
