"""The figures with axes of numbers: each takes plain values and gives a matplotlib figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.analysis.measures import attack
from kg.analysis.measures.adjacency import ties_of
from kg.analysis.measures.degree import degree_distribution
from kg.analysis.measures.growth import Growth
from kg.analysis.ranking import HubRank
from kg.base.languages import decimal
from kg.export.figures.style import BLUE, GREY, RED, canvas, enlarge, remark, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEAST_GAP = 0.04  # between two ticks of a logarithmic axis, as a share of the axis


def growth_figure(found: Growth, lang: str, until: int | None = None) -> Figure:
    """Ties begun by the end of each year and not known to have ended, over those begun in it.

    The curve stops with the year ``until``, or with the last change.
    """
    figure, axes = canvas(7, 4, lang, "growth", "year", "count")
    shown = [each for each in found.years if until is None or each.year <= until]
    years = [each.year for each in shown]
    if shown:
        axes.bar(years, [each.began for each in shown], color=GREY, label=word("began", lang))
        axes.step(years, [each.standing for each in shown], where="mid", color=BLUE, label=word("standing", lang))
        most = [each.standing + each.possible for each in shown]
        axes.step(years, most, where="mid", color=BLUE, linestyle=":", label=word("possible", lang))
        axes.margins(y=0.4)  # the legend stands above the curve
        axes.locator_params(integer=True)
        axes.legend(frameon=False, loc="upper left")
    nothing = [] if shown else [word("nothing", lang)]
    unbounded = [word("unbounded", lang, count=found.unbounded)] if found.unbounded else []
    remark(figure, *nothing, *unbounded)
    return figure


def degree_figure(graph: nx.Graph[str], lang: str) -> Figure:
    """The number of places with so many partners or more, on logarithmic axes."""
    figure, axes = canvas(5.5, 4.5, lang, "degrees", "partners", "places")
    counts = {degree: count for degree, count in degree_distribution(graph).items() if degree}
    degrees = np.array(list(counts), dtype=int)
    at_least = np.cumsum(np.array(list(counts.values()), dtype=int)[::-1])[::-1]
    if len(degrees):
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.plot(degrees, at_least, "o-", color=BLUE, linewidth=0.8, markersize=4)
        for scale, ticks in ((axes.xaxis, degrees), (axes.yaxis, at_least)):
            shown = _apart(ticks.tolist())
            scale.set_ticks(shown, labels=[str(tick) for tick in shown], minor=False)
            scale.set_ticks([], minor=True)
    else:
        remark(figure, word("nothing", lang))
    return figure


def _apart(values: Iterable[int]) -> list[int]:
    """The values, from the least, that are far enough apart on a logarithmic axis for their numbers to be read."""
    rising = sorted(set(values))
    gap = LEAST_GAP * np.log(rising[-1] / rising[0])
    kept = rising[:1]
    for value in rising[1:]:
        if np.log(value / kept[-1]) >= gap:
            kept.append(value)
    return kept


def hubs_figure(found: Sequence[HubRank], name: Callable[[str], str], lang: str) -> Figure:
    """The rank of each hub with the ranks that it could have, all of them within the axes.

    Both ends of a range bear a mark, so that a range of one rank is seen as well.
    """
    figure, axes = canvas(7, 1.5 + 0.28 * max(len(found), 1), lang, "hubs", "rank")
    if not found:
        remark(figure, word("nothing", lang))
        return figure
    heights = range(len(found))
    without, drawn = [hub.leave_one_out for hub in found], [hub.interval for hub in found]
    for key, spans, color, width, alpha in (("left-out", without, BLUE, 6, 0.5), ("drawn", drawn, GREY, 2, 1)):
        first, last = zip(*spans, strict=True)
        axes.hlines(heights, first, last, color, linewidth=width, alpha=alpha, capstyle="butt", label=word(key, lang))
        axes.plot([*first, *last], [*heights, *heights], "|", color=color, markersize=width + 6, markeredgewidth=1.5)
    ranks = [hub.rank for hub in found]
    axes.plot(ranks, heights, "o", color=RED, markersize=4, label=word("found", lang))
    axes.set_yticks(heights, labels=[word("hub", lang, name=name(hub.place), count=hub.ties) for hub in found])
    axes.set_ylim(len(found) - 0.4, -0.6)
    worst = max(*ranks, *(last for _, last in (*without, *drawn)))
    room = max(0.5, 0.015 * worst)
    axes.set_xlim(1 - room, worst + room)
    axes.locator_params(axis="x", integer=True)
    figure.legend(frameon=False, loc="outside lower right", fontsize=8, ncols=3)
    enlarge(figure, axes, 4, 0.28 * len(found))
    return figure


def attack_figure(graph: nx.Graph[str], lang: str, seed: int = 0) -> Figure:
    """The share of places in the largest component as others are removed, with the bounds of random removals."""
    figure, axes = canvas(7, 4, lang, "attack", "removed", "largest")
    ties = ties_of(graph)
    if not len(graph):
        remark(figure, word("nothing", lang))
        return figure
    shares = np.linspace(0, 100, len(graph) + 1)
    chance = attack.at_random(ties, seed=seed)
    axes.fill_between(shares, 100 * chance.low.largest, 100 * chance.high.largest, color=GREY, alpha=0.3, linewidth=0)
    orders = {"by-degree": (attack.by_degree(ties), RED), "by-betweenness": (attack.by_betweenness(ties), BLUE)}
    curves = [("at-random", chance.mean, GREY)]
    curves += [(key, attack.attacked(ties, order), color) for key, (order, color) in orders.items()]
    for key, left, color in curves:
        told = word(key, lang, value=decimal(f"{left.robustness:.4f}", lang))
        axes.plot(shares, 100 * left.largest, color=color, linewidth=1.2, label=told)
    axes.legend(frameon=False)
    return figure


def distance_figure(lengths: Sequence[float], lang: str) -> Figure:
    """A histogram of the lengths of ties, with their median."""
    figure, axes = canvas(7, 4, lang, "distances", "kilometres", "count")
    if lengths:
        axes.hist(
            lengths, bins=np.arange(0, max(lengths) + 500, 500).tolist(), color=BLUE, edgecolor="white", linewidth=0.5
        )
        middle = float(np.median(lengths))
        axes.axvline(middle, color=RED, linewidth=1, label=word("median", lang, value=f"{middle:.0f}"))
        axes.margins(y=0.15)  # the legend stands above the bars
        axes.locator_params(axis="y", integer=True)
        axes.legend(frameon=False, loc="upper left")
    else:
        remark(figure, word("nothing", lang))
    return figure
