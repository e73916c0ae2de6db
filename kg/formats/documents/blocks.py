"""What documents are made of as HTML, made here, since a template takes many times as long for a thousand pages.

End tags that HTML lets one leave out are left out, and quotes around addresses and classes that need none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from kg.formats.documents.document import Block, Facts, Grid, Heading, Items, Line, Paragraph, Picture, Span
from kg.formats.safe_html import BARE

To = Callable[[Span], str]  # the address that a span leads to
_BARE = re.compile(BARE)


@lru_cache(maxsize=65_536)
def text(told: str) -> str:
    """A text of anybody as content or value, no markup; what pages say again and again is kept."""
    return str(escape(told))


def quoted(value: str) -> str:
    """The value of an attribute, escaped, in quotes where it needs them.

    >>> quoted("../tie/a.html"), quoted("a b"), quoted("")
    ('../tie/a.html', '"a b"', '""')
    """
    told = text(value)
    return told if _BARE.fullmatch(told) else f'"{told}"'


@lru_cache(maxsize=65_536)
def _opened(url: str) -> str:
    rel = " rel=noreferrer" if "://" in url else ""
    return f"<a href={quoted(url)}{rel}>"


def line(spans: Line, numbers: Mapping[str, int], to: To) -> Markup:
    """A line: texts, links, and the numbers of notes."""
    return Markup("".join(_spans(spans, numbers, to)))  # noqa: S704 (escaped there)


def _spans(spans: Line, numbers: Mapping[str, int], to: To) -> Iterator[str]:
    alone = True  # a note before which its line says nothing
    for span in spans:
        alone &= not span.text
        told = text(span.text)
        if span.strong:
            told = f"<strong>{told}</strong>"
        url = to(span) if span.text else ""
        yield f"{_opened(url)}{told}</a>" if url else told
        if span.notes:
            yield f"<sup{' class=own' * alone}>{', '.join(_note(numbers[key]) for key in span.notes)}</sup>"


def _note(number: int) -> str:
    return f"<a href=#n{number}>{number}</a>"


def blocks(
    every: Iterable[Block], numbers: Mapping[str, int], to: To, drawn: Callable[[Picture], str], cards: bool = True
) -> Markup:
    """The blocks one after another; ``drawn`` makes a picture.

    With ``cards`` each cell of a table carries the head of its column, which shows where a row becomes a card;
    without them the table says which of its columns are numbers, not each cell.
    """

    def told(spans: Line) -> str:
        return "".join(_spans(spans, numbers, to))

    parts: list[str] = []
    for block in every:
        match block:
            case Heading():
                parts.append(f"<h{block.level}>{text(block.text)}</h{block.level}>")
            case Paragraph():
                parts.append(f"<p>{told(block.line)}")
            case Items():
                name = "ol" if block.numbered else "ul"
                boxes = " class=boxes" if block.boxes else ""
                items = "".join(f"\n<li>{told(each)}" for each in block.lines)
                parts.append(f"<{name}{boxes}>{items}\n</{name}>")
            case Facts():
                rows = "".join(f"\n<div><dt>{text(name)}<dd>{told(value)}</div>" for name, value in block.rows)
                parts.append(f"<dl>{rows}\n</dl>")
            case Grid():
                parts.append(_cards(block, told) if cards else _grid(block, numbers, to))
            case Picture():
                caption = f"\n<figcaption>{told(block.caption)}</figcaption>" if block.caption else ""
                parts.append(f"<figure>\n{drawn(block)}{caption}\n</figure>")
    return Markup("\n".join((*parts, "")))  # noqa: S704 (escaped above)


def _caption(grid: Grid) -> str:
    return f"<caption>{text(grid.caption)}</caption>\n" if grid.caption else ""


def _grid(grid: Grid, numbers: Mapping[str, int], to: To) -> str:
    named = " ".join(f"n{at + 1}" for at in grid.numeric)
    numeric = f" class={quoted(named)}" if named else ""
    head = "".join(f"<th>{text(each)}" for each in grid.headings)
    rows = "".join(f"\n<tr>{_cells(row, numbers, to)}" for row in grid.rows)
    return f"<div class=table>\n<table{numeric}>\n{_caption(grid)}<thead><tr>{head}<tbody>{rows}\n</table>\n</div>"


def _cells(row: Iterable[Line], numbers: Mapping[str, int], to: To) -> str:
    """The cells of a row; of several links to one address the first is one."""
    led = {""}

    def once(span: Span) -> str:
        url = to(span)
        new = url not in led
        led.add(url)
        return url if new else ""

    return "".join(f"<td>{''.join(_spans(cell, numbers, once))}" for cell in row)


def _cards(grid: Grid, told: Callable[[Line], str]) -> str:
    number = dict.fromkeys(grid.numeric, " class=number")
    head = "".join(f"<th scope=col{number.get(at, '')}>{text(each)}" for at, each in enumerate(grid.headings))
    named = [f"<td role=cell data-head={quoted(each)}{number.get(at, '')}>" for at, each in enumerate(grid.headings)]
    rows = (
        "".join(f"{cell}<span>{told(value)}</span>" for cell, value in zip(named, row, strict=True))
        for row in grid.rows
    )
    body = "".join(f"\n<tr role=row>{row}" for row in rows)
    table = f"<table role=table>\n{_caption(grid)}<thead><tr>{head}<tbody>{body}\n</table>"
    return f'<div class="table cards">\n{table}\n</div>'
