"""A road map says nothing without evidence, and says what was looked at where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.analysis.reports.suggestions import of_suggestions
from kg.ask.asked_graph import StoredGraph
from kg.cli import reports
from kg.dossier.roadmap.lines import told
from kg.dossier.roadmap.road_map import road_map
from kg.dossier.roadmap.tried import table
from kg.dossier.text.citing import Citing
from kg.formats.documents import written
from kg.formats.documents.document import Document, Grid, Heading, Items, Line, Paragraph
from kg.schema.codes import CODES
from tests.ask.worlds import oxigraph_world

GOLDEN = Path(__file__).with_name("roadmap.md")


def mapped(place: str, lang: str = "en", year: int | None = None) -> Document:
    """The road map of a place of the small world."""
    graph = StoredGraph(oxigraph_world())
    given = {"place": place, "lang": lang, "within": 10}
    return road_map(graph, reports.question(given, graph, reports.WITH_PARTNERS, ("attributes", "concepts")), year)


def text(line: Line) -> str:
    return "".join(span.text for span in line)


def without_evidence(document: Document) -> Iterator[str]:
    """The lines and rows that neither have a note nor name the command that computes them."""
    for block in document.blocks:
        if isinstance(block, Items):
            rows: tuple[tuple[Line, ...], ...] = tuple((each,) for each in block.lines)
            computed = ""
        elif isinstance(block, Grid):
            rows, computed = block.rows, block.caption
        else:
            continue
        for row in rows:
            words = " ".join(map(text, row))
            if not any(span.notes for cell in row for span in cell) and "kg " not in words + computed:
                yield words


@pytest.mark.parametrize("place", ["ru-blagoveshchensk", "ru-khabarovsk", "ru-novosibirsk-oblast", "cn-harbin"])
@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_no_line_stands_without_evidence(place: str, lang: str) -> None:
    document = mapped(place, lang)
    assert not list(without_evidence(document))
    assert {note.key for note in document.cited()} <= {note.key for note in document.notes}


def test_a_line_without_source_and_command_does_not_come_about() -> None:
    assert told(Citing(), "Signed in 1993") == ()
    assert len(told(Citing(), "Signed in 1993", by="kg hubs")) == 1


def test_every_part_has_a_heading_and_an_empty_one_says_what_was_asked() -> None:
    blocks = mapped("ru-novosibirsk-oblast").blocks
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.text[0].isdigit()]
    assert [head[0] for head in heads] == list("1234567")
    empty = [text(block.line) for block in blocks if isinstance(block, Paragraph)]
    assert any("no tie of its own" in each and "kg query partners-of-place" in each for each in empty)
    assert any("No anniversary" in each for each in empty)


def test_what_is_to_be_verified_stands_by_what_it_is_with_where_to_look() -> None:
    blocks = mapped("ru-blagoveshchensk").blocks
    start, end = (blocks.index(Heading(head)) for head in ("6. What to verify first", "7. Calendar"))
    part = blocks[start + 1 : end]
    assert len(part) % 3 == 0
    for head, where, boxes in zip(part[::3], part[1::3], part[2::3], strict=True):
        assert isinstance(head, Heading)
        assert head.level == 3
        assert isinstance(where, Paragraph)
        assert text(where.line).startswith("Where to look: ")
        assert isinstance(boxes, Items)
        assert boxes.boxes
    heads = [block.text for block in part if isinstance(block, Heading)]
    assert heads[0] == "A second witness of the kind of tie"
    assert "Whether the tie is at work" in heads
    assert "What sources contradict, or leave open" in heads


def test_the_calendar_begins_with_the_year_asked_for() -> None:
    def first(year: int) -> str:
        blocks = mapped("ru-khabarovsk", year=year).blocks
        return " ".join(text(line) for block in blocks[-4:] if isinstance(block, Items) for line in block.lines)

    assert "2033, Harbin" in first(2033)
    assert "40 years" in first(2033)
    assert "2033" not in first(2040)


def test_the_table_of_what_counts_as_tried_knows_its_codes_and_reasons() -> None:
    assert table().keys() <= CODES["measure"]
    for row in table().values():
        assert set(row["kinds"]) <= CODES["event-kind"]
        assert set(row["spheres"]) <= CODES["sphere"]
        assert row["why"]


def test_a_road_map_reads_as_it_did() -> None:
    document = replace(mapped("ru-blagoveshchensk"), about=())
    assert written(document, "md").decode() == GOLDEN.read_text(encoding="utf-8")


def test_the_chances_are_those_of_kg_suggest() -> None:
    graph = StoredGraph(oxigraph_world())
    given = {"place": "ru-khabarovsk", "lang": "en", "within": 10, "limit": 8}
    question = reports.question(given, graph, reports.WITH_PARTNERS, ("attributes",))
    grid = next(
        block for block in mapped("ru-khabarovsk").blocks if isinstance(block, Grid) and "suggest" in block.caption
    )
    wanted = [(row[1], row[3] or row[2], row[4]) for row in of_suggestions(question).rows]
    assert [tuple(map(text, row)) for row in grid.rows] == wanted
