"""Every form of file becomes the same sheet: one small golden each."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from kg.base.errors import KgError
from kg.gather.sheets import Cell, read

TIES: list[tuple[Cell, ...]] = [("Пермь", "Циндао"), ("Уфа", "Шэньян")]
HEADED = "город;партнёр\nПермь;Циндао\nУфа;Шэньян\n"
GRAPH: nx.Graph[str] = nx.Graph()
GRAPH.add_node("a", label="Пермь", lat=58.0)
GRAPH.add_node("b", label="Циндао", lat=36.0)
GRAPH.add_edge("a", "b", weight=2.0, since=2006)
NETWORK: tuple[tuple[str, ...], list[tuple[Cell, ...]]] = (
    ("source", "target", "weight", "since", "source_lat", "target_lat"),
    [("Пермь", "Циндао", 2, 2006, 58, 36)],
)
FEATURES = [
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [56.2, 58]}, "properties": {"name": "Пермь"}},
    {"type": "Feature", "geometry": None, "properties": {"name": "Уфа", "tags": ["a", "b"]}},
]
GEO: tuple[tuple[str, ...], list[tuple[Cell, ...]]] = (
    ("name", "lat", "lon", "tags"),
    [("Пермь", 58, 56.2, None), ("Уфа", None, None, "a; b")],
)
MATRIX: list[tuple[Cell, ...]] = [("a", "b", 1), ("b", "c", 2)]
WEIGHTED = ("source", "target", "weight")


def gexf() -> str:
    return "\n".join(nx.generate_gexf(GRAPH))


def graphml() -> str:
    return "\n".join(nx.generate_graphml(GRAPH))


FORMS: dict[str, tuple[str, str, tuple[str, ...], list[tuple[Cell, ...]]]] = {
    "semicolons": ("t.csv", HEADED, ("город", "партнёр"), TIES),
    "tabs": ("t.tsv", HEADED.replace(";", "\t"), ("город", "партнёр"), TIES),
    "bars": ("t.txt", HEADED.replace(";", "|"), ("город", "партнёр"), TIES),
    "a comma in a head of semicolons": (
        "t.csv",
        "Город, РФ;Год\nПермь;1993\n",
        ("Город, РФ", "Год"),
        [("Пермь", "1993")],
    ),
    "decimal commas": ("t.csv", "город;x\nПермь;1,5\n", ("город", "x"), [("Пермь", "1,5")]),
    "titles and blank lines": (
        "t.csv",
        "Побратимы\n\n\nгород,год\nПермь,1993\n\n",
        ("город", "год"),
        [("Пермь", "1993")],
    ),
    "a head of two rows": (
        "t.csv",
        "Россия,,Китай,,Год\nгород,край,город,провинция,\nПермь,Пермский,Циндао,Шаньдун,2006\n",
        ("Россия / город", "Россия / край", "Китай / город", "Китай / провинция", "Год"),
        [("Пермь", "Пермский", "Циндао", "Шаньдун", "2006")],
    ),
    "a title of two cells": (
        "t.csv",
        "Побратимы; 2022\nгород;партнёр;год\nПермь;Циндао;2006\n",
        ("город", "партнёр", "год"),
        [("Пермь", "Циндао", "2006")],
    ),
    "a header that is repeated": ("t.csv", "город;год\nПермь;1\nгород;год\n", ("город", "год"), [("Пермь", "1")]),
    "comments above a table": ("t.csv", "# of 2022, by x\nгород,год\nПермь,1\n", ("город", "год"), [("Пермь", "1")]),
    "numbers headed by their sign": ("t.csv", "#,город\n1,Пермь\n", ("#", "город"), [("1", "Пермь")]),
    "lines that end as those of a Macintosh did": ("t.csv", "город;год\rПермь;1\r", ("город", "год"), [("Пермь", "1")]),
    "names that stand twice": ("t.csv", "city,city\nPerm,Ufa\n", ("city", "city (2)"), [("Perm", "Ufa")]),
    "a column without a name": ("t.csv", "city,,year\nPerm,x,1\n", ("city", "#2", "year"), [("Perm", "x", "1")]),
    "an empty column": ("t.csv", "city,,year,\nPerm,,1,\n", ("city", "year"), [("Perm", "1")]),
    "letters and spaces of other kinds": ("t.csv", "И\u0306ошкар\u00a0 Ола\u200b\nx\n", ("Йошкар Ола",), [("x",)]),
    "JSON lines": (
        "t.jsonl",
        '{"a": 1, "b": {"c": "x"}}\n{"a": null, "b": {}}\n',
        ("a", "b.c"),
        [(1, "x"), (None, None)],
    ),
    "a list of objects": ("t.json", '[{"a": 1}, {"b": true}]', ("a", "b"), [(1, None), (None, True)]),
    "GeoJSON": ("t.geojson", json.dumps({"type": "FeatureCollection", "features": FEATURES}), *GEO),
    "GeoJSON lines": ("t.geojsonl", "\n".join(map(json.dumps, FEATURES)), *GEO),
    "node-link JSON with links": ("t.json", json.dumps(nx.node_link_data(GRAPH, edges="links")), *NETWORK),
    "node-link JSON with edges": ("t.json", json.dumps(nx.node_link_data(GRAPH, edges="edges")), *NETWORK),
    "GEXF": ("t.gexf", gexf(), *NETWORK),
    "GML": (
        "t.gml",
        'graph [ node [ id 1 label "A" ] node [ id 2 label "&#1055;" ] edge [ source 1 target 2 ] ]',
        WEIGHTED,
        [("A", "П", None)],
    ),
    "GraphML": ("t.graphml", graphml(), *NETWORK),
    "Pajek": (
        "t.net",
        '*Vertices 3\r\n1 "A a"\r\n3 c\r\n*Edges\r\n1 2 1,5\r\n*Arcslist\r\n3 1 2\r\n',
        WEIGHTED,
        [("A a", "2", 1.5), ("c", "A a", None), ("c", "2", None)],
    ),
    "Pajek of two modes": ("t.net", "*Vertices 3 1\n1 x\n2 y\n3 z\n*Matrix\n0 2\n", WEIGHTED, [("x", "z", 2)]),
    "DL, full matrix": (
        "t.dl",
        "dl n=3 format=fullmatrix\nlabels:\na,b,c\ndata:\n0 1 0\n1 0 2\n0 2 0\n",
        WEIGHTED,
        MATRIX,
    ),
    "DL, labels embedded": (
        "t.dl",
        "DL N = 3\nLABELS EMBEDDED:\nDATA:\na b c\na 0 1 0\nb 1 0 2\nc 0 2 0\n",
        WEIGHTED,
        MATRIX,
    ),
    "DL, rows and columns": (
        "t.dl",
        "dl nr=1, nc=2\nrow labels:\nx\ncol labels:\ny z\ndata:\n0 2\n",
        WEIGHTED,
        [("x", "z", 2)],
    ),
    "DL, list of nodes": (
        "t.dl",
        "dl n=3 format=nodelist1\nlabels:\na,b,c\ndata:\n1 2 3\n",
        WEIGHTED,
        [("a", "b", 1), ("a", "c", 1)],
    ),
    "DL, list of edges": (
        "t.dl",
        "dl n=2 format=edgelist1\nlabels embedded\ndata:\na b 1.5\n",
        WEIGHTED,
        [("a", "b", 1.5)],
    ),
    "a matrix of one mode": ("t.csv", ";a;b;c\na;0;1;0\nb;1;0;2\nc;0;2;0\n", WEIGHTED, MATRIX),
    "a matrix of two modes": ("t.csv", ",y,z\nx,,1\nw,1,0\n", WEIGHTED, [("x", "z", 1), ("w", "y", 1)]),
    "lines of neighbours": (
        "t.txt",
        "a,b\nc,d,e\nf,g,h,i\n",
        WEIGHTED,
        [("a", "b", 1), ("c", "d", 1), ("c", "e", 1), ("f", "g", 1), ("f", "h", 1), ("f", "i", 1)],
    ),
    "adjlist": ("t.adjlist", "# x\na b c\nb d\n", WEIGHTED, [("a", "b", 1), ("a", "c", 1), ("b", "d", 1)]),
    "KONECT": (
        "out.x",
        "% bip weighted\n% 2 1 2\n1 1 0.5 123\n2 1\n",
        (*WEIGHTED, "time"),
        [("1", "1", "0.5", "123"), ("2", "1", None, None)],
    ),
    "edges without a head": (
        "t.csv",
        "Perm,Qingdao\nUfa,Perm\n",
        ("source", "target"),
        [("Perm", "Qingdao"), ("Ufa", "Perm")],
    ),
    "edges with attributes in braces": (
        "t.txt",
        "a b {'weight': 2, 'since': 'x'}\nb c {}\n",
        ("source", "target", "since", "weight"),
        [("a", "b", "x", 2), ("b", "c", None, None)],
    ),
    "edges between blanks with decimal commas": (
        "t.txt",
        "Perm Ufa 1,5\nUfa Omsk 2,5\n",
        WEIGHTED,
        [("Perm", "Ufa", "1,5"), ("Ufa", "Omsk", "2,5")],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_becomes_a_sheet(form: str, tmp_path: Path) -> None:
    name, text, columns, rows = FORMS[form]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    sheet = read(path)
    assert (sheet.columns, sheet.rows) == (columns, rows)
    assert len(sheet.numbers) == len(rows)


REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    "Graphviz": ("t.gv", "digraph {\n a -> b;\n}\n", "Graphviz"),
    "a line of Graphviz": ("t.txt", '"Perm" -- "Qingdao";\n', "Graphviz"),
    "entities": ("t.gexf", '<!DOCTYPE a [<!ENTITY b "c">]><gexf/>', "DOCTYPE"),
    "XML of another kind": ("t.xml", "<html/>", "neither GEXF nor GraphML"),
    "XML that ends early": ("t.xml", "<gexf>", "cannot be read as a network"),
    "a graph without nodes": ("t.gexf", "<gexf/>", "cannot be read as a network"),
    "JSON that ends early": ("t.json", '{"a": ', "cannot be read as JSON"),
    "a bad line of JSON": ("t.jsonl", '{"a": 1}\n{"a": \n{"a": 2}', "row 2 cannot be read as JSON"),
    "numbers in JSON": ("t.json", "[1, 2]", "row 1: not an object"),
    "JSON nested without end": ("t.json", "[" * 100_000, "nested too deeply"),
    "links without ends": ("t.json", '{"nodes": [{"id": 1}], "links": [{"source": 1}]}', "cannot be read as a network"),
    "Parquet": ("t.csv", b"PAR1\x15\x04\x15", "is a table in Parquet"),
    "an old workbook": ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old workbook, or one with a password"),
    "a matrix of the wrong size": ("t.dl", "dl n=3\ndata:\n0 1\n", "not of the size that is told"),
    "another form of DL": ("t.dl", "dl n=3 format=lowerhalf\ndata:\n0 1\n", "this form of DL is not read"),
    "an edge of no vertex": ("t.net", "*Vertices 1\n*Edges\n1 9\n", "row 3: an edge of a vertex that is none"),
    "no number of vertices": ("t.net", "*Vertices x\n", "row 1: the number of vertices is missing"),
    "damaged UTF-8": ("t.csv", "город\nПермь\nУ".encode() + b"\xff\n", "row 3, column город: the text is not UTF-8"),
    "no text at all": ("t.csv", b"a,b\n\0\1\2", "NUL byte"),
    "attributes that are none": ("t.txt", "a b {c}\n", "row 1: not two names and a set of attributes"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_line(case: str, tmp_path: Path) -> None:
    name, content, told = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(KgError) as refused:
        read(path)
    assert told in str(refused.value)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
