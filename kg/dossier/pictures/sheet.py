"""A drawing with all that it needs where it stands alone: title, what it shows, legend, source and licence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kg.base.languages import current
from kg.dossier.pictures import svg

HEAD, SIDE = 62.0, 24.0  # units above the drawing, and beside words
WIDTH_MM = 240
_ROW, _LINE, _NOTE = 28, 22, 17  # from one row of the legend to the next, where one goes on, and of notes


class Entry(NamedTuple):
    """What a sign means: the sign, drawn from a left end at a height, how wide it is, and its words."""

    sign: Callable[[float, float], str]
    wide: float
    text: str


def line_entry(wide: float, text: str, **look: str | float) -> Entry:
    """What a line of some look means."""
    return Entry(lambda x, y: svg.element("line", x1=x, y1=y, x2=x + wide, y2=y, **look), wide, text)


def sheet(
    title: str,
    says: str,
    size: tuple[float, float],
    inside: Iterable[str],
    legend: Iterable[Sequence[Entry]],
    notes: Iterable[str],
) -> str:
    """The sheet as SVG, in the language that is spoken; ``inside`` is the drawing, of a width and a height."""
    width, height = size
    explained, below = _explained(legend, HEAD + height + 24, width - SIDE)
    folded = [line for note in notes for line in svg.folded(note, width - 2 * SIDE, 12)]
    parts = [
        svg.element("desc", svg.escaped(says)),
        svg.label(SIDE, 30, title, font_size=22, font_weight="bold"),
        svg.label(SIDE, 51, says, font_size=14, fill=svg.MUTED),
        svg.element("svg", inside, y=HEAD, width=width, height=height),
        *explained,
        *(svg.label(SIDE, below + _NOTE * at, each, font_size=12, fill=svg.MUTED) for at, each in enumerate(folded)),
    ]
    return svg.drawing(width, below + _NOTE * len(folded), title, current(), parts)


def _explained(rows: Iterable[Sequence[Entry]], top: float, right: float) -> tuple[list[str], float]:
    """The legend, and where it ends; what does not fit a line goes on in the next."""
    parts: list[str] = []
    for row in filter(None, rows):
        x = SIDE
        for sign, wide, text in row:
            if x > SIDE and x + wide + 8 + svg.text_width(text) > right:
                x, top = SIDE, top + _LINE
            parts += [sign(x, top), svg.label(x + wide + 8, top + 4.5, text)]
            x += wide + 32 + svg.text_width(text)
        top += _ROW
    return parts, top + 6
