"""Files of network programs as sheets of edges: GEXF, GraphML, GML, node-link JSON and Pajek."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers.expat import ExpatError

from kg.base.errors import KgError, shown
from kg.base.languages import _, ngettext
from kg.gather.sheets.marks import parse_xml
from kg.gather.sheets.sheet import Cell, Row, Sheet, bounded, clean, number
from kg.gather.sheets.ties import matrix

_NAMES = ("label", "name")  # the attributes of a node that name it better than its id
_PAJEK_CELL = re.compile(r'"[^"]*"|\S+')


class Edge(NamedTuple):
    """One edge by the ids of its ends, with its attributes and the line it stands in, if it has one."""

    source: Any
    target: Any
    attributes: Mapping[str, Any]
    line: int = 0


def network(
    path: Path, nodes: Mapping[Any, Mapping[str, Any]], found: Sequence[Edge], form: str, *, is_two_mode: bool = False
) -> Sheet:
    """The edges with the names and attributes of their ends; nodes without an edge are counted in a note."""
    named = {node: _name(node, attributes) for node, attributes in nodes.items()}
    twice = {name for name, count in Counter(named.values()).items() if count > 1}
    names = {node: f"{name} ({node})" if name in twice else name for node, name in named.items()}
    edge_keys = _keys(edge.attributes for edge in found)
    node_keys = _keys(nodes.values(), without=_NAMES)
    columns = ["source", "target", "weight", *edge_keys]
    columns += [f"{side}_{key}" for side in ("source", "target") for key in node_keys]
    bounded(path, len(columns), len(found))
    rows: list[Row] = []
    for edge in found:
        ends = [names.get(end) or clean(str(end)) for end in edge[:2]]
        weight = _cell(edge.attributes.get("weight"))
        own = [_cell(edge.attributes.get(key)) for key in edge_keys]
        rows.append(
            (*ends, weight, *own, *(_cell(nodes.get(end, {}).get(key)) for end in edge[:2] for key in node_keys))
        )
    notes = []
    if alone := len(set(nodes) - {end for edge in found for end in edge[:2]}):
        told = ngettext("{n} node without an edge is left out", "{n} nodes without an edge are left out", alone)
        notes.append(told.format(n=alone))
    return Sheet(
        tuple(columns),
        rows,
        0,
        tuple(edge.line or at for at, edge in enumerate(found, 1)),
        tuple(notes),
        form,
        is_two_mode,
    )


def _name(node: object, attributes: Mapping[str, Any]) -> str:
    return next((name for key in _NAMES if (name := clean(str(attributes.get(key) or "")))), clean(str(node)))


def _keys(attributes: Iterable[Mapping[str, Any]], without: Sequence[str] = ()) -> list[str]:
    found = dict.fromkeys(key for each in attributes for key in each)
    return [str(key) for key in found if key not in {"id", "weight", "viz", *without}]


def _cell(value: Any) -> Cell:
    return value if isinstance(value, int | float) or value is None else clean(str(value)) or None


def from_xml(path: Path, data: bytes) -> Sheet:
    """The edges of a GEXF or GraphML file; entities are refused, as they may be bombs."""
    tags: list[str] = []
    try:
        parse_xml(data, lambda tag, _attributes: tags.append(tag) if not tags else None)
    except (ExpatError, ValueError, LookupError) as error:
        raise _refused(path, error) from None
    if tags[0] not in ("gexf", "graphml"):
        message = _("{path} is XML, but neither GEXF nor GraphML").format(path=path)
        raise KgError(message, hint=_("save it again as XLSX or CSV UTF-8"))
    return _from_networkx(path, data, {"gexf": "GEXF", "graphml": "GraphML"}[tags[0]])


def from_gml(path: Path, text: str) -> Sheet:
    """The edges of a GML file."""
    return _from_networkx(path, text.encode("ascii", "xmlcharrefreplace"), "GML")


def _from_networkx(path: Path, data: bytes, form: str) -> Sheet:
    import networkx as nx  # noqa: PLC0415 (only where there is a network)

    readers: dict[str, Callable[[Any], Any]]
    readers = {"GEXF": nx.read_gexf, "GraphML": nx.read_graphml, "GML": partial(nx.read_gml, label="id")}
    try:
        graph: nx.Graph[Any] = readers[form](io.BytesIO(data))
    except Exception as error:  # noqa: BLE001 (networkx lets through whatever a malformed file makes of its code)
        raise _refused(path, error) from None
    found = [Edge(a, b, attributes) for a, b, attributes in graph.edges(data=True)]
    return network(path, dict(graph.nodes(data=True)), found, form)


def _refused(path: Path, error: Exception) -> KgError:
    if str(error) == "DOCTYPE":
        message = _("{path} declares entities, which may be a trap").format(path=path)
        return KgError(message, hint=_("remove the line that begins with <!DOCTYPE"))
    reason = shown(" ".join(f"{error}".split()) or type(error).__name__)
    return KgError(_("{path} cannot be read as a network: {reason}").format(path=path, reason=reason))


def from_node_link(path: Path, document: Mapping[str, Any]) -> Sheet:
    """The edges of the JSON that networkx and D3 write, whether under ``links`` or ``edges``."""
    try:
        nodes = {node["id"]: node for node in document["nodes"]}
        links = document["links"] if "links" in document else document["edges"]
        without = ("source", "target", "key")
        found = [
            Edge(link["source"], link["target"], {key: value for key, value in link.items() if key not in without})
            for link in links
        ]
        return network(path, nodes, found, _("node-link JSON"))
    except (KeyError, TypeError, AttributeError) as error:
        raise _refused(path, error) from None


def from_pajek(path: Path, text: str) -> Sheet:
    """The edges of a Pajek file: edges, arcs, their lists and matrices, of one mode or two.

    networkx reads neither two modes nor lists of arcs nor vertices without a label.
    """
    nodes: dict[str, dict[str, Any]] = {}
    found: list[Edge] = []
    rows: list[tuple[int, list[str]]] = []
    first = 0
    for at, section, cells in _pajek_lines(text):
        if section == "*vertices":
            if nodes:
                break  # what follows is another network, or a partition of this one
            size, first = _sizes(path, at, cells)
            nodes = {str(each): {} for each in range(1, size + 1)}
        elif section == "vertices":
            nodes[cells[0]] = {"label": cells[1]} if len(cells) > 1 else {}
        elif section == "matrix":
            rows.append((at, cells))
        elif section in ("edgeslist", "arcslist"):
            found += [Edge(cells[0], other, {}, at) for other in cells[1:]]
        elif section in ("edges", "arcs"):
            if len(cells) < 2:
                raise KgError(_("{path}, row {row}: an edge has two ends").format(path=path, row=at))
            found.append(Edge(cells[0], cells[1], {"weight": number(cells[2])} if len(cells) > 2 else {}, at))
    found += _pajek_matrix(path, list(nodes), first, rows) if rows else ()
    if unknown := next((edge for edge in found if not {edge.source, edge.target} <= nodes.keys()), None):
        raise KgError(_("{path}, row {row}: an edge of a vertex that is none").format(path=path, row=unknown.line))
    return network(path, nodes, found, "Pajek", is_two_mode=bool(first))


def _pajek_matrix(path: Path, names: list[str], first: int, rows: list[tuple[int, list[str]]]) -> Iterator[Edge]:
    sides = (names[:first], names[first:]) if first else (names, names)
    read = matrix(*sides, [row for _at, row in rows], [at for at, _row in rows]) if len(rows) == len(sides[0]) else None
    if read is None:
        raise KgError(_("{path}: the matrix is not of the size that is told, or holds a word").format(path=path))
    for row, at in zip(read.rows, read.numbers, strict=True):
        yield Edge(row[0], row[1], {"weight": row[2]}, at)


def _pajek_lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Each line of data with its number and the section it stands in; a section begins with a star."""
    section = ""
    for at, line in enumerate(text.split("\n"), 1):
        cells = [cell.strip('"') for cell in _PAJEK_CELL.findall(line)]
        if cells and line.startswith("*"):
            section = cells[0][1:].casefold()
            yield at, f"*{section}", cells[1:]
        elif cells and not line.startswith("%"):
            yield at, section, cells


def _sizes(path: Path, at: int, sizes: Sequence[str]) -> tuple[int, int]:
    """How many vertices there are, and how many of them are of the first mode, or 0."""
    numbers = [int(size) for size in sizes[:2] if size.isascii() and size.isdigit()]
    if not numbers or numbers[0] > 10_000_000:
        raise KgError(_("{path}, row {row}: the number of vertices is missing").format(path=path, row=at))
    return numbers[0], numbers[1] if len(numbers) > 1 else 0
