"""Any network: a plain list of edges, two columns, becomes a graph that is measured the same way."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from kg.words.errors import KgError

DELIMITERS = ("\t", ";", ",")
COMMENTS = ("#", "%")
HEADERS = frozenset({("source", "target"), ("from", "to"), ("place_a", "place_b"), ("node1", "node2")})
SHOWN = 20


class EdgeFileProblems(KgError):
    """Lines of an edge list that are none, each with its number."""

    exit_code = 1


class Edges(NamedTuple):
    """The graph of a file, and how many of its lines repeat a pair, in either order."""

    graph: nx.Graph[str]
    repeated: int


def read_edges(path: Path) -> Edges:
    """The undirected graph of a file with two names a line, in the order of its lines.

    Columns are divided by tabs, semicolons or commas, else by white space; the first line with two
    of them decides. Lines that begin with ``#`` or ``%`` and a header of two common words (``source``
    and ``target``, say) are no edges. A pair that comes again adds 1 to the ``weight`` of its edge.
    Raises :class:`EdgeFileProblems` with every line that has not two names, or one name twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path} cannot be read: {error}", hint="an edge list is a UTF-8 text file") from error
    graph: nx.Graph[str] = nx.Graph()
    problems: list[str] = []
    repeated = 0
    delimiter = ""
    is_first = True
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(COMMENTS):
            continue
        delimiter = delimiter or _delimiter(line)
        cells = _cells(line, delimiter)
        is_header = is_first and tuple(cell.casefold() for cell in cells) in HEADERS
        is_first = False
        if is_header:
            continue
        problem = _problem(cells)
        if problem:
            problems.append(f"{path.name}:{number}: {problem}")
        elif graph.has_edge(*cells):
            repeated += 1
            graph.edges[cells[0], cells[1]]["weight"] += 1
        else:
            graph.add_edge(cells[0], cells[1], weight=1)
    if problems:
        more = f"\n… and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise EdgeFileProblems(f"{len(problems)} line(s) are no edges:\n" + "\n".join(problems[:SHOWN]) + more)
    if not graph:
        raise EdgeFileProblems(f"{path} holds no edge", hint="write two names a line, with a comma or a tab between")
    return Edges(graph, repeated)


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == " ":
        return line.split()
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]


def _delimiter(line: str) -> str:
    return next((mark for mark in DELIMITERS if mark in line), " ")


def _problem(cells: list[str]) -> str:
    if len(cells) != 2:
        return f"{len(cells)} columns where 2 are expected: {cells!r}"
    if not all(cells):
        return f"an empty name: {cells!r}"
    if cells[0] == cells[1]:
        return f"{cells[0]!r} is tied to itself"
    return ""
