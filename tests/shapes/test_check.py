"""The bundled shapes on a small broken graph, and what is counted and reported of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, serialize

from kg.base.languages import LANGUAGES
from kg.base.resources import ontology_dir
from kg.graph.checking import Check, check_graph
from kg.graph.shapes import load_shapes, to_report, validate
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


def loaded(files: list[Path]) -> Store:
    store = Store()
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE, to_graph=NamedNode(f"http://example.org/{file.stem}"))
    return store


@pytest.fixture(scope="module")
def graph() -> Store:
    return loaded(broken("required", "advised", "codes"))


@pytest.fixture(scope="module")
def check(graph: Store) -> Check:
    return check_graph(graph)


@pytest.mark.parametrize("name", SHAPE_FILES)
def test_the_bundled_shapes_find_what_pyshacl_finds(name: str) -> None:
    file, files = ontology_dir() / "shapes" / f"{name}.ttl", broken(name)
    shapes, store = load_shapes([file]), loaded(files)
    theirs = told_by_pyshacl(file, *files)
    assert theirs
    assert told(store, shapes) == theirs
    assert told(store, shapes, many=1) == theirs


def test_the_gravest_come_first_and_are_counted(check: Check) -> None:
    ranks = [violation.severity.rank for violation in check]
    assert ranks == sorted(ranks)
    assert sum(check.counts.values()) == len(check) == sum(shape.times for shape in check.by_shape)
    assert check.counts[Severity.VIOLATION] > 0
    assert check.exit_code == 1
    assert Check(v for v in check if v.severity is Severity.WARNING).exit_code == 0


def test_every_violation_is_said_in_three_languages(check: Check) -> None:
    assert all(violation.messages.keys() == {*LANGUAGES} for violation in check)


def test_the_order_is_the_same_whatever_the_store_returns_first(graph: Store, check: Check) -> None:
    backwards = Store()
    backwards.extend(sorted(graph, key=str, reverse=True))
    assert check_graph(backwards) == check


def written_report(check: Check) -> str:
    return (serialize(to_report(check), format=RdfFormat.N_TRIPLES) or b"").decode()


def test_a_report_has_every_violation_and_no_blank_node(check: Check) -> None:
    written = written_report(check)
    assert written.count("<http://www.w3.org/ns/shacl#result>") == len(check)
    assert '<http://www.w3.org/ns/shacl#conforms> "false"' in written
    assert "_:" not in written
    assert written == written_report(check)


def test_an_impossible_month_is_found_where_pyshacl_lets_it_pass(tmp_path: Path) -> None:
    """SHACL asks for well-formed values of the types of SPARQL 1.1 only; partial dates are at home here."""
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    prefixes = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
    shapes.write_text(
        f"{prefixes} <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ;"
        " sh:property [ sh:path <urn:p> ; sh:datatype xsd:gYearMonth ] ."
    )
    data.write_text(f'{prefixes} <urn:a> <urn:p> "1993-13"^^xsd:gYearMonth , "1993-12"^^xsd:gYearMonth .')
    store = Store()
    store.load(path=data, format=RdfFormat.TURTLE)
    (violation,) = validate(store, load_shapes([shapes]))
    assert str(violation.value).startswith('"1993-13"')
    assert told_by_pyshacl(shapes, data) == set()


def test_a_message_is_filled_from_the_row() -> None:
    folder = HERE / "cases" / "sparql"
    store = Store()
    store.load(path=folder / "data.ttl", format=RdfFormat.TURTLE)
    found = validate(store, load_shapes([folder / "shapes.ttl"]))
    assert [violation.messages["en"] for violation in found] == ["format has 1990", "wrong has 1990"]
