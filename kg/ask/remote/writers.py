"""The two standard ways to change a remote store, a graph at a time; ``wire.url`` is where one writes."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote, urlencode

from kg.ask.remote.faults import EndpointError
from kg.ask.remote.http import Wire
from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import _

# What servers say to a HEAD request that is allowed: there is no such graph yet; or they know no HEAD.
_HARMLESS = (404, 405, 501)


class GraphStore:
    """SPARQL 1.1 Graph Store HTTP Protocol: PUT replaces a graph, POST adds to it, DELETE removes it."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def knock(self, graph: str) -> None:
        """Find out by the head of a graph, without changing anything, whether the server lets this person in."""
        self._send("HEAD", graph, harmless=_HARMLESS)

    def put(self, graph: str, ntriples: bytes, is_first: bool) -> None:
        """Replace the graph by these triples, or add them to what was put first."""
        self._send("PUT" if is_first else "POST", graph, ntriples)

    def remove(self, graph: str) -> None:
        """Delete the graph; one that is not there is as good as deleted."""
        self._send("DELETE", graph, harmless=(404,))

    def _send(self, method: str, graph: str, body: bytes | None = None, harmless: Collection[int] = ()) -> None:
        sign = "&" if "?" in self.wire.url else "?"
        url = f"{self.wire.url}{sign}graph={quote(_own(graph), safe='')}"
        try:
            self.wire.send(method, url, body, {"Content-Type": "application/n-triples"} if body else {})
        except EndpointError as error:
            if error.status not in harmless:
                raise


class Updates:
    """SPARQL 1.1 Update: CLEAR empties a graph, INSERT DATA fills it.

    The texts are made of graph names that :func:`_own` has checked and of N-Triples that
    :func:`kg.ask.remote.buffer.spool` has checked line by line.
    """

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def knock(self, graph: str) -> None:  # noqa: ARG002 (an update may name no graph)
        """Find out by an update that inserts nothing whether the server lets this person in."""
        self._update("INSERT DATA {}")

    def put(self, graph: str, ntriples: bytes, is_first: bool) -> None:
        """Replace the graph by these triples, or add them to what was put first."""
        if is_first:
            self.remove(graph)
        self._update("\n".join((f"INSERT DATA {{ GRAPH <{_own(graph)}> {{", ntriples.decode(), "} }")))

    def remove(self, graph: str) -> None:
        """Empty the graph; DROP is an error on Virtuoso for a graph that no CREATE has made."""
        self._update(f"CLEAR SILENT GRAPH <{_own(graph)}>")

    def _update(self, text: str) -> None:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        self.wire.send("POST", self.wire.url, urlencode({"update": text}).encode(), headers)


def _own(graph: str) -> str:
    """The name of a graph of this project; raises :class:`KgError` for any other."""
    if not graph.startswith(ids.GRAPH) or not ids.SLUG.fullmatch(graph.removeprefix(ids.GRAPH)):
        told = _("{graph} is not one of this project's graphs and stays as it is")
        raise KgError(told.format(graph=shown(graph)))
    return graph
