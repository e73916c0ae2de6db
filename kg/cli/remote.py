"""The options of commands that read the graph from an endpoint, and the graph that they lead to."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kg.base.errors import KgError
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.cli import options
from kg.gather.roots import Sources

if TYPE_CHECKING:
    from kg.ask.asked_graph import AskedGraph
    from kg.ask.bounded import Bounds
    from kg.ask.remote.settings import Credentials

PASSWORD = "KG_PASSWORD"  # noqa: S105 (the variable's name)

timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="The most that an answer may take. Default: 60 for a query of your own, 180 for an endpoint.",
)
max_rows = click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=1_000_000,
    help="Refuse an answer with more rows or triples to a query of your own. Default: a million.",
)
user = click.option("--user", metavar="NAME", help="The name to log in with; the password comes from $KG_PASSWORD.")
contact = click.option(
    "--contact",
    envvar="KG_CONTACT",
    default="",
    metavar="ADDRESS",
    help="Your mail or web address, told to the endpoint. Default: $KG_CONTACT.",
)


class Where(NamedTuple):
    """The graph that the command line names; nothing is opened yet."""

    graph: Path | None
    sources: Sources
    endpoint: str | None
    timeout: float | None
    user: str | None
    contact: str

    def open(self, progress: Step = silent) -> AskedGraph:
        """The graph behind the endpoint if one is named, else that of the file, else that of the sources.

        Raises :class:`KgError` where two of them are named.
        """
        from kg.ask.asked_graph import RemoteGraph, StoredGraph

        if self.endpoint is None:
            from kg.graph.store import place_of

            place = place_of(self.graph, () if self.graph else self.sources.folders(), progress)
            return StoredGraph(place, self.bounds() if self.timeout else None)
        if self.graph is not None or self.sources:
            raise KgError(_("--endpoint asks another graph than --graph and --sources"), hint=_("give one of them"))
        from kg.ask.endpoint import Endpoint
        from kg.ask.remote.settings import Limits
        from kg.ask.remote.targets import query_address

        limits = Limits.within(self.timeout)
        url = query_address(self.endpoint, limits, self.contact)
        return RemoteGraph(Endpoint(url, limits=limits, credentials=credentials(self.user), contact=self.contact))

    def bounds(self, **others: int) -> Bounds:
        """What an answer may take; ``rows`` and ``memory`` may be others than the usual ones."""
        from kg.ask.bounded import Bounds

        return Bounds(self.timeout, **others)


def _where(**said: Any) -> Where:
    where = Where(**said)
    if where.endpoint is None and where.user is not None:
        raise KgError(_("--user is about an endpoint"), hint=_("add --endpoint URL"))
    return where


endpoint = click.option("--endpoint", metavar="URL", help="A SPARQL endpoint to ask instead of the built graph.")
# The command gets ``where``, a :class:`Where`.
graph_options = options.as_one(
    "where", _where, Where._fields, options.graph, endpoint, timeout, user, contact, options.sources
)


def credentials(name: str | None) -> Credentials | None:
    """The credentials of a named person: the password from the environment, or asked for on a terminal."""
    if name is None:
        return None
    from kg.ask.remote.settings import Credentials

    password = os.environ.get(PASSWORD)
    if password is None and sys.stdin.isatty():
        password = click.prompt(_("password of {name}").format(name=name), hide_input=True, err=True)
    if password is None:
        raise KgError(_("no password for {name}").format(name=name), hint=_("set KG_PASSWORD"))
    return Credentials(name, password)
