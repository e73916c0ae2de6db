"""Texts in lines of a width, Chinese too: where a line may be broken, and how wide a character is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# A word with what may not begin the next line: closing marks, numbers of notes. Chinese is broken between any two
# characters.
_CLOSING = r"(?:[，。；：、！？）》”」…]|\[\d+\])*"
_PIECE = re.compile(rf"[（《“「]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef]+){_CLOSING}|\s+")


def is_wide(character: str) -> bool:
    """Whether a character takes two columns of a terminal."""
    return unicodedata.east_asian_width(character) in "WF"


def folded(text: str, width: int) -> str:
    """A text in lines of a width, where a wide character counts as two and none begins with a closing mark.

    >>> print(folded("来源所称的枢纽（调查），与本数据对照 MAKEEVA", 22))
    来源所称的枢纽（调
    查），与本数据对照
    MAKEEVA
    """
    return "\n".join("\n".join(packed(_PIECE.findall(line), width)) for line in text.split("\n"))


def packed(pieces: Iterable[str], width: int) -> list[str]:
    """Lines of a width out of pieces that stay whole; each has the margin of the first."""
    pieces = list(pieces)
    margin = pieces[0] if pieces and pieces[0].isspace() else ""
    lines = [""]
    for piece in pieces:
        line = lines[-1] + piece
        if lines[-1].strip() and len(line.rstrip()) + sum(map(is_wide, line)) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(margin + piece.lstrip())
        else:
            lines[-1] = line
    return lines
