"""A document drawn on the terminal: Markdown in lines that break as Chinese does, with its notes."""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console, ConsoleOptions, RenderResult
from rich.containers import Lines
from rich.markdown import Markdown, MarkdownContext, Paragraph, TableDataElement, TableElement
from rich.table import Table
from rich.text import Text

from kg.formats.folding import folded


def draw(text: str) -> None:
    """Print Markdown as a person reads it; rich knows no footnotes, and would cut what a cell cannot hold."""
    noted = re.sub(r"\[\^(\d+)\](:?)", lambda found: f"{chr(10) if found[2] else ''}\\[{found[1]}]", text)
    Console().print(_Drawn(noted))


class _Broken(Text):
    """A text whose lines end as :func:`folded` ends them; rich breaks Chinese amid numbers and before marks."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The lines of the text in a width."""
        if self.plain[:1].isspace():
            return super().wrap(console, width, **how)
        lines, at = [], 0
        for line in folded(self.plain, width).split("\n"):
            start = self.plain.index(line, at)
            at = start + len(line)
            lines.append(self[start:at])
        return Text("\n").join(lines).wrap(console, width, **how | {"justify": how.get("justify") or self.justify})


class _Paragraph(Paragraph):
    def on_enter(self, context: MarkdownContext) -> None:
        super().on_enter(context)
        self.text = _Broken(justify="left")


class _Cell(TableDataElement):
    def __init__(self, justify: Any) -> None:
        super().__init__(justify)
        self.content = _Broken(justify=justify)


class _Table(TableElement):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for drawn in super().__rich_console__(console, options):
            for column in drawn.columns if isinstance(drawn, Table) else ():
                column.overflow = "fold"
            yield drawn


class _Drawn(Markdown):
    elements = Markdown.elements | {
        "paragraph_open": _Paragraph,
        "table_open": _Table,
        "td_open": _Cell,
        "th_open": _Cell,
    }
