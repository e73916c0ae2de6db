"""The catalogue of questions: each with its parameters, its SPARQL, and its answer as a table."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.ask.catalog import Catalog, Question
from kg.ask.labels import word
from kg.ask.results import Answer, Graph, Table, Truth
from kg.ask.said import headed
from kg.base.languages import LANGUAGES, _, current, grouped, listed, ngettext
from kg.base.resources import queries_dir
from kg.formats.registry import write
from kg.graph.cache import code_of
from kg.site.portal.frame import rendered
from kg.site.portal.lists import Column, Desk, Listing, Part, To, cut
from kg.site.portal.page import Crumb, Page

if TYPE_CHECKING:
    from kg.site.portal.site import Portal

MOST = 25  # rows of an answer that a page shows; the command gives all
_WORKERS = 2  # the engine works while Python waits


def address(name: str) -> str:
    """Where the page of a question stands."""
    return f"question/{name}.html"


def pages(portal: Portal) -> Iterator[Page]:
    """The catalogue, and a page a question."""
    lang, desk = current(), Desk(portal, "questions.html")
    every, found = portal.once(_questions), portal.once(answers)
    columns = (
        Column("question", _("Question")),
        Column("topic", _("Topic"), "choice"),
        Column("for", _("For")),
        Column("parameters", _("Parameters")),
        Column("rows", _("Rows"), "number"),
        Column("name", _("Name"), spare=True),
    )
    listing = Listing(
        "questions",
        _("All questions"),
        columns,
        [
            (
                To(each.tell("summary", lang), desk.links.to(address(each.name))), word("tags", each.topic, lang),
                listed(word("tags", tag, lang) for tag in each.tags),
                listed(word("parameters", one.name, lang) for one in each.parameters if one.name != "lang"),
                _found(found, each)["n"], each.name,
            )
            for each in every
        ],
    )  # fmt: skip
    says = _("What can be asked of this graph: each question with its answer and the query that gives it.")
    yield desk.page(_("Questions"), says, [Part("", (), (listing,))], "questions")
    for each in every:
        yield _page(portal, each, _found(found, each))


def _page(portal: Portal, question: Question, found: dict[str, Any]) -> Page:
    lang, desk = current(), Desk(portal, address(question.name))
    own = [each for each in question.parameters if each.name != "lang"]
    parameters = Listing(
        "parameters",
        _("Parameters"),
        (
            Column("name", _("Parameter")),
            Column("means", _("What it is")),
            Column("default", _("Default")),
            Column("may", _("It may be")),
        ),
        [
            (f"--{each.name}", word("parameters", each.name, lang), each.shown_default or _("any"), each.hint)
            for each in own
        ],
    )
    about = rendered("question.html", question=question, told=question.tell("description", lang), text=_query(question))
    told = _("Answer with the defaults") if own else _("Answer")
    parts = [Part("", (), (parameters,) if own else (), id="asked")]
    if found["form"] == "table":
        table = headed(_table(found["text"]), question, lang)
        note = cut(MOST, found["n"]) if found["n"] > MOST else ""
        assert isinstance(table, Table)  # noqa: S101 (it was made of one)
        parts.append(
            Part(told, (), (desk.answer("answer", table, question.tell("summary", lang), note),), id="answered")
        )
    elif found["form"] == "truth":
        parts.append(Part(told, (_("yes") if found["n"] else _("no"),), id="answered"))
    else:
        triples = ngettext("{n} triple", "{n} triples", found["n"]).format(n=grouped(found["n"]))
        more = _("{count} (the first {n} are shown)").format(count=triples, n=MOST) if found["n"] > MOST else triples
        parts.append(Part(told, (more,), markup=rendered("code.html", text=found["text"]), id="answered"))
    parts.append(Part(_("How it is asked"), (), markup=about, id="sparql"))
    title = question.tell("summary", lang) or question.name
    says = question.tell("question", lang) or question.tell("description", lang) or title
    return desk.page(title, says, parts, "questions", (Crumb(_("Questions"), "questions.html"),))


def _query(question: Question) -> str:
    """The query without its header, which the page tells in words."""
    return "\n".join(each for each in question.text.splitlines() if not each.startswith("#+")).strip()


def _questions(_portal: Portal) -> list[Question]:
    return Catalog().questions()


def _found(found: dict[str, dict[str, Any]], question: Question) -> dict[str, Any]:
    answer: dict[str, Any] = found[question.name].get(current()) or found[question.name][""]
    return answer


def answers(portal: Portal) -> dict[str, dict[str, Any]]:
    """The first rows of all answers by question and language, asked once and kept with the graph."""
    name = f"answers-{MOST}-{code_of(*sorted(queries_dir().glob('*/*.rq')))}.json"
    found: dict[str, dict[str, Any]] = json.loads(portal.graph.once(name, lambda: json.dumps(_asked(portal))))
    return found


def _asked(portal: Portal) -> dict[str, dict[str, Any]]:
    asked = [
        (question, lang)
        for question in portal.once(_questions)
        for lang in (LANGUAGES if any(each.name == "lang" for each in question.parameters) else ("",))
    ]
    names = portal.graph.names

    def one(asked: tuple[Question, str]) -> dict[str, Any]:
        question, lang = asked
        return _kept(portal.graph.ask(question.filled({"lang": [lang]} if lang else {}, names)))

    found: dict[str, dict[str, Any]] = {}
    with ThreadPoolExecutor(_WORKERS) as pool:
        for (question, lang), answer in zip(asked, pool.map(one, asked), strict=True):
            found.setdefault(question.name, {})[lang] = answer
    return found


def _kept(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Truth):
        return {"form": "truth", "n": int(answer.value)}
    out = io.BytesIO()
    if isinstance(answer, Table):
        write(Table(answer.columns, answer.cells[:MOST]), "json", out)
    else:
        write(Graph(answer.triples[:MOST]), "ttl", out)
    return {"form": answer.kind, "n": len(answer), "text": out.getvalue().decode()}


def _table(text: str) -> Table:
    found = parse_query_results(text, QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)  # noqa: S101 (it was written as one)
    return Table([each.value for each in found.variables], list(found))
