"""Every format holds the answer, the same bytes each time, and text that stays text."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import openpyxl
import pyoxigraph as ox
import pytest

from kg.ask.catalog import Catalog
from kg.ask.engine import ask
from kg.ask.results import Graph, Table, Truth
from kg.base.errors import KgError
from kg.formats.registry import FORMATS, write
from tests.ask.worlds import oxigraph_world

XSD = "http://www.w3.org/2001/XMLSchema#"
SPARQL = "{http://www.w3.org/2005/sparql-results#}"
DECIMAL = ox.NamedNode(XSD + "decimal")
TEXTS = [
    "=1+1",
    "+7",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "a|b",
    "<script>x</script>",
    "*b* _c_",
    "日本, «ё»",
    "",
    "-x",
]
TABLE = Table(
    ["text", "number", "link"],
    [(ox.Literal(text), ox.Literal("-1.50", datatype=DECIMAL), ox.NamedNode("https://e.org/a")) for text in TEXTS]
    + [(None, None, None)],
)


def written(answer: Table | Graph | Truth, form: str) -> bytes:
    out = io.BytesIO()
    write(answer, form, out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMATS["table"])
def test_the_same_table_gives_the_same_bytes(form: str) -> None:
    assert written(TABLE, form) == written(TABLE, form)


def test_csv_neutralises_formulas_and_keeps_numbers() -> None:
    rows = list(csv.reader(io.StringIO(written(TABLE, "csv").decode(), newline="")))
    texts = [row[0] for row in rows[1:-1]]
    assert texts[:8] == ["'=1+1", "+7", "-5", "'@SUM(A1)", "'\t=1", "'\n=1", "'＝1", "a|b"]
    assert texts[-1] == "'-x"
    assert {row[1] for row in rows[1:-1]} == {"-1.50"}
    assert rows[-1] == ["", "", ""]


def test_tsv_has_one_line_a_row() -> None:
    lines = written(Table(["a"], [["one\ttwo\nthree"]]), "tsv").decode().splitlines()
    assert lines == ["a", "one two three"]


def test_json_is_sparql_results_json_that_a_parser_reads_back() -> None:
    answer = ask(oxigraph_world(), Catalog().find("historical-names").text)
    assert isinstance(answer, Table)
    content = written(answer, "json")
    assert set(json.loads(content)) == {"head", "results"}
    read = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row) for row in read] == answer.terms


@pytest.mark.parametrize("name", ["XML", "TSV"])
def test_results_as_the_w3c_writes_them_are_read_back_term_by_term(name: str) -> None:
    terms = [(ox.Literal("01.50", datatype=DECIMAL), ox.Literal("=1+1"), ox.Literal("哈", language="zh")), (None,) * 3]
    read = ox.parse_query_results(
        written(Table(["a", "b", "c"], terms), f"sparql-{name.lower()}"), format=getattr(ox.QueryResultsFormat, name)
    )
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row) for row in read] == terms


def texts(content: bytes) -> list[str | None]:
    return [each.text for each in ElementTree.fromstring(content).iter(f"{SPARQL}literal")]


@pytest.mark.parametrize("name", ["XML", "TSV", "JSON"])
def test_a_line_end_and_a_statement_as_a_term_come_back_as_they_are(name: str) -> None:
    triple = ox.Triple(ox.NamedNode("e:a"), ox.NamedNode("e:b"), ox.Literal("x"))
    form = "json" if name == "JSON" else f"sparql-{name.lower()}"
    content = written(Table(["a", "b"], [(ox.Literal("c\r\nd"), triple)]), form)
    if name == "XML":
        assert texts(content) == ["c\r\nd", "x"]
    read = ox.parse_query_results(content, format=getattr(ox.QueryResultsFormat, name))
    assert isinstance(read, ox.QuerySolutions)
    assert next(iter(read))[1] == triple


def test_what_xml_cannot_hold_is_a_mark_in_it_and_the_rest_stays_readable() -> None:
    content = written(Table(["a"], [(ox.Literal("c\x01\x0b\ufffe"),)]), "sparql-xml")
    assert texts(content) == ["c\ufffd\ufffd\ufffd"]


def test_csv_of_the_w3c_keeps_lexical_forms_and_the_house_disarms_formulas() -> None:
    table = Table(["a", "b"], [(ox.Literal("01.50", datatype=DECIMAL), ox.Literal("=1+1"))])
    assert written(table, "sparql-csv") == b"a,b\r\n01.50,=1+1\r\n"
    assert written(table, "csv").splitlines()[1].endswith(b"'=1+1")


def test_yes_and_no_have_the_formats_of_the_w3c() -> None:
    assert b"<boolean>true</boolean>" in written(Truth(True), "sparql-xml")


def test_markdown_escapes_markup_and_links_only_web_iris() -> None:
    lines = written(TABLE, "md").decode().splitlines()
    assert lines[1] == "| --- | ---: | --- |"
    assert r"a\|b" in lines[9]
    assert r"\<script\>" in lines[10]
    assert all("<https://e.org/a>" in line for line in lines[2:-1])
    script = Table(["iri"], [(ox.NamedNode("javascript:alert(1)"),), (ox.Literal("http://e.org www.e.org"),)])
    assert written(script, "md").decode().splitlines()[2:] == [
        "| javascript:alert(1) |",
        r"| http\://e.org www\.e.org |",
    ]


def test_xlsx_holds_no_formula_and_numbers_are_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(TABLE, "xlsx"))).active
    assert sheet is not None
    cells = list(sheet.iter_rows(min_row=2))
    assert "f" not in {cell.data_type for row in cells for cell in row}
    assert cells[0][0].value == "=1+1"
    assert cells[0][0].quotePrefix
    assert cells[0][1].value == -1.5


def test_xlsx_refuses_a_text_that_it_would_have_to_cut() -> None:
    with pytest.raises(KgError, match="does not fit a cell"):
        written(Table(["a"], [["x" * 40_000]]), "xlsx")


def test_parquet_has_typed_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="missing component: pyarrow")
    table = Table(["n", "x", "t", "b"], [[1, 0.5, "a", True], [None, 2, None, None]])
    read = parquet.read_table(io.BytesIO(written(table, "parquet")))
    assert [str(kind) for kind in read.schema.types] == ["int64", "double", "string", "bool"]
    assert read.to_pylist()[1] == {"n": None, "x": 2.0, "t": None, "b": None}


@pytest.mark.parametrize(
    ("form", "parsed"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("trig", ox.RdfFormat.TRIG),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_a_graph_is_read_back_from_every_format(form: str, parsed: ox.RdfFormat) -> None:
    answer = ask(oxigraph_world(), Catalog().find("tie-as-graph").text)
    assert isinstance(answer, Graph)
    read = {str(quad.triple) for quad in ox.parse(written(answer, form), format=parsed)}
    assert read == {str(triple) for triple in answer.triples}


def test_turtle_names_only_the_prefixes_in_use() -> None:
    answer = ask(oxigraph_world(), Catalog().find("sister-network-as-graph").text)
    prefixes = [line.split()[1] for line in written(answer, "ttl").decode().splitlines() if line.startswith("@prefix")]
    assert sorted(prefixes) == ["place:", "rdfs:", "tie:"]


def test_truth_is_text_or_json() -> None:
    assert written(Truth(True), "csv") == b"true\n"
    assert json.loads(written(Truth(False), "json")) == {"head": {}, "boolean": False}


@pytest.mark.parametrize(
    ("answer", "form", "right"), [(TABLE, "ttl", "csv"), (Graph.of([]), "xlsx", "ttl"), (Truth(True), "md", "json")]
)
def test_a_format_that_does_not_fit_is_refused_with_those_that_do(
    answer: Table | Graph | Truth, form: str, right: str
) -> None:
    with pytest.raises(KgError, match=right):
        written(answer, form)


def test_every_graph_format_has_a_writer() -> None:
    assert all(written(Graph.of([]), form) is not None for form in FORMATS["graph"])
