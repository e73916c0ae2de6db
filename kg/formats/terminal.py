"""Tables for the eye, in as many columns of characters as there are; no value is ever left out."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from io import StringIO
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from kg.ask.results import Table
from kg.base.languages import _, listed
from kg.formats.folding import folded
from kg.formats.shown_cells import numeric, seen, shown

_FILE_WIDTH = 160
_SHORT = 24  # a column up to this width is not broken where there is room; a longer one is folded
_LEAST = 15  # nor is one broken below this width, in a table as narrow as it can be
_MOST_LINES = 4  # of a cell that is folded
_GAPS = (3, 2, 1)  # between two columns; the widest that fits


def write_table(table: Table, out: IO[bytes]) -> None:
    """The table as wide as the terminal (COLUMNS, else 80 in a pipe, 160 in a file); stacked rows where it is not.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_table(Table(["place", "asOf"], [["Harbin", 19_930]]), out)
    >>> print(out.getvalue().decode().rstrip())
    place    as of
    ──────────────
    Harbin   19930
    """
    is_printed = out is sys.stdout.buffer if hasattr(sys.stdout, "buffer") else False
    text = StringIO()
    width = shutil.get_terminal_size().columns if is_printed else _FILE_WIDTH
    console = Console(
        file=text, width=width, force_terminal=is_printed and sys.stdout.isatty(), legacy_windows=False, highlight=False
    )
    if table.title:  # not the drawn table's own title, which a narrow table would fold
        console.print(Text(folded(seen(table.title), width), style="table.title"))
    _draw(table, console)
    out.write(text.getvalue().encode())


def _draw(table: Table, console: Console) -> None:
    cells = [[shown(cell) for cell in column] for column in table.by_column]
    names = [_spaced(seen(name)) for name in table.headings]
    rights = numeric(table)
    every = range(len(names))
    needed = [index for index in every if table.columns[index] not in table.spare]
    for kept, words_of in ((every, str.split), (needed, str.split), (needed, _pieces)):
        room = [_room(words_of(names[index]), cells[index], rights[index]) for index in kept]
        fitted = _fitted([wanted for wanted, _least in room], [least for _wanted, least in room], console.width)
        if fitted is not None:
            break
    else:
        _stack(names, cells, console)
        return
    gap, columns = fitted
    drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, gap - 1, 0, 0))
    for index, width in zip(kept, columns, strict=True):
        heading = Text(folded(names[index], width))
        drawn.add_column(heading, justify="right" if rights[index] else "left", overflow="fold", width=width)
    for row in zip(*(cells[index] for index in kept), strict=True):
        drawn.add_row(*(Text(folded(text, width)) for text, width in zip(row, columns, strict=True)))
    console.print(drawn)
    if left := [names[index] for index in every if index not in kept]:
        note = _("not shown for want of room: {columns}; --format csv has all").format(columns=listed(left))
        console.print(Text(folded(note, console.width), style="dim"))


def _pieces(name: str) -> list[str]:
    """The words of a heading, Chinese in runs of four characters, for it has no spaces to break at.

    >>> _pieces("去除任一独立来源 z"), _pieces("接近中心性（closeness）")
    (['去除任一', '独立来源', 'z'], ['接近中心', '性', '（closeness）'])
    """
    return re.findall(r"[（“]?(?:[\u2e80-\u9fff]{1,4}|[^\s\u2e80-\u9fff（）“”、，：]+)[）”、，：]?", name)


def _room(heading: Sequence[str], column: Sequence[str], is_number: bool) -> tuple[int, int]:
    """The widths that a column asks for and that it can be pressed to; a number is not broken."""
    width = max(map(cell_len, (*heading, *column)), default=1)
    word = max((cell_len(word) for text in (*heading, *column) for word in text.split()), default=1)
    return width, width if is_number else min(word, _LEAST)


def _stack(names: Sequence[str], cells: Sequence[Sequence[str]], console: Console) -> None:
    """Every value under the one before it, each after its heading, with a blank line between rows."""
    for row in zip(*cells, strict=True):
        console.print()
        for name, text in zip(names, row, strict=True):
            if text:
                line = Text(folded(name + _(": ") + text, console.width))
                line.stylize("bold", 0, len(name) + 1)
                console.print(line, soft_wrap=False, overflow="fold")


def _spaced(name: str) -> str:
    """The name of a column in words; a heading stays as it is.

    >>> _spaced("independentSources"), _spaced("First year"), _spaced("PageRank (pagerank)")
    ('independent sources', 'First year', 'PageRank (pagerank)')
    """
    if not re.fullmatch(r"[a-z][A-Za-z]*", name):
        return name
    return re.sub(r"[A-Z]", lambda found: f" {found[0].lower()}", name)


def _fitted(widths: Sequence[int], least: Sequence[int], room: int) -> tuple[int, list[int]] | None:
    """The gap and the widths of all columns where they fit; a long column is folded and takes what is left.

    >>> _fitted([30, 8, 8, 40], [16, 8, 8, 16], 90)
    (3, [30, 8, 8, 35])
    >>> _fitted([30, 8, 8, 40], [16, 8, 8, 16], 60)
    (3, [19, 8, 8, 16])
    >>> _fitted([30, 8, 8, 40], [16, 8, 8, 16], 40)
    """
    for starts in ([min(width, _SHORT) for width in widths], list(least)):
        for gap in _GAPS:
            left = room - gap * (len(widths) - 1) - sum(starts)
            if left < 0:
                continue
            fitted = []
            for width, start in zip(widths, starts, strict=True):
                more = min(max(width - start, 0), left)
                fitted.append(start + more)
                left -= more
            # A text of many lines in a thin column is read better below its heading.
            folded = max((-(-width // got) for width, got in zip(widths, fitted, strict=True)), default=1)
            return (gap, fitted) if folded <= _MOST_LINES else None
    return None
