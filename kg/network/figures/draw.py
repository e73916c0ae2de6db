"""The figures: each takes plain values and gives a matplotlib figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.network.figures.style import BLUE, GREY, RED, canvas, word
from kg.network.measures.communities import communities
from kg.network.measures.degree import degree_distribution
from kg.network.measures.growth import Growth
from kg.network.measures.ties import sides_of
from kg.network.ranking import HubRank

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MANY = 60  # names on an axis beyond which they are left out


def growth_figure(found: Growth, lang: str) -> Figure:
    """Ties that stood at the end of each year, over those that began in it."""
    figure, axes = canvas(7, 4)
    axes.set_title(word("growth", lang), loc="left")
    axes.set_xlabel(word("year", lang))
    years = [each.year for each in found.years]
    axes.bar(years, [each.began for each in found.years], color=GREY, label=word("began", lang))
    axes.step(years, [each.standing for each in found.years], where="mid", color=BLUE, label=word("standing", lang))
    axes.locator_params(axis="x", integer=True)
    axes.legend(frameon=False, loc="upper left")
    if found.undated:
        _remark(axes, word("undated", lang, count=found.undated))
    return figure


def degree_figure(graph: nx.Graph[str], lang: str) -> Figure:
    """The share of places with so many partners or more, on logarithmic axes."""
    figure, axes = canvas(5.5, 4.5)
    axes.set_title(word("degrees", lang), loc="left")
    axes.set_xlabel(word("partners", lang))
    axes.set_ylabel(word("places", lang))
    counts = {degree: count for degree, count in degree_distribution(graph).items() if degree}
    degrees = np.array(list(counts), dtype=int)
    at_least = np.cumsum(np.array(list(counts.values()), dtype=int)[::-1])[::-1]
    if len(degrees):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.plot(degrees, at_least, "o-", color=BLUE, linewidth=0.8, markersize=4)
        for scale, ticks in ((axes.xaxis, degrees), (axes.yaxis, at_least)):
            shown = sorted(set(ticks.tolist()))
            scale.set_ticks(shown, labels=[str(tick) for tick in shown], minor=False)
            scale.set_ticks([], minor=True)
    else:
        _remark(axes, word("nothing", lang))
    return figure


def hubs_figure(found: Sequence[HubRank], name: Callable[[str], str], lang: str) -> Figure:
    """The rank of each hub with the ranks that it could have; ranks that overlap are not told apart."""
    figure, axes = canvas(7, 1.3 + 0.28 * max(len(found), 1))
    axes.set_title(word("hubs", lang), loc="left")
    axes.set_xlabel(word("rank", lang))
    for height, hub in enumerate(found):
        drawn = word("drawn", lang) if height == 0 else None
        left_out = word("left-out", lang) if height == 0 else None
        axes.plot(hub.interval, (height, height), color=GREY, linewidth=2, solid_capstyle="butt", label=drawn)
        axes.plot(hub.leave_one_out, (height, height), color=BLUE, linewidth=6, alpha=0.5, label=left_out)
        axes.plot(hub.rank, height, "o", color=RED, markersize=5, label=word("found", lang) if height == 0 else None)
    labels = [f"{name(hub.place)} ({word('ties', lang, count=hub.ties)})" for hub in found]
    axes.set_yticks(range(len(found)), labels=labels)
    axes.invert_yaxis()
    if found:
        axes.set_xlim(0.5, 1.5 + 2 * max(hub.rank for hub in found))
        axes.legend(frameon=False, loc="upper right", fontsize=8)
    return figure


def matrix_figure(
    table: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str], lang: str
) -> Figure:
    """How many experts of each type of place (columns) raise each problem (rows)."""
    figure, axes = canvas(7.5, 1.6 + 0.24 * max(len(rows), 1))
    axes.set_title(word("problems", lang), loc="left")
    if not rows or not columns:
        _remark(axes, word("nothing", lang))
        return figure
    values = np.array([[table.get((row, column), 0) for column in columns] for row in rows], dtype=float)
    axes.grid(visible=False)
    axes.imshow(values, aspect="auto", cmap="Blues", vmin=0, vmax=max(float(values.max(initial=0)), 1) * 1.3)
    axes.set_xticks(range(len(columns)), labels=[word(column, lang) for column in columns], rotation=20, ha="right")
    axes.set_yticks(range(len(rows)), labels=list(rows), fontsize=8)
    for (row, column), value in np.ndenumerate(values):
        if value:
            axes.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=8)
    return figure


def distance_figure(lengths: Sequence[float], lang: str) -> Figure:
    """A histogram of the lengths of ties, with their median."""
    figure, axes = canvas(7, 4)
    axes.set_title(word("distances", lang), loc="left")
    axes.set_xlabel(word("kilometres", lang))
    axes.set_ylabel(word("count", lang))
    if lengths:
        axes.hist(
            lengths, bins=np.arange(0, max(lengths) + 500, 500).tolist(), color=BLUE, edgecolor="white", linewidth=0.5
        )
        middle = float(np.median(lengths))
        axes.axvline(middle, color=RED, linewidth=1, label=word("median", lang, value=f"{middle:.0f}"))
        axes.legend(frameon=False)
    else:
        _remark(axes, word("nothing", lang))
    return figure


def adjacency_figure(graph: nx.Graph[str], lang: str) -> Figure:
    """The ties as a matrix, places in the order of their communities; lines part the communities.

    A two-mode network has one side in rows and the other in columns.
    """
    if not graph.number_of_edges():
        figure, axes = canvas(5, 5)
        axes.set_title(word("adjacency", lang), loc="left")
        _remark(axes, word("nothing", lang))
        return figure
    groups = communities(graph)
    is_two_mode = all("bipartite" in graph.nodes[node] for node in graph)
    sides = [set(side) for side in sides_of(graph)] if is_two_mode else [set(graph)] * 2
    order = [[node for group in groups for node in group if node in side] for side in sides]
    row, column = ({node: n for n, node in enumerate(nodes)} for nodes in order)
    size = 5 + min(len(graph), 400) / 100
    figure, axes = canvas(size, size)
    axes.set_title(word("adjacency", lang), loc="left")
    axes.set_xlabel(word("community", lang))
    axes.grid(visible=False)
    pairs = [pair for a, b in graph.edges() for pair in ((a, b), (b, a)) if pair[0] in row and pair[1] in column]
    x, y = [column[b] for _, b in pairs], [row[a] for a, _ in pairs]
    axes.scatter(x, y, s=max(4, 900 / len(graph)), marker="s", color=BLUE, linewidths=0)
    for nodes, line in zip(order, (axes.axhline, axes.axvline), strict=True):
        edge = 0
        for group in groups[:-1]:
            inside = len(set(group) & set(nodes))
            edge += inside
            if inside:
                line(edge - 0.5, color=GREY, linewidth=0.3)
    for nodes, axis in zip(order, (axes.yaxis, axes.xaxis), strict=True):
        names = [str(graph.nodes[node].get("label", node)) for node in nodes] if len(nodes) <= MANY else []
        axis.set_ticks(range(len(names)), labels=names, fontsize=6, rotation=90 if axis is axes.xaxis else 0)
    axes.set_xlim(-0.5, len(order[1]) - 0.5)
    axes.set_ylim(len(order[0]) - 0.5, -0.5)
    return figure


def _remark(axes: Axes, text: str) -> None:
    axes.annotate(
        text,
        (1, 0),
        xycoords="axes fraction",
        xytext=(0, -32),
        textcoords="offset points",
        ha="right",
        fontsize=8,
        color=GREY,
    )
