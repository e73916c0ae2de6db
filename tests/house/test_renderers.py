"""What is known of a thing is read from the graph by its one model alone: what renders the model asks nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_imports import ROOT, imported, modules

WRITERS = ("kg/dossier/text/", "kg/dossier/pictures/", "kg/formats/documents/")
# Of a road map only the ground is read from the graph, its parts are written from that.
GROUND = "kg/dossier/roadmap/ground.py"
ENGINES = ("pyoxigraph", "rdflib", "SPARQLWrapper", "kg.ask", "kg.graph")
ASKING = {"ask", "query", "asked_table", "table_of"}
# What makes the model of a thing, and the documents of it; constants of kg.dossier.facts are no model.
MODELS = tuple(
    f"kg.dossier.{name}"
    for name in (
        "things", "place", "tie", "pair", "concept", "people", "gatherings", "cited", "evidence", "text", "roadmap",
        "comparison_document",
    )
)  # fmt: skip


def reads(source: str, package: str) -> list[str]:
    """The query engines that a module imports, but for the types that a checker reads."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return [name for name in imported(ast.unparse(tree), package) if name.startswith(ENGINES)]


def asks_beside(source: str) -> list[str]:
    """The functions that ask a graph and use a model of a thing besides."""
    tree = ast.parse(source)
    models = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(MODELS)
        for alias in node.names
    }
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and any(asked in ASKING for asked in _calls(node))
        and models & {each.id for part in node.body for each in ast.walk(part) if isinstance(each, ast.Name)}
    ]


def _calls(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_what_writes_and_draws_a_dossier_knows_no_engine() -> None:
    written = [path for path in modules() if _name(path).startswith(WRITERS)]
    assert len(written) > 30
    found = [(_name(path), reads(path.read_text(encoding="utf-8"), "kg.dossier.text")) for path in written]
    assert [each for each in found if each[1]] == []


def test_the_parts_of_a_road_map_ask_nothing() -> None:
    parts = [path for path in modules() if _name(path).startswith("kg/dossier/roadmap/") and _name(path) != GROUND]
    assert len(parts) > 8
    for path in parts:
        source = path.read_text(encoding="utf-8")
        assert reads(source, "kg.dossier.roadmap") == [], path
        assert ASKING.isdisjoint(_calls(ast.parse(source))), path


def test_no_page_no_command_and_no_tool_asks_for_what_a_model_tells() -> None:
    others = [path for path in modules() if not _name(path).startswith("kg/dossier/")]
    found = [(_name(path), asks_beside(path.read_text(encoding="utf-8"))) for path in others]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize(
    "source",
    [
        "from kg.dossier.place import Place\ndef page(graph, id):\n    return Place(graph, id), graph.ask('ASK {}')\n",
        "def page(graph):\n    from kg.dossier.things import find\n    find(graph)\n    asked_table(graph, 'hubs')\n",
    ],
)
def test_a_page_that_asks_beside_the_model_is_found(source: str) -> None:
    assert asks_beside(source) == ["page"]


def test_an_engine_that_is_imported_for_more_than_its_types_is_found() -> None:
    assert reads("from pyoxigraph import Store\n", "kg.dossier.text") == ["pyoxigraph", "pyoxigraph.Store"]
    assert reads("if TYPE_CHECKING:\n    from kg.ask.results import Table\n", "kg.dossier.text") == []
