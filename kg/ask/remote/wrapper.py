"""SPARQLWrapper as the maker of requests; what goes over the wire is :mod:`kg.ask.remote.http`'s business."""

from __future__ import annotations

import urllib.request
from collections.abc import Sequence

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from kg.ask.remote.answers import ACCEPTED


class Asking(SPARQLWrapper):
    """A SPARQLWrapper that is told the form of its query and hands out the request instead of sending it.

    SPARQLWrapper itself guesses the form by a regular expression, which a comment can mislead, and
    opens the request without a limit on the answer's size.
    """

    def __init__(self, url: str, agent: str, text: str, form: str, graphs: Sequence[str] = ()) -> None:
        self._form = form
        super().__init__(url, agent=agent, returnFormat=JSON if form in {"SELECT", "ASK"} else TURTLE)
        self.setOnlyConneg(True)
        self.setMethod(POST)  # form-encoded: Virtuoso answers no other POST, and a GET limits the length
        self.setQuery(text)
        self.addCustomHttpHeader("Accept", ACCEPTED[form])
        for graph in graphs:
            self.addParameter("default-graph-uri", graph)

    def _parseQueryType(self, query: str) -> str | None:  # noqa: ARG002, N802 (SPARQLWrapper's own hook)
        return self._form

    def request(self) -> urllib.request.Request:
        """The request as urllib sends it."""
        return self._createRequest()
