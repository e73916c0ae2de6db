"""A document with every kind of block, in each language, and one whose every text is hostile."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kg.formats.documents.document import (
    Document,
    Facts,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    Picture,
    Span,
    line,
)

TEXTS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
HOSTILE = (
    "#set page(fill: red) <script>alert(1)</script> ](javascript:alert(1)) =cmd|'/c'!A1 "
    "\u202e\u200f\u200b\x00\x1b[2J\n1. * `a` $x$ @b <<c>> \\ {{ 7*7 }} | \ufffe"
)
FOLLOWED = "https://e.org/%E2%80%AE%22%3E%3Cscript%3E"  # the one address in it that may be followed
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">'
    '<rect width="320" height="120" fill="#fbfaf6"/><path d="M60 80 Q160 10 260 60" fill="none" stroke="#1d2327"/>'
    '<circle cx="260" cy="60" r="6" fill="#1f5fa8"/><path d="M60 72l8 8-8 8-8-8z" fill="#c8442c"/>'
    '<text x="60" y="105" font-family="Noto Sans SC, sans-serif" font-size="12" text-anchor="middle">{0}</text>'
    '<text x="260" y="85" font-family="Noto Sans, sans-serif" font-size="12" text-anchor="middle">{1}</text></svg>'
)


def sample(lang: str, rows: int = 40) -> Document:
    """Four pages or so about a tie."""
    words = TEXTS[lang]
    names = words["names"]
    text = Span(words["text"], ("HRB", "KHV"))
    facts = tuple((name, line(value)) for name, value in words["facts"])
    grid = tuple(
        (line(names[n % len(names)]), line(words["kind"]), line(str(1990 + n % 30)), line(Span(str(n % 7), ("KHV",))))
        for n in range(rows)
    )
    return Document(
        title=words["title"],
        lang=lang,
        subtitle=words["subtitle"],
        blocks=(
            Heading(words["summary"]),
            Paragraph((text, Span(words["strong"], strong=True))),
            Facts(facts),
            Picture(SVG.format("哈尔滨", names[0]), words["says"], line(Span(words["caption"], ("HRB",)))),
            Heading(words["problem"]),
            Heading(words["measures"][0], 3),
            *[Paragraph((text,))] * 4,
            Items(tuple(line(each) for each in words["items"]), numbered=True),
            Items(tuple(line(each) for each in words["items"])),
            Items(
                tuple(line(Span(each, url="https://example.org/a")) for each in words["measures"]),
                boxes=True,
            ),
            Heading(words["grid"]),
            Grid(tuple(words["heads"]), grid, words["grid"], (2, 3)),
            *[Paragraph((text,))] * 3,
        ),
        notes=(
            Note("KHV", words["source"], "https://example.org/khv?a=1&b=2"),
            Note("HRB", words["source"] + " (1993)", "https://example.org/%E5%93%88"),
            Note("NEVER", "never cited"),
        ),
        about=(line(words["about"]),),
    )


def hostile(text: str = HOSTILE) -> Document:
    """Every place that takes a text holds the hostile one, and every address is one that must not be followed."""
    bad = Span(text, ("k",), "javascript:alert(1)")
    both = (bad, Span(text, url='https://e.org/\u202e"><script>', strong=True))
    return Document(
        title=text,
        lang="en",
        subtitle=text,
        blocks=(
            Heading(text),
            Paragraph(both),
            Items((both,), numbered=True),
            Items((both,), boxes=True),
            Facts(((text, both),)),
            Grid((text, "b"), ((both, (bad,)),), text, (1,)),
            Picture(SVG.format("a", "b"), text, both),
        ),
        notes=(Note("k", text, "javascript:alert(1)"),),
        about=(both,),
    )
