"""An answer is the same in every form that it is asked for in."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
import rdflib

from kg.ask.results import Table
from kg.serve.answers import formats_of
from kg.serve.views import pictures
from tests.serve.conftest import Served

TABLE = """SELECT * { VALUES (?a ?b ?c) {
  (<http://e.org/a> "тире — \\"кавычки\\", <&>"@ru "1"^^<http://www.w3.org/2001/XMLSchema#integer>) (UNDEF "{},{" UNDEF)
  (<http://e.org/b> "line\\nbreak\\ttab\\rreturn" 2.5) (UNDEF UNDEF UNDEF) } }"""
GRAPH = """CONSTRUCT { ?s ?p ?o } { VALUES (?s ?p ?o) {
  (<http://e.org/a> <http://e.org/p> "东北 \\n \\"x\\""@zh-Hans) (<http://e.org/a> tie:hubScore 1.5)
  (<http://e.org/b> <http://e.org/q> <http://e.org/c>) (<http://e.org/b> <http://e.org/q> <http://e.org/c>) } }"""


def _rows(body: bytes, form: ox.QueryResultsFormat) -> list[list[str]]:
    found = ox.parse_query_results(body, format=form)
    assert isinstance(found, ox.QuerySolutions)
    return [[str(row[name]) for name in ("a", "b", "c")] for row in found]


def test_a_table_is_the_same_in_json_xml_and_tsv(served: Served) -> None:
    bodies = {form: served.client.get("/sparql", params={"query": TABLE, "format": form}) for form in ("json", "xml")}
    tsv = served.client.get("/sparql", params={"query": TABLE}, headers={"Accept": "text/tab-separated-values"})
    rows = _rows(bodies["json"].content, ox.QueryResultsFormat.JSON)
    assert len(rows) == 4
    assert _rows(bodies["xml"].content, ox.QueryResultsFormat.XML) == rows
    assert _rows(tsv.content, ox.QueryResultsFormat.TSV) == rows
    for form, body in bodies.items():
        assert len(rdflib.query.Result.parse(io.BytesIO(body.content), format=form).bindings) == 4
        assert body.headers["content-type"] == f"application/sparql-results+{form}"


def test_a_table_as_csv_has_its_values(served: Served) -> None:
    found = served.client.get("/sparql", params={"query": TABLE, "format": "csv"})
    rows = list(csv.reader(io.StringIO(found.content.decode(), newline="")))
    assert rows[0] == ["a", "b", "c"]
    assert rows[1] == ["http://e.org/a", 'тире — "кавычки", <&>', "1"]
    assert rows[3] == ["http://e.org/b", "line\nbreak\ttab\rreturn", "2.5"]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_yes_and_no_come_in_every_form_of_tables(served: Served, form: str) -> None:
    assert "true" in served.client.get("/sparql", params={"query": "ASK {}", "format": form}).text


@pytest.mark.parametrize(
    ("form", "read"),
    [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"), ("nq", "nquads"), ("trig", "trig")],
)
def test_a_graph_is_the_same_in_every_form(served: Served, form: str, read: str) -> None:
    lines = served.client.get("/sparql", params={"query": GRAPH, "format": "nt"}).text
    assert len(lines.splitlines()) == 3
    found = served.client.get("/sparql", params={"query": GRAPH, "format": form})
    if read in {"nquads", "trig", "json-ld"}:
        triples = {str(quad.triple) for quad in ox.parse(found.content, format=ox.RdfFormat.from_extension(form))}
        assert triples == {line.removesuffix(" .") for line in lines.splitlines()}
    else:
        assert set(rdflib.Graph().parse(data=found.content, format=read)) == set(
            rdflib.Graph().parse(data=lines, format="nt")
        )


def test_numbers_without_end_and_past_all_bounds_come_in_every_form(served: Served) -> None:
    values = ("NaN", "INF", "-INF", "1e308", "-1e308")
    rows = " ".join(f'("{value}" "{value}"^^xsd:double "{"9" * 500}"^^xsd:integer)' for value in values)
    query = f"SELECT ?a ?b ?c {{ VALUES (?a ?b ?c) {{ {rows} }} }}"
    for form in formats_of("SELECT"):
        found = served.client.get("/query", params={"query": query, "format": form})
        assert found.status_code == 200, form
    for view in pictures(Table(["a", "b"], [["NaN", 1.5]])):
        found = served.client.get("/query", params={"query": query, "view": view}, headers={"Accept": "text/html"})
        assert (found.status_code, "nan" in found.text) == (200, False)


def test_what_xml_cannot_hold_is_marked(served: Served) -> None:
    for text in ('SELECT ("a\\u0001b" AS ?x) {}', 'CONSTRUCT { <http://e.org/a> <http://e.org/p> "a\\u0001b" } {}'):
        body = served.client.get("/sparql", params={"query": text, "format": "xml"}).text
        assert "a\ufffdb" in body
