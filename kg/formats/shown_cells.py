"""Cells that are shown or exported: text stays text, whatever program opens it."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode

from kg.ask.results import Term, plain
from kg.base import ids
from kg.base.languages import decimal

# What a spreadsheet program may take for the start of a formula, in either width of the character.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
# Control characters and the marks that turn the direction of the text around them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&@$])")
_LINK_LIKE = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)")


def text_of(term: Term | None) -> str:
    """The text of a term as written: digits of numbers unchanged, nothing for an unbound one.

    >>> text_of(Literal(12)), text_of(NamedNode("http://e.org/a")), text_of(None)
    ('12', 'http://e.org/a', '')
    """
    if term is None:
        return ""
    return term.value if isinstance(term, Literal | NamedNode) else str(term)


def is_number(term: Term | None) -> bool:
    """True for a literal that counts as a number, whose sign is a sign."""
    return type(plain(term)) in {int, float}


def neutral(text: str) -> str:
    """The text made harmless in a spreadsheet: a formula gets an apostrophe, a number does not.

    >>> neutral("=HYPERLINK(1)"), neutral("-5"), neutral("Harbin")
    ("'=HYPERLINK(1)", '-5', 'Harbin')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def export_cell(term: Term | None) -> str:
    """The cell of a term in CSV or TSV; every line break is a line feed, which CSV writers quote."""
    if is_number(term):
        return text_of(term)
    return neutral(text_of(term).replace("\r\n", "\n").replace("\r", "\n"))


def markdown_cell(term: Term | None) -> str:
    r"""The cell of a term in a Markdown table: web addresses of IRIs are links, all else is plain.

    >>> markdown_cell(Literal("a|b *c*"))
    'a\\|b \\*c\\*'
    >>> markdown_cell(NamedNode("https://e.org/a"))
    '<https://e.org/a>'
    """
    text = seen(text_of(term))
    if isinstance(term, NamedNode) and text.startswith(("https://", "http://")):
        return f"<{text}>"
    if is_number(term):
        return decimal(text)
    escaped = _MARKUP.sub(r"\\\1", " ".join(neutral(text).split()))
    return _LINK_LIKE.sub(r"\\\g<0>", escaped)


def terminal_cell(term: Term | None) -> str:
    r"""The cell of a term on a terminal: own identifiers short, nothing that steers the terminal.

    >>> terminal_cell(NamedNode(ids.thing("place", "cn-harbin"))), terminal_cell(Literal("a\x1b[2J"))
    ('cn-harbin', 'a�[2J')
    """
    text = seen(text_of(term))
    if isinstance(term, NamedNode):
        return text.rpartition("/")[2] if text.startswith(ids.ID) else text.removeprefix(ids.BASE)
    return decimal(text) if is_number(term) else " ".join(text.split())


def seen(text: str) -> str:
    """The text with a mark for every character that would act instead of being seen."""
    return _UNSEEN.sub("\ufffd", text)
