"""Dossiers as texts: of every kind of thing, in three languages, every statement with its notes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ask.asked_graph import StoredGraph
from kg.base.languages import LANGUAGES, speaking
from kg.dossier.pages import Pages, on_pages
from kg.dossier.text.dossier_document import dossier_document
from kg.dossier.text.phrases import SOME, items, room
from kg.dossier.things import find
from kg.formats.documents import FORMS, written
from kg.formats.documents.document import Document, Grid, Items, Line, Paragraph, Picture, line
from kg.gather.roots import Sources
from kg.graph.store import place_of
from tests.command import Run

HERE = Path(__file__).parent
WORLD = HERE.parent / "world"
THINGS = {
    "place": ["Хабаровск"], "tie": ["Хабаровск", "Харбин"], "pair": ["Хабаровск", "Хэйхэ"],
    "problem": ["problem/covid-19"], "sphere": ["sphere/culture"], "measure": ["measure/exhibitions"],
    "expert": ["expert/petrova"], "authority": ["authority/blagoveshchensk-administration"],
    "format": ["format/five-cities"], "source": ["source/CN2004"], "event": ["event/e01"],
}  # fmt: skip
GOLDEN = ("place", "tie", "problem")


@pytest.fixture(scope="module")
def documents(graph_cache: Path) -> dict[tuple[str, str], Document]:
    """The dossier of one thing of each kind in each language."""
    graph = StoredGraph(place_of(roots=Sources((WORLD,), only=True).folders()))
    found = {kind: find(graph, words) for kind, words in THINGS.items()}
    assert {kind: thing.thing for kind, thing in found.items()} == {kind: kind for kind in THINGS}
    return {(kind, lang): dossier_document(thing, lang) for kind, thing in found.items() for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", GOLDEN)
def test_a_dossier_says_what_is_known(documents: dict[tuple[str, str], Document], kind: str, lang: str) -> None:
    made = written(documents[kind, lang], "md").decode()
    assert made == (HERE / "goldens" / f"dossier-{kind}-{lang}.md").read_text(encoding="utf-8")


def test_the_summary_has_up_to_five_sentences_each_with_a_note(documents: dict[tuple[str, str], Document]) -> None:
    for key, document in documents.items():
        summary = document.blocks[0]
        assert isinstance(summary, Paragraph), key
        assert 1 <= len(summary.line) <= 5, key
        assert all(span.notes for span in summary.line), key
        assert all(span.text.strip().endswith(("。", ".")) for span in summary.line), key


@pytest.mark.parametrize("kind", ["place", "tie", "pair", "problem", "expert", "authority", "format"])
def test_a_thing_that_has_places_has_a_map(documents: dict[tuple[str, str], Document], kind: str) -> None:
    for lang in LANGUAGES:
        assert any(isinstance(block, Picture) for block in documents[kind, lang].blocks), lang


def test_every_note_is_cited_and_every_cited_note_is_there(documents: dict[tuple[str, str], Document]) -> None:
    for key, document in documents.items():
        assert {note.key for note in document.notes} == {note.key for note in document.cited()}, key


def _own_words(document: Document) -> Iterator[str]:
    """The words of the program in a document: no titles of sources, no texts of data."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from (re.sub(r"[(（][^()（）]*[)）]", "", span.text) for span in block.line)
        elif isinstance(block, Grid):
            yield from block.headings
        elif not isinstance(block, Items):
            yield getattr(block, "text", "") or getattr(block, "says", "")


def test_no_word_of_the_program_is_left_in_english(documents: dict[tuple[str, str], Document]) -> None:
    for lang in ("ru", "zh"):
        for kind in THINGS:
            english = set(_own_words(documents[kind, "en"])) & set(_own_words(documents[kind, lang]))
            assert {text for text in english if re.search("[a-z]{3}", text)} == set(), (kind, lang)


def test_a_cut_list_says_how_many_are_left_out_and_what_shows_them() -> None:
    told: list[str] = []

    def tell(each: str) -> Line:
        told.append(each)
        return line(each)

    with speaking("en"):
        blocks = items(["a", "b", "c"], tell, 1, "kg hubs")
        whole = items(["b", "c"], line, 1, "kg hubs")
    assert blocks == (Items((line("a"),)), Paragraph(line("2 more: kg hubs")))
    assert told == ["a"]  # nothing is cited for what is left out
    assert whole == (Items((line("b"), line("c"))),)  # a line that says "1 more" would be as long


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_every_form(kg: Run, tmp_path: Path, form: str) -> None:
    world = ("--only", "--sources", str(WORLD))
    done = kg("dossier", "Хабаровск", "Харбин", "--out", f"tie.{form}", *world, "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, f"tie.{form}\n")
    content = (tmp_path / f"tie.{form}").read_bytes()
    begins = {"md": "# 哈尔滨市".encode(), "html": b"<!doctype html>", "json": b"{", "docx": b"PK", "pdf": b"%PDF"}
    assert content.lower().startswith(begins[form].lower())
    if form == "json":
        assert json.loads(content)["thing"] == "tie"


def test_a_name_of_two_words_needs_no_quotes(kg: Run) -> None:
    world = ("--only", "--sources", str(WORLD))
    assert kg("dossier", "Хабаровский", "край", "--lang", "ru", *world).stdout.startswith("# Хабаровский край\n")
    done = kg("dossier", "Хабравск", *world)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_page_has_more_lines_of_a_list_than_paper() -> None:
    def shown(most: int) -> list[int]:
        blocks = items(range(most), lambda each: line(str(each)), room(4), "kg hubs")
        return [len(block.lines) for block in blocks if isinstance(block, Items)]

    with on_pages(Pages("land.svg", "here.json", lambda name: (name, name))):
        assert [shown(most) for most in (3, SOME, SOME + 2)] == [[3], [SOME], [SOME]]
    assert [shown(most) for most in (3, SOME)] == [[3], [4]]
