"""What checks of pages read: elements of a page with their attributes, and one page of each kind."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("ru", "en", "zh")
PHONE = 360  # pixels
WIDTH = "document.scrollingElement.scrollWidth"


class Element(NamedTuple):
    """A start tag with its attributes, and the text that follows it."""

    name: str
    attributes: dict[str, str]
    text: str = ""


_TAG = re.compile(r'<([a-z][a-zA-Z0-9]*)((?:\s+[^\s"=<>/]+(?:="[^"]*"|=[^\s"\'=<>`]+)?)*)\s*/?>([^<]*)')
_ATTRIBUTE = re.compile(r'([^\s"=<>/]+)(?:="([^"]*)"|=([^\s"\'=<>`]+))?')


def elements(page: Path) -> list[Element]:
    """All start tags of a page, in order; what stands around attributes, the check of validity holds."""
    return [
        Element(
            name,
            {key: html.unescape(quoted or bare) for key, quoted, bare in _ATTRIBUTE.findall(told)},
            text if name == "script" else html.unescape(text),
        )
        for name, told, text in _TAG.findall(page.read_text(encoding="utf-8"))
    ]


def pages(site: Path) -> list[Path]:
    """Every page, the one that chooses the language among them."""
    return sorted(site.rglob("*.html"))


def kinds(site: Path, lang: str) -> list[Path]:
    """The pages at the top of a language, and the largest page of each folder."""
    folders = sorted(each for each in (site / lang).iterdir() if each.is_dir())
    return [
        *sorted((site / lang).glob("*.html")),
        *(max(each.glob("*.html"), key=lambda page: (page.stat().st_size, page.name)) for each in folders),
    ]


def one_of_each_kind(site: Path, turn: int) -> list[Path]:
    """A page of each kind, every third one in the same language: in three turns each kind comes in each language."""
    return [
        site / LANGUAGES[(at + turn) % len(LANGUAGES)] / page.relative_to(site / LANGUAGES[0])
        for at, page in enumerate(kinds(site, LANGUAGES[0]))
    ]
