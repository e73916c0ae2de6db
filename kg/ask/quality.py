"""Questions that no sound graph answers: each row of a catalogue query tagged ``finding`` is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Store

from kg.ask.asked_graph import StoredGraph
from kg.ask.asked_tables import table_of
from kg.ask.catalog import Catalog
from kg.base.languages import _

TAG = "finding"


class Remark(NamedTuple):
    """One row of one quality question: the query's name, the thing it is about, and what it says."""

    query: str
    subject: str
    message: str


def remarks(store: Store, lang: str = "en") -> Iterator[Remark]:
    """Ask every quality question of a store; a question's last column is the thing a row is about."""
    graph = StoredGraph(store)
    for question in Catalog().questions(TAG):
        spoken = any(parameter.name == "lang" for parameter in question.parameters)
        answer = table_of(graph, question.filled({"lang": [lang]} if spoken else {}, graph.names))
        summary = question.tell("summary", lang)
        for *details, subject in answer.rows:
            told = _("; ").join(str(value) for value in details if value is not None)
            message = summary + _(": ") + told if told else summary
            yield Remark(f"{question.topic}/{question.name}", str(subject), message)
