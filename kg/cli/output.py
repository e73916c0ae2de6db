"""How every command prints: a table on a terminal, CSV in a pipe, a file with ``--out``."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from kg.base.errors import KgError
from kg.cli import options

if TYPE_CHECKING:
    from kg.ask.results import Answer, Table, Value

FORMATS = ("table", "csv", "tsv", "json", "md", "xlsx", "parquet")
GRAPH_FORMATS = ("ttl", "nt", "jsonld", "trig")

_FOR_PEOPLE = frozenset({"table", "md", "xlsx"})
_SHORT = 24  # a column up to this width is never broken; a longer one is folded
_GAP = 3  # between two columns, and at both edges together
_HIDDEN = {
    "en": "; not shown for want of room: {} (--format csv has all)",
    "ru": "; не поместились: {} (все столбцы – с --format csv)",
    "zh": "；因宽度不足未显示：{}（--format csv 可得全部）",
}
_ROWS = {"en": "rows: {}", "ru": "строк: {}", "zh": "行数：{}"}


def output_options(formats: Sequence[str] = FORMATS) -> options.Decorator:
    """Add ``--format``, ``--lang`` and ``--out``; the command gets ``form``, ``lang`` and ``out``."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        form = click.option(
            "--format", "form", type=click.Choice(formats), help="Default: a table on a terminal, else CSV or Turtle."
        )
        out = click.option(
            "--out", type=click.Path(path_type=Path, dir_okay=False), help="A file to write instead of printing."
        )
        decorated: Callable[..., Any] = form(options.lang(out(function)))
        return decorated

    return decorate


def print_rows(
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    form: str | None = None,
    out: Path | None = None,
    lang: str = "en",
    title: str = "",
) -> None:
    """Print computed rows as :func:`deliver` does; for commands that ask no query."""
    from kg.ask.results import Table

    deliver(Table.of(columns, rows), form, out, lang, title)


def is_for_people(form: str | None, out: Path | None) -> bool:
    """True for an answer that a person reads, whose words are theirs; a program gets names and codes."""
    if form is None and out is not None:
        form = out.suffix[1:]
    return form in _FOR_PEOPLE or (form is None and sys.stdout.isatty())


def is_drawn(answer: Answer, form: str | None, out: Path | None) -> bool:
    """True for an answer that is drawn as a table under its title; no other form has room for one."""
    from kg.ask.results import Table

    on_terminal = out is None and sys.stdout.isatty()
    return isinstance(answer, Table) and (form == "table" or (form is None and on_terminal))


def deliver(
    answer: Answer, form: str | None = None, out: Path | None = None, lang: str = "en", title: str = ""
) -> None:
    """Print an answer or write it to a file, in the format asked for or the one that fits the place.

    Raises :class:`KgError` where the answer has no such format. A file is written whole or not at all.
    """
    from kg.formats.registry import ALL, BINARY, formats_of, write

    on_terminal = out is None and sys.stdout.isatty()
    if form is None and out is not None and out.suffix[1:] in ALL:
        form = out.suffix[1:]
    if is_drawn(answer, form, out):
        _draw(cast("Table", answer), out, lang, title)
        return
    form = formats_of(answer)[0] if form in {None, "table"} else str(form)
    if out is not None:
        from kg.base.files import atomic_writer

        with atomic_writer(out) as stream:
            write(answer, form, stream)
        return
    if form in BINARY and on_terminal:
        raise KgError(f"{form} is not for a terminal", hint=f"add --out answer.{form}")
    sys.stdout.flush()
    write(answer, form, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _draw(table: Table, out: Path | None, lang: str, title: str) -> None:
    """A table for the eye; numbers to the right, own identifiers short, as many columns as fit."""
    import rich.table
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    from kg.formats.shown_cells import is_number, seen, terminal_cell

    text = StringIO()
    console = Console() if out is None else Console(file=text, width=160)
    cells = [[terminal_cell(row[index]) for row in table.terms] for index in range(len(table.columns))]
    names = [seen(name) for name in table.headings] or [_spaced(name) for name in table.columns]
    widths = [max(map(cell_len, (*name.split(), *column))) for name, column in zip(names, cells, strict=True)]
    columns = _fitting(widths, console.width)
    drawn = rich.table.Table(box=SIMPLE_HEAD, pad_edge=False)
    for index, width in enumerate(columns):
        bound = [row[index] for row in table.terms if row[index] is not None]
        right = bool(bound) and all(is_number(term) for term in bound)
        drawn.add_column(Text(names[index]), justify="right" if right else "left", overflow="fold", width=width)
    for row in zip(*cells[: len(columns)], strict=True):
        drawn.add_row(*map(Text, row))
    if title:  # not the table's own title, which a narrow table would fold
        console.print(Text(title, style="table.title"))
    console.print(drawn)
    if out is None:
        left = names[len(columns) :]
        note = _ROWS[lang].format(len(table)) + (_HIDDEN[lang].format(", ".join(left)) if left else "")
        if sys.stdout.isatty():
            click.echo(note, err=True)
        return
    from kg.base.files import atomic_writer

    with atomic_writer(out) as stream:
        stream.write(text.getvalue().encode())


def _spaced(name: str) -> str:
    """The name of a column in words.

    >>> _spaced("independentSources"), _spaced("first year")
    ('independent sources', 'first year')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() if name.isascii() else name


def _fitting(widths: Sequence[int], room: int) -> list[int]:
    """The widths of the columns that fit, from the left; a long one is folded and takes what is left.

    >>> _fitting([30, 8, 8, 40], 90)
    [30, 8, 8, 29]
    >>> _fitting([30, 8, 8, 40], 60)
    [30, 8, 8]
    """
    fitted: list[int] = []
    left = room - _GAP
    for width in widths:
        needed = min(width, _SHORT) + _GAP
        if needed > left and fitted:
            break
        fitted.append(needed - _GAP)
        left -= needed
    for index, width in enumerate(fitted):
        more = min(widths[index] - width, max(left, 0))
        fitted[index] += more
        left -= more
    return fitted
