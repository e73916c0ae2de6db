"""SPARQL 1.1 protocol at ``/sparql``: queries, read only, in all result formats; the description of the service."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.serve.description import described
from kg.serve.pages import up
from kg.serve.pool import GRAPHS, TABLES, Dataset, offered, short_names
from kg.serve.refusal import Refusal
from kg.serve.responses import conditional, negotiated, unchanged
from kg.serve.service import client_of, service_of

PATH = "/sparql"
_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_METHODS, _REFUSED = ("GET", "POST"), ("OPTIONS", "PUT", "PATCH", "DELETE")
_FIELDS = 200
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_OF_GRAPHS = {**short_names(GRAPHS), "json": "application/ld+json", "xml": "application/rdf+xml"}
_OF_TABLES = short_names(TABLES)

Fields = Sequence[tuple[str, str]]


def routes() -> list[BaseRoute]:
    """The one path of the protocol."""
    return [Route(path, answer, methods=[*_METHODS, *_REFUSED]) for path in (PATH, f"{PATH}/")]


async def answer(request: Request) -> Response:
    """The answer to a query, a redirection of browsers to the page of queries, or the description of the service."""
    if request.method in _REFUSED:  # said here, since what is mounted at the root would take it
        raise HTTPException(405, headers={"Allow": ", ".join(("HEAD", "OPTIONS", *_METHODS))})
    fields, text = await _asked(request)
    if text is None:
        return await _without_query(request)
    dataset = _dataset(fields)
    service = service_of(request)
    edition = service.edition
    known = await offered(text)
    types = [*known, "text/html"] if request.method != "POST" else [*known]
    media_type = negotiated(request, types, _OF_TABLES if known is TABLES else _OF_GRAPHS)
    if media_type == "text/html":
        return RedirectResponse(f"{up(request)}query?{request.url.query}", 303)
    if unchanged(request, edition, media_type):
        return conditional(request, edition, Response(media_type=media_type))
    found = await service.pool.ask(edition, text, media_type, dataset=dataset, client=client_of(request))
    request.state.is_kept, request.state.worker = found.is_kept, found.worker
    return conditional(request, edition, Response(found.body, media_type=found.media_type))


async def _without_query(request: Request) -> Response:
    media_type = negotiated(request, [*GRAPHS, "text/html"], _OF_GRAPHS)
    if media_type == "text/html":
        return RedirectResponse(f"{up(request)}query", 303)
    edition = service_of(request).edition
    body = await run_in_threadpool(described, service_of(request).settings.url, edition, GRAPHS[media_type])
    return conditional(request, edition, Response(body, media_type=media_type))


async def _asked(request: Request) -> tuple[Fields, str | None]:
    """The parameters of a request and its query; nothing for a GET without one. Raises :class:`Refusal`."""
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        kind, _sign, parameters = request.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind == _UPDATE:
            raise _update_refused()
        if kind not in {_FORM, _DIRECT}:
            told = _("a query comes as {form} or {direct}").format(form=_FORM, direct=_DIRECT)
            raise Refusal(415, KgError(told))
        charset = parameters.lower().partition("charset=")[2].strip().strip('"')
        if charset not in {"", "utf-8", "utf8"}:
            raise Refusal(415, KgError(_("a query comes in UTF-8")))
        body = await read_body(request)
        if kind == _DIRECT:
            return fields, decoded(body)
        fields = [*fields, *_fields(body)]
    if any(name == "update" for name, _value in fields):
        raise _update_refused()
    texts = [value for name, value in fields if name == "query"]
    if len(texts) > 1:
        raise Refusal(400, KgError(_("a request has one query")))
    if not texts and request.method == "POST":
        raise Refusal(400, KgError(_("the request has no query")))
    return fields, texts[0] if texts else None


async def read_body(request: Request) -> bytes:
    """The body of a request, whole; raises :class:`Refusal` where it is too large or too slow."""
    settings = service_of(request).settings
    body = bytearray()
    too_large = KgError(_("a request has at most {n} KB").format(n=settings.body >> 10))
    if int(request.headers.get("content-length", 0)) > settings.body:
        raise Refusal(413, too_large)
    try:
        async with asyncio.timeout(settings.body_seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > settings.body:
                    raise Refusal(413, too_large)
    except (TimeoutError, ClientDisconnect):
        raise Refusal(408, KgError(_("the request did not come in time"))) from None
    return bytes(body)


def _fields(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of an address or a form; raises :class:`Refusal` for what is no UTF-8, and for too many."""
    text = decoded(encoded)
    if text.count("&") >= _FIELDS:
        raise Refusal(400, KgError(_("a request has more than {n} fields").format(n=_FIELDS)))
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        raise Refusal(400, KgError(_("a query comes in UTF-8"))) from None


def decoded(body: bytes) -> str:
    """A body as text; raises :class:`Refusal` for what is no UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refusal(400, KgError(_("a query comes in UTF-8"))) from None


def _dataset(fields: Fields) -> Dataset | None:
    """The graphs that the request names; raises :class:`Refusal` where one is no IRI."""
    default, named = (tuple(value for name, value in fields if name == kind) for kind in _GRAPHS)
    for iri in (*default, *named):
        try:
            NamedNode(iri)
        except ValueError:
            raise Refusal(400, KgError(_("'{text}' is no IRI").format(text=shown(iri)))) from None
    return Dataset(default, named) if default or named else None


def _update_refused() -> Refusal:
    return Refusal(403, KgError(_("an update is refused: this server is read only")))
