"""What a caller gives to a question: which one is meant, and its parameters as texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from kg.ask.catalog import SUFFIX, Catalog, Question, question_of, read_question
from kg.base.errors import KgError, shown
from kg.base.languages import _
from kg.dossier.place import Place

One: TypeAlias = "str | int | Place"
Given: TypeAlias = "One | Iterable[One] | None"


def question_named(question: str | os.PathLike[str], catalog: Catalog) -> Question:
    """A question by its name, by its file, or made of a SPARQL text.

    A text with a space or a brace is SPARQL; a path, or a text that ends in ``.rq`` and names a
    file, is a file; anything else is a name. Raises :class:`KgError` for an unknown one.

    >>> question_named("hubs", Catalog()).topic, question_named("ASK { ?s ?p ?o }", Catalog()).form
    ('network', 'ASK')
    """
    if not isinstance(question, str):
        return read_question(Path(question))
    if "{" in question or len(question.split()) > 1:
        return question_of(question)
    is_file = question.endswith(SUFFIX) and Path(question).is_file()
    return read_question(Path(question)) if is_file else catalog.find(question)


def texts_of(params: Mapping[str, Given]) -> dict[str, list[str]]:
    """The parameters that are given, each as a list of texts.

    Raises :class:`KgError` for a value that is no text, whole number or place.

    >>> texts_of({"since": 1995, "kind": ["sister", "partner"], "lang": None})
    {'since': ['1995'], 'kind': ['sister', 'partner']}
    """
    return {name: _texts(name, value) for name, value in params.items() if value is not None}


def _texts(name: str, value: One | Iterable[One]) -> list[str]:
    if isinstance(value, Place):
        return [value.id]
    if isinstance(value, str):
        return [value]
    if isinstance(value, int) and not isinstance(value, bool):
        return [str(value)]
    if isinstance(value, Iterable) and (found := [text for each in value for text in _texts(name, each)]):
        return found
    raise unfit(name, value, _("give a text, a whole number, a place or a list of them"))


def unfit(name: str, value: object, hint: str) -> KgError:
    """The refusal of a value of a kind that a parameter does not take."""
    return KgError(_("{name} cannot be {value}").format(name=name, value=shown(repr(value))), hint=hint)
