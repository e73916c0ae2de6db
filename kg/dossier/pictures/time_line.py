"""A time line: stages that are dated or only bounded, and events by year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.base.languages import _, speaking
from kg.dossier.pictures import svg

_ROW, _LANE, _SMALL, _DOT = 24, 18, 11, 3.2
_LEFT = 176.0  # of names of rows, at most
NARROW = 360.0  # units of a drawing that fits a telephone, in which names stand above their rows
_NAME = 16  # of a line of names
_ENDS = {"end", "pause"}
# Inside, radius and dashes of the circle of a stage.
_SIGNS = {
    "sister": (svg.INK, 5.0, ""),
    "renewal": (svg.INK, 3.5, ""),
    "intention": (svg.PAPER, 5.0, "2 1.5"),
    "contact": (svg.PAPER, 3.5, "1 1.5"),
}


class Stage(NamedTuple):
    """A step of a tie, as fine as it is known: ``date``, else the bounds; all are ISO dates or years, or empty.

    ``kind`` is the code of its kind and ``label`` what the kind is called in the language of the picture. Stages with
    the same ``row`` share a line, such as those of one partner; without one, each kind has its own.
    """

    kind: str
    label: str
    date: str = ""
    not_before: str = ""
    not_after: str = ""
    row: str = ""


class Event(NamedTuple):
    """Something that happened, or is planned, in a year."""

    year: int
    label: str
    planned: bool = False


class _Scale(NamedTuple):
    first: int
    last: int
    left: float
    width: float

    @property
    def is_narrow(self) -> bool:
        return self.width == NARROW

    def at(self, year: float) -> float:
        return self.left + (year - self.first) / max(self.last - self.first, 1) * (self.width - self.left - 14)


def time_line(
    stages: Sequence[Stage],
    events: Sequence[Event],
    lang: str,
    until: int = 0,
    title: str = "",
    width: float = svg.WIDTH,
) -> str:
    """The time line as SVG; empty where nothing has a year.

    A dated stage is a mark with its year, one that is only bounded a faint bar over the years in which it may have
    come, open to the left where nothing is known from before. Events are dots, one a piece, over their year; hollow
    ones are planned. The axis reaches to ``until`` where that is later than what is shown. With ``NARROW`` as its
    width it fits a telephone.
    """
    known = [stage for stage in stages if _years(stage)]
    years = [year for stage in known for year in _years(stage)] + [event.year for event in events]
    if not years:
        return ""
    with speaking(lang):
        rows = list(dict.fromkeys(stage.row or stage.label for stage in known))
        heads = [*rows, *([_("Events")] if events else [])]
        left = 14.0 if width == NARROW else min(max(svg.text_width(head) for head in heads) + 16, _LEFT)
        scale = _Scale(min(years) - 1, max(*years, until) + 1, left, width)
        parts, small = list[str](), list[str]()
        y = 8.0
        for head in rows:
            y += _row(parts, small, head, [stage for stage in known if (stage.row or stage.label) == head], scale, y)
        if events:
            y += _events(parts, small, events, scale, y)
        parts.append(svg.element("g", small, font_size=_SMALL, fill=svg.MUTED))
        return svg.drawing(width, y + 24, title or _("Time line"), lang, [*_axis(scale, y), *parts])


def _years(stage: Stage) -> list[int]:
    return [int(text[:4]) for text in (stage.date, stage.not_before, stage.not_after) if re.match(r"\d{4}", text)]


def _row(parts: list[str], small: list[str], head: str, stages: Sequence[Stage], scale: _Scale, top: float) -> float:
    """Draw the stages of a row, below one another where they or their words would meet; how high the row is.

    ``small`` are the words beside the signs.
    """
    lines = svg.folded(head, scale.width if scale.is_narrow else scale.left - 12)
    above = _NAME * len(lines) if scale.is_narrow else 0
    top += above
    taken: list[float] = []  # how far each lane is filled
    for stage in sorted(stages, key=lambda stage: (_years(stage)[-1], stage.kind)):
        start, end = _reach(stage, scale)
        text = f"{_when(stage)} {stage.label}" if stage.row else _when(stage)
        wide = svg.text_width(text, _SMALL)
        x = end + 8 if end + 8 + wide < scale.width else (start if stage.date else end) - 8 - wide
        lane = next((k for k, filled in enumerate(taken) if filled < min(start, x)), len(taken))
        taken[lane : lane + 1] = [max(end, x + wide) + 6]
        y = text_y = top + _ROW / 2 + lane * _LANE
        if x < 0 or (x < start and not stage.date):  # no room beside the sign: under it
            x, text_y = max(min(start, scale.width - wide), 0.0), top + _ROW / 2 + len(taken) * _LANE
            taken.append(x + wide + 6)
        parts.append(_sign(stage, (start + end) / 2, y) if stage.date else _bar(stage, start, end, y))
        if start < x < end and y == text_y:
            parts.append(svg.element("rect", x=x - 3, y=y - 8, width=wide + 6, height=16, fill=svg.PAPER))
        small.append(svg.label(x, text_y + 4, text))
    first = top - above + _ROW / 2 + 4.5
    parts += [svg.label(0, first + k * _NAME, line) for k, line in enumerate(lines)]
    high = _ROW + (len(taken) - 1) * _LANE
    return above + high + 4 if scale.is_narrow else max(high, 8 + _NAME * len(lines))


def _reach(stage: Stage, scale: _Scale) -> tuple[float, float]:
    """From where to where a stage is drawn."""
    if stage.date:
        x = scale.at(_fraction(stage.date))
        return x - 5, x + 5
    start = scale.at(_fraction(stage.not_before)) if stage.not_before else scale.left + 4
    end = scale.at(_fraction(stage.not_after, end=True)) if stage.not_after else scale.width - 6
    return start, max(end, start + 3)


def _bar(stage: Stage, start: float, end: float, y: float) -> str:
    """The years in which a stage may have come, closed by a line where a bound is known, else by a tip."""
    line = svg.element("line", x1=start, y1=y, x2=end, y2=y, stroke_width=6, stroke_opacity="0.4")
    tips = ""
    for known, x, tip in ((stage.not_before, start, -4), (stage.not_after, end, 4)):
        corners = [(x, y - 6), (x, y + 6)] if known else [(x - tip, y - 6), (x + tip, y), (x - tip, y + 6)]
        tips += "M" + " ".join(f"{svg.number(px)},{svg.number(py)}" for px, py in corners)
    return svg.element("g", line + svg.element("path", d=tips, fill="none", stroke_width=1.2), stroke=svg.INK)


def _sign(stage: Stage, x: float, y: float) -> str:
    """What a dated stage looks like: a full circle for an agreement, an open one before it, lines where it ends."""
    if stage.kind in _ENDS:
        lines = [x - 2, x + 2] if stage.kind == "pause" else [x]
        return "".join(
            svg.element("line", x1=at, y1=y - 7, x2=at, y2=y + 7, stroke=svg.INK, stroke_width=1.8) for at in lines
        )
    fill, radius, dashes = _SIGNS.get(stage.kind, (svg.PAPER, 5.0, ""))
    more: dict[str, str | float] = {"stroke_dasharray": dashes} if dashes else {}
    circle = svg.element("circle", cx=x, cy=y, r=radius, fill=fill, stroke=svg.INK, stroke_width=1.5, **more)
    return circle + (svg.element("circle", cx=x, cy=y, r=2) if stage.kind == "partnership" else "")


def _when(stage: Stage) -> str:
    """The year of a stage, or its bounds in words."""
    early, late = stage.not_before[:4], stage.not_after[:4]
    if stage.date:
        return stage.date[:4]
    if early and late:
        return early if early == late else f"{early}–{late}"
    return _("by {year}").format(year=late) if late else _("not before {year}").format(year=early)


def _fraction(date: str, *, end: bool = False) -> float:
    """A date as a year with its part; a year alone lies in its middle, as an upper bound at its end.

    >>> _fraction("2016"), _fraction("2016", end=True), _fraction("2016-07")
    (2016.5, 2017.0, 2016.5)
    """
    year, _dash, rest = date.partition("-")
    if not rest:
        return int(year) + (1.0 if end else 0.5)
    month, _dash, day = rest.partition("-")
    return int(year) + (int(month) - 1 + (int(day or 1) - 1) / 31) / 12


def _events(parts: list[str], small: list[str], events: Sequence[Event], scale: _Scale, top: float) -> float:
    counts = Counter(event.year for event in events)
    step = min(2 * _DOT + 1, 72 / max(counts.values()))
    high = max(_ROW, max(counts.values()) * step + 18)
    above = _NAME if scale.is_narrow else 0
    base = top + above + high - 8
    parts.append(svg.label(0, top + _ROW / 2 + 4.5 if scale.is_narrow else base + 1, _("Events")))
    stacked: Counter[int] = Counter()
    for event in sorted(events, key=lambda event: (event.year, event.planned, event.label)):
        y = base - _DOT - stacked[event.year] * step
        stacked[event.year] += 1
        look = {"fill": svg.PAPER, "stroke": svg.INK} if event.planned else {"fill": svg.INK, "stroke": svg.PAPER}
        said = svg.element("title", svg.escaped(f"{event.year}: {event.label}"))
        parts.append(svg.element("circle", said, cx=scale.at(event.year + 0.5), cy=y, r=_DOT, **look, stroke_width=0.7))
    for year, count in sorted(counts.items()):
        if count > 3:
            y = base - count * step - 3
            small.append(svg.label(scale.at(year + 0.5), y, str(count), "middle"))
    return above + high


def _axis(scale: _Scale, bottom: float) -> Iterator[str]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (scale.last - scale.first) / step <= 11)
    years = range(-(-scale.first // step) * step, scale.last + 1, step)
    rules = "".join(f"M{svg.number(scale.at(year))},4V{svg.number(bottom + 4)}" for year in years)
    yield svg.element("path", d=rules, stroke=svg.RULE, stroke_width=0.8)
    named = [svg.label(scale.at(year), bottom + 18, str(year)) for year in years]
    yield svg.element("g", named, text_anchor="middle", font_size=_SMALL, fill=svg.MUTED)
    yield svg.element("line", x1=scale.left, y1=bottom, x2=scale.width, y2=bottom, stroke=svg.MUTED, stroke_width=1)
