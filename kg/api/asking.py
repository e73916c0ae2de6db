"""Questions that a place asks of the graph for itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from kg.api.facts import Facts
from kg.ask.catalog import Question, read_question
from kg.ask.results import Answer, Graph

QUERIES = Path(__file__).parent / "queries"


class Asked(Protocol):
    """Anything that answers SPARQL."""

    def ask(self, text: str, limit: int | None = None) -> Answer:
        """The answer to a query."""


class _Ids:
    """Names that are ids already, and need not be looked up."""

    def place(self, text: str) -> str:
        return text

    def concept(self, scheme: str, text: str) -> str:  # noqa: ARG002 (the signature of Names)
        return text

    def source(self, text: str) -> str:
        return text


def facts_of(graph: Asked, place: str) -> Facts:
    """What the graph states of the place with an id itself."""
    return _facts(graph, "place", place)


def facts_around(graph: Asked, place: str) -> Facts:
    """What the graph states of all that touches the place with an id."""
    return _facts(graph, "around-place", place)


@cache
def _question(name: str) -> Question:
    return read_question(QUERIES / f"{name}.rq")


def _facts(graph: Asked, name: str, place: str) -> Facts:
    question = _question(name)
    given: dict[str, Sequence[str]] = {"place": [place]}
    answer = graph.ask(question.filled(given, _Ids()))
    if not isinstance(answer, Graph):
        raise TypeError(f"{name}.rq gives no graph: {answer!r}")
    return Facts(answer.triples)
