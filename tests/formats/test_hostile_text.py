"""A text with every character that acts instead of being seen is read back, whatever it is written as."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

import networkx as nx
import openpyxl
import pyoxigraph as ox
import pytest

from kg.ask.results import Graph, Table
from kg.export.figures.heatmaps import matrix_figure
from kg.export.figures.style import drawing, written
from kg.formats.registry import write, writer
from kg.network.rows import Export
from kg.network.shape import shape
from kg.network.ties import Link, Node

CONTROLS = "".join(map(chr, range(32)))
HOSTILE = f"a{CONTROLS}\x7f\x85\u200b\u2028\u202e\ufeff\ufffe\uffff\U0001f600\\\"'<!--&>|$\\frac$,;\tz"


def table() -> Table:
    return Table(["name", "n"], [[HOSTILE, 5], [ox.Literal(HOSTILE), 7]], [HOSTILE, "n"], title=HOSTILE)


def separated(text: str, mark: str = ",") -> list[int]:
    return [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]


def sheet(content: bytes) -> list[int]:
    return [len(row) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()]


READERS: dict[str, Callable[[bytes], object]] = {
    "csv": lambda content: separated(content.decode()),
    "excel-csv": lambda content: separated(content.decode("utf-8-sig")),
    "tsv": lambda content: [line.count("\t") + 1 for line in content.decode().split("\n")[:-1]],
    "xlsx": sheet,
    "sparql-csv": lambda content: separated(content.decode()),
    "md": lambda content: [line.replace("\\|", "").count("|") - 1 for line in content.decode().split("\n")[:-1]][1:],
}


@pytest.mark.parametrize("form", READERS)
def test_a_table_keeps_its_rows_and_columns(form: str) -> None:
    out = io.BytesIO()
    write(table(), form, out)
    assert READERS[form](out.getvalue()) == [2, 2, 2]


@pytest.mark.parametrize(
    ("form", "read"), [("json", ox.QueryResultsFormat.JSON), ("sparql-tsv", ox.QueryResultsFormat.TSV)]
)
def test_an_answer_keeps_its_text(form: str, read: ox.QueryResultsFormat) -> None:
    out = io.BytesIO()
    write(table(), form, out)
    rows = ox.parse_query_results(out.getvalue(), format=read)
    assert isinstance(rows, ox.QuerySolutions)
    assert {row["name"].value for row in rows} == {HOSTILE}


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "trig"])
def test_a_graph_keeps_its_text(form: str) -> None:
    out = io.BytesIO()
    node = ox.NamedNode("http://e.org/s")
    write(Graph.of([ox.Triple(node, node, ox.Literal(HOSTILE, language="ru"))]), form, out)
    kind = ox.RdfFormat.from_extension(form)
    assert [quad.object.value for quad in ox.parse(out.getvalue(), format=kind)] == [HOSTILE]


def network() -> Export:
    labels = dict.fromkeys(("en", "ru", "zh"), HOSTILE)
    ends = [Node(f"{side}-x", labels, side, "city", f"{side}-x", "", False, 1.0, 2.0, "") for side in ("cn", "ru")]
    ends += [Node(side, labels, side, "country", side, "", False, None, None, "") for side in ("cn", "ru")]
    tie = Link("cn-x--ru-x", "cn-x", "ru-x", "sister", "active", None, None, 1, 0.5, ("S",))
    return shape({each.id: each for each in ends}, [tie], kinds=("sister",))


NETWORKS: dict[str, Callable[[bytes], int]] = {
    "graphml": lambda content: len(nx.read_graphml(io.BytesIO(content))),
    "gexf": lambda content: len(nx.read_gexf(io.BytesIO(content))),
    "json": lambda content: len(nx.node_link_graph(json.loads(content), edges="links")),
    "pajek": lambda content: len(
        nx.parse_pajek(["*Vertices 2", *content.decode().split("\r\n")[1:]])  # it knows no second mode
    ),
}


@pytest.mark.parametrize("form", NETWORKS)
def test_a_network_keeps_its_places(form: str) -> None:
    out = io.BytesIO()
    writer("network", form)(network(), out)
    assert NETWORKS[form](out.getvalue()) == 2
    if form == "pajek":
        assert not set(CONTROLS) - set("\r\n") & set(out.getvalue().decode())


@pytest.mark.filterwarnings("ignore:Glyph:UserWarning")
def test_a_figure_takes_a_name_for_text() -> None:
    pytest.importorskip("matplotlib", reason="missing component: matplotlib")
    name = "a\x01\ufffe$\\frac$--"
    with drawing("en"):
        drawn = written(matrix_figure({(name, "experts"): 3}, [name], {"experts": 3}, "en"), "svg")
    assert ET.fromstring(drawn).tag.endswith("svg")
