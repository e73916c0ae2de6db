"""Bars by year, one panel under another over one axis of years: what is dated full, what is only bounded hollow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.dossier.pictures import svg

WIDTH, _LEFT, _RIGHT = 760.0, 34.0, 12.0
NARROW = 330.0  # units of a drawing that fits a telephone with letters of a readable size
_HEAD, _HIGH, _FOOT, _SMALL, _ROW = 44.0, 112.0, 30.0, 11, 17.0
# How a series is filled: its class, for a page that colours it anew, and its attributes.
LOOKS: Mapping[str, Mapping[str, str | float]] = {
    "first": {"fill": svg.INK},
    "second": {"fill": "#8b949b"},
    "third": {"fill": "#c9b26a"},
    "bounded": {"fill": svg.PAPER, "stroke": svg.MUTED, "stroke_width": 1},
    "possible": {"fill": svg.INK, "fill_opacity": "0.25"},
}


class Series(NamedTuple):
    """Counts by year under one name; ``look`` is one of :data:`LOOKS`, ``of`` says to a script what is counted."""

    label: str
    look: str
    counts: Mapping[int, int]
    of: str = ""


class Panel(NamedTuple):
    """Series that stand on one another, the first at the bottom."""

    title: str
    series: tuple[Series, ...]


def bars(
    panels: Sequence[Panel], title: str, lang: str, notes: Sequence[str] = (), air: float = 0, width: float = WIDTH
) -> str:
    """The panels as SVG with some air on all sides; empty where nothing has a year.

    ``notes`` stand under it: source, licence. With ``NARROW`` as its width it fits a telephone.
    """
    shown = [(n, panel) for n, panel in enumerate(panels) if any(any(each.counts.values()) for each in panel.series)]
    years = [year for _n, panel in shown for each in panel.series for year, count in each.counts.items() if count]
    if not years:
        return ""
    first, last = min(years), max(years)
    parts: list[str] = []
    top = 34.0
    for number, panel in shown:
        legend, head = _legend(panel, top + 32, width)
        parts += _panel(panel, number, (first, last), top, head, width)
        parts += legend
        top = head + _HIGH + _FOOT
    lines = [line for note in notes for line in svg.folded(note, width - 8, _SMALL)]
    parts += (svg.label(0, top + 12 + 15 * k, each, font_size=_SMALL, **_quiet()) for k, each in enumerate(lines))
    title_line = svg.label(0, 20, title, font_size=18, font_weight="bold", class_="ink")
    high, parts = top + 15 * len(lines) + 4, [title_line, *parts]
    if air:
        parts = [svg.element("svg", parts, x=air, y=air, width=width, height=high)]
    return svg.drawing(width + 2 * air, high + 2 * air, title, lang, parts)


def _quiet() -> dict[str, str | float]:
    return {"fill": svg.MUTED, "class_": "quiet"}


def frame(panels: Sequence[Panel]) -> dict[str, float]:
    """What else draws bars into the panels must know: the years, and where they lie; the right end is each panel's."""
    years = [year for panel in panels for each in panel.series for year, count in each.counts.items() if count]
    return {"first": min(years), "last": max(years), "left": _LEFT, "high": _HIGH}


def _panel(panel: Panel, number: int, years: tuple[int, int], top: float, head: float, width: float) -> Iterator[str]:
    first, last = years
    right = width - _RIGHT
    step = (right - _LEFT) / (last - first + 1)
    most = max(sum(each.counts.get(year, 0) for each in panel.series) for year in range(first, last + 1))
    base = head + _HIGH
    yield svg.label(0, top + 14, panel.title, font_weight="bold", class_="ink")
    inside = _bars(panel, first, last, right, base, most)
    yield svg.element("g", inside, **{"data-panel": number, "data-base": base, "data-right": right})
    for year in range(-(-first // 5) * 5, last + 1, 5):
        x = _LEFT + (year - first + 0.5) * step
        yield svg.label(x, base + 16, str(year), "middle", font_size=_SMALL, **_quiet())


def _bars(panel: Panel, first: int, last: int, right: float, base: float, most: int) -> Iterator[str]:
    step = (right - _LEFT) / (last - first + 1)
    unit = _HIGH / max(most, 1)
    for value in _ticks(most):
        y = base - value * unit
        yield svg.element("line", x1=_LEFT, y1=y, x2=right, y2=y, stroke=svg.RULE, class_="rule")
        yield svg.label(_LEFT - 6, y + 4, str(value), "end", font_size=_SMALL, **_quiet())
    for year in range(first, last + 1):
        x, y = _LEFT + (year - first) * step, base
        told = ", ".join(f"{each.label} {each.counts[year]}" for each in panel.series if each.counts.get(year))
        stacked = []
        for each in panel.series:
            if high := each.counts.get(year, 0) * unit:
                y -= high
                stacked.append(
                    svg.element(
                        "rect",
                        x=x + 0.1 * step,
                        y=y,
                        width=0.8 * step,
                        height=high,
                        class_=each.look,
                        **LOOKS[each.look],
                    )
                )
        if stacked:
            yield svg.element("g", (svg.element("title", svg.escaped(f"{year}: {told}")), *stacked))


def _legend(panel: Panel, y: float, width: float) -> tuple[list[str], float]:
    """What the fillings mean, and where the bars may begin; what does not fit a line goes on in the next."""
    parts: list[str] = []
    x = _LEFT
    for each in panel.series:
        wide = 15 + svg.text_width(each.label, _SMALL)
        if x > _LEFT and x + wide > width:
            x, y = _LEFT, y + _ROW
        parts.append(svg.element("rect", x=x, y=y - 9, width=10, height=10, class_=each.look, **LOOKS[each.look]))
        parts.append(svg.label(x + 15, y, each.label, font_size=_SMALL, **_quiet()))
        x += wide + 16
    return parts, y + _HEAD - 32


def _ticks(most: int) -> range:
    """Round values from nothing up, at most six of them.

    >>> list(_ticks(17)), list(_ticks(2))
    ([0, 5, 10, 15], [0, 1, 2])
    """
    step = next(
        part * scale for scale in (1, 10, 100, 1000, 10_000) for part in (1, 2, 5) if most / (part * scale) <= 5
    )
    return range(0, most + 1, step)
