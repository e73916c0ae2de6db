"""Small random graphs under random constraints: the same findings as pyshacl."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shapes.oracle import agree

PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <http://example.org/>
"""
VALUES = (":a", ":b", ":c", "1", "2", "2.5", '"x"', '"xy"@en', '"yx"@ru', '"xy"@ru')
NODES, PROPERTIES, CLASSES = (":a", ":b", ":c", ":d"), (":p", ":q", ":r"), (":C", ":D", ":E")

on_value = st.sampled_from(
    [
        "sh:class :C",
        "sh:class :E",
        "sh:datatype xsd:integer",
        "sh:datatype xsd:decimal",
        "sh:datatype xsd:string",
        "sh:nodeKind sh:IRI",
        "sh:nodeKind sh:Literal",
        "sh:pattern '^x'",
        "sh:languageIn ( 'en' 'ru' )",
        "sh:minInclusive 2",
        "sh:maxInclusive 2",
    ]
)
on_path = st.sampled_from(
    [
        "sh:minCount 1",
        "sh:minCount 2",
        "sh:maxCount 1",
        "sh:maxCount 0",
        "sh:uniqueLang true",
        "sh:lessThanOrEquals :q",
    ]
)
paths = st.sampled_from([":p", ":q", "[ sh:inversePath :p ]"])


def property_shape(constraint: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.one_of(on_value, on_path, constraint)
    return st.builds(lambda path, text: f"[ sh:path {path} ; {text} ]", paths, one)


anonymous = st.one_of(on_value.map(lambda text: f"[ {text} ]"), property_shape(on_value))
several = st.lists(anonymous, min_size=1, max_size=3).map(" ".join)
constraints = st.one_of(on_value, several.map(lambda texts: f"sh:or ( {texts} )"))
targets = st.sampled_from(["sh:targetClass :C", "sh:targetClass :E"])
triples = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(VALUES)),
        st.tuples(st.sampled_from(NODES), st.just("a"), st.sampled_from(CLASSES)),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(target=targets, whole=st.one_of(constraints, st.just("")), inner=property_shape(constraints), data=triples)
def test_a_random_graph_breaks_a_random_shape_as_pyshacl_says(
    target: str, whole: str, inner: str, data: list[tuple[str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ending = f" {whole} ;" if whole else ""
        shape = f":Shape a sh:NodeShape ; {target} ;{ending} sh:property {inner} ."
        graph = "\n".join((":D rdfs:subClassOf :C . :E rdfs:subClassOf :D .", *(f"{s} {p} {o} ." for s, p, o in data)))
        (folder / "shapes.ttl").write_text(PREFIXES + shape, encoding="utf-8")
        (folder / "data.ttl").write_text(PREFIXES + graph, encoding="utf-8")
        agree(folder, folder)
