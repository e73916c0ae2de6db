"""The bytes of an answer become a table, a graph or a truth; anything else is an error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.ask.remote.faults import EndpointError, first_line
from kg.ask.results import Answer, Graph, Table, Term, Truth
from kg.base.errors import cause
from kg.base.languages import _, grouped
from kg.base.namespaces import XSD

if TYPE_CHECKING:
    from kg.ask.remote.http import Reply

_RESULTS, _TRIPLES = "application/sparql-results+json", "application/n-triples, text/turtle;q=0.5"
ACCEPTED = {"SELECT": _RESULTS, "ASK": _RESULTS, "CONSTRUCT": _TRIPLES, "DESCRIBE": _TRIPLES}
_JSON = frozenset({_RESULTS, "application/json"})
_GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}
# Virtuoso 7.2 answers ASK with this column: one row for yes, none for no.
_TRUTH = "__ASK_RETVAL"
# Virtuoso writes booleans as numbers.
_BOOLEANS = {
    Literal(number, datatype=NamedNode(f"{XSD}boolean")): Literal(value)
    for number, value in (("0", False), ("1", True))
}
# Virtuoso: the most rows that it gives, sent where the answer may be cut; and why an answer is not whole.
_MOST_ROWS = "X-SPARQL-MaxRows"
_CUT = "X-SQL-State"


def answer_of(
    url: str, form: str, reply: Reply, limit: int | None = None, columns: Sequence[str] | None = None
) -> Answer:
    """The answer that a reply holds; raises :class:`EndpointError` where it is not what was asked for.

    ``columns`` are those that a SELECT names; the answer has them in that order, whatever the server's is.
    """
    kind = reply.content_type
    if reply.headers.get(_CUT):
        reason = first_line(reply.headers.get("X-SQL-Message", "")) or reply.headers[_CUT]
        told = _("gives a part of the answer only: {reason}").format(reason=reason)
        raise EndpointError(url, told, is_too_much=True)
    if form in {"SELECT", "ASK"}:
        if kind not in _JSON:
            raise _wrong_kind(url, kind, _("SPARQL results in JSON"))
        found = _rows(url, form, reply, limit)
        return found if columns is None or isinstance(found, Truth) else _in_order(url, found, columns)
    if kind not in _GRAPHS:
        raise _wrong_kind(url, kind, _("N-Triples or Turtle"))
    try:
        graph = Graph.of(quad.triple for quad in parse(reply.body, _GRAPHS[kind]))
    except SyntaxError as error:
        told = _("answers with a broken graph: {reason}").format(reason=cause(error))
        raise EndpointError(url, told) from None
    return graph if limit is None else Graph(graph.triples[:limit])


def _rows(url: str, form: str, reply: Reply, limit: int | None) -> Table | Truth:
    try:
        found = _parsed(reply.body)
    except (SyntaxError, ValueError) as error:
        told = _("answers with broken or truncated JSON: {reason}").format(reason=cause(error))
        raise EndpointError(url, told, hint=_("ask again, or for less at a time")) from None
    if isinstance(found, Table) and form == "ASK" and found.columns == (_TRUTH,):
        return Truth(bool(found))
    if isinstance(found, Truth) != (form == "ASK"):
        told = _("gives rows as the answer to ASK") if form == "ASK" else _("gives yes or no as the answer to SELECT")
        raise EndpointError(url, told)
    if isinstance(found, Truth):
        return found
    most = reply.headers.get(_MOST_ROWS, "")
    if most.isascii() and most.isdigit() and len(found) >= int(most):
        told = _("cuts its answers at {n} rows").format(n=grouped(int(most)))
        hint = _("raise ResultSetMaxRows there, or ask for less")
        raise EndpointError(url, told, hint=hint, is_too_much=True)
    return found if limit is None else Table(found.columns, islice(found.terms, limit))


def _in_order(url: str, found: Table, columns: Sequence[str]) -> Table:
    if found.columns == tuple(columns):
        return found
    if sorted(found.columns) != sorted(columns):
        told = _("answers with the columns {found} where {wanted} were asked for")
        shown = [first_line(", ".join(names)) or "–" for names in (found.columns, columns)]
        raise EndpointError(url, told.format(found=shown[0], wanted=shown[1]), hint=_("check the path of --endpoint"))
    places = [found.columns.index(name) for name in columns]
    return Table(columns, [[row[place] for place in places] for row in found.terms])


def _parsed(body: bytes) -> Table | Truth:
    """What JSON results hold.

    The parser's own iterator belongs to the thread that reads: it is read to its end here, and no
    error takes it along.
    """
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    try:
        if isinstance(found, QueryBoolean):
            return Truth(bool(found))
        names = [variable.value for variable in found.variables]
        return Table(names, map(_plain_booleans, list(found)))
    finally:
        del found


def _plain_booleans(row: Iterable[Term | None]) -> list[Term | None]:
    return [_BOOLEANS.get(term, term) if isinstance(term, Literal) else term for term in row]


def _wrong_kind(url: str, kind: str, wanted: str) -> EndpointError:
    hint = _("this looks like a web page: check the path of --endpoint") if kind == "text/html" else None
    found = first_line(kind) or _("no content type")
    return EndpointError(url, _("answers with {found} instead of {wanted}").format(found=found, wanted=wanted), hint)
