"""A SPARQL endpoint anywhere, asked like the embedded store: the same answers, one class of error."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from kg.ask.engine import PREFIXES
from kg.ask.remote.answers import answer_of
from kg.ask.remote.credentials import Credentials, handlers
from kg.ask.remote.faults import EndpointError, printable
from kg.ask.remote.http import Limits, Wire
from kg.ask.remote.retry import Patience
from kg.ask.remote.wrapper import Asking
from kg.ask.results import Answer, Graph, Table
from kg.ask.tokens import query_form, tokens
from kg.base import ids
from kg.base.errors import KgError
from kg.base.version import __version__

__all__ = ["Credentials", "Endpoint", "EndpointError", "Limits", "Patience", "user_agent"]


class Endpoint:
    """A SPARQL 1.1 endpoint under limits of time, size and patience.

    ``contact`` (a mail or web address) goes into the user agent, as operators of public endpoints
    wish. ``graphs`` name the graphs whose union is asked; without them it is the server's default.
    Only queries are sent: updates and SERVICE are refused before. Every fault is an
    :class:`EndpointError`.

    >>> Endpoint("http://localhost:7878/query").url
    'http://localhost:7878/query'
    >>> Endpoint("localhost:7878")
    Traceback (most recent call last):
    ...
    kg.base.errors.KgError: 'localhost:7878' is no address of an endpoint – write it as http://host:port/path
    """

    def __init__(
        self,
        url: str,
        *,
        limits: Limits | None = None,
        credentials: Credentials | None = None,
        contact: str = "",
        graphs: Sequence[str] = (),
        patience: Patience | None = None,
    ) -> None:
        self.url = checked_address(url)
        self.limits = limits or Limits()
        # The jitter of waiting times is no secret.
        self.patience = patience or Patience(random.Random())  # noqa: S311
        self._agent = user_agent(contact)
        self._graphs = tuple(graphs)
        self._wire = Wire(self.url, self.limits, handlers(self.url, credentials), self.patience.clock)

    def ask(self, text: str, limit: int | None = None) -> Answer:
        """The answer to a query, whole; ``limit`` cuts what is handed on, as with the embedded store."""
        form = query_form(text)
        request = Asking(self.url, self._agent, with_prefixes(text), form, self._graphs).request()
        reply = self.patience.persist(self.url, self.limits, lambda deadline: self._wire.send(request, deadline))
        return answer_of(self.url, form, reply, limit)

    def select(self, text: str) -> Table:
        """The rows of a SELECT; raises :class:`KgError` for a query of another form."""
        if query_form(text) != "SELECT":
            raise KgError("the query is no SELECT")
        answer = self.ask(text)
        assert isinstance(answer, Table)  # noqa: S101 (answer_of has checked the form)
        return answer

    def construct(self, text: str) -> Graph:
        """The triples of a CONSTRUCT or DESCRIBE; raises :class:`KgError` for a query of another form."""
        if query_form(text) not in {"CONSTRUCT", "DESCRIBE"}:
            raise KgError("the query is no CONSTRUCT or DESCRIBE")
        answer = self.ask(text)
        assert isinstance(answer, Graph)  # noqa: S101 (answer_of has checked the form)
        return answer


def checked_address(url: str) -> str:
    """The address of an endpoint, if it is one; credentials in it are refused, as addresses are shown in messages."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises where it is no number)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or printable(url) != url or " " in url:
        raise KgError(f"{url!r} is no address of an endpoint", hint="write it as http://host:port/path")
    if parts.username is not None or parts.password is not None:
        raise KgError("the address of an endpoint may not hold a password", hint="give --user and set KG_PASSWORD")
    return url.partition("#")[0]


def user_agent(contact: str = "") -> str:
    """The name that endpoints are told: program, version, address, and the person's contact if given.

    >>> user_agent("me@example.org").partition("/")[0]
    'interregional-ties'
    """
    if not contact.isascii() or printable(contact) != contact:
        raise KgError(f"{contact!r} is no contact", hint="give a mail or web address")
    return f"interregional-ties/{__version__} (+{ids.BASE}{f'; {contact}' if contact else ''})"


def with_prefixes(text: str) -> str:
    """A query that declares the usual prefixes it takes for granted, as the embedded store allows.

    The declarations stand on the query's own first line, so that line numbers in messages stay right.

    >>> with_prefixes("ASK { ?s a tie:Place }")
    'PREFIX tie: <https://w3id.org/interregional-ties/ont#> ASK { ?s a tie:Place }'
    """
    stream = tokens(text)
    declared = {after.text[:-1] for token, after in pairwise(stream) if token.is_word("PREFIX")}
    used = dict.fromkeys(token.text.partition(":")[0] for token in stream if token.kind == "name")
    missing = [prefix for prefix in used if prefix in PREFIXES and prefix not in declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text
