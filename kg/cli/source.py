"""``kg source``: the source folders, and the columns that a table may have."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.errors import KgError, nearest
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.schema.columns import TABLES


@click.group()
def source() -> None:
    """Show the sources, and the columns of their tables.

    \b
    Examples:
      kg source list
      kg source columns attestations
    """


@source.command("list")
@options.sources
@output_options()
def list_sources(roots: tuple[Path, ...], form: str | None, lang: str, out: Path | None) -> None:
    """List the source folders: what they are, under which licence, with how many rows."""
    from kg.base.languages import pick
    from kg.base.resources import sources_dir
    from kg.gather.folder import find_folders, read_folder

    rows = []
    for path in (folder for root in roots or (sources_dir(),) for folder in find_folders(root)):
        folder = read_folder(path)
        tables = ", ".join(f"{kind} {len(records)}" for kind, records in sorted(folder.records.items()))
        title = folder.settings.get("title", {})
        rows.append((folder.id, pick(title, lang), str(folder.settings.get("licence", "")), tables))
    print_rows(("id", "title", "licence", "rows"), rows, form, out, lang)


@source.command("columns")
@click.argument("table", required=False)
@output_options()
def columns(table: str | None, form: str | None, lang: str, out: Path | None) -> None:
    """List the columns of a TABLE, or of all tables: what each holds and whether it must."""
    if table is not None and table not in TABLES:
        near = nearest(table, TABLES)
        raise KgError(f"no kind of table is called {table!r}", hint=f"use {', '.join(near or TABLES)}")
    rows = [
        (kind, name, column.kind, column.scheme, "cell" if column.required else "column" if not column.optional else "")
        for kind, spec in TABLES.items()
        if table in (None, kind)
        for name, column in spec.columns.items()
    ]
    print_rows(("table", "column", "holds", "scheme", "required"), rows, form, out, lang)
