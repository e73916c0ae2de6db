"""Where a server answers queries and takes graphs: from its query address, or found by trying its base address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple
from urllib.parse import quote

from kg.ask.remote.faults import EndpointError
from kg.ask.remote.http import Wire
from kg.ask.remote.settings import Limits, Patience, checked_address
from kg.base.errors import KgError
from kg.base.languages import _

GSP = "gsp"
UPDATE = "update"
WAYS = (GSP, UPDATE)

_ASK = "query=ASK%7B%7D"
_JSON = ("application/sparql-results+json", "application/json")


class Addresses(NamedTuple):
    """Where a server of a known kind answers queries, stores graphs and takes updates."""

    product: str
    query: str
    gsp: str
    update: str

    def write(self, via: str) -> str:
        """The address of one way to write."""
        return self.gsp if via == GSP else self.update


# The name that people expect of any server: not believed of one kind before it has answered there.
_USUAL = "/sparql"
_ANY = r"[^?#]*"
_DATA_SET = r"[^/]+//[^/]+/[^?#]+"
_REPOSITORY = r"[^?#]*/repositories/[^/?#]+"
# What follows a base address at each kind of server, and what the base must look like.
# Sources: the manual of each product. A server behind a proxy may differ; then --write names the address.
_KINDS: Final = (
    (Addresses("Oxigraph", "/query", "/store", "/update"), _ANY),
    (Addresses("Fuseki", "/query", "/data", "/update"), _DATA_SET),
    (Addresses("Fuseki", "/sparql", "/data", "/update"), _DATA_SET),
    (Addresses("GraphDB / RDF4J", "", "/rdf-graphs/service", "/statements"), _REPOSITORY),
    (Addresses("Virtuoso", "/sparql", "/sparql-graph-crud-auth", "/sparql-auth"), r"(?!.*/repositories$)[^?#]*"),
    (Addresses("QLever", "", "", ""), _ANY),
)


def known(query: str) -> list[Addresses]:
    """What an address for queries, graphs or updates may be one of; none where it has no known shape.

    >>> [(one.product, one.gsp) for one in known("http://localhost:7878/query")]
    [('Oxigraph', 'http://localhost:7878/store')]
    >>> [(one.product, one.update) for one in known("http://localhost:7200/repositories/ties/")]
    [('GraphDB / RDF4J', 'http://localhost:7200/repositories/ties/statements')]
    >>> [one.product for one in known("http://localhost:3030/ties/query")]
    ['Oxigraph', 'Fuseki']
    """
    query = query.rstrip("/")
    found: list[Addresses] = []
    for kind, base in _KINDS:
        ends = [path for path in kind[1:] if path and query.endswith(path)]
        if ends or base == _REPOSITORY:
            found += _at(query.removesuffix(max(ends, key=len, default="")), [(kind, base)])
    return found


def _at(base: str, kinds: Iterable[tuple[Addresses, str]]) -> Iterator[Addresses]:
    """The addresses below a base address, of the kinds of server that it may be a base of."""
    for kind, pattern in kinds:
        if re.fullmatch(pattern, base):
            yield Addresses(kind.product, *(base + path for path in kind[1:]))


def find(url: str, wire: Callable[[str], Wire]) -> Addresses:
    """The addresses that belong to a query address or to the base address of a server.

    A query address that only one kind of server has is believed, unless it has the usual name; everything else is
    tried, by questions of a stranger that change nothing. ``wire`` makes the road to an address. Raises
    :class:`KgError` where none is found or several are, and :class:`EndpointError` where the server is not there.
    """
    believed = _believed(url)
    if len(believed) == 1:
        return believed[0]
    for one in believed or _tried(url, wire):
        if (believed or _answers(one.query, wire)) and (one.gsp == one.query or _is_there(one.gsp, wire)):
            return one
    told = _("where {url} takes graphs does not follow from its address, and trying found nothing")
    raise KgError(told.format(url=url), hint=_("name it with --write"))


def query_address(url: str, limits: Limits, contact: str = "") -> str:
    """Where the server at an address answers queries: there, or where the address leads to as in :func:`find`.

    An address that has the form of a query address, and not just the usual name, is believed; another is asked once,
    by a stranger. One that leads nowhere is given back: asking it says what is wrong.
    """
    url = checked_address(url)
    believed = _believed(url)
    if any(one.query == url.rstrip("/") for one in believed):
        return url

    def wire(address: str) -> Wire:
        return Wire(address, limits._replace(tries=1), None, contact, Patience())

    with suppress(EndpointError):  # the question itself will say so
        status, kind = (404, "") if believed else _said("GET", url, _ASK, _JSON[0], wire)
        if status in {404, 405} or kind == "text/html":
            for one in believed or _tried(url, wire):
                if _answers(one.query, wire):
                    return one.query
    return url


def _believed(url: str) -> list[Addresses]:
    return [] if url.rstrip("/").endswith(_USUAL) else known(url)


def _tried(url: str, wire: Callable[[str], Wire]) -> Iterator[Addresses]:
    """What an address that is not believed may be one of, or the base of."""
    yield from known(url)
    yield from _below(url.rstrip("/").removesuffix(_USUAL), wire)


def _below(base: str, wire: Callable[[str], Wire]) -> Iterator[Addresses]:
    """What may be at a base address, the only data set of servers that hold several of them among it."""
    yield from _at(base, _KINDS[:-1])
    for listing, folder in (
        ("/$/datasets", "/"),
        ("/repositories", "/repositories/"),
        ("/rdf4j-server/repositories", "/rdf4j-server/repositories/"),
    ):
        found = [f"{base}{folder}{quote(name)}" for name in _listed(base + listing, wire)]
        if len(found) > 1:
            told = _("{url} holds several data sets").format(url=base)
            raise KgError(told, hint=_("name one of them: {names}").format(names=", ".join(found)))
        for one in found:
            yield from _at(one, _KINDS[1:4])
    yield from _at(base, _KINDS[-1:])


def _listed(url: str, wire: Callable[[str], Wire]) -> list[str]:
    """The data sets that a Fuseki lists, or a GraphDB or RDF4J server without its own one; none without a list."""
    try:
        said = json.loads(wire(url).send("GET", url, headers={"Accept": ", ".join(_JSON)}).body)
    except (EndpointError, ValueError):
        return []
    if not isinstance(said, dict):
        return []
    names = [str(one["ds.name"]).strip("/") for one in said.get("datasets", ())]
    rows = said["results"]["bindings"] if "results" in said else ()
    return names + [row["id"]["value"] for row in rows if row["id"]["value"] != "SYSTEM"]


def _answers(url: str, wire: Callable[[str], Wire]) -> bool:
    """Whether a query is answered there, or would be for somebody with a password."""
    status, kind = _said("GET", url, _ASK, _JSON[0], wire)
    return kind in _JSON or status in {401, 403}


def _is_there(url: str, wire: Callable[[str], Wire]) -> bool:
    """Whether a graph store is at an address: asked for the head of its default graph, which every store has."""
    status, _kind = _said("HEAD", url, "default", "*/*", wire)
    return status < 300 or status in {400, 401, 403, 405, 501}  # there is something, but not for this request


def _said(method: str, url: str, query: str, accept: str, wire: Callable[[str], Wire]) -> tuple[int, str]:
    """The status and the content type of an answer, the latter empty for a refusal; raises where there is none."""
    try:
        reply = wire(url).send(method, f"{url}?{query}", headers={"Accept": accept})
    except EndpointError as error:
        if error.status is None:
            raise
        return error.status, ""
    return reply.status, reply.content_type
