"""Small networks with known values, as files of Parquet, and what the embedded measures say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq

from kg.analysis.profile import Subject, node_values
from kg.bulk.network.measures import LABEL_ROUNDS

Rows = list[tuple[str, str, float | None]]


def rows_of_all_kinds() -> Rows:
    """A random part with weights, a long path, a star of two kinds, an odd ring, repeated rows and loops."""
    chance = Random(5)
    rows: Rows = [
        (f"r{a:02}", f"r{b:02}", chance.choice([1.0, 2.0, 0.5])) for a, b in nx.gnm_random_graph(30, 60, seed=3).edges
    ]
    rows += [(f"p{n:02}", f"p{n + 1:02}", None) for n in range(9)]
    rows += [("哈尔滨", f"Город {n}", 3.0) for n in range(4)]
    rows += [(f"o{n}", f"o{(n + 1) % 5}", 1.0) for n in range(5)]
    return [*rows, ("r01", "r01", 1.0), ("o1", "o0", 1.0), ("o0", "o1", 2.0), ("alone", "alone", 1.0)]


def write(path: Path, rows: Rows, columns: tuple[str, str, str] = ("source", "target", "weight")) -> Path:
    """The rows as one file of Parquet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True))), path)
    return path


def graph_of(rows: Rows) -> nx.Graph[str]:
    """The same network in memory."""
    graph: nx.Graph[str] = nx.Graph()
    for one, other, weight in rows:
        if one != other:
            before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
            graph.add_edge(one, other, weight=before + (1.0 if weight is None else weight))
    return graph


def expected(graph: nx.Graph[str]) -> dict[str, Mapping[str, float]]:
    """The values of the embedded measures, and of the references below where there is none."""
    names = ("partners", "strength", "pagerank", "triangles", "clustering")
    parts = [set(part) for part in nx.connected_components(graph)]
    found = dict(node_values(Subject(graph), names))
    return found | {"component": numbered(parts), "label-community": numbered(groups_of(labels(graph)))}


def numbered(groups: list[set[str]]) -> dict[str, float]:
    """The number of each name's group, the largest first, equal ones by their first name."""
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {name: number for number, group in enumerate(ordered, start=1) for name in group}


def groups_of(label: Mapping[str, str]) -> list[set[str]]:
    """The names by their label."""
    groups: dict[str, set[str]] = defaultdict(set)
    for name, each in label.items():
        groups[each].add(name)
    return list(groups.values())


def labels(graph: nx.Graph[str]) -> dict[str, str]:
    """Label propagation as :func:`kg.bulk.network.measures.labels` tells of it, a name at a time."""
    label = {name: name for name in graph}
    last = dict(label)
    for _ in range(LABEL_ROUNDS):
        new = {}
        for name in graph:
            votes: Counter[str] = Counter()
            for near, data in graph[name].items():
                votes[label[near]] += data["weight"]
            votes[label[name]] += max(data["weight"] for data in graph[name].values())
            most = max(round(total, 9) for total in votes.values())
            new[name] = min(each for each, total in votes.items() if round(total, 9) == most)
        label, last, before = new, label, last
        if label in (last, before):
            return {name: min(label[name], last[name]) for name in graph}
    return label
