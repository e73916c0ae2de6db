"""The figures with names on both axes: problems by type of place, and ties by community."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.analysis.measures.adjacency import sides_of
from kg.analysis.measures.communities import communities
from kg.export.figures.style import BLUE, GREY, LINES, canvas, enlarge, ink_on, remark, word

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MANY = 60  # names on an axis beyond which they are left out
PITCH = 0.15  # inches from one name to the next
LEAST_PARTED = 4  # places in a community that gets lines


def matrix_figure(
    table: Mapping[tuple[str, str], int],
    rows: Sequence[str],
    columns: Mapping[str, int],
    lang: str,
) -> Figure:
    """How many experts of each type of place raise each problem (rows).

    ``columns`` are the types with the number of their experts, which stands under the name.
    """
    figure, axes = canvas(7.5, 1.9 + 0.24 * max(len(rows), 1), lang, "problems")
    if not rows or not columns:
        remark(figure, word("nothing", lang))
        return figure
    values = np.array([[table.get((row, column), 0) for column in columns] for row in rows], dtype=float)
    axes.grid(visible=False)
    cells = axes.imshow(values, aspect="auto", cmap="Blues", vmin=0, vmax=max(float(values.max()), 1) * 1.3)
    labels = [f"{textwrap.fill(word(column, lang), 13)}\nn = {count}" for column, count in columns.items()]
    axes.set_xticks(range(len(columns)), labels=labels, fontsize=8, linespacing=LINES)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), labels=list(rows), fontsize=8)
    for (row, column), value in np.ndenumerate(values):
        if value:
            ink = ink_on(*cells.to_rgba(value)[:3])
            axes.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=8, color=ink)
    remark(figure, word("experts", lang), word("named-only", lang))
    return figure


def adjacency_figure(graph: nx.Graph[str], country: Callable[[str], str], lang: str) -> Figure:
    """The ties as a matrix, places in the order of their communities; lines part the larger communities.

    A two-mode network has one side in rows and the other in columns, and the axes bear the names of
    the two countries, which ``country`` gives for their codes.
    """
    figure, axes = canvas(4, 4, lang, "adjacency")
    if not graph.number_of_edges():
        remark(figure, word("nothing", lang))
        return figure
    groups = communities(graph)
    is_two_mode = all("bipartite" in graph.nodes[node] for node in graph)
    sides = [set(side) for side in sides_of(graph)] if is_two_mode else [set(graph)] * 2
    rows, columns = ([node for group in groups for node in group if node in side] for side in sides)
    height, width = _inches(len(rows)), _inches(len(columns))
    _mark_ties(axes, graph, rows, columns, min(height / len(rows), width / len(columns)))
    for nodes, line in ((rows, axes.axhline), (columns, axes.axvline)):
        for edge in _edges(groups, set(nodes)):
            line(edge - 0.5, color=GREY, linewidth=0.3)
    for nodes, axis in ((rows, axes.yaxis), (columns, axes.xaxis)):
        names = [str(graph.nodes[node].get("label", node)) for node in nodes] if len(nodes) <= MANY else []
        axis.set_ticks(range(len(names)), labels=names, fontsize=7, rotation=90 if axis is axes.xaxis else 0)
        if is_two_mode:
            axis.set_label_text(country(graph.nodes[nodes[0]]["country"]))
    parted = [word("parted", lang, least=LEAST_PARTED)] if axes.lines else []
    remark(figure, word("community", lang), *parted)
    enlarge(figure, axes, width, height)
    return figure


def _inches(count: int) -> float:
    """The length of an axis of so many places: room for each name, or for a dot that can be seen."""
    return max(4.0, PITCH * count if count <= MANY else min(0.05 * count, 9.0))


def _mark_ties(axes: Axes, graph: nx.Graph[str], rows: Sequence[str], columns: Sequence[str], cell: float) -> None:
    """Fill the cells, so many inches wide, of the pairs that are tied."""
    row, column = ({node: n for n, node in enumerate(nodes)} for nodes in (rows, columns))
    pairs = [pair for a, b in graph.edges() for pair in ((a, b), (b, a)) if pair[0] in row and pair[1] in column]
    x, y = [column[b] for _, b in pairs], [row[a] for a, _ in pairs]
    side = min(max(0.7 * 72 * cell, 2), 8)  # in points
    axes.grid(visible=False)
    axes.scatter(x, y, s=side**2, marker="s", color=BLUE, linewidths=0)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)


def _edges(groups: Sequence[Sequence[str]], nodes: set[str]) -> Iterator[int]:
    """Where each larger community ends among the nodes of one axis, unless they end with it."""
    edge = 0
    for group in groups:
        inside = len(nodes.intersection(group))
        edge += inside
        if inside and len(group) >= LEAST_PARTED and edge < len(nodes):
            yield edge
