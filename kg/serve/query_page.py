"""The query page: a question of the catalogue, or SPARQL of one's own, with its answer as a table and in pictures."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, takewhile
from typing import NamedTuple
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.ask.asked_tables import table_of
from kg.ask.catalog import Question, question_of
from kg.ask.engine import PREFIXES
from kg.ask.explain import explanation, sparql_of, terms_named
from kg.ask.labels import word
from kg.ask.parameters import Parameter
from kg.ask.results import Answer, Graph, Table, Truth
from kg.ask.said import Asked
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import TAGS, _, current, grouped, listed, ngettext, pick
from kg.formats.safe_html import json_for_script
from kg.gazetteer.folding import fold
from kg.graph.vocabularies import concepts
from kg.serve import pages, views
from kg.serve.answers import HTML, answer_to, formats_of, wanted, written
from kg.serve.edition import Edition
from kg.serve.linked import form_of
from kg.serve.refusal import Refusal
from kg.serve.responses import conditional
from kg.serve.service import lang_of, service_of
from kg.serve.sparql import read_body
from kg.serve.turns import in_turn
from kg.site.portal.lists import Column, Listing, To, answered, words

_EDITOR = "editor.js"  # made by scripts/bundle_editor.py; all works without it
_TABLES = ("saving.js", "tables.js")
_SCRIPTS = (*_TABLES, *((_EDITOR,) if (pages.ASSETS / _EDITOR).is_file() else ()), "query.js")
_EXAMPLE = """# %s
SELECT ?place ?name (COUNT(?other) AS ?sisters)
WHERE {
  ?place a tie:Place ; tie:sisterOf ?other ; rdfs:label ?name .
  FILTER(LANG(?name) = "%s")
}
GROUP BY ?place ?name
ORDER BY DESC(?sisters)
LIMIT 20
"""
_FEW = 60  # concepts of a scheme that are chosen from a list
_MOST, _LONGEST = 400, 40  # names that are offered, and letters of their beginning
_HOUR = 3600
_WAITING, _AGAIN = 16, 5  # requests that wait for a picture to be drawn, and seconds until one more may


class _Shown(NamedTuple):
    """An answer as the page has it."""

    title: str
    downloads: Sequence[tuple[str, str]]
    views: Sequence[tuple[str, str, bool]] = ()
    picture: Markup = Markup()
    words: str = ""
    table: Listing | None = None
    counted: str = ""


class _Field(NamedTuple):
    """A field of a form for one value of a parameter."""

    id: str
    name: str
    label: str
    value: str
    kind: str = "text"
    choices: Sequence[tuple[str, str]] = ()
    is_optional: bool = False
    placeholder: str = ""
    least: int | None = None
    most: int | None = None
    is_place: bool = False


def routes() -> list[BaseRoute]:
    """The page, and what it completes names from."""
    return [Route("/query", query, methods=["GET", "POST"]), Route("/completions", completions)]


async def query(request: Request) -> Response:
    """SPARQL of one's own: its field, and its answer where there is a query; other formats than a page are files."""
    edition, lang = service_of(request).edition, lang_of(request)
    fields = dict(request.query_params)
    is_get = request.method != "POST"
    if not is_get:
        fields |= dict(parse_qsl((await read_body(request)).decode(errors="replace")))
    text = fields.get("query", "").replace("\r\n", "\n")
    if not text.strip():
        if (form := form_of(request)) != HTML:  # it is the IRI of the catalogue, too
            return RedirectResponse(f"query.{form}", 303)
        example = _EXAMPLE % (_("Places with the most sister ties"), TAGS[lang].lower())  # as the store has it
        return conditional(request, edition, await _page(request, edition, _("Query"), text=example))
    made, status, error = dict[str, object](), 200, ""
    try:
        question = await run_in_threadpool(question_of, text)
        form = wanted(request, question.form) if is_get else HTML
        if form != HTML:
            return await written(request, edition, text, form, lambda answer: answer, "answer")
        answer, count = await answer_to(request, edition, text, views.MOST)
        made = await _shown_by_one(edition, partial(_answered, request, edition, text, answer, count))
    except (KgError, Refusal) as refused:
        if fields.get("format", HTML) != HTML or "html" not in request.headers.get("accept", HTML):
            raise
        status = refused.status if isinstance(refused, Refusal) else 400
        error = str(refused)
    page = await _page(request, edition, _("Query"), status, text=text, error=error, **made)
    return conditional(request, edition, page) if status == 200 and is_get else page


async def _shown_by_one(edition: Edition, made: Callable[[], dict[str, object]]) -> dict[str, object]:
    """What pages tell of their answers, made for one request after another: a picture may take seconds to draw.

    Raises :class:`Refusal` where many wait.
    """
    return await in_turn(edition, "pictures", 1, _WAITING, _AGAIN, made)


