"""docs/glossary.md: its words are the labels of the ontology, and the words that it bans do not occur."""

from __future__ import annotations

import re
from functools import cache

import pytest
from rdflib import RDFS, Literal, URIRef

from tests.ontology.graphs import BASE, ontology
from tests.ontology.texts import CHECKED, LANGUAGES, Text, rows, texts


@cache
def _pattern(banned: str, language: str) -> re.Pattern[str]:
    """A word, or a word with ``*`` for its rest; Chinese has no edges of words."""
    word = re.escape(banned).replace(r"\*", r"\w*")
    return re.compile(word if language == "zh" else rf"\b{word}\b", re.IGNORECASE)


def offences(text: Text) -> list[str]:
    """The banned words that a text holds outside of the phrases in which they are allowed."""
    found = []
    for row in rows_of(text.language):
        words = text.words
        for phrase in filter(None, row["allowed"].split("; ")):
            words = re.sub(re.escape(phrase), "", words, flags=re.IGNORECASE)
        found += [banned for banned in row["not"].split(", ") if _pattern(banned, text.language).search(words)]
    return found


@cache
def rows_of(language: str) -> tuple[dict[str, str], ...]:
    """The banned words of a language."""
    return tuple(row for row in rows("Words that are not used") if row["language"] == language)


def test_rows_are_sorted_and_whole() -> None:
    words, banned = rows("Words"), rows("Words that are not used")
    assert words == sorted(words, key=lambda row: row["en"].casefold())
    assert banned == sorted(banned, key=lambda row: (row["language"], row["not"]))
    assert [row for row in words if not all(row.values())] == []
    assert [row for row in banned if not (row["not"] and row["instead"] and row["why"])] == []
    assert {row["language"] for row in banned} == set(LANGUAGES)
    assert len(words) > 60


@pytest.mark.parametrize("column", ["concept", *LANGUAGES])
def test_no_word_stands_for_two_concepts(column: str) -> None:
    seen = [row[column] for row in rows("Words")]
    assert {word for word in seen if seen.count(word) > 1} == set()


def test_the_words_of_a_term_are_its_labels() -> None:
    for row in rows("Words"):
        prefix, colon, name = row["concept"].partition(":")
        if not colon:
            continue
        term = URIRef(f"{BASE}ont#{name}" if prefix == "tie" else f"{BASE}{prefix}/{name}")
        labels = {o.language: str(o) for o in ontology().objects(term, RDFS.label) if isinstance(o, Literal)}
        assert labels == {"en": row["en"], "ru": row["ru"], "zh-Hans": row["zh"]}, row["concept"]


def test_the_words_of_the_glossary_hold_no_banned_word() -> None:
    cells = [Text(row["concept"], code, row[code]) for row in rows("Words") for code in LANGUAGES]
    assert [(cell, offences(cell)) for cell in cells if offences(cell)] == []


@pytest.mark.parametrize("pattern", CHECKED)
def test_banned_words_do_not_occur(pattern: str) -> None:
    found = list(texts(pattern))
    assert {text.language for text in found} == set(LANGUAGES)
    assert [(text.where, offences(text)) for text in found if offences(text)] == []


def test_no_space_parts_a_number_from_its_chinese_measure_word() -> None:
    spaced = re.compile(r"(?:\{\w+\}|\d) [个项条次行年]")  # 位 begins 位于, too
    told = [text for text in texts("kg/base/locale/**/*.po") if text.language == "zh"]
    assert [text for text in told if spaced.search(text.words)] == []


@pytest.mark.parametrize(
    ("language", "words", "banned"),
    [
        ("ru", "Два места на карте", ["места"]),
        ("ru", "Вместе; место проведения", []),
        ("ru", "Многолюдные регионы", ["многолюдн*"]),
        ("zh", "地区合作中的问题", ["地区合作"]),
        ("zh", "市政府网站", []),
        ("en", "The humanitarian spheres", ["humanitarian sphere*"]),
    ],
)
def test_a_banned_word_is_found_outside_of_its_allowed_phrases(language: str, words: str, banned: list[str]) -> None:
    assert offences(Text("", language, words)) == banned
