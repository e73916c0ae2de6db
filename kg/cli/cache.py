"""``kg cache``: the graphs that are kept, and what else the cache holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from kg.base.languages import N_, _, grouped, ngettext
from kg.base.resources import cache_dir
from kg.cli import options
from kg.cli.output import output_options, print_rows

_COLUMNS = (N_("name"), N_("kind"), N_("MB"), N_("made"))
_MB = 1 << 20


@click.group()
def cache() -> None:
    """Show, check and clear the graphs that are kept.

    A graph of source folders is built when it is first asked and kept in $KG_CACHE, else in the
    user's cache folder: six graphs and four gigabytes at most. A damaged one is built anew.

    \b
    Examples:
      kg cache info
      kg cache verify
      kg cache clear
    """


@cache.command()
@output_options()
def info(**output: Any) -> None:
    """List what is kept, with its size and the day it was made.

    \b
    Example:
      kg cache info --format json
    """
    from kg.graph.cache import kept

    graphs = kept()
    rows = [(each.folder.name, _("graph"), *_figures(each.size, each.made)) for each in graphs]
    others = [path for path in _entries() if path not in {each.folder for each in graphs}]
    for path in others:
        with suppress(FileNotFoundError):  # another process has removed it
            rows.append((path.name, _("other"), *_figures(_size(path), path.stat().st_mtime)))
    print_rows(_COLUMNS, rows, **output)
    click.echo(cache_dir(), err=True)


@cache.command()
@options.lang
def verify(lang: str) -> int:
    """Read all graphs that are kept, and remove the damaged ones: they are built anew when they are asked.

    The exit code is 1 where one was damaged.

    \b
    Example:
      kg cache verify
    """
    from kg.graph.cache import is_whole, kept, remove

    bar, step = options.progress(_("reading"))
    damaged, graphs = [], kept()
    with bar:
        for number, each in enumerate(graphs):
            step(each.folder.name, number / len(graphs))
            if not is_whole(each.folder, read_all=True):
                remove(each.folder)
                damaged.append(each.folder)
    for folder in damaged:
        click.echo(_("{folder} was damaged and is removed").format(folder=folder))
    told = _("graphs read: {n}; damaged: {damaged}").format(n=grouped(len(graphs)), damaged=grouped(len(damaged)))
    options.remark(told)
    return 1 if damaged else 0


@cache.command()
@click.option("--all", "everything", is_flag=True, help="Also what was fetched, and the names of the world.")
@options.lang
def clear(everything: bool, lang: str) -> None:
    """Remove the graphs that are kept, and what ended processes left.

    \b
    Example:
      kg cache clear
    """
    from kg.base.files import sweep
    from kg.graph.cache import kept, remove

    sweep(cache_dir())
    gone = list(_entries()) if everything else [each.folder for each in kept()]
    size = sum(map(_size, gone))
    for path in gone:
        remove(path)
    told = ngettext("removed: {n} entry, {size} MB", "removed: {n} entries, {size} MB", len(gone))
    options.remark(told.format(n=grouped(len(gone)), size=grouped(size // _MB)))


def _entries() -> Iterator[Path]:
    """What the cache holds, without what is being made."""
    home = cache_dir()
    yield from (path for path in sorted(home.iterdir()) if path.suffix != ".part") if home.is_dir() else ()


def _size(path: Path) -> int:
    """The bytes of a file, or of a folder with all in it, while others may write and remove there."""
    size = 0
    with suppress(FileNotFoundError):
        for file in (path, *(path.rglob("*") if path.is_dir() else ())):
            with suppress(FileNotFoundError):
                size += file.lstat().st_size
    return size


def _figures(size: int, made: float) -> tuple[float, str]:
    return round(size / _MB, 1), datetime.fromtimestamp(made, UTC).date().isoformat()
