"""What an assistant may ask: places, dossiers, the catalogue and SPARQL, each answer with its sources and bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite
from typing import Annotated, Any, Literal, TypeVar

from anyio import to_thread
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from kg.ask.catalog import Question, question_of
from kg.ask.results import Table, Truth, Value
from kg.ask.said import asked
from kg.ask.tokens import query_form
from kg.base import ids
from kg.base.errors import KgError
from kg.base.languages import speaking
from kg.dossier.pair import Pair
from kg.dossier.things import find
from kg.formats.documents import written
from kg.formats.references import data_set
from kg.serve.answers import JSON, MEDIA, read
from kg.serve.cited import Cited, sources_of
from kg.serve.reconcile_entities import entities_of
from kg.serve.reconcile_match import Query, matched
from kg.serve.refusal import Refusal
from kg.serve.service import Service

T = TypeVar("T")
MOST_ROWS, MOST_TEXT = 200, 24_000
_CLIENT = "assistants"
Lang = Annotated[Literal["en", "ru", "zh"], Field(description="The language of the answer.")]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description="The most rows.")]


@dataclass
class FoundPlace:
    """A place that a name may mean; ``score`` runs to 100, ``match`` says that it is certain."""

    id: str
    iri: str
    name: str
    what: str
    score: float
    match: bool


@dataclass
class Places:
    """The places that a name may mean, the likeliest first."""

    places: list[FoundPlace]
    sources: list[Cited]


@dataclass
class Dossier:
    """What is known of a thing, as Markdown whose numbered notes name sources; ``is_cut`` where there is more."""

    title: str
    iri: str
    text: str
    is_cut: bool
    sources: list[Cited]


@dataclass
class Asked:
    """A question of the catalogue: its name, what it asks, and its parameters with what each may be."""

    name: str
    asks: str
    parameters: dict[str, str]


@dataclass
class Questions:
    """Questions of the catalogue."""

    questions: list[Asked]


@dataclass
class Answered:
    """Rows of an answer (or its truth, or triples as Turtle), the sources behind them, and the data set to cite."""

    title: str
    data_set: str
    columns: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    is_cut: bool = False
    truth: bool | None = None
    triples: str = ""
    sources: list[Cited] = field(default_factory=list)


class Tools:
    """The tools over one service; each call answers from the edition that is served when it begins."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def find_place(
        self,
        name: Annotated[str, Field(description="A name in any script, an id, or a Wikidata id.", max_length=200)],
        country: Annotated[str, Field(description="Its country: ru, cn or a name.")] = "",
        within: Annotated[str, Field(description="A unit that contains it.")] = "",
        lang: Lang = "en",
    ) -> Places:
        """Find the place of Russia or China that a name means: its id, level, region, score from 0 to 100.

        Use the id with the other tools. Where no place matches for certain, ask the person which one is meant.
        """
        edition = self._service.edition

        def found() -> Places:
            hints = {name: (value,) for name, value in (("country", country), ("within", within)) if value}
            entities = entities_of(edition)
            query = Query(name.strip(), ("ont#Place",), hints, 10)
            places = [
                FoundPlace(id=ids.tail(entity.id), iri=entity.iri, name=entity.label(lang),
                           what=entities.described(entity, lang), score=one.score, match=one.is_match)
                for entity, one in matched(entities, query, lang)
            ]  # fmt: skip
            return Places(places=places, sources=sources_of(edition.graph, [each.iri for each in places[:3]]))

        return await _told(found, lang)

    async def dossier(
        self,
        thing: Annotated[str, Field(description="A place, concept, person, format or source by name or id.")],
        partner: Annotated[str, Field(description="A second place: the tie of the two is told.")] = "",
        lang: Lang = "en",
    ) -> Dossier:
        """Tell what is known of a place, of the tie of two places, or of another thing, every statement with sources.

        Quote the numbered notes as citations; what the text calls not known is not known.
        """
        graph = self._service.edition.graph

        def found() -> Dossier:
            from kg.dossier.text.dossier_document import dossier_document  # noqa: PLC0415 (of this tool alone)

            one = find(graph, [thing, partner] if partner else [thing])
            document = dossier_document(one, lang)
            text = written(document, "md").decode()
            iris = [each.iri for each in one.parties] if isinstance(one, Pair) else [one.iri]
            iris += [tie.iri for tie in getattr(one, "ties", ())]
            sources = sources_of(graph, iris)
            order = [note.key for note in document.notes]
            numbered = sorted(sources, key=lambda each: _place(order, each.id))
            return Dossier(title=document.title, iri=iris[0], text=text[:MOST_TEXT], is_cut=len(text) > MOST_TEXT,
                           sources=numbered)  # fmt: skip

        return await _told(found, lang)

    async def questions(
        self,
        about: Annotated[str, Field(description="A word of what is asked, or a tag. Empty: all.")] = "",
        lang: Lang = "en",
    ) -> Questions:
        """List the questions of the catalogue, with their parameters, to be asked with the tool `ask`."""
        edition = self._service.edition

        def found() -> Questions:
            key = about.casefold()
            told = (each for each in edition.catalogue.questions() if _is_about(each, key, lang))
            return Questions(
                questions=[
                    Asked(
                        name=each.name,
                        asks=each.tell("question", lang) or each.tell("summary", lang),
                        parameters={one.name: one.hint for one in each.parameters},
                    )
                    for each in told
                ]
            )

        return await _told(found, lang)

    async def ask(
        self,
        question: Annotated[str, Field(description="The name of a question; `questions` lists them.")],
        parameters: Annotated[
            dict[str, str], Field(description="Its parameters; places by any name or id, years as numbers.")
        ] = {},  # noqa: B006 (a model of it is made, nothing changes it)
        limit: Limit = 50,
        lang: Lang = "en",
    ) -> Answered:
        """Ask a question of the catalogue, such as `partners-of-place` with `place`, or `hubs`; rows with sources.

        For what is counted over many ties, cite the data set.
        """
        edition = self._service.edition

        def filled() -> tuple[str, str]:
            known = edition.catalogue.find(question)
            given = {name: (value,) for name, value in parameters.items()}
            return known.tell("summary", lang), asked(known, given, edition.graph.names, lang).text

        title, text = await _told(filled, lang)
        return await self._answered(title, text, limit, lang)

    async def sparql(
        self,
        query: Annotated[str, Field(description="SPARQL 1.1, read only; `tie:` and the usual prefixes are known.")],
        limit: Limit = 50,
        lang: Lang = "en",
    ) -> Answered:
        """Ask the graph in SPARQL over the union of its graphs; SERVICE and updates are refused.

        Prefer `ask` where a question of the catalogue fits.
        """
        await _told(lambda: question_of(query), lang)
        return await self._answered("", query, limit, lang)

    async def _answered(self, title: str, text: str, limit: int, lang: str) -> Answered:
        service, edition = self._service, self._service.edition
        form = query_form(text)
        is_graph = form in {"CONSTRUCT", "DESCRIBE"}
        with speaking(lang):
            try:
                result = await service.pool.ask(edition, text, MEDIA["ttl"] if is_graph else JSON, client=_CLIENT)
            except Refusal as refusal:
                raise ToolError(str(refusal.error)) from None

        def made() -> Answered:
            reference = data_set()
            answer = Answered(title, f"{reference.title}, {reference.version}. {reference.url}")
            if is_graph:
                answer.triples = result.body[:MOST_TEXT].decode(errors="ignore")
                answer.is_cut = len(result.body) > MOST_TEXT
                return answer
            found, count = read(form, result.body, limit)
            if isinstance(found, Truth):
                answer.truth = found.value
            elif isinstance(found, Table):
                answer.columns, answer.is_cut = [*found.columns], count > limit
                answer.rows = [[_bounded(value) for value in row] for row in found.rows]
                named = (cell for row in answer.rows for cell in row if isinstance(cell, str))
                answer.sources = sources_of(edition.graph, named)
            return answer

        return await _told(made, lang)


async def _told(work: Callable[[], T], lang: str) -> T:
    """What a piece of work gives in a language, beside the loop; a fault of what was asked as one clear line."""

    def spoken() -> T:
        with speaking(lang):
            try:
                return work()
            except KgError as error:
                raise ToolError(str(error)) from None

    return await to_thread.run_sync(spoken)


def _is_about(question: Question, key: str, lang: str) -> bool:
    texts = (
        question.name,
        question.topic,
        *question.tags,
        question.tell("summary", lang),
        question.tell("question", lang),
    )
    return any(key in text.casefold() for text in texts)


def _place(order: list[str], id: str) -> int:
    return order.index(id) if id in order else len(order)


def _bounded(value: Value) -> Value:
    """A value that an assistant can read: a text of bounded length, and no number that JSON has not."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value[:2000] if isinstance(value, str) else value
