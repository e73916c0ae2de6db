"""What is written is read back by the libraries that people use, and it is the same network."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import IO

import networkx as nx
import pandas as pd
import pytest

from kg.export.matrix_files import matrix_files
from kg.export.networkx_files import graph_of, write_gexf, write_graphml, write_node_link
from kg.export.pajek import write_pajek
from kg.export.tables import csv_files, parquet_files
from kg.network.edges_file import read_edges
from kg.network.rows import Edge, Export, Vertex

GEXF = "{http://www.gexf.net/1.2draft}"


def written(writer: Callable[[Export, IO[bytes]], None], export: Export) -> bytes:
    out = io.BytesIO()
    writer(export, out)
    return out.getvalue()


def plain(graph: nx.Graph[str]) -> tuple[dict[str, dict[str, object]], list[tuple[str, str, dict[str, object]]]]:
    """Nodes and edges with their attributes, without what a format adds of its own."""
    nodes = {str(node): dict(data) for node, data in graph.nodes(data=True)}
    edges = [(min(str(a), str(b)), max(str(a), str(b)), dict(data)) for a, b, data in graph.edges(data=True)]
    return nodes, sorted(edges, key=lambda edge: edge[:2])


def same(first: nx.Graph[str], second: nx.Graph[str]) -> None:
    assert plain(first) == plain(second)
    assert nx.is_isomorphic(nx.Graph(first), nx.Graph(second))


def test_graphml_keeps_every_attribute_and_isolate(export: Export) -> None:
    content = written(write_graphml, export)
    again = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    same(again, graph_of(export))
    assert again.degree("ru-alone") == 0
    assert again.nodes["ru-town"]["label"] == '=1+1 "&<b>'
    assert again.nodes["ru-town"]["label_ru"] == "Город\ufffd"


def test_gexf_keeps_every_attribute_and_isolate(export: Export) -> None:
    again = nx.read_gexf(io.BytesIO(written(write_gexf, export)))
    expected = graph_of(export)
    nodes, edges = plain(again)
    for data in nodes.values():
        data.pop("label", None)
        data.pop("viz")
    assert nodes == {id: {k: v for k, v in data.items() if k != "label"} for id, data in expected.nodes(data=True)}
    own = ("id", "start", "end", "networkx_key")
    assert [(a, b, {k: v for k, v in data.items() if k not in own}) for a, b, data in edges] == plain(expected)[1]


def test_gexf_has_a_place_and_a_colour_for_each_node(export: Export) -> None:
    drawn = nx.read_gexf(io.BytesIO(written(write_gexf, export))).nodes(data="viz")
    looks = dict(drawn)
    assert len({(viz["position"]["x"], viz["position"]["y"]) for viz in looks.values()}) == len(export.vertices)
    colours = {id: tuple(viz["color"][part] for part in "rgb") for id, viz in looks.items()}
    assert colours["ru-town"] == colours["ru-krai"] != colours["cn-city"]
    assert looks["ru-town"]["size"] > looks["ru-alone"]["size"]


def test_gexf_has_a_spell_for_each_dated_tie_and_no_day_of_writing(export: Export) -> None:
    root = ET.fromstring(written(write_gexf, export))
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert graph.get("mode") == "dynamic"
    spells = {(e.get("source"), e.get("target")): (e.get("start"), e.get("end")) for e in root.iter(f"{GEXF}edge")}
    assert next(root.iter(f"{GEXF}graph")).get("timeformat") == "integer"  # the names that GEXF 1.2 knows
    assert spells[("cn-city", "ru-town")] == ("1993", "2001")
    assert spells[("cn-prov", "ru-krai")] == ("2005", None)
    assert spells[("cn-prov", "ru-town")] == (None, None)
    assert b"lastmodifieddate" not in written(write_gexf, export)


def test_node_link_json_is_read_by_networkx(export: Export) -> None:
    data = json.loads(written(write_node_link, export))
    same(nx.node_link_graph(data, edges="links"), graph_of(export))


def test_pajek_is_two_mode_with_labels_that_cannot_break_it(export: Export) -> None:
    content = written(write_pajek, export).decode()
    lines = content.split("\r\n")
    assert lines[0] == "*Vertices 5 2"
    assert lines[2] == '2 "Same (cn-prov)"'
    assert lines[5] == """5 "=1+1 '&<b>\""""
    one_mode = ["*Vertices 5", *lines[1:]]  # networkx knows no second mode; Pajek's own reader does
    again: nx.Graph[str] = nx.Graph(nx.parse_pajek(one_mode))
    assert again.number_of_nodes() == len(export.vertices)
    assert nx.is_isomorphic(again, nx.Graph(graph_of(export)))
    assert nx.is_bipartite(again)


