"""Each text of the ontology stands in English, Russian and Chinese, with the marks of its language."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDFS, SH, SKOS, Graph, Literal
from rdflib.term import Node

from tests.ontology.graphs import ontology
from tests.ontology.texts import CHECKED, ROOT, forms, messages, texts

HAN = r"[\u3400-\u9fff]"
RUSSIAN = {"a hyphen or an en dash for a dash": r"(?:^| )[-–](?: |$)", "quotation marks other than «»": '["“”]'}
CHINESE = {
    "a half-width mark": rf"{HAN}\s?[,;:?!]|[,;:?!]\s?{HAN}|{HAN}\.",
    "half-width brackets": rf"{HAN}\s?\(|\)\s?{HAN}",
    "quotation marks other than “”": rf"[\"«»]|{HAN}'",
    "a dash of another script": r" [-–—] ",
}
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)s")
# A number or a name that a language says in its own way, and what it stands for.
UNTOLD = {"{number_type}"}  # an English word of click: a translation tells the kind of number in its own
OF_A_LANGUAGE = {"{total}": "{count}", "{pairRu}": "{pair}", "{pairZh}": "{pair}"}


def languages(graph: Graph, prop: Node) -> dict[Node, list[str]]:
    """The languages of a property's texts, by subject."""
    found: dict[Node, list[str]] = defaultdict(list)
    for subject, text in graph.subject_objects(prop):
        if isinstance(text, Literal):
            found[subject].append(str(text.language))
    return found


@pytest.mark.parametrize("prop", [RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.definition, SKOS.note])
def test_every_text_of_the_ontology_stands_in_three_languages(prop: Node) -> None:
    found = languages(ontology(), prop)
    assert found
    assert {subject: codes for subject, codes in found.items() if sorted(codes) != ["en", "ru", "zh-Hans"]} == {}


@pytest.mark.parametrize("prop", [RDFS.label, SH.message])
def test_every_text_of_the_shapes_stands_in_three_languages(prop: Node) -> None:
    for file in sorted((ROOT / "ontology" / "shapes").glob("*.ttl")):
        found = languages(Graph().parse(file), prop)
        assert found
        assert {subject: codes for subject, codes in found.items() if sorted(codes) != ["en", "ru", "zh-Hans"]} == {}


def test_a_sentence_is_a_sentence_in_all_three_languages() -> None:
    ends: dict[str, set[bool]] = defaultdict(set)
    for text in texts("ontology/**/*.ttl"):
        ends[text.where].add(text.words.endswith((".", "。")))
    assert [where for where, kinds in ends.items() if len(kinds) > 1] == []


@pytest.mark.parametrize(
    ("language", "fault"), [*(("ru", fault) for fault in RUSSIAN), *(("zh", fault) for fault in CHINESE)]
)
def test_marks_are_those_of_the_language(language: str, fault: str) -> None:
    pattern = re.compile({"ru": RUSSIAN, "zh": CHINESE}[language][fault])
    found = [text for text in texts(*CHECKED) if text.language == language]
    assert found
    assert [(text.where, text.words) for text in found if pattern.search(text.words)] == []


@pytest.mark.parametrize("catalogue", sorted(ROOT.glob("kg/base/locale/*/LC_MESSAGES/*.po")), ids=lambda p: p.parts[-3])
def test_a_translation_has_the_placeholders_of_its_text(catalogue: Path) -> None:
    found = []
    for message in messages(catalogue):
        wanted = [placeholders(form) - UNTOLD for form in forms(message.id)]
        given = [placeholders(form) for form in forms(message.string) if form]
        found += [(message.id, names) for names in given if names not in wanted]
    assert found == []


def placeholders(words: str) -> set[str]:
    """The names in braces that a text waits for."""
    return {OF_A_LANGUAGE.get(name, name) for name in PLACEHOLDER.findall(words)}
