"""What is outside of the supported part of SHACL stops the check and is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.shapes import ShapesError, load_shapes
from kg.graph.shapes.prose import messages_of
from kg.graph.shapes.vocabulary import PARAMETERS
from kg.graph.shapes.wording import ORDER, STANDARD

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
    "rule type": (":r a sh:SPARQLFunction .", "sh:SPARQLFunction is not supported"),
    "disjoint siblings": (f"{TARGET} sh:qualifiedValueShapesDisjoint true .", "sh:qualifiedValueShapesDisjoint"),
    "unknown severity": (f"{TARGET} sh:severity :grave .", "sh:severity is <http://example.org/grave>"),
    "nameless root": ("[] a sh:NodeShape ; sh:targetClass tie:Tie .", "a shape without a name"),
    "not a shape": (f"{TARGET} sh:node :Nowhere .", "<http://example.org/Nowhere> is not a shape"),
    "itself": (f"{TARGET} sh:node :Shape .", "refers to itself"),
    "two datatypes": (f"{TARGET} sh:datatype xsd:date , xsd:gYear .", "sh:datatype has 2 values"),
    "derived integer": (f"{TARGET} sh:datatype xsd:nonNegativeInteger .", "reads it as xsd:integer"),
    "class as text": (f'{TARGET} sh:class "tie:Place" .', 'sh:class is "tie:Place", not an IRI'),
    "unknown kind": (f"{TARGET} sh:nodeKind sh:Node .", "sh:nodeKind is"),
    "count without a path": (f"{TARGET} sh:minCount 1 .", "sh:minCount belongs on a property shape"),
    "no number": (f'{TARGET} sh:property [ sh:path :p ; sh:minCount "one" ] .', "not a whole number"),
    "negative": (f"{TARGET} sh:property [ sh:path :p ; sh:minCount -1 ] .", "not a whole number"),
    "property without a path": (f"{TARGET} sh:property [ sh:minCount 1 ] .", "sh:minCount belongs on"),
    "flags alone": (f'{TARGET} sh:flags "i" .', "sh:flags without sh:pattern"),
    "look-around": (f'{TARGET} sh:pattern "(?=a)" .', "the query engine cannot run it"),
    "pattern as IRI": (f"{TARGET} sh:pattern :x .", "not a text"),
    "unknown path": (f"{TARGET} sh:property [ sh:path [ sh:zeroOrMorePath :a , :b ] ] .", "has 2 values, not one"),
    "path as text": (f'{TARGET} sh:property [ sh:path "p" ] .', "is not a property path"),
    "short sequence": (f"{TARGET} sh:property [ sh:path ( :p ) ] .", "two members or more"),
    "in without a list": (f"{TARGET} sh:in :a .", "sh:in is not a list"),
    "switch": (f'{TARGET} sh:closed "yes" .', "not true or false"),
    "ignored alone": (f"{TARGET} sh:ignoredProperties ( :p ) .", "sh:ignoredProperties without sh:closed"),
    "count inside": (f"{TARGET} sh:not [ sh:path :p ; sh:minCount 5 ] .", "a count over 4 inside another shape"),
    "query inside": (
        f'{TARGET} sh:not [ sh:sparql [ sh:select "SELECT $this {{ $this ?p ?o }}" ] ] .',
        "sh:sparql inside another shape",
    ),
    "no query": (f"{TARGET} sh:sparql [ ] .", "sh:sparql without sh:select"),
    "ask": (f'{TARGET} sh:sparql [ sh:ask "ASK {{ }}" ] .', "sh:ask is not supported"),
    "broken query": (f'{TARGET} sh:sparql [ sh:select "SELECT $this WHERE {{" ] .', "not valid SPARQL"),
    "no prefix": (f'{TARGET} sh:sparql [ sh:select "SELECT $this {{ $this a x:C }}" ] .', "not valid SPARQL"),
    "empty prefixes": (
        f'{TARGET} sh:sparql [ sh:prefixes :none ; sh:select "SELECT $this {{ $this ?p ?o }}" ] .',
        "declares none",
    ),
    "no this": (f'{TARGET} sh:sparql [ sh:select "SELECT ?x {{ ?x ?p ?o }}" ] .', "returns $this"),
    "minus": (
        f'{TARGET} sh:sparql [ sh:select "SELECT $this {{ $this ?p ?o MINUS {{ $this a :x }} }}" ] .',
        "MINUS in sh:select",
    ),
    "service": (
        f'{TARGET} sh:sparql [ sh:select "SELECT $this {{ SERVICE :x {{ $this ?p ?o }} }}" ] .',
        "SERVICE in sh:select",
    ),
    "shapes graph": (
        f'{TARGET} sh:sparql [ sh:select "SELECT $this {{ GRAPH $shapesGraph {{ $this ?p ?o }} }}" ] .',
        "$shapesGraph in sh:select",
    ),
    "path without a path": (
        f'{TARGET} sh:sparql [ sh:select "SELECT $this {{ $this $PATH ?o }}" ] .',
        "$PATH in a query of a shape without sh:path",
    ),
    "severity on a query": (
        f'{TARGET} sh:sparql [ sh:severity sh:Info ; sh:select "SELECT $this {{ $this ?p ?o }}" ] .',
        "sh:severity does not belong on a sh:sparql constraint",
    ),
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


def test_every_parameter_has_a_standard_message_in_three_languages() -> None:
    assert STANDARD.keys() == PARAMETERS
    assert all(len(texts) == len(ORDER) and all(texts) for texts in STANDARD.values())


def test_the_standard_message_is_used_only_where_the_shape_has_none(tmp_path: Path) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        PREFIXES
        + f'{TARGET} sh:property [ sh:path :p ; sh:minCount 1 ] , [ sh:path :q ; sh:minCount 1 ; sh:message "q"@ru ] .',
        encoding="utf-8",
    )
    (root,) = load_shapes([file]).roots
    told = [messages_of(p.constraints[0], p.messages) for p in root.properties]
    assert told[0].keys() == {"en", "ru", "zh"}
    assert told[1] == {"ru": "q"}
