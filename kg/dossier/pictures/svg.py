"""What every drawing is made of: elements with escaped texts, the colours of the project, widths of words."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from kg.formats.look import LIGHT, families
from kg.formats.shown_cells import xml_text

INK, MUTED, RULE, PAPER, FOCUS = (LIGHT[name] for name in ("ink", "muted", "rule", "paper", "focus"))
WIDTH = 640  # units of a drawing, which stands 160 mm wide: 13 of them are a text of 9 points
SIZE = 13

# The line of a kind: dashes and width; colour alone never tells one.
_LINES = {
    "sister": ("", 2.0),
    "partner": ("8 4", 1.8),
    "partnership": ("8 4", 1.8),
    "intention": ("2 4", 1.8),
    "contact": ("1 3", 1.2),
}
_COLOURS = {"ru": LIGHT["russia"], "cn": LIGHT["china"]}
_OTHERS = (LIGHT["third"], LIGHT["fourth"])
POSSIBLE, ENDED = 0.4, 0.35
# Of a text over lines.
HALO: Mapping[str, str | float] = {
    "stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke",
}  # fmt: skip


def element(name: str, content: str | Iterable[str] = "", /, **given: str | float) -> str:
    """An element; underscores in names of attributes stand for hyphens, numbers are as fine as a tenth.

    >>> element("text", escaped("A & B"), x=1.04, text_anchor="end")
    '<text x="1" text-anchor="end">A &amp; B</text>'
    """
    told = attributes(given)
    inside = content if isinstance(content, str) else "".join(content)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def attributes(given: Mapping[str, str | float]) -> str:
    """Those of an element, in the order in which they are given."""
    return "".join(f" {key.rstrip('_').replace('_', '-')}={_quoted(value)}" for key, value in given.items())


def escaped(text: str) -> str:
    """A text of anybody as content: no markup, and no character that XML forbids."""
    return html.escape(xml_text(text), quote=False)


def _quoted(value: str | float) -> str:
    text = xml_text(value) if isinstance(value, str) else number(value)
    return f'"{html.escape(text)}"'


def number(value: float) -> str:
    """A coordinate to a tenth of a unit.

    >>> number(2.0), number(-0.04), number(3.16)
    ('2', '0', '3.2')
    """
    return f"{round(value, 1) + 0:g}"


def drawing(width: float, height: float, title: str, lang: str, parts: Iterable[str]) -> str:
    """A whole picture; its title is read aloud to who does not see it."""
    paper = element("rect", width=width, height=height, fill=PAPER)
    return (
        element(
            "svg",
            (element("title", escaped(title)), paper, *parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            role="img",
            lang={"zh": "zh-Hans"}.get(lang, lang),
            font_family=families(lang),
            font_size=SIZE,
            fill=INK,
        )
        + "\n"
    )


def label(x: float, y: float, text: str, anchor: str = "start", /, **more: str | float) -> str:
    """A line of text."""
    return element("text", escaped(text), x=x, y=y, **({"text_anchor": anchor} if anchor != "start" else {}), **more)


def stroke(kind: str, *, ended: bool = False, possible: bool = False) -> dict[str, str | float]:
    """How a tie or stage of a kind is drawn: its dashes and width, faint where it ended or is only possible."""
    dashes, width = _LINES.get(kind, ("4 2 1 2", 1.5))
    faint = min([ENDED] * ended + [POSSIBLE] * possible + [1.0])
    return (
        {"stroke_width": width}
        | ({"stroke_dasharray": dashes} if dashes else {})
        | ({"stroke_opacity": faint_text(faint)} if faint < 1 else {})
    )


def faint_text(value: float) -> str:
    """An opacity, which needs two digits."""
    return f"{value:g}"


def colour(country: str, countries: Iterable[str] = ()) -> str:
    """The colour of a country; further ones take theirs in the order of their codes."""
    others = sorted(set(countries) - set(_COLOURS))
    place = others.index(country) if country in others else 0
    return _COLOURS.get(country) or _OTHERS[min(place, 1)]


def mark(x: float, y: float, size: float, country: str, countries: Iterable[str] = (), /, **more: str | float) -> str:
    """The sign of a place: a circle for Russia, a diamond for China, a square and a triangle for further countries."""
    style: dict[str, str | float] = {"fill": colour(country, countries), "stroke": PAPER, **more}
    if country == "ru":
        return element("circle", cx=x, cy=y, r=size, **style)
    return element("polygon", points=" ".join(_corners(x, y, size, country, countries)), **style)


def _corners(x: float, y: float, size: float, country: str, countries: Iterable[str]) -> list[str]:
    shapes = {
        _COLOURS["cn"]: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        _OTHERS[0]: ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
        _OTHERS[1]: ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
    }
    shape = shapes[colour(country, countries)]
    return [f"{number(x + dx * size)},{number(y + dy * size)}" for dx, dy in shape]


def sign(x: float, y: float, size: float, country: str, countries: Iterable[str] = ()) -> str:
    """The outline of :func:`mark` as the commands of a path, in which many signs are one.

    >>> sign(5, 5, 2, "ru"), sign(5, 5, 2, "cn")
    ('M3,5a2,2 0 1 0 4,0a2,2 0 1 0-4,0z', 'M5,2.4 7.6,5 5,7.6 2.4,5z')
    """
    if country != "ru":
        return f"M{' '.join(_corners(x, y, size, country, countries))}z"
    r, wide = number(size), number(2 * size)
    return f"M{number(x - size)},{number(y)}a{r},{r} 0 1 0 {wide},0a{r},{r} 0 1 0-{wide},0z"


@cache
def text_width(text: str, size: float = SIZE) -> float:
    """About how wide a text is: no font is at hand, so a wide character counts as one em, others as their usual part.

    >>> text_width("哈尔滨", 10), round(text_width("Хабаровск", 10))
    (30.0, 52)
    """
    return sum(_part(char) for char in text) * size


def _part(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in "ilIj.,:;'|()[]! ":
        return 0.31
    if char in "mwMWжмшщюыЖМШЩЮЫФ@—":
        return 0.82
    return 0.66 if char.isupper() else 0.57


def folded(text: str, width: float, size: float = SIZE) -> list[str]:
    """A text in lines that fit a width: broken at spaces, and anywhere between Chinese characters.

    >>> folded("Самарская область", 70, 10), folded("内蒙古自治区", 30, 10)
    (['Самарская', 'область'], ['内蒙古', '自治区'])
    """
    lines = [""]
    for piece in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*", text):
        if lines[-1] and text_width((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
