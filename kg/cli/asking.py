"""The options of the commands that ask Wikidata, each written once."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.cli import options

links = click.option(
    "--links",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the link tables. Default: wikidata, beside the source folders.",
)
between = click.option(
    "--between",
    nargs=2,
    default=("RU", "CN"),
    show_default=True,
    metavar="CODE CODE",
    help="Two countries, by their ISO 3166-1 codes.",
)

_ENDPOINT = click.option("--endpoint", metavar="URL", help="A SPARQL endpoint. Default: Wikidata's query service.")
_DATE = click.option("--date", metavar="DAY", help="The day of the answers, as 2026-01-31. Default: today.")
_OFFLINE = click.option("--offline", is_flag=True, help="Use kept answers only; never the network.")
_CONTACT = click.option("--contact", default="", metavar="ADDRESS", help="A mail or web address for the operators.")
_DEADLINE = click.option(
    "--deadline", type=click.FloatRange(1), default=3600, show_default=True, help="Seconds for the whole command."
)
_PAUSE = click.option(
    "--pause", type=click.FloatRange(0), default=1, show_default=True, help="Seconds between two requests."
)


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of asking; the command gets ``how``, a :class:`kg.wikidata.links_folder.Asking`."""

    @functools.wraps(function)
    def wrapped(*args: Any, **words: Any) -> Any:
        from kg.wikidata.client import PUBLIC, Pace
        from kg.wikidata.links_folder import Asking

        pace = Pace(words.pop("pause"), words.pop("deadline"))
        url, day = words.pop("endpoint") or PUBLIC, words.pop("date") or today()
        return function(*args, how=Asking(url, day, words.pop("offline"), words.pop("contact"), pace), **words)

    decorated: Callable[..., Any] = wrapped
    for option in (_PAUSE, _DEADLINE, _CONTACT, _OFFLINE, _DATE, _ENDPOINT):
        decorated = option(decorated)
    return decorated


def sources_and_links(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the sources and of the link tables."""
    decorated: Callable[..., Any] = options.sources(links(function))
    return decorated


def today() -> str:
    """The day on the clock; the one place where these commands look at it."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()