def _answered(request: Request, edition: Edition, text: str, answer: Answer, count: int) -> dict[str, object]:
    """What the page tells of a query that was answered."""
    question, lang, root = question_of(text), current(), pages.up(request)
    named = terms_named(text, lambda iri: edition.graph.label(iri, lang))
    return {
        "explained": explanation(question, {}, text, lang),
        "terms": [(name, pages.local(iri, root) or iri, label) for name, iri, label in named],
        "answer": _shown(
            request, edition, answer, count, "", "query", [("lang", lang), ("query", text)], formats_of(question.form)
        ),
    }


async def question_page(
    request: Request, edition: Edition, asked: Asked, remarks: Sequence[str], limit: int | None
) -> Response:
    """A question of the catalogue with its fields and its answer."""
    most = min(limit or views.MOST, views.MOST)
    answer, count = await answer_to(request, edition, asked.text, most)
    count = min(count, limit or count)
    made = await _shown_by_one(edition, partial(_told, request, edition, asked, answer, count))
    return await _question_page(request, edition, asked.question, asked.given, 200, remarks=remarks, **made)


def _told(request: Request, edition: Edition, asked: Asked, answer: Answer, count: int) -> dict[str, object]:
    found = asked.told(answer, edition.graph.label)
    given = [("lang", asked.lang)]
    given += [each for each in request.query_params.multi_items() if each[0] not in {"lang", "view", "format"}]
    title, forms = asked.title(edition.graph.label), formats_of(asked.question.form)
    return {
        "answer": _shown(request, edition, found, count, title, asked.question.name, given, forms),
        "explained": explanation(asked.question, asked.given, asked.text, asked.lang),
        "editor": pages.address("../query", [("lang", asked.lang), ("query", sparql_of(asked.text) + "\n")]),
    }


async def refused_page(request: Request, edition: Edition, question: Question, error: KgError) -> Response:
    """The page of a question whose values it does not take, with what would be right."""
    given = {each.name: request.query_params.getlist(each.name) for each in question.parameters}
    shown = {name: values for name, values in given.items() if any(values)}
    editor = pages.address("../query", [("lang", current()), ("query", sparql_of(question.text) + "\n")])
    return await _question_page(request, edition, question, shown, 400, error=str(error), editor=editor)


async def _question_page(
    request: Request,
    edition: Edition,
    question: Question,
    given: Mapping[str, Sequence[str]],
    status: int,
    **told: object,
) -> Response:
    lang = current()
    return await _page(
        request,
        edition,
        question.tell("summary", lang) or question.name,
        status,
        question=question,
        says=question.tell("question", lang),
        told=question.tell("description", lang),
        fields=[*_fields(question, given)],
        **told,
    )


def questions_page(request: Request, questions: Sequence[Question]) -> Response:
    """The catalogue as a table."""
    lang = current()
    rows = [
        (
            To(each.tell("summary", lang), pages.address(each.name, [("lang", lang)])),
            each.name,
            listed([word("tags", tag, lang) for tag in each.tags]),
            " ".join(one.name for one in each.parameters if one.name != "lang"),
        )
        for each in questions
    ]
    columns = (
        Column("question", _("Question")), Column("name", _("Name")), Column("tags", _("For")),
        Column("parameters", _("Parameters")),
    )  # fmt: skip
    return pages.page(
        request,
        "list.html",
        "q/",
        title=_("Questions as an API"),
        says=_("Each question has an address; its parameters are those of the address, and format= names the format."),
        example=f"{questions[0].name}?lang={lang}&format=csv",
        table=Listing("questions", _("All questions"), columns, rows),
        scripts=_TABLES,
        words=json_for_script(words()),
    )


async def _page(request: Request, edition: Edition, title: str, status: int = 200, **told: object) -> Response:
    defaults: dict[str, object] = {
        "question": None, "says": "", "told": "", "fields": (), "editor": "", "text": "", "remarks": (), "error": "",
        "answer": None, "explained": "", "terms": (),
    }  # fmt: skip
    shown = told.get("question")
    name = shown.name if isinstance(shown, Question) else ""
    told |= {
        "title": title,
        "groups": await run_in_threadpool(_groups, edition, pages.up(request), name),
        "scripts": _SCRIPTS if not shown else (*_TABLES, _SCRIPTS[-1]),
        "words": json_for_script(words()),
    }
    return pages.page(request, "query.html", "" if shown else "query", status, **defaults | told)


def _groups(edition: Edition, root: str, name: str) -> list[dict[str, object]]:
    """The catalogue by topic; that of the question that is shown is open."""
    lang = current()
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    opened = ""
    for each in edition.once("questions", edition.catalogue.questions):
        address = pages.address(f"{root}q/{each.name}", [("lang", lang)])
        found[each.topic].append((each.tell("summary", lang) or each.name, address, each.name == name))
        opened = each.topic if each.name == name else opened
    return [
        {"name": word("tags", topic, lang), "is_open": topic == opened, "questions": questions}
        for topic, questions in found.items()
    ]


