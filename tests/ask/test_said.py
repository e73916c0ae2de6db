"""Every answer says what it answers: the question, its values, and which of them nobody gave."""

from __future__ import annotations

import pytest

from kg.ask.asked_graph import StoredGraph
from kg.ask.catalog import Catalog, question_of
from kg.ask.results import Table
from kg.ask.said import headed, is_about_defaults, title
from tests.ask.worlds import oxigraph_world

GRAPH = StoredGraph(oxigraph_world())


def said(name: str, lang: str, **given: list[str]) -> str:
    question = Catalog().find(name)
    return title(question, given, question.filled(given, GRAPH.names), lang, GRAPH.label)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Partners of a place — place: Khabarovsk (default), kind: sister tie, since: 1900 (default)"),
        ("ru", "Партнёры территории — территория: Хабаровск (по умолчанию), вид: побратимская связь, начиная с: 1900"),
        ("zh", "某地的伙伴——区域：哈巴罗夫斯克（默认），类型：友好城市（省州）关系，自：1900（默认）"),
    ],
)
def test_a_title_names_every_value_in_the_language_and_marks_defaults(lang: str, told: str) -> None:
    assert said("partners-of-place", lang, kind=["sister"]).startswith(told)


def test_a_parameter_that_may_be_left_out_is_any_and_a_given_value_is_no_default() -> None:
    told = said("partners-of-place", "en", place=["伯力"], since=["1990"])
    assert told == "Partners of a place — place: Khabarovsk, kind: any, since: 1990"


def test_several_values_stand_side_by_side() -> None:
    assert "kind: sister tie, partner tie" in said("other-partners-of-partners", "en", kind=["sister", "partner"])


def test_a_question_without_parameters_is_its_summary() -> None:
    assert said("licences", "ru") == "Лицензии источников"
    assert title(question_of("ASK {}"), {}, "ASK {}", "en", GRAPH.label) == ""


def test_a_thing_without_a_label_is_called_by_its_id() -> None:
    assert GRAPH.label("https://w3id.org/interregional-ties/id/place/nowhere", "ru") == "nowhere"


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("partners-of-place", (), True),
        ("partners-of-place", ("place",), False),
        ("who-raises-problem", (), True),
        ("hubs", (), False),  # the country may be left out
        ("anniversaries", (), False),
    ],
)
def test_an_answer_about_a_thing_that_nobody_named_is_told(name: str, given: tuple[str, ...], expected: bool) -> None:
    assert is_about_defaults(Catalog().find(name), given) is expected


def test_an_answer_stands_under_the_headings_of_its_question() -> None:
    question = Catalog().find("most-ties")
    answer = headed(GRAPH.ask(question.text), question, "ru")
    assert getattr(answer, "headings", ())[:2] == ("Территория", "Собственные связи")
    assert getattr(answer, "columns", ())[:2] == ("placeName", "ties")


def test_ids_may_be_left_out_of_a_narrow_answer() -> None:
    question = Catalog().find("partners-of-place")
    answer = headed(Table(question.columns, []), question, "ru")
    assert isinstance(answer, Table)
    assert answer.spare == {"partner", "tie"}
