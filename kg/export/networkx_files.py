"""Through networkx: GraphML, GEXF with time spells, and node-link JSON."""

from __future__ import annotations

import json
import math
from typing import IO, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.formats.look import LIGHT
from kg.formats.shown_cells import xml_text
from kg.network.layout import place_nodes
from kg.network.rows import Edge, Export, Vertex

_COLOURS = tuple(bytes.fromhex(LIGHT[name].removeprefix("#")) for name in ("china", "russia", "third", "fourth"))


def graph_of(export: Export) -> nx.MultiGraph[str]:
    """The export as a multigraph with its attributes; what is unknown is absent, because XML has no None."""
    graph: nx.MultiGraph[str] = nx.MultiGraph(
        kinds=";".join(export.kinds), level=export.level, countries=";".join(export.countries), possible=export.possible
    )
    if export.as_of is not None:
        graph.graph["as_of"] = export.as_of
    for vertex in export.vertices:
        mode = {"bipartite": vertex.side} if export.is_two_mode else {}
        graph.add_node(vertex.id, **_known(vertex, ("id",)), **mode)
    for edge in export.edges:
        graph.add_edge(
            edge.source, edge.target, key=f"{edge.id}#{edge.kind}", **_known(edge, ("id", "source", "target"))
        )
    return graph


def write_graphml(export: Export, out: IO[bytes]) -> None:
    """GraphML with typed attributes; isolates are nodes without an edge."""
    nx.write_graphml(graph_of(export), out, encoding="utf-8", named_key_ids=True)
    out.write(b"\n")


def write_gexf(export: Export, out: IO[bytes]) -> None:
    """GEXF 1.2 whose edges have a spell from the year a tie began to the year it ended.

    An edge without a year has no spell, which Gephi reads as always present: ``dated`` tells it. Places have
    the positions, colours and sizes of the network page.
    """
    graph = graph_of(export)
    for vertex, (x, y) in zip(export.vertices, _positions(export), strict=True):
        red, green, blue = _COLOURS[vertex.side % len(_COLOURS)]
        graph.nodes[vertex.id]["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": x, "y": -y, "z": 0.0},
            "size": round(6 + 4 * math.sqrt(vertex.ties), 1),
        }
    for *_, data in graph.edges(data=True):
        if "start_year" in data:
            data["start"] = data["start_year"]
        if "end_year" in data:
            data["end"] = data["end_year"]
    writer: Any = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    if writer.graph_element.get("timeformat"):
        writer.graph_element.set("timeformat", "integer")  # networkx writes "long", which GEXF 1.2 does not know
    for meta in [child for child in writer.xml if child.tag.endswith("meta")]:
        meta.attrib.pop("lastmodifieddate", None)  # the day of writing, which would change the bytes
    writer.write(out)
    out.write(b"\n")


def write_node_link(export: Export, out: IO[bytes]) -> None:
    """JSON with ``nodes`` and ``links``, for ``networkx.node_link_graph(data, edges="links")`` and d3."""
    data = nx.node_link_data(graph_of(export), edges="links")
    out.write(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")


def _positions(export: Export) -> tuple[tuple[float, float], ...]:
    number = {vertex.id: position for position, vertex in enumerate(export.vertices)}
    return place_nodes(
        [(number[edge.source], number[edge.target]) for edge in export.edges],
        [(vertex.lon, vertex.lat) for vertex in export.vertices],
        [-vertex.side for vertex in export.vertices],  # as on the page, whose countries stand the other way round
    )


def _known(row: Vertex | Edge, left_out: tuple[str, ...]) -> dict[str, str | int | float | bool]:
    pairs = zip(row._fields, row, strict=True)
    return {name: clean(value) for name, value in pairs if name not in left_out and value is not None and value != ""}


def clean(value: str | int | float | bool) -> str | int | float | bool:
    r"""A value that an XML document can hold.

    >>> clean("a\x00b"), clean(5)
    ('a\ufffdb', 5)
    """
    return xml_text(value) if isinstance(value, str) else value