def _fields(question: Question, given: Mapping[str, Sequence[str]]) -> Iterator[_Field]:
    """A field a value; a parameter that may be repeated has an empty one more."""
    for each in question.parameters:
        values = [*given.get(each.name, ())] if each.name != "lang" else None
        if values is not None:
            for at, value in enumerate([*values, *([""] if each.several or not values else [])]):
                yield _field(each, f"{each.name}-{at}", value)


def _field(parameter: Parameter, id: str, value: str) -> _Field:
    is_number = parameter.type in {"year", "integer"}
    shown = parameter.shown_default
    return _Field(
        id,
        parameter.name,
        word("parameters", parameter.name, current()),
        value or ("" if parameter.several else shown),
        "number" if is_number else "text",
        _choices(parameter),
        parameter.is_optional or parameter.several,
        shown,
        parameter.minimum if is_number else None,
        parameter.maximum if is_number else None,
        parameter.type == "place",
    )


def _choices(parameter: Parameter) -> list[tuple[str, str]]:
    """The values among which one is chosen, where they are few, with what they are called."""
    if parameter.type != "concept":
        return [(each, each) for each in parameter.allowed]
    known = {code: pick(each.labels, current()) or code for code, each in concepts(parameter.scheme).items()}
    codes = parameter.allowed or (tuple(known) if len(known) <= _FEW else ())
    return [(code, known.get(code, code)) for code in codes]


def _shown(
    request: Request,
    edition: Edition,
    answer: Answer,
    count: int,
    title: str,
    path: str,
    given: Sequence[tuple[str, str]],
    forms: Sequence[str],
) -> _Shown:
    """An answer as a table, as the picture that is asked for, and as files."""
    downloads = [(form, pages.address(path, [*given, ("format", form)])) for form in forms if form != HTML]
    if isinstance(answer, Truth):
        return _Shown(title, downloads, words=_("yes") if answer.value else _("no"))
    if isinstance(answer, Graph):
        rows = [(each.subject, each.predicate, each.object) for each in answer.triples]
        answer = Table(("subject", "predicate", "object"), rows, (_("Subject"), _("Predicate"), _("Object")))
    counted = ngettext("{n} row", "{n} rows", count).format(n=grouped(count))
    if count > pages.ROWS:
        counted = _("{count} (the first {n} are shown)").format(count=counted, n=pages.ROWS)
    fit, root = views.pictures(answer), pages.up(request)
    chosen = request.query_params.get("view", "")
    chosen = chosen if chosen in fit else ""
    picture = views.drawn(chosen, answer, edition.graph, title or _("Answer")) if chosen else ""
    links = [(pages.address(path, given), _("Table"), not chosen)]
    links += [(pages.address(path, [*given, ("view", each)]), _(views.PENS[each][0]), each == chosen) for each in fit]
    table = answered("answer", answer, title or _("Answer"), lambda iri: pages.local(iri, root), most=pages.ROWS)
    return _Shown(title, downloads, links, Markup(picture), "", table, counted)  # noqa: S704 (drawn with escaped texts)


async def completions(request: Request) -> Response:
    """Terms of the ontology with what they mean, or the places whose names begin with ``start``, in any language."""
    edition, lang = service_of(request).edition, lang_of(request)
    start = request.query_params.get("start", "")[:_LONGEST]
    made = await run_in_threadpool(_places if start else _terms, edition, lang, start)
    return conditional(request, edition, JSONResponse(made), _HOUR)


def _terms(edition: Edition, lang: str, _start: str) -> list[tuple[str, str, str]]:
    """Prefixes, classes and properties: a name, what it means, and what is written; by name and by meaning."""
    return edition.once(f"terms {lang}", lambda: [*_named_terms(edition, lang)])


def _named_terms(edition: Edition, lang: str) -> Iterator[tuple[str, str, str]]:
    yield from ((f"{prefix}:", iri, f"{prefix}:") for prefix, iri in PREFIXES.items())
    question = edition.catalogue.find("ontology-terms")
    for label, kind, _said, iri in table_of(edition.graph, question.filled({"lang": [lang]}, edition.graph.names)).rows:
        written = f"tie:{str(iri).removeprefix(ids.ONT)}"
        yield written, str(label), written
        yield str(label), f"{written} · {kind}", written


def _places(edition: Edition, _lang: str, start: str) -> list[tuple[str, str, str]]:
    def made() -> list[tuple[str, str, str]]:
        every = edition.graph.names.gazetteer.places.values()
        return sorted(
            (fold(name), name, each.id) for each in every for name in {each.name_ru, each.name_en, each.name_zh} if name
        )

    known, folded = edition.once("places", made), fold(start)
    found = takewhile(lambda each: each[0].startswith(folded), islice(known, bisect_left(known, (folded,)), None))
    return [(name, id, f"place:{id}") for _key, name, id in islice(found, _MOST)]
