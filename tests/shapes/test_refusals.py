"""What is outside of the constructs that the tests compare with pyshacl stops the check and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.graph.shapes import ShapesError, load_shapes, validate

PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX tie: <https://w3id.org/interregional-ties/ont#>
PREFIX : <http://example.org/>
"""
TARGET = ":Shape a sh:NodeShape ; sh:targetClass tie:Tie ;"

REFUSED = {
    "unknown parameter": (f"{TARGET} sh:expression :x .", "sh:expression is not supported"),
    "misspelt target": (":Shape a sh:NodeShape ; sh:targetclass tie:Tie .", "sh:targetclass is not supported"),
    "target by query": (f'{TARGET} sh:target [ sh:select "SELECT" ] .', "sh:target is not supported"),
    "rule": (f"{TARGET} sh:rule [ a sh:TripleRule ] .", "sh:rule is not supported"),
    "disjoint siblings": (f"{TARGET} sh:qualifiedValueShapesDisjoint true .", "sh:qualifiedValueShapesDisjoint"),
    "another shape": (f"{TARGET} sh:node :Nowhere .", "sh:node is not supported"),
    "switched off": (f"{TARGET} sh:deactivated true .", "sh:deactivated is not supported"),
    "look-around": (f'{TARGET} sh:pattern "(?=a)" .', "look-around"),
    "unknown path": (f"{TARGET} sh:property [ sh:path [ sh:zeroOrMorePath :a ] ] .", "sh:zeroOrMorePath is not"),
    "sequence": (f"{TARGET} sh:property [ sh:path ( :p :q ) ] .", "neither a property nor one inverse"),
    "ask": (f'{TARGET} sh:sparql [ sh:ask "ASK {{ }}" ] .', "sh:ask is not supported"),
    "broken query": (f'{TARGET} sh:sparql [ sh:select "SELECT $this WHERE {{" ] .', "SPARQL error"),
    "no prefix": (f'{TARGET} sh:sparql [ sh:select "SELECT $this {{ $this a x:C }}" ] .', "Prefix not found"),
    "not Turtle": (":Shape a sh:NodeShape ; .. .", "shapes.ttl, line "),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_construct_outside_of_the_supported_part_is_named(name: str, tmp_path: Path) -> None:
    turtle, expected = REFUSED[name]
    file = tmp_path / "shapes.ttl"
    file.write_text(PREFIXES + turtle, encoding="utf-8")
    with pytest.raises(ShapesError) as refusal:
        load_shapes([file])
    assert expected in str(refusal.value)
    assert str(refusal.value).startswith("shapes.ttl") or "<http://example.org/Shape>" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match=r"absent\.ttl cannot be read"):
        load_shapes([tmp_path / "absent.ttl"])


def test_a_graph_that_is_none_is_named(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_text("no quads", encoding="utf-8")
    with pytest.raises(KgError, match=r"graph\.nq cannot be checked"):
        validate(graph, load_shapes([]))
