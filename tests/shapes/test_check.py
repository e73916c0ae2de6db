"""The bundled shapes on a small broken graph, and what is counted and reported of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.base.languages import LANGUAGES
from kg.base.resources import ontology_dir
from kg.graph.checking import Check, check_graph
from kg.graph.shapes import load_shapes, validate
from kg.graph.violations import Severity
from tests.shapes.oracle import told, told_by_pyshacl

HERE = Path(__file__).parent
WORLD = HERE.parent / "ontology"
SHAPE_FILES = ("required", "advised", "codes", "house")


def broken(*names: str) -> list[Path]:
    """The records that break the shapes of some files, with what they are read together with."""
    records = [WORLD / "broken" / f"{name}.ttl" for name in names]
    if names == ("house",):
        return records
    ontology = [ontology_dir() / "core.ttl", *sorted((ontology_dir() / "vocab").glob("*.ttl"))]
    return [*ontology, WORLD / "world.ttl", *records]


def written(files: list[Path], folder: Path) -> Path:
    """The files as one graph file, each a named graph of its own."""
    store = Store()
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE, to_graph=NamedNode(f"http://example.org/{file.stem}"))
    store.dump(folder / "graph.nq", format=RdfFormat.N_QUADS)
    return folder / "graph.nq"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(broken("required", "advised", "codes"), tmp_path_factory.mktemp("check"))


@pytest.fixture(scope="module")
def check(graph: Path) -> Check:
    return check_graph(graph)


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_the_bundled_shapes_find_what_pyshacl_finds(name: str, tmp_path: Path) -> None:
    file, files = ontology_dir() / "shapes" / f"{name}.ttl", broken(name)
    theirs = told_by_pyshacl(file, *files)
    assert theirs
    assert told(validate(written(files, tmp_path), load_shapes([file]))) == theirs


def test_the_gravest_come_first_and_are_counted(check: Check) -> None:
    ranks = [violation.severity.rank for violation in check]
    assert ranks == sorted(ranks)
    assert sum(check.counts.values()) == len(check)
    assert check.counts[Severity.VIOLATION] > 0
    assert check.exit_code == 1
    assert Check(v for v in check if v.severity is Severity.WARNING).exit_code == 0


def test_every_violation_is_said_in_three_languages(check: Check) -> None:
    assert all(violation.messages.keys() == {*LANGUAGES} for violation in check)


def test_the_order_is_the_same_whatever_the_file_says_first(graph: Path, check: Check, tmp_path: Path) -> None:
    lines = graph.read_text(encoding="utf-8").splitlines(keepends=True)
    backwards = tmp_path / "graph.nq"
    backwards.write_text("".join(sorted(lines, reverse=True)), encoding="utf-8")
    assert check_graph(backwards) == check


def test_an_impossible_month_is_found(tmp_path: Path) -> None:
    """SHACL asks for well-formed values of the types of SPARQL 1.1 only, so that the shapes have a pattern."""
    data = tmp_path / "data.ttl"
    data.write_text(
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> PREFIX tie: <https://w3id.org/interregional-ties/ont#>"
        ' <urn:a> a tie:Tie ; tie:signed "1993-13"^^xsd:gYearMonth , "1993-12"^^xsd:gYearMonth .',
        encoding="utf-8",
    )
    found = [violation for violation in check_graph(data) if violation.component == "PatternConstraintComponent"]
    assert [str(violation.value) for violation in found] == ['"1993-13"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>']
    required = ontology_dir() / "shapes" / "required.ttl"
    assert told(found) <= told_by_pyshacl(required, data)


def test_a_message_is_filled_from_the_row() -> None:
    folder = HERE / "cases" / "sparql"
    found = validate(folder / "data.ttl", load_shapes([folder / "shapes.ttl"]))
    assert [violation.messages["en"] for violation in found] == [
        "http://example.org/format has 1990",
        "http://example.org/wrong has 1990",
    ]
