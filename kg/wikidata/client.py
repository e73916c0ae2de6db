"""Questions to Wikidata's endpoint: query files filled with terms, in batches and pages, through a cache on disk.

Nothing here knows of places or ties. What goes over the wire (deadline, Retry-After, user agent) is the
business of the endpoint that the client is given.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.ask.results import Table, Term
from kg.ask.tokens import query_form, replaced
from kg.base.dates import PartialDate
from kg.base.errors import KgError, shown
from kg.base.files import atomic_writer
from kg.base.ids import QID, WIKIDATA
from kg.base.languages import _
from kg.formats.text import write_json

QUERIES = Path(__file__).parent / "queries"
PUBLIC = "https://query.wikidata.org/sparql"
Values = Mapping[str, Sequence[NamedNode | Literal]]
Row: TypeAlias = "tuple[Term | None, ...]"


class Endpoint(Protocol):
    """What the client needs of a SPARQL endpoint; :class:`kg.ask.endpoint.Endpoint` is one."""

    @property
    def url(self) -> str:
        """The address, a part of the cache's key."""

    def select(self, text: str, within: float) -> Table:
        """The rows of a SELECT, within so many seconds; raises :class:`KgError` on any fault."""


class Pace(NamedTuple):
    """How fast to ask: seconds between two requests, and seconds for all of them together.

    The public query service allows a client a minute of computing a minute; a pause keeps below that.
    """

    pause: float = 1.0
    total: float = 3600.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Cache:
    """A folder of answers, a folder a date, each a file of SPARQL results in JSON whose name holds its checksum.

    The date is that of the answers, handed in by the caller. An answer never grows old by itself:
    whoever wants newer ones asks for a newer date. ``damaged`` counts the files that were not what their name says.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     cache = Cache(Path(folder), "2026-01-31")
    ...     cache.put("http://e.org/", "ASK {}", Table(["a"], [[Literal("x", language="ru")]]))
    ...     cache.get("http://e.org/", "ASK {}").rows
    [('x',)]
    """

    def __init__(self, folder: Path, date: str) -> None:
        self.date = day_of(date)
        self.folder = folder / self.date.iso
        self.damaged = 0

    def get(self, endpoint: str, query: str) -> Table | None:
        """The answer that was kept, or nothing; a file that was damaged is removed and counts as no answer."""
        for path in sorted(self.folder.glob(f"{_key(endpoint, query)}.*.json")):
            kept = b""
            with suppress(OSError):
                kept = path.read_bytes() if path.is_file() else b""
            if path.suffixes[0] == f".{_checksum(kept)}":
                found = parse_query_results(kept, format=QueryResultsFormat.JSON)
                assert isinstance(found, QuerySolutions)  # noqa: S101 (the checksum is that of a table put here)
                return Table([variable.value for variable in found.variables], list(found))
            self.damaged += 1
            with suppress(OSError):  # a folder, or a cache that may only be read: it is not used either way
                path.unlink()
        return None

    def put(self, endpoint: str, query: str, table: Table) -> None:
        """Keep an answer, whole or not at all."""
        out = io.BytesIO()
        write_json(table, out)
        with atomic_writer(self.folder / f"{_key(endpoint, query)}.{_checksum(out.getvalue())}.json") as stream:
            stream.write(out.getvalue())


def _key(endpoint: str, query: str) -> str:
    return _checksum(f"{endpoint}\0{query}".encode())


def _checksum(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


class Client:
    """Asks an endpoint, or only the cache where ``offline``; ``requests`` counts what was sent.

    The time of all requests begins at ``began`` on the clock of the pace, now if that is not given.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        cache: Cache,
        offline: bool = False,
        pace: Pace | None = None,
        began: float | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.cache = cache
        self.offline = offline
        self.pace = pace or Pace()
        self.requests = 0
        self._deadline = (self.pace.clock() if began is None else began) + self.pace.total

    def rows(self, query: str, values: Values) -> list[Row]:
        """The rows of a query file whose VALUES blocks hold the given terms."""
        text = filled(query, values)
        sound = self.cache.damaged
        kept = self.cache.get(self.endpoint.url, text)
        if kept is None:
            if self.offline:
                told = _("the cache has no answer to {query}.rq of {day}, and --offline forbids asking")
                if self.cache.damaged > sound:
                    told = _("the kept answer to {query}.rq of {day} is damaged, and --offline forbids asking")
                hint = _("name the --date of an earlier run, or leave --offline out")
                raise KgError(told.format(query=query, day=self.cache.date.iso), hint=hint)
            kept = self._sent(text)
            self.cache.put(self.endpoint.url, text, kept)
        return kept.terms

    def _sent(self, text: str) -> Table:
        if self.requests:
            self.pace.sleep(self.pace.pause)
        if (left := self._deadline - self.pace.clock()) > 0:
            self.requests += 1
            try:
                return self.endpoint.select(text, left)
            except KgError:
                if self.pace.clock() < self._deadline:
                    raise
        told = _("the time of {seconds:.0f} s is over after {n} requests")
        hint = _("run the command again with the same --date: what was answered is kept")
        raise KgError(told.format(seconds=self.pace.total, n=self.requests), hint=hint)

    def batched(
        self, query: str, name: str, terms: Iterable[NamedNode | Literal], size: int, fixed: Values | None = None
    ) -> list[Row]:
        """The rows for many terms, ``size`` of them a request; a request that asks for too much is halved.

        The terms are sorted first, so that the same terms make the same requests, whatever their order.
        """
        found: list[Row] = []
        ordered = sorted(set(terms), key=str)
        parts = [ordered[start : start + size] for start in range(0, len(ordered), size)]
        while parts:
            part = parts.pop(0)
            try:
                found += self.rows(query, {**(fixed or {}), name: part})
            except KgError as error:
                if len(part) == 1 or not getattr(error, "is_too_much", False):
                    raise
                middle = len(part) // 2
                parts[:0] = part[:middle], part[middle:]
        return found

    def pages(self, query: str, fixed: Values, size: int) -> Iterator[list[Row]]:
        """Pages of a query with a LIMIT of ``size`` and a block ``from``: each begins where the last one ended.

        The rows must be ordered by their first column. Rows that two pages share are in the first one only.
        """
        after, seen = "", set[Row]()
        while True:
            rows = self.rows(query, {**fixed, "from": [Literal(after)]})
            yield [row for row in rows if row not in seen]
            if len(rows) < size:
                return
            last = text_of(rows[-1][0])
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


def day_of(text: str) -> PartialDate:
    """A day that a person has typed; raises :class:`KgError` where it is no date."""
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        told = _("'{date}' is {reason}").format(date=shown(text), reason=error)
        raise KgError(told, hint=_("write a day, as 2026-01-31")) from None


def nodes(qids: Iterable[str]) -> list[NamedNode]:
    """The terms of items."""
    return [NamedNode(WIKIDATA + qid) for qid in qids]


def qid_of(term: Term | None) -> str:
    """The Q-id of an item's IRI, empty for anything else (an unknown value is a blank node or a text).

    >>> qid_of(NamedNode(f"{WIKIDATA}Q1")), qid_of(Literal("Q1"))
    ('Q1', '')
    """
    qid = term.value.removeprefix(WIKIDATA) if isinstance(term, NamedNode) else ""
    return qid if QID.fullmatch(qid) else ""


def text_of(term: Term | None) -> str:
    """The text of a literal or an IRI, empty for anything else."""
    return term.value if isinstance(term, NamedNode | Literal) else ""
