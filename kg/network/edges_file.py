"""Any network: a plain list of edges, two columns, becomes a graph that is measured the same way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from kg.base.errors import KgError, shown
from kg.base.languages import _, grouped, ngettext
from kg.gather.sheets import Cell, Sheet, listed, number, read

SHOWN = 20
HEAVIEST = 1e15  # weights up to here add up without loss
# Ties beyond the names of the smaller side, from which on two columns without a common name are no chance: each of
# these could have stood the other way round.
EVIDENCE = 10
WEIGHTS = ("weight", "вес", "权重", "strength", "сила")
NO_ENDS = ("id", "year", "date", "since", "год", "дата", "年", "年份", "日期")
# Headings of the two ends of a tie that differ by more than a number or a letter.
PAIRS = (
    ("source", "target"), ("from", "to"), ("sender", "receiver"), ("origin", "destination"), ("ego", "alter"),
    ("источник", "цель"), ("город", "партнёр"), ("место", "партнёр"), ("откуда", "куда"),
    ("城市", "伙伴"), ("城市", "友城"), ("城市", "友好城市"), ("源", "目标"), ("起点", "终点"),
)  # fmt: skip
# What the heading of the one end has and that of the other has not: city1 and city2, place_a and place_b.
ONE, OTHER = (
    re.compile(rf"^(?:{words})[\s_.-]+|[\s_.-]*\(?(?:{signs})\)?$")
    for words, signs in (("source|origin|from|a", "1|a|а|甲"), ("target|destination|to|b", "2|b|б|乙"))
)
STEMS = ("city", "place", "name", "node", "label", "город", "место", "название", "城市", "名称", "")


class EdgeFileProblems(KgError):
    """Lines of an edge list that are none, each with its number."""

    exit_code = 1


class Edges(NamedTuple):
    """The graph of a file, and what of it is no edge of its own.

    ``repeated`` lines have a pair that came before, in either order; ``loops`` tie a name to itself
    and are left out; ``notes`` tell how the file was read. ``columns`` holds the names of each column;
    ``is_told`` where the file itself says that they are two kinds.
    """

    graph: nx.Graph[str]
    repeated: int
    loops: int
    notes: tuple[str, ...]
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


def read_edges(path: Path, *, sheet: str = "", header: bool = False, one_mode: bool = False) -> Edges:
    """The undirected graph of a file with two names a line, or of any other form of network.

    :func:`kg.gather.sheets.read` tells the forms. A column headed as a weight, or the third of a list
    without headings, is the weight of the tie, a number above 0; a tie without one weighs 1, and one
    that comes again adds to its weight. ``header`` says that the first line names the columns, whatever
    its words. A file that says that it is of two modes and numbers its two columns apart, as those of
    KONECT do, has what stands in both named ``1:…`` and ``2:…``, but where ``one_mode`` says otherwise.
    Raises :class:`EdgeFileProblems` with every line that cannot be read.
    """
    found = read(path, sheet=sheet, of_ties=True, header=header or None)
    if len(found.columns) < 2:
        message = _("{path} holds no edge").format(path=path)
        raise EdgeFileProblems(message, hint=_("write two names a line, with a comma or a tab between"))
    first, second = _ends(path, found)
    at = next((at for at, name in enumerate(found.columns) if name.casefold() in WEIGHTS), None)
    rows = [(row[first], row[second], None if at is None else row[at]) for row in found.rows]
    beyond = found.columns.index("#4") if "#4" in found.columns else len(found.columns)
    problems = [
        f"{path.name}:{line}: {problem}"
        for line, row, whole in zip(found.numbers, rows, found.rows, strict=True)
        if (problem := _problem(row, whole, beyond))
    ]
    if problems:
        count, more = len(problems), len(problems) - SHOWN
        told = ngettext("{n} line is no edge:", "{n} lines are no edges:", count).format(n=count)
        rest = [ngettext("… and {n} more", "… and {n} more", more).format(n=more)] if more > 0 else []
        raise EdgeFileProblems(told, below=[*problems[:SHOWN], *rest])
    named = [(str(one), str(other), _weight(cell) or 0) for one, other, cell in rows]
    is_told = found.is_two_mode and not one_mode
    if is_told and {one for one, *_rest in named} & {other for _one, other, _weight_ in named}:
        named = [(f"1:{one}", f"2:{other}", weight) for one, other, weight in named]
    ties = [tie for tie in named if tie[0] != tie[1]]
    weights: dict[tuple[str, str], float] = {}
    for one, other, weight in ties:
        pair = (other, one) if (other, one) in weights else (one, other)
        weights[pair] = weights.get(pair, 0) + weight
    endless = next((pair for pair, weight in weights.items() if weight > HEAVIEST), None)
    if endless:
        message = _("the weights of '{a}' and '{b}' add up to over {most}")
        message = message.format(a=shown(endless[0]), b=shown(endless[1]), most=grouped(HEAVIEST))
        raise EdgeFileProblems(message, hint=_("divide all weights by the same number"))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in weights.items())
    if not graph:
        message = _("{path} holds no edge").format(path=path)
        raise EdgeFileProblems(message, hint=_("write two names a line, with a comma or a tab between"))
    unused = [name for place, name in enumerate(found.columns) if place not in (first, second, at)]
    notes = [*found.notes, *([_("columns left out: {names}").format(names=listed(unused))] if unused else [])]
    columns = (frozenset(tie[0] for tie in named), frozenset(tie[1] for tie in named))
    return Edges(graph, len(ties) - len(weights), len(named) - len(ties), tuple(notes), columns, is_told)


def _ends(path: Path, sheet: Sheet) -> tuple[int, int]:
    """The places of the two columns that hold the ends of the ties."""
    names = [name.casefold() for name in sheet.columns]
    for one, other in PAIRS:
        if one in names and other in names:
            return names.index(one), names.index(other)
    able = [at for at, name in enumerate(names) if name not in WEIGHTS + NO_ENDS]
    texts = [at for at in able if any(number(row[at]) is None for row in sheet.rows if row[at] is not None)]
    plain = {name.rpartition(" / ")[2]: at for at, name in reversed(list(enumerate(names)))}
    firsts = plain | {ONE.sub("", name): at for at, name in enumerate(names) if ONE.search(name)}
    others = {OTHER.sub("", name): at for at, name in enumerate(names) if OTHER.search(name)}
    others |= {name.rpartition(" / ")[2]: at for at, name in enumerate(names) if " / " in name}
    pairs = [
        (stem not in STEMS, at, others[stem])
        for stem, at in firsts.items()
        if others.get(stem, at) != at and (stem or len(names) < 4)
    ]
    pairs = [pair for pair in pairs if pair[1] in texts and pair[2] in texts]
    if pairs:
        return min(pairs)[1:]
    for stem in STEMS:
        alike = [at for at in texts if re.match(rf"{stem}\b", names[at])]
        if stem and len(alike) == 2:
            return alike[0], alike[1]
    chosen = texts if texts and len(names) > 2 else able
    if len(chosen) == 2 or len(chosen) == len(names) == 3:
        return chosen[0], chosen[1]
    message = _("{path}: no two columns are known to hold the ends of the ties").format(path=path)
    known = _("head them source and target; the columns are: {names}").format(names=listed([*sheet.columns]))
    raise KgError(message, hint=known)


def _problem(row: tuple[Cell, Cell, Cell], whole: Sequence[Cell], beyond: int) -> str:
    filled = [cell for cell in whole if cell is not None]
    if any(cell is not None for cell in whole[beyond:]):
        told = ngettext(
            "{n} column where two names, or two and a weight, are expected: {cells}",
            "{n} columns where two names, or two and a weight, are expected: {cells}",
            len(filled),
        )
        return told.format(n=len(filled), cells=shown(filled))
    if row[0] is None or row[1] is None:
        return _("an empty name: {cells}").format(cells=shown(filled))
    if _weight(row[2]) is None:
        told = _("the weight '{weight}' is no number above 0; a header is told by --header")
        return told.format(weight=shown(row[2]))
    return ""


def _weight(cell: Cell) -> float | None:
    """The weight of a tie, 1 where none is told, a whole number where it is one; none where it is no weight."""
    weight = 1 if cell is None else number(cell)
    return weight if weight is not None and 0 < weight < float("inf") else None
