"""Drawings as they stand in pages: how an element looks is a class of the portal's style, since there are thousands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_letters

from markupsafe import Markup

from kg.dossier.pictures.land import SEA
from kg.dossier.pictures.svg import FOCUS, HALO, INK, MUTED, PAPER, RULE, attributes, colour, stroke
from kg.formats.safe_html import bare

Look = Mapping[str, str | float]
# How elements look in the drawings of dossiers, as these write it; any other look stays as it is written.
_KINDS: list[Look] = [
    stroke(kind, possible=each) for kind in ("sister", "partner", "intention", "contact", "") for each in (False, True)
]
_COUNTRIES = (colour("ru"), colour("cn"))
_FINE: Look = {"stroke_width": 0.8}
_SMALL: Look = {"font_size": 11, "fill": MUTED}
_HOLLOW: Look = {"fill": PAPER, "stroke": INK, "stroke_width": 1.5}
_LOOKS: tuple[Look, ...] = (
    *_KINDS,
    *({"stroke": INK, **each} for each in _KINDS),
    {"stroke": INK},
    HALO,
    {"stroke": RULE, **_FINE},
    {"stroke": MUTED, "stroke_width": 0.6},
    {"stroke": MUTED, "stroke_width": 1},
    {"stroke_width": 6, "stroke_opacity": "0.4"},
    {"font_size": 12},
    {"font_size": 13, "fill": INK},
    {"font_weight": "bold"},
    _SMALL,
    {"text_anchor": "middle", **_SMALL},
    {"fill": PAPER},
    {"fill": SEA},
    {"fill": SEA, "stroke": MUTED, **_FINE},
    {"fill": "none", "stroke": INK},
    {"fill": "none", "stroke": RULE},
    {"fill": "none", "stroke": FOCUS, "stroke_width": 1.5},
    {"fill": "none", "stroke_width": 1.2},
    {"fill": INK, "stroke": PAPER, "stroke_width": 0.7},
    {"fill": INK, "stroke": INK, "stroke_width": 1.5},
    _HOLLOW,
    {**_HOLLOW, "stroke_dasharray": "2 1.5"},
    {**_HOLLOW, "stroke_dasharray": "1 1.5"},
    *({"fill": tone, "stroke": PAPER} for tone in _COUNTRIES),
    *({"fill": tone, "fill_opacity": "0.16", "fill_rule": "evenodd", "stroke": tone, **_FINE} for tone in _COUNTRIES),
)
_CLASSES = dict(zip(map(attributes, _LOOKS), ascii_letters, strict=False))
# What only a picture by itself needs: among it the paper, which the style gives it on a page.
_ALONE = re.compile(
    r' (?:xmlns|font-family|lang)="[^"]*"| x="0" y="0"| width="(?:640|360)" height="[\d.]+"(?= role="img")'
    rf'|<rect width="(?:640|360)" height="[\d.]+" fill="{PAPER}"/>'
)
_TAG = re.compile(r"<[a-z][^<>]*>")
_LOOK = re.compile(r'(?: (?:fill|stroke|font|text-anchor|paint-order)[\w-]*="[^"]*")+')
_CLASS, _SAYS = re.compile(r' class="([^"]*)"'), re.compile(r' ([\w-]+)="([^"]*)"')


def on_page(svg: str) -> Markup:
    """A drawing as a part of a page with :func:`drawing_style`; what is in it was escaped where it was drawn."""
    return Markup(_TAG.sub(_classed, svg.strip()))  # noqa: S704 (kg.dossier.pictures makes it, no source does)


def _classed(tag: re.Match[str]) -> str:
    told = _LOOK.sub(_class_of, _ALONE.sub("", tag[0]))
    if len(named := _CLASS.findall(told)) > 1:  # one of the drawing itself among them
        name, _space, rest = _CLASS.sub("", told, len(named) - 1).partition(" class=")
        told = f'{name} class="{" ".join(named)}"{rest[rest.index(chr(34), 1) + 1 :]}'
    return bare(told)


def _class_of(look: re.Match[str]) -> str:
    letter = _CLASSES.get(look[0])
    return f' class="{letter}"' if letter else look[0]


def drawing_style() -> str:
    """The rules of the classes."""
    rules = ((letter, _SAYS.sub(r" \1: \2;", look)) for look, letter in _CLASSES.items())
    told = (f".thing ~ figure .{letter} {{{rule} }}\n" for letter, rule in rules)
    return "".join(re.sub(r"(font-size: \d+)", r"\1px", each) for each in told)
