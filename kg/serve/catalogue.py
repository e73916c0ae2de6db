"""The catalogue as an API: a question at ``/q/NAME``, its parameters those of the address, its answer in any format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.ask.catalog import Question
from kg.ask.catalog_rdf import catalog_graph
from kg.ask.explain import listing
from kg.ask.meant import Meant
from kg.ask.results import Answer, Graph, Table
from kg.ask.said import Asked, asked
from kg.base.errors import KgError, shown
from kg.base.languages import LANGUAGES, _
from kg.formats.registry import FOR_PEOPLE, names
from kg.serve import query_page
from kg.serve.answers import HTML, MEDIA, as_file, body_of, direct, wanted, written
from kg.serve.edition import Edition
from kg.serve.kept import Result
from kg.serve.refusal import Refusal
from kg.serve.responses import conditional, unchanged
from kg.serve.service import lang_of, service_of

# What an address may say beside the parameters of the question.
OWN = ("lang", "format", "limit", "view")


class _Called(NamedTuple):
    """What an address asks: the values by parameter, and the most rows."""

    given: Mapping[str, Sequence[str]]
    limit: int | None


def routes() -> list[BaseRoute]:
    """The list of questions, and each of them."""
    return [Route("/q", _to_list), Route("/q/", _list), Route("/q/{name}", answer)]


async def _to_list(request: Request) -> Response:
    return RedirectResponse(f"q/{'?' if request.url.query else ''}{request.url.query}", 308)


def question_of(edition: Edition, name: str) -> Question:
    """A question by its name; raises :class:`Refusal` with the nearest one."""
    known = edition.catalogue
    if name in known.names():
        return edition.once(f"question {name}", lambda: known.find(name))
    try:
        return known.find(name)
    except KgError as error:
        raise Refusal(404, error) from None


async def _list(request: Request) -> Response:
    """The questions: a page, a table in any format, or RDF (SHACL-SPARQL)."""
    edition, lang = service_of(request).edition, lang_of(request)
    tag = request.query_params.get("tag", "")
    try:
        questions = await run_in_threadpool(edition.catalogue.questions, tag)
    except KgError as error:
        raise Refusal(404, error) from None
    form = request.query_params.get("format", "")
    as_graph = form in names("graph") or "text/turtle" in request.headers.get("accept", "")
    form = wanted(request, "CONSTRUCT" if as_graph else "SELECT")
    if form == HTML:
        return conditional(request, edition, query_page.questions_page(request, questions))
    found: Answer = catalog_graph(questions) if as_graph else listing(questions, lang, for_people=form in FOR_PEOPLE)
    return conditional(request, edition, as_file(Result(MEDIA[form], body_of(found, form)), form, "questions"))


async def answer(request: Request) -> Response:
    """The answer to a question, in the format that is asked for."""
    edition, lang = service_of(request).edition, lang_of(request)
    question = await run_in_threadpool(question_of, edition, request.path_params["name"])
    form = wanted(request, question.form)
    meant = Meant(lambda: edition.graph)
    try:
        called = _called(request, question)
        made = await run_in_threadpool(asked, question, called.given, meant, lang)
    except KgError as error:
        if form != HTML:
            raise
        return await query_page.refused_page(request, edition, question, error)
    if form != HTML and unchanged(request, edition, MEDIA[form]):
        return conditional(request, edition, Response(media_type=MEDIA[form]))
    if form == HTML:
        page = await query_page.question_page(request, edition, made, meant.remarks, called.limit)
        return conditional(request, edition, page)
    if called.limit is None and (sent := await direct(request, edition, made.text, form, question.name)):
        return conditional(request, edition, sent)
    told = _told(made, edition, called.limit)
    return conditional(request, edition, await written(request, edition, made.text, form, told, question.name))


def _called(request: Request, question: Question) -> _Called:
    """What an address asks of a question; an empty value, as a form sends it, is none. Raises :class:`KgError`."""
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in OWN or (name != "lang" and any(each.name == name for each in question.parameters)):
            question.parameter(name)
            if value:
                given.setdefault(name, []).append(value)
    if (lang := request.query_params.get("lang")) and lang not in LANGUAGES:
        told = _("{name} cannot be '{value}'").format(name="lang", value=shown(lang))
        raise KgError(told, hint=_("it may be: {what}").format(what=", ".join(LANGUAGES)))
    limit = request.query_params.get("limit", "")
    if limit and not (limit.isascii() and limit.isdigit() and int(limit[:9]) > 0):
        told = _("{name} cannot be '{value}'").format(name="limit", value=shown(limit))
        raise KgError(told, hint=_("give a whole number from 1"))
    return _Called(given, int(limit[:9]) if limit else None)


def _told(made: Asked, edition: Edition, limit: int | None) -> Callable[[Answer], Answer]:
    def told(answer: Answer) -> Answer:
        found = cut(made.told(answer, edition.graph.label), limit)
        if isinstance(found, Table):
            found.name = made.question.name
        return found

    return told


def cut(answer: Answer, limit: int | None) -> Answer:
    """The first rows or triples of an answer."""
    if isinstance(answer, Table) and limit is not None:
        del answer.cells[limit:]
    return Graph(answer.triples[:limit]) if isinstance(answer, Graph) else answer
