"""The questionnaire: the columns that others read, its words in three languages, and codes that lead back."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg.survey.instrument
from kg.base.languages import LANGUAGES
from kg.schema.codes import CODES
from kg.survey.instrument import Instrument, Item, brief

ITEMS = Instrument.bundled().items


def test_the_columns_of_answers_stand_in_their_order() -> None:
    head = ["respondent", "date", "mode", "language", "consent", "consent_quote", "consent_name", "name", "place"]
    assert [item.name for item in ITEMS if item.question == 0] == head
    assert [(item.question, item.name) for item in ITEMS if item.question] == [
        (1, "post"), (1, "experience"), (2, "activity"), (2, "trend"), (3, "spheres"),
        (4, "problems"), (4, "problems_text"), (5, "solved"), (5, "solved_text"),
        (6, "measures"), (6, "measures_text"), (7, "prospects"), (7, "prospects_text"),
    ]  # fmt: skip
    assert [item.name for item in ITEMS if item.required] == ["respondent", "consent", "place"]
    assert Instrument.bundled()["name"].only_with == "consent_name"


def _texts(written: Any) -> Iterator[dict[str, str]]:
    """Every table of texts by language in the file."""
    for value in written.values() if isinstance(written, dict) else written:
        if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
            yield value
        elif isinstance(value, (dict, list)):
            yield from _texts(value)


def test_every_text_is_in_three_languages() -> None:
    file = Path(kg.survey.instrument.__file__).with_name("instrument.toml")
    texts = list(_texts(tomllib.loads(file.read_text(encoding="utf-8"))))
    assert len(texts) > 80
    assert [text for text in texts if set(text) != set(LANGUAGES) or not all(text.values())] == []
    assert [item.name for item in ITEMS if any(set(said) != set(LANGUAGES) for said in item.choices.values())] == []


@pytest.mark.parametrize("item", [item for item in ITEMS if item.choices], ids=lambda item: item.name)
def test_a_label_and_a_brief_code_lead_back_to_their_code(item: Item) -> None:
    written = {text: code for code, said in item.choices.items() for text in (*said.values(), brief(code), code)}
    assert {text: item.code_of(text) for text in written} == written
    assert {len(brief(code)) <= 5 and brief(code).isalnum() for code in item.choices} == {True}
    assert item.code_of("something else") == ""


@pytest.mark.parametrize("item", [item for item in ITEMS if item.scheme], ids=lambda item: item.name)
def test_an_item_of_a_scheme_offers_all_of_it_group_by_group(item: Item) -> None:
    offered = [code for code in item.choices if code not in item.exclusive]
    assert set(offered) == CODES[item.scheme]
    places = {code: number for number, code in enumerate(offered)}
    assert all(places[above] < places[code] for code, above in item.broader.items())
