"""Every question gives its golden answer, in the same order, on the embedded store and on rdflib's engine."""

from __future__ import annotations

import pytest

from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from tests.ask.worlds import CASES, GOLDENS, ask_rdflib, golden_name, golden_text, oxigraph_world, sparql_of

CATALOG = Catalog()
NAMES = CATALOG.names()


@pytest.mark.parametrize("name", NAMES)
def test_the_embedded_store_gives_the_golden_answer(name: str) -> None:
    question = CATALOG.find(name)
    expected = (GOLDENS / golden_name(question)).read_text(encoding="utf-8")
    assert golden_text(ask(oxigraph_world(), sparql_of(question))) == expected


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_golden_answer(name: str) -> None:
    question = CATALOG.find(name)
    expected = (GOLDENS / golden_name(question)).read_text(encoding="utf-8")
    assert golden_text(ask_rdflib(sparql_of(question))) == expected


def test_every_golden_belongs_to_a_question() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == {golden_name(CATALOG.find(name)) for name in NAMES}


def test_every_case_belongs_to_a_question() -> None:
    assert CASES.keys() <= set(NAMES)


# Questions whose answer is empty where nothing is wrong.
EMPTY_IN_A_SOUND_GRAPH = {"ties-without-source", "hubs-named-by-sources"}


@pytest.mark.parametrize("name", NAMES)
def test_the_small_world_has_an_answer_to_every_question(name: str) -> None:
    question = CATALOG.find(name)
    lines = (GOLDENS / golden_name(question)).read_text(encoding="utf-8").splitlines()
    least = 2 if question.form == "SELECT" else 1
    assert len(lines) >= least or name in EMPTY_IN_A_SOUND_GRAPH
