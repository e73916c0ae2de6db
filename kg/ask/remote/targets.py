"""Where a server answers queries and takes graphs: from its query address, or found by trying its base address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from kg.ask.remote.faults import EndpointError
from kg.ask.remote.http import Asked, Wire
from kg.base.errors import KgError
from kg.base.languages import _

GSP = "gsp"
UPDATE = "update"
WAYS = (GSP, UPDATE)

_JSON = "application/sparql-results+json"
# What a server says that has something at an address, but not for this request.
_THERE = frozenset({400, 401, 403, 405, 501})


class Addresses(NamedTuple):
    """Where a server of a known kind answers queries, stores graphs and takes updates."""

    product: str
    query: str
    gsp: str
    update: str

    def write(self, via: str) -> str:
        """The address of one way to write."""
        return self.gsp if via == GSP else self.update


class _Kind(NamedTuple):
    """The addresses of a kind of server, each after the base address; ``base`` is what a base must look like."""

    product: str
    query: str
    gsp: str
    update: str
    base: str = r"[^?#]*"

    def at(self, base: str) -> Addresses | None:
        """The addresses below a base address, or nothing where it is no base of this kind."""
        if not re.fullmatch(self.base, base):
            return None
        return Addresses(self.product, *(base + path for path in self[1:4]))


_REPOSITORY = r"[^?#]*/repositories/[^/?#]+"
# Sources: the manual of each product. A server behind a proxy may differ; then --write names the address.
_KINDS: Final = (
    _Kind("Oxigraph", "/query", "/store", "/update"),
    _Kind("Fuseki", "/query", "/data", "/update", r"[^/]+//[^/]+/[^?#]+"),
    _Kind("Fuseki", "/sparql", "/data", "/update", r"[^/]+//[^/]+/[^?#]+"),
    _Kind("GraphDB / RDF4J", "", "/rdf-graphs/service", "/statements", _REPOSITORY),
    _Kind("Virtuoso", "/sparql", "/sparql-graph-crud-auth", "/sparql-auth", r"(?!.*/repositories$)[^?#]*"),
    _Kind("QLever", "", "", ""),
)


def known(query: str) -> list[Addresses]:
    """What a query address may be one of; none where it is no query address of a known shape.

    >>> [(one.product, one.gsp) for one in known("http://localhost:7878/query")]
    [('Oxigraph', 'http://localhost:7878/store')]
    >>> [(one.product, one.update) for one in known("http://localhost:7200/repositories/ties/")]
    [('GraphDB / RDF4J', 'http://localhost:7200/repositories/ties/statements')]
    >>> [one.product for one in known("http://localhost:3030/ties/query")]
    ['Oxigraph', 'Fuseki']
    """
    query = query.rstrip("/")
    special = [kind for kind in _KINDS if kind.query and query.endswith(kind.query)]
    special += [kind for kind in _KINDS if kind.base == _REPOSITORY]
    return [found for kind in special if (found := kind.at(query.removesuffix(kind.query)))]


def find(url: str, wire: Callable[[str], Wire]) -> Addresses:
    """The addresses that belong to a query address or to the base address of a server.

    A query address that only one kind of server has is believed; everything else is tried, by
    questions of a stranger that change nothing. ``wire`` makes the road to an address. Raises :class:`KgError`
    where none is found or several are, and :class:`EndpointError` where the server is not there.
    """
    fitting = known(url)
    if len(fitting) == 1:
        return fitting[0]
    for one in fitting or _below(url.rstrip("/"), wire):
        if (fitting or _answers(one.query, wire)) and (one.gsp == one.query or _is_there(one.gsp, wire)):
            return one
    told = _("where {url} takes graphs does not follow from its address, and trying found nothing")
    raise KgError(told.format(url=url), hint=_("name it with --write"))


def _below(base: str, wire: Callable[[str], Wire]) -> Iterator[Addresses]:
    """What may be at a base address, the only data set of servers that hold several of them among it."""
    yield from filter(None, (kind.at(base) for kind in _KINDS[:-1]))
    for listing, folder, names in (
        ("/$/datasets", "/", _datasets),
        ("/repositories", "/repositories/", _repositories),
        ("/rdf4j-server/repositories", "/rdf4j-server/repositories/", _repositories),
    ):
        found = [f"{base}{folder}{quote(name)}" for name in names(_json(base + listing, wire))]
        if len(found) > 1:
            told = _("{url} holds several data sets").format(url=base)
            raise KgError(told, hint=_("name one of them: {names}").format(names=", ".join(found)))
        yield from filter(None, (kind.at(one) for one in found for kind in _KINDS[1:4]))
    yield from filter(None, [_KINDS[-1].at(base)])


def _datasets(said: Any) -> list[str]:
    """The data sets that a Fuseki lists."""
    return [str(one["ds.name"]).strip("/") for one in said["datasets"]] if "datasets" in said else []


def _repositories(said: Any) -> list[str]:
    """The repositories that a GraphDB or RDF4J server lists, its own one left out."""
    names = [row["id"]["value"] for row in said["results"]["bindings"]] if "results" in said else []
    return [name for name in names if name != "SYSTEM"]


def _json(url: str, wire: Callable[[str], Wire]) -> Any:
    """What a list of data sets holds; nothing where there is no such list."""
    try:
        said = json.loads(wire(url).send(Asked("GET", url, headers={"Accept": f"{_JSON}, application/json"})).body)
    except (EndpointError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _answers(url: str, wire: Callable[[str], Wire]) -> bool:
    """Whether a query is answered there, or would be for somebody with a password."""
    try:
        reply = wire(url).send(Asked("GET", f"{url}?query=ASK%7B%7D", headers={"Accept": _JSON}))
    except EndpointError as error:
        if error.status is None:
            raise
        return error.status in {401, 403}
    return reply.content_type in {_JSON, "application/json"}


def _is_there(url: str, wire: Callable[[str], Wire]) -> bool:
    """Whether a graph store is at an address: asked for the head of its default graph, which every store has."""
    try:
        wire(url).send(Asked("HEAD", f"{url}?default"))
    except EndpointError as error:
        if error.status is None:
            raise
        return error.status in _THERE
    return True
