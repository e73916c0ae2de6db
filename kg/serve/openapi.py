"""The description of the catalogue's API, OpenAPI 3.1, made from the headers of the questions in a language."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kg.ask.catalog import Question
from kg.ask.labels import word
from kg.ask.parameters import Parameter
from kg.base.languages import LANGUAGES, TAGS, _, current
from kg.base.version import __version__
from kg.formats.references import data_set
from kg.serve.answers import MEDIA, formats_of
from kg.serve.edition import Edition
from kg.serve.responses import conditional
from kg.serve.service import lang_of, service_of
from kg.site.portal.frame import SITE

_HOUR = 3600


def routes() -> list[BaseRoute]:
    """The one document."""
    return [Route("/openapi.json", _description)]


async def _description(request: Request) -> Response:
    service, lang = service_of(request), lang_of(request)
    edition = service.edition
    made = await run_in_threadpool(edition.once, f"openapi {lang}", lambda: described(service.settings.url, edition))
    return conditional(request, edition, JSONResponse(made, headers={"Content-Language": TAGS[lang]}), _HOUR)


def described(url: str, edition: Edition) -> dict[str, Any]:
    """The whole document in the language that is spoken."""
    questions = edition.catalogue.questions()
    topics = dict.fromkeys(each.topic for each in questions)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _(SITE),
            "version": __version__,
            "description": _("Each question of the catalogue has an address; its answer comes in many formats."),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
            "contact": {"name": data_set().author, "url": data_set().url},
        },
        "servers": [{"url": url}],
        "tags": [{"name": topic, "description": word("tags", topic, current())} for topic in topics],
        "paths": {f"/q/{each.name}": {"get": _operation(each)} for each in questions},
        "components": {
            "parameters": {"lang": _shared("lang", _("The language of names and headings."), enum=[*LANGUAGES])}
            | {"limit": _shared("limit", _("The most rows or triples to give."), type="integer", minimum=1)},
            "responses": {
                "refused": {
                    "description": _("A parameter or a value is not known; the nearest ones are named."),
                    "content": {"application/problem+json": {"schema": {"type": "object"}}},
                },
                "busy": {"description": _("Too much is asked at once; Retry-After says when to ask again.")},
            },
        },
    }


def _shared(name: str, says: str, **schema: object) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": says, "schema": {"type": "string", **schema}}


def _operation(question: Question) -> dict[str, Any]:
    lang, forms = current(), formats_of(question.form)
    own = [_parameter(each) for each in question.parameters if each.name != "lang"]
    forms_of = _shared("format", _("The format of the answer; without it, what the client accepts."), enum=[*forms])
    shared = [{"$ref": f"#/components/parameters/{name}"} for name in ("lang", "limit")]
    refused = {"$ref": "#/components/responses/refused"}
    return {
        "operationId": question.name,
        "summary": question.tell("summary", lang),
        "description": "\n\n".join(filter(None, (question.tell("question", lang), question.tell("description", lang)))),
        "tags": [question.topic],
        "parameters": [*own, *shared, forms_of],
        "responses": {
            "200": {"description": _("The answer"), "content": {MEDIA[form]: {} for form in forms}},
            "400": refused,
            "429": {"$ref": "#/components/responses/busy"},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if parameter.type in {"year", "integer"} else "string"}
    limits = {"enum": [*parameter.allowed], "minimum": parameter.minimum, "maximum": parameter.maximum}
    schema |= {name: limit for name, limit in limits.items() if limit not in (None, [])}
    if parameter.several:
        schema = {"type": "array", "items": schema}
    elif default := parameter.shown_default:
        schema["default"] = int(default) if schema["type"] == "integer" and default.isdigit() else default
    told = word("parameters", parameter.name, current())
    if parameter.type == "place":
        told = _("{what}, by its id or any of its names").format(what=told)
    return {"name": parameter.name, "in": "query", "description": told, "schema": schema}
