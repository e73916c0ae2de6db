"""A SPARQL endpoint anywhere, asked like the embedded store: the same answers, one class of error."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from kg.ask.engine import PREFIXES
from kg.ask.remote.answers import ACCEPTED, answer_of
from kg.ask.remote.settings import Credentials, Limits, Patience, checked_address, user_agent
from kg.ask.results import Answer, Graph, Table
from kg.ask.tokens import prefixes, projection, query_form
from kg.base.errors import KgError
from kg.base.languages import _

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

    from kg.ask.remote.http import Wire


class Endpoint:
    """A SPARQL 1.1 endpoint under limits of time, size and patience.

    ``contact`` (a mail or web address) goes into the user agent, as operators of public endpoints
    wish. ``graphs`` name the graphs whose union is asked; without them it is the server's default.
    ``named`` are those that a query may name.
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
        named: Sequence[str] = (),
        patience: Patience | None = None,
    ) -> None:
        self.url = checked_address(url)
        self.limits = limits or Limits()
        self.patience = patience or Patience()
        self._credentials = credentials
        self._agent = user_agent(contact)
        self._contact = contact
        self._graphs = tuple(graphs)
        self._named = tuple(named)

    @cached_property
    def _wire(self) -> Wire:
        from kg.ask.remote.http import Wire  # noqa: PLC0415 (httpx is for those who ask a server)

        return Wire(self.url, self.limits, self._credentials, self._contact, self.patience)

    def ask(self, text: str, limit: int | None = None, within: float = math.inf) -> Answer:
        """The answer to a query, whole; ``limit`` cuts what is handed on, as with the embedded store.

        ``within`` are the seconds that the caller has left, where they are fewer than the limits allow.
        """
        form = query_form(text)
        # Form-encoded: Virtuoso answers no other POST, and a GET limits the length.
        fields = [("query", with_prefixes(text)), *(("default-graph-uri", graph) for graph in self._graphs)]
        fields += [("named-graph-uri", graph) for graph in self._named]
        headers = {"Accept": ACCEPTED[form], "Content-Type": "application/x-www-form-urlencoded"}
        reply = self._wire.send("POST", self.url, urlencode(fields).encode(), headers, within)
        return answer_of(self.url, form, reply, limit, projection(text) if form == "SELECT" else None)

    def sparqlwrapper(self, text: str) -> SPARQLWrapper:
        """The query in the package that many programs use, ready for ``.queryAndConvert()``.

        It sends the query itself: none of the limits and checks of :meth:`ask` hold.
        """
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper  # noqa: PLC0415 (for those who call this)

        is_table = query_form(text) in {"SELECT", "ASK"}
        wrapper = SPARQLWrapper(self.url, agent=self._agent, returnFormat=JSON if is_table else TURTLE)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setTimeout(int(self.limits.total))
        wrapper.setQuery(with_prefixes(text))
        for graph in self._graphs:
            wrapper.addParameter("default-graph-uri", graph)
        return wrapper

    def select(self, text: str, within: float = math.inf) -> Table:
        """The rows of a SELECT; raises :class:`KgError` for a query of another form."""
        if query_form(text) != "SELECT":
            raise KgError(_("the query is no SELECT"))
        answer = self.ask(text, within=within)
        assert isinstance(answer, Table)  # noqa: S101 (answer_of has checked the form)
        return answer

    def construct(self, text: str) -> Graph:
        """The triples of a CONSTRUCT or DESCRIBE; raises :class:`KgError` for a query of another form."""
        if query_form(text) not in {"CONSTRUCT", "DESCRIBE"}:
            raise KgError(_("the query is no CONSTRUCT or DESCRIBE"))
        answer = self.ask(text)
        assert isinstance(answer, Graph)  # noqa: S101 (answer_of has checked the form)
        return answer


def with_prefixes(text: str) -> str:
    """A query that declares the usual prefixes it takes for granted, as the embedded store allows.

    The declarations stand on the query's own first line, so that line numbers in messages stay right.

    >>> with_prefixes("ASK { ?s a tie:Place }")
    'PREFIX tie: <https://w3id.org/interregional-ties/ont#> ASK { ?s a tie:Place }'
    """
    declared, used = prefixes(text)
    missing = [prefix for prefix in used if prefix in PREFIXES and prefix not in declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text