@pytest.mark.parametrize("name", ["own.csv", "own.net", "own.gexf", "own.graphml", "own.json"])
def test_each_file_is_measured_as_a_network_of_ones_own(export: Export, tmp_path: Path, name: str) -> None:
    writers = {"net": write_pajek, "gexf": write_gexf, "graphml": write_graphml, "json": write_node_link}
    writer = writers.get(name.partition(".")[2])
    path = tmp_path / name
    path.write_bytes(written(writer, export) if writer else csv_files(export)["edges.csv"])
    expected = nx.Graph(graph_of(export))
    expected.remove_nodes_from(list(nx.isolates(expected)))
    found = read_edges(path)
    assert nx.is_isomorphic(found.graph, expected)
    assert found.graph.size("weight") == sum(edge.weight for edge in export.edges)
    assert found.looks_two_mode is (name == "own.net")


def test_csv_is_read_by_pandas_and_holds_no_formula(export: Export, tmp_path: Path) -> None:
    files = csv_files(export)
    nodes = pd.read_csv(io.BytesIO(files["nodes.csv"]), keep_default_na=False, na_values=[""])
    assert list(nodes.columns) == list(Vertex._fields)
    assert nodes.set_index("id")["label"]["ru-town"] == "'=1+1 \"&<b>"
    assert nodes.set_index("id")["label"]["cn-city"] == "'@市"
    edges = pd.read_csv(io.BytesIO(files["edges.csv"]))
    assert list(edges.columns) == list(Edge._fields)
    assert edges["start_year"].dropna().tolist() == [1993, 2005]
    for name in ("nodes.csv", "edges.csv"):
        cells = [cell for row in csv.reader(io.StringIO(files[name].decode())) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]


def test_parquet_has_typed_columns(export: Export) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="missing component: pyarrow")
    files = parquet_files(export)
    nodes = parquet.read_table(io.BytesIO(files["nodes.parquet"]))
    edges = parquet.read_table(io.BytesIO(files["edges.parquet"]))
    assert nodes.to_pylist() == [vertex._asdict() for vertex in export.vertices]
    assert edges.to_pylist() == [edge._asdict() for edge in export.edges]
    assert str(nodes.schema.field("lat").type) == "double"
    assert str(edges.schema.field("end_year").type) == "int64"


def test_matrices_tell_a_tie_from_an_unknown_one(export: Export) -> None:
    files = matrix_files(export, years=[1990, 1995, 2005])
    waves = {year: pd.read_csv(io.BytesIO(files[f"incidence_{year}.csv"]), index_col=0) for year in (1990, 1995, 2005)}
    assert list(waves[1995].index) == ["cn-city", "cn-prov"]
    assert list(waves[1995].columns) == ["ru-alone", "ru-krai", "ru-town"]
    assert [wave.loc["cn-city", "ru-town"] for wave in waves.values()] == [0, 1, 0]
    assert [wave.loc["cn-prov", "ru-krai"] for wave in waves.values()] == [0, 0, 1]
    assert all(pd.isna(wave.loc["cn-prov", "ru-town"]) for wave in waves.values())
    assert all(not wave["ru-alone"].any() for wave in waves.values())


def test_a_square_matrix_is_symmetric_and_has_no_loop(export: Export) -> None:
    files = matrix_files(export, years=[1995], square=True)
    wave = pd.read_csv(io.BytesIO(files["adjacency_1995.csv"]), index_col=0)
    assert wave.astype(float).equals(wave.astype(float).T)
    assert list(wave.index) == [vertex.id for vertex in export.vertices]
    assert not any(wave.loc[id, id] for id in wave.index)
    assert set(files) == {"adjacency_1995.csv", "nodes.csv", "read.R", "codebook.md"}


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_the_codebook_names_every_column_of_every_file(export: Export, lang: str) -> None:
    told = csv_files(export, lang)["codebook.md"].decode()
    assert all(f"| `{name}` | " in told for name in (*Vertex._fields, *Edge._fields))
    matrices = matrix_files(export, lang)["codebook.md"].decode()
    assert "```r" in matrices
    assert "## rows.csv" in matrices
    assert "## columns.csv" in matrices


@pytest.mark.parametrize("square", [False, True])
def test_the_codebook_counts_what_the_matrices_hold(export: Export, square: bool) -> None:
    files = matrix_files(export, years=[1995, 2005], square=square)
    told = files.pop("codebook.md").decode()
    assert "ended ties left out" not in told
    assert "- state of the year: 1995, 2005\n" in told
    assert "- edges, those of ended ties included: 3\n" in told
    for year in (1995, 2005):
        (content,) = (content.decode() for name, content in files.items() if name.endswith(f"{year}.csv"))
        cells = ",".join(line.partition(",")[2] for line in content.splitlines()[1:]).split(",")
        ones, unknown = (cells.count(state) // (1 + square) for state in ("1", "NA"))
        assert f"- pairs in {year}: {ones} with 1, {unknown} with NA\n" in told
