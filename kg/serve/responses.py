"""Responses that all parts of the server give: refusals, the media type that a client wants, conditions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from kg.base.errors import KgError, shown
from kg.base.languages import _, current
from kg.serve.accept import best
from kg.serve.edition import Edition
from kg.serve.refusal import Refusal

_PROBLEM = "application/problem+json"
_PAGE = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<h1>{title}</h1>
<pre>{told}</pre>
</html>
"""
_FORMAT = "format"
_SAFE = frozenset({"GET", "HEAD"})


def refused(request: Request, refusal: Refusal) -> Response:
    """A refusal as the client reads it: a page, JSON (problem details, RFC 9457) or a line of text."""
    offered = ("text/plain", "text/html", _PROBLEM, "application/json")
    form = best(offered, request.headers.get("accept", "")) or "text/plain"
    title = f"{refusal.status} {HTTPStatus(refusal.status).phrase}"
    if form == "text/html":
        body = _PAGE.format(lang=current(), title=title, told=escape(str(refusal.error)))
    elif form == "text/plain":
        body = f"{refusal.error}\n"
    else:
        form = _PROBLEM
        said = {"title": HTTPStatus(refusal.status).phrase, "status": refusal.status, "detail": str(refusal.error)}
        body = json.dumps(said, ensure_ascii=False) + "\n"
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    return Response(body, refusal.status, headers, form)


def negotiated(request: Request, offered: Sequence[str], form: Mapping[str, str]) -> str:
    """The media type of those offered that is asked for: by ``format=`` with a short name of ``form``, else by Accept.

    Raises :class:`Refusal` where none of them is.
    """
    if given := request.query_params.get(_FORMAT):
        chosen = form.get(given.lower(), given.lower())
        if chosen in offered:
            return chosen
        told = _("no answer of this kind comes as '{name}'").format(name=shown(given))
        known = [name for name, media_type in form.items() if media_type in offered]
        raise Refusal(406, KgError(told, hint=", ".join(known or offered)))
    found = best(offered, ", ".join(request.headers.getlist("accept")))
    if found is None:
        told = _("nothing that you accept is offered here")
        raise Refusal(406, KgError(told, hint=", ".join(offered)))
    return found


def conditional(request: Request, edition: Edition, response: Response, seconds: int = 60) -> Response:
    """The response under its tag; 304 where the client has it. For ``seconds`` a client need not ask again."""
    tag = _tag(request, edition, response.headers.get("content-type", "").partition(";")[0])
    if request.method not in _SAFE:
        return response
    headers = {"ETag": tag, "Vary": "Accept, Accept-Language", "Cache-Control": f"public, max-age={seconds}"}
    if _is_had(request, tag):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def unchanged(request: Request, edition: Edition, media_type: str) -> bool:
    """Whether the client has what would be answered, so that :func:`conditional` gives 304 for any body."""
    return request.method in _SAFE and _is_had(request, _tag(request, edition, media_type))


def _tag(request: Request, edition: Edition, media_type: str) -> str:
    """A tag of all that an answer hangs on: the edition, the address, the media type and the language."""
    made_of = (edition.version, request.url.path, request.url.query, media_type, current())
    return f'W/"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"'


def _is_had(request: Request, tag: str) -> bool:
    return tag in [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
