"""Any network: a plain list of edges, two columns, becomes a graph that is measured the same way."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from kg.base.errors import KgError, cause, shown
from kg.base.languages import _, grouped, ngettext

DELIMITERS = ("\t", ";", ",")
COMMENTS = ("#", "%")
HEADERS = frozenset(
    {("source", "target"), ("from", "to"), ("place_a", "place_b"), ("node1", "node2"), ("name1", "name2"),
     ("city1", "city2"), ("place1", "place2"), ("источник", "цель"), ("город", "партнёр"), ("место", "партнёр"),
     ("город 1", "город 2"), ("城市", "伙伴"), ("城市1", "城市2"), ("源", "目标")}
)  # fmt: skip
SHOWN = 20
HEAVIEST = 1e15  # weights up to here add up without loss
# Ties beyond the names of the smaller side, from which on two columns without a common name are no chance: each of
# these could have stood the other way round.
EVIDENCE = 10
DECIMAL_COMMA = re.compile(r"\S\s+\S.*\s\d+,\d+$")


class EdgeFileProblems(KgError):
    """Lines of an edge list that are none, each with its number."""

    exit_code = 1


class Edges(NamedTuple):
    """The graph of a file, and what of it is no edge of its own.

    ``repeated`` lines have a pair that came before, in either order; ``loops`` tie a name to itself
    and are left out; ``comments`` begin with a comment mark. ``columns`` holds the names of each column;
    ``is_told`` where the file itself says that they are two kinds.
    """

    graph: nx.Graph[str]
    repeated: int
    loops: int
    comments: int
    columns: tuple[frozenset[str], frozenset[str]]
    is_told: bool

    @property
    def looks_two_mode(self) -> bool:
        """Whether no name stands in both columns, and hardly by chance, or the file says so."""
        first, second = self.columns
        fewer = min(len(first), len(second))
        is_no_chance = fewer > 1 and self.graph.number_of_edges() - fewer >= EVIDENCE
        return first.isdisjoint(second) and (self.is_told or is_no_chance)

    def mark_sides(self) -> None:
        """Mark the names of the columns as the two sides of a two-mode network; refused where they share a name."""
        both = sorted(self.columns[0] & self.columns[1])
        if both:
            message = _("'{name}' stands in both columns, which in a two-mode network name different things")
            hint = _("leave out --two-mode, or tell the two apart by name")
            raise EdgeFileProblems(message.format(name=shown(both[0])), hint=hint)
        for side, names in enumerate(self.columns):
            nx.set_node_attributes(self.graph, dict.fromkeys(names, side), "bipartite")


def read_edges(path: Path, *, header: bool = False, one_mode: bool = False) -> Edges:
    """The undirected graph of a file with two names a line, in the order of its lines.

    Columns are divided by tabs, semicolons or commas, else by white space; the first line with two
    of them decides. A third column is the weight of the tie, a number above 0; a tie without one
    weighs 1, and one that comes again adds to its weight. Lines that begin with ``#`` or ``%`` are
    no edges, nor is the first where ``header`` says so or where it names the columns in common words
    (``source`` and ``target``, say). A file of KONECT that begins with ``% bip`` numbers its two columns
    apart: what stands in both is named ``1:…`` and ``2:…``, but where ``one_mode`` says otherwise.
    Raises :class:`EdgeFileProblems` with every line that cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = _("{path} cannot be read: {reason}").format(path=path, reason=cause(error))
        raise KgError(message, hint=_("an edge list is a UTF-8 text file")) from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    kept = [(number, line) for number, line in numbered if not line.startswith(COMMENTS)]
    delimiter = next((mark for _, line in kept for mark in [_delimiter(line)] if mark), " ")
    rows = [(number, _cells(line, delimiter)) for number, line in kept]
    if rows and (header or tuple(cell.casefold() for cell in rows[0][1][:2]) in HEADERS):
        rows = rows[1:]
    problems = [f"{path.name}:{number}: {problem}" for number, cells in rows if (problem := _problem(cells))]
    if problems:
        count, more = len(problems), len(problems) - SHOWN
        told = [ngettext("{n} line is no edge:", "{n} lines are no edges:", count).format(n=count), *problems[:SHOWN]]
        told += [ngettext("… and {n} more", "… and {n} more", more).format(n=more)] if more > 0 else []
        raise EdgeFileProblems("\n".join(told))
    is_told = not one_mode and any(line.startswith("% bip") for _, line in numbered)
    if is_told and {cells[0] for _, cells in rows} & {cells[1] for _, cells in rows}:
        rows = [(number, [f"1:{cells[0]}", f"2:{cells[1]}", *cells[2:]]) for number, cells in rows]
    ties = [cells for _, cells in rows if cells[0] != cells[1]]
    weights: dict[tuple[str, str], float] = {}
    for cells in ties:
        one, other = cells[:2]
        pair = (other, one) if (other, one) in weights else (one, other)
        weights[pair] = weights.get(pair, 0) + (_weight(cells) or 0)
    endless = next((pair for pair, weight in weights.items() if weight > HEAVIEST), None)
    if endless:
        message = _("the weights of '{a}' and '{b}' add up to over {most}")
        heavy = message.format(a=shown(endless[0]), b=shown(endless[1]), most=grouped(HEAVIEST))
        raise EdgeFileProblems(heavy, hint=_("divide all weights by the same number"))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in weights.items())
    if not graph:
        message = _("{path} holds no edge").format(path=path)
        raise EdgeFileProblems(message, hint=_("write two names a line, with a comma or a tab between"))
    repeated = len(ties) - graph.number_of_edges()
    columns = (frozenset(cells[0] for _, cells in rows), frozenset(cells[1] for _, cells in rows))
    return Edges(graph, repeated, len(rows) - len(ties), len(numbered) - len(kept), columns, is_told)


def _delimiter(line: str) -> str:
    """The first mark that parts the line, outside of quotes; nothing where there is none.

    A comma within the number that ends a line of white-space columns parts nothing.
    """
    if DECIMAL_COMMA.match(line) and not any(mark in line for mark in DELIMITERS[:2]):
        return ""
    return next((mark for mark in DELIMITERS if mark in line and len(_cells(line, mark)) > 1), "")


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line; none where a quote in it does not close."""
    if delimiter == " ":
        return line.split()
    if '"' not in line:
        return [cell.strip() for cell in line.split(delimiter)]
    try:
        return [
            cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True))
        ]
    except csv.Error:
        return []


def _problem(cells: list[str]) -> str:
    if not cells:
        return _("a quote that does not close, or stands within a name")
    if len(cells) not in (2, 3):
        told = ngettext(
            "{n} column where two names, or two and a weight, are expected: {cells}",
            "{n} columns where two names, or two and a weight, are expected: {cells}",
            len(cells),
        )
        return told.format(n=len(cells), cells=shown(cells))
    if not all(cells[:2]):
        return _("an empty name: {cells}").format(cells=shown(cells))
    if _weight(cells) is None:
        told = _("the weight '{weight}' is no number above 0; a header is told by --header")
        return told.format(weight=shown(cells[2]))
    return ""


def _weight(cells: list[str]) -> float | None:
    """The weight of a tie, 1 where none is told, a whole number where it is one; none where it is no weight."""
    if len(cells) == 2:
        return 1
    try:
        weight = float(cells[2].replace(",", "."))
    except ValueError:
        return None
    if not 0 < weight < float("inf"):
        return None
    return int(weight) if weight.is_integer() else weight
