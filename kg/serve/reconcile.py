"""The Reconciliation Service API: 0.2 as OpenRefine speaks it at ``/reconcile``, the 1.0 draft at ``/reconcile/1.0``.

Names are found by the one matcher of the project; what is asked of many entities at once takes its turn.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.base.errors import KgError, shown
from kg.base.languages import _, current
from kg.formats.look import page_style
from kg.formats.safe_html import environment
from kg.serve.reconcile_entities import Entities, entities_of
from kg.serve.reconcile_extend import MOST_IDS, extended, extension_of, proposed
from kg.serve.reconcile_manifest import BATCH, draft_manifest, manifest
from kg.serve.reconcile_match import MOST, Query, conditions_of, matched, query_of
from kg.serve.reconcile_suggest import candidate, flyout, preview_of, suggested
from kg.serve.refusal import Refusal
from kg.serve.responses import conditional
from kg.serve.service import service_of
from kg.serve.sparql import decoded, read_body
from kg.serve.turns import in_turn

T = TypeVar("T")
_DRAFT = "/reconcile/1.0"
_PAGES = environment(Path(__file__).parent / "templates")
_PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"


def routes() -> list[BaseRoute]:
    """The paths of both versions."""
    found: list[BaseRoute] = [
        Route("/reconcile", reconcile, methods=["GET", "POST"]),
        Route("/reconcile/properties", properties),
        Route(_DRAFT, draft),
        Route(f"{_DRAFT}/match", draft_match, methods=["POST"]),
        Route(f"{_DRAFT}/extend", draft_extend, methods=["POST"]),
        Route(f"{_DRAFT}/extend/propose", properties),
    ]
    for start in ("/reconcile", _DRAFT):
        found.append(Route(f"{start}/suggest/{{kind}}", suggest))
        found.append(Route(f"{start}/preview", preview))
    return [*found, Route("/reconcile/suggest/{kind}/flyout", flown_out)]


async def reconcile(request: Request) -> Response:
    """The manifest, the candidates of a batch of queries, or values of properties."""
    fields = request.query_params if request.method == "GET" else dict(parse_qsl(decoded(await read_body(request))))
    if "callback" in fields:
        told = _("JSONP is not served: a script of another place would run in your page")
        raise Refusal(400, KgError(told, hint=_("ask from your page by CORS")))
    if "queries" in fields:
        queries = _object(fields["queries"])
        found = await _matches(request, [query_of(each) for each in queries.values()], len(queries))
        return _json({key: {"result": each} for key, each in zip(queries, found, strict=True)})
    if "extend" in fields:
        meta, rows = await _values(request, _object(fields["extend"]))
        return _json({"meta": meta, "rows": rows})
    if request.method == "POST":
        raise Refusal(400, KgError(_("the field '{name}' is missing").format(name="queries")))
    return await _manifest(request, manifest)


async def draft(request: Request) -> Response:
    """The manifest of the 1.0 draft."""
    return await _manifest(request, draft_manifest)


async def draft_match(request: Request) -> Response:
    """The candidates of a batch of the 1.0 draft."""
    queries = _object(decoded(await read_body(request))).get("queries")
    if not isinstance(queries, list):
        raise Refusal(400, KgError(_("the field '{name}' is missing").format(name="queries")))
    found = await _matches(request, [conditions_of(each) for each in queries], len(queries), is_draft=True)
    return _json({"results": [{"candidates": each} for each in found]})


async def draft_extend(request: Request) -> Response:
    """Values of properties in the form of the 1.0 draft."""
    meta, rows = await _values(request, _object(decoded(await read_body(request))))
    told = [
        {"id": id, "properties": [{"id": name, "values": cells} for name, cells in row.items()]}
        for id, row in rows.items()
    ]
    return _json({"meta": meta, "rows": told})


async def properties(request: Request) -> Response:
    """The properties that entities of a type have."""
    entities = await _entities(request)
    given = request.query_params.get("type", "")
    found = proposed(entities.types.get(given))
    limit = _number(request, "limit", len(found))
    told = [{"id": name, "name": _(each.label)} for name, each in found.items()][:limit]
    return _json({"type": given, "limit": limit, "properties": told})


async def suggest(request: Request) -> Response:
    """Entities, types or properties that a person may mean who has begun to write."""
    kind, prefix = _kind(request), request.query_params.get("prefix", "")[:200]
    cursor = _number(request, "cursor", 0)
    entities = await _entities(request)
    return _json({"result": await _in_turn(request, partial(suggested, entities, kind, prefix, cursor, current()))})


async def flown_out(request: Request) -> Response:
    """A few words on what is suggested, as a piece of HTML in JSON."""
    kind, id = _kind(request), request.query_params.get("id", "")
    told = flyout(await _entities(request), kind, id, current())
    if told is None:
        raise _unknown(id)
    return _json({"id": id, "html": _PAGES.get_template("reconcile_flyout.html").render(**told)})


async def preview(request: Request) -> Response:
    """A small page on an entity, for a frame."""
    id = request.query_params.get("id", "")
    entities = await _entities(request)
    root = service_of(request).settings.url
    told = await _in_turn(request, partial(preview_of, entities, id, current(), root))
    if told is None:
        raise _unknown(id)
    page = _PAGES.get_template("reconcile_preview.html").render(look=page_style(), **told)
    response = Response(page, media_type="text/html", headers={"Content-Security-Policy": _PREVIEW_POLICY})
    return conditional(request, service_of(request).edition, response)


async def _manifest(request: Request, made: Callable[[Entities, str, str], Mapping[str, Any]]) -> Response:
    service = service_of(request)
    told = made(await _entities(request), service.settings.url, current())
    return conditional(request, service.edition, _json(told))


async def _matches(
    request: Request, queries: list[Query], count: int, *, is_draft: bool = False
) -> list[list[dict[str, Any]]]:
    if count > BATCH:
        told = _("{n} queries in one request are too many").format(n=count)
        raise Refusal(413, KgError(told, hint=_("at most {n} at a time").format(n=BATCH)))
    service = service_of(request)
    entities, lang, ends = await _entities(request), current(), time.monotonic() + service.settings.seconds

    def found() -> list[list[dict[str, Any]]]:
        results = []
        for each in queries:
            if time.monotonic() > ends:
                raise TimeoutError
            results.append([candidate(entities, *one, lang, is_draft) for one in matched(entities, each, lang)])
        return results

    return await _in_turn(request, found)


async def _values(request: Request, given: Mapping[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    asked = extension_of(given)
    if len(asked.ids) > MOST_IDS:
        told = _("{n} entities in one request are too many").format(n=len(asked.ids))
        raise Refusal(413, KgError(told, hint=_("at most {n} at a time").format(n=MOST_IDS)))
    ends = time.monotonic() + service_of(request).settings.seconds
    entities = await _entities(request)
    return await _in_turn(request, partial(extended, entities, asked, current(), ends))


async def _entities(request: Request) -> Entities:
    """Those of the edition, with their index, which is made for the first who asks."""
    return await to_thread.run_sync(entities_of, service_of(request).edition)


async def _in_turn(request: Request, work: Callable[[], T]) -> T:
    """What a piece of work gives, beside the loop; no more pieces at once than there are workers.

    Raises :class:`Refusal` where too many wait, or the time of an answer is over.
    """
    edition, settings = service_of(request).edition, service_of(request).settings
    again = max(1, round(settings.seconds / 2))
    try:
        return await in_turn(edition, "reconcile", settings.workers, settings.queue, again, work)
    except TimeoutError:
        raise Refusal(504, KgError(_("the answer takes too long"), hint=_("ask for less at a time"))) from None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        # A number without end and half a character are read, but no answer could repeat them.
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refusal(400, KgError(_("'{value}' is no object of JSON").format(value=shown(text))))
    return found


def _number(request: Request, name: str, otherwise: int) -> int:
    text = request.query_params.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Refusal(400, KgError(_("'{value}' is no whole number").format(value=shown(text))))
    return min(int(text), 100 * MOST) if text else otherwise


def _kind(request: Request) -> str:
    kind: str = request.path_params["kind"]
    if kind not in {"entity", "type", "property"}:
        raise _unknown(kind)
    return kind


def _unknown(id: str) -> Refusal:
    return Refusal(404, KgError(_("nothing is called '{name}'").format(name=shown(id))))


def _json(told: Any) -> JSONResponse:
    return JSONResponse(told)
