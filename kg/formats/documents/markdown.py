"""A document as Markdown with the tables and footnotes of GitHub; a picture is the words that say what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.formats.documents.document import Block, Document, Facts, Grid, Heading, Items, Line, Paragraph, Picture, Span
from kg.formats.documents.inline import COLON
from kg.formats.shown_cells import markdown_text

_BULLET = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:[-\s]|$)))")
_CLOSED_BY = dict(zip("([{（【«“《「", ")]}）】»”》」", strict=True))
_BRACKET = re.compile(f"([{re.escape(''.join(map(''.join, _CLOSED_BY.items())))}])")
_CORE = re.compile(r"^([\W_]*)(.*?)([\W_]*)$")


def markdown(document: Document) -> bytes:
    """UTF-8; nothing in a text is read as Markdown, only what the document says is a head, a table or a link is."""
    numbers = document.numbers()
    parts = [f"# {_start(document.title)}", *([_start(document.subtitle)] if document.subtitle else [])]
    for block in document.blocks:
        parts += _block(block, numbers, COLON[document.lang])
    if numbers:
        parts.append("\n".join(f"[^{numbers[note.key]}]: {_noted(note.text, note.url)}" for note in document.cited()))
    if document.about:
        parts += ["---", *(_text(each, numbers) for each in document.about)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _block(block: Block, numbers: dict[str, int], colon: str) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_start(block.text)}"
        case Paragraph():
            yield _text(block.line, numbers)
        case Items():
            marks = [f"{number}." if block.numbered else "-" for number in range(1, len(block.lines) + 1)]
            box = " [ ]" if block.boxes else ""
            lines = zip(marks, block.lines, strict=True)
            yield "\n".join(f"{mark}{box} {_text(each, numbers)}" for mark, each in lines)
        case Facts():
            yield "\n".join(f"- {_strong(name)}{colon}{_text(value, numbers)}" for name, value in block.rows)
        case Grid():
            yield _strong(block.caption)
            rules = ["---:" if index in block.numeric else "---" for index in range(len(block.headings))]
            rows = [[_text(cell, numbers) for cell in row] for row in block.rows]
            table = [[*map(_start, block.headings)], rules, *rows]
            yield "\n".join(f"| {' | '.join(row)} |" for row in table)
        case Picture():
            yield f"> {_start(block.says)}"
            yield _text(block.caption, numbers)


def _text(line: Line, numbers: dict[str, int]) -> str:
    """A line; no text in it begins a list, however many spans it is made of."""
    pieces: list[str] = []
    for span in _joined(line):
        text = _strong(span.text) if span.strong else markdown_text(span.text)
        pieces.append(f"[{text}](<{span.url}>)" if span.url and text.strip() else text)
        pieces += [f"[^{numbers[key]}]" for key in span.notes]
    return _BULLET.sub(r"\1\\", "".join(pieces).strip())


def _joined(line: Line) -> list[Span]:
    """The spans of a line, bold ones that stand side by side as one: four stars in a row neither end nor begin."""
    found: list[Span] = []
    for span in line:
        before = found[-1] if found else Span("")
        if span.strong and before.strong and not (span.url or before.url or before.notes):
            found[-1] = replace(span, text=before.text + span.text)
        else:
            found.append(span)
    return found


def _start(text: str) -> str:
    return _BULLET.sub(r"\1\\", markdown_text(text).strip())


def _strong(text: str) -> str:
    """Bold from the first letter to the last: beside Chinese, stars next to a mark would not be read as bold.

    Where a bracket would be opened on one side of the stars and closed on the other, each text between brackets is
    bold by itself.

    >>> _strong("survey (id)"), _strong("（一）见(1)条")
    ('**survey** (**id**)', '（**一**）**见**(**1**)**条**')
    """
    before, core, after = _CORE.fullmatch(text).groups()  # type: ignore[union-attr] # it matches every line
    if not _is_balanced(core):
        return "".join(map(_strong, _BRACKET.split(text)))
    return f"{markdown_text(before)}**{markdown_text(core)}**{markdown_text(after)}" if core else markdown_text(text)


def _is_balanced(text: str) -> bool:
    """Whether each bracket of a text has its other in it."""
    awaited: list[str] = []
    for mark in _BRACKET.findall(text):
        if mark in _CLOSED_BY:
            awaited.append(_CLOSED_BY[mark])
        elif not awaited or awaited.pop() != mark:
            return False
    return not awaited


def _noted(text: str, url: str) -> str:
    return f"{markdown_text(text)} <{url}>" if url else markdown_text(text)
