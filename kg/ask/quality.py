"""Questions that no sound graph answers: each row of a catalogue query tagged ``finding`` is a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import Store

from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from kg.ask.lookup import GraphNames
from kg.ask.results import Table

TAG = "finding"


class Remark(NamedTuple):
    """One row of one quality question: the query's name, the thing it is about, and what it says."""

    query: str
    subject: str
    message: str


def remarks(store: Store, lang: str = "en", catalog: Catalog | None = None) -> Iterator[Remark]:
    """Ask every quality question of a store; a question's last column is the thing a row is about."""
    names = GraphNames(store)
    for question in (catalog or Catalog()).questions(TAG):
        spoken = any(parameter.name == "lang" for parameter in question.parameters)
        answer = ask(store, question.filled({"lang": [lang]} if spoken else {}, names))
        if not isinstance(answer, Table):
            raise TypeError(f"{question.name} is tagged {TAG!r} and is no SELECT")
        summary = question.tell("summary", lang)
        for *details, subject in answer.rows:
            told = "; ".join(str(value) for value in details if value is not None)
            message = f"{summary}: {told}" if told else summary
            yield Remark(f"{question.topic}/{question.name}", str(subject), message)
