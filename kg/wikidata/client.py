"""Questions to Wikidata's endpoint: query files filled with terms, in batches and pages, through the cache.

The client knows nothing of places or ties. What goes over the wire (deadline, Retry-After, user agent) is the
business of the endpoint that it is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.ask.results import Table, Term
from kg.ask.tokens import query_form, replaced
from kg.base.errors import KgError
from kg.base.languages import _
from kg.wikidata.cache import Cache

QUERIES = Path(__file__).parent / "queries"
PUBLIC = "https://query.wikidata.org/sparql"
Values = Mapping[str, Sequence[NamedNode | Literal]]
Row: TypeAlias = "tuple[Term | None, ...]"


class Endpoint(Protocol):
    """What the client needs of a SPARQL endpoint; :class:`kg.ask.endpoint.Endpoint` is one."""

    @property
    def url(self) -> str:
        """The address, a part of the cache's key."""

    def select(self, text: str) -> Table:
        """The rows of a SELECT; raises :class:`KgError` on any fault."""


class Pace(NamedTuple):
    """How fast to ask: seconds between two requests, and seconds for all of them together.

    The public query service allows a client a minute of computing a minute; a pause keeps below that.
    """

    pause: float = 1.0
    total: float = 3600.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Client:
    """Asks an endpoint, or only the cache where ``offline``; ``requests`` counts what was sent."""

    def __init__(self, endpoint: Endpoint, cache: Cache, offline: bool = False, pace: Pace | None = None) -> None:
        self.endpoint = endpoint
        self.cache = cache
        self.offline = offline
        self.pace = pace or Pace()
        self.requests = 0
        self._deadline = self.pace.clock() + self.pace.total

    def rows(self, query: str, values: Values) -> list[Row]:
        """The rows of a query file whose VALUES blocks hold the given terms."""
        text = filled(query, values)
        kept = self.cache.get(self.endpoint.url, text)
        if kept is None:
            if self.offline:
                told = _("the cache has no answer to {query}.rq of {day}, and --offline forbids asking")
                hint = _("name the --date of an earlier run, or leave --offline out")
                raise KgError(told.format(query=query, day=self.cache.date.iso), hint=hint)
            kept = self._sent(text)
            self.cache.put(self.endpoint.url, text, kept)
        return kept.terms

    def _sent(self, text: str) -> Table:
        if self.requests:
            self.pace.sleep(self.pace.pause)
        if self.pace.clock() >= self._deadline:
            told = _("the time of {seconds:.0f} s is over after {n} requests")
            hint = _("run the command again with the same --date: what was answered is kept")
            raise KgError(told.format(seconds=self.pace.total, n=self.requests), hint=hint)
        self.requests += 1
        return self.endpoint.select(text)

    def batched(
        self, query: str, name: str, terms: Sequence[NamedNode | Literal], size: int, fixed: Values
    ) -> list[Row]:
        """The rows for many terms, ``size`` of them a request; a request that asks for too much is halved.

        The terms are sorted first, so that the same terms make the same requests, whatever their order.
        """
        found: list[Row] = []
        ordered = sorted(set(terms), key=str)
        for start in range(0, len(ordered), size):
            found += self._halving(query, name, ordered[start : start + size], fixed)
        return found

    def _halving(self, query: str, name: str, terms: Sequence[NamedNode | Literal], fixed: Values) -> list[Row]:
        try:
            return self.rows(query, {**fixed, name: terms})
        except KgError as error:
            if len(terms) == 1 or not getattr(error, "is_too_much", False):
                raise
        middle = len(terms) // 2
        first = self._halving(query, name, terms[:middle], fixed)
        return first + self._halving(query, name, terms[middle:], fixed)

    def pages(self, query: str, fixed: Values, size: int) -> Iterator[list[Row]]:
        """Pages of a query with a LIMIT of ``size`` and a block ``from``: each begins where the last one ended.

        The rows must be ordered by their first column. Rows that two pages share are in the first one only.
        """
        after, seen = "", set[Row]()
        while True:
            rows = self.rows(query, {**fixed, "from": [Literal(after)]})
            yield [row for row in rows if row not in seen]
            last = _text(rows[-1][0]) if rows else after
            if len(rows) < size:
                return
            if last == after:
                told = _("a page of {query}.rq holds one subject only").format(query=query)
                raise KgError(told, hint=_("raise its LIMIT"))
            after, seen = last, set(rows)


def filled(query: str, values: Values) -> str:
    r"""A query file with its VALUES blocks swapped for terms that the RDF library has serialised.

    >>> print(filled("countries", {"code": [Literal("DE"), Literal('"} #')]}).splitlines()[5])
      VALUES ?code { "DE" "\"} #" }
    """
    text = (QUERIES / f"{query}.rq").read_text(encoding="utf-8")
    text = replaced(text, {name: " ".join(str(term) for term in terms) for name, terms in values.items()})
    if query_form(text) != "SELECT":
        raise ValueError(f"{query}.rq is no SELECT")
    return text


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
