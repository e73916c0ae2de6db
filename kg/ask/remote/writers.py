"""The two standard ways to change a remote store, a graph at a time."""

from __future__ import annotations

import http
import urllib.request
from typing import Protocol
from urllib.parse import quote, urlencode

from kg.ask.endpoint import checked_address, user_agent
from kg.ask.remote.credentials import Credentials, handlers
from kg.ask.remote.http import Limits, Refused, Reply, Wire
from kg.ask.remote.retry import Patience
from kg.base import ids
from kg.base.errors import KgError

# What servers say to a HEAD request that is allowed: there is no such graph yet; or they know no HEAD.
_HARMLESS = frozenset({http.HTTPStatus.NOT_FOUND, http.HTTPStatus.METHOD_NOT_ALLOWED, http.HTTPStatus.NOT_IMPLEMENTED})


class Writer(Protocol):
    """What a push needs of a server."""

    def knock(self, graph: str) -> None:
        """Find out, without changing anything, whether the server lets this person in."""

    def put(self, graph: str, ntriples: bytes, is_first: bool) -> None:
        """Replace the graph by these triples, or add them to what was put first."""

    def remove(self, graph: str) -> None:
        """Take the graph away."""


class _Sender:
    """Requests to one address, with credentials and patience."""

    def __init__(
        self, url: str, limits: Limits, credentials: Credentials | None, contact: str, patience: Patience
    ) -> None:
        self._url = checked_address(url)
        self._limits = limits
        self._patience = patience
        self._agent = user_agent(contact)
        self._wire = Wire(self._url, limits, handlers(self._url, credentials), patience.clock)

    def _send(self, url: str, method: str, body: bytes | None, kind: str, harmless: frozenset[int]) -> None:
        headers = {"User-Agent": self._agent, "Accept": "*/*"} | ({"Content-Type": kind} if kind else {})

        def attempt(deadline: float) -> Reply | None:
            request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310 (checked: http or https)
            try:
                return self._wire.send(request, deadline)
            except Refused as refused:
                if refused.refusal.status in harmless:
                    return None
                raise

        self._patience.persist(self._url, self._limits, attempt)


class GraphStore(_Sender):
    """SPARQL 1.1 Graph Store HTTP Protocol: PUT replaces a graph, POST adds to it, DELETE removes it."""

    def knock(self, graph: str) -> None:
        """Ask for the head of a graph."""
        self._send(self._of(graph), "HEAD", None, "", _HARMLESS)

    def put(self, graph: str, ntriples: bytes, is_first: bool) -> None:
        """Replace the graph by these triples, or add them to what was put first."""
        method = "PUT" if is_first else "POST"
        self._send(self._of(graph), method, ntriples, "application/n-triples", frozenset())

    def remove(self, graph: str) -> None:
        """Delete the graph; one that is not there is as good as deleted."""
        self._send(self._of(graph), "DELETE", None, "", frozenset({http.HTTPStatus.NOT_FOUND}))

    def _of(self, graph: str) -> str:
        sign = "&" if "?" in self._url else "?"
        return f"{self._url}{sign}graph={quote(_own(graph), safe='')}"


class Updates(_Sender):
    """SPARQL 1.1 Update: CLEAR empties a graph, INSERT DATA fills it.

    The texts are made of graph names that :func:`_own` has checked and of N-Triples that
    :func:`kg.ask.remote.buffer.spool` has checked line by line.
    """

    def knock(self, graph: str) -> None:  # noqa: ARG002 (an update may name no graph)
        """Send an update that inserts nothing."""
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
        body = urlencode({"update": text}).encode()
        self._send(self._url, "POST", body, "application/x-www-form-urlencoded", frozenset())


def _own(graph: str) -> str:
    """The name of a graph of this project; raises :class:`KgError` for any other."""
    if not graph.startswith(ids.GRAPH) or not ids.SLUG.fullmatch(graph.removeprefix(ids.GRAPH)):
        raise KgError(f"{graph} is not one of this project's graphs and stays as it is")
    return graph
