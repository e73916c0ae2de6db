"""``kg source``: the source folders, and the columns that a table may have."""

from __future__ import annotations

from typing import Any

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import N_, _, current, pick
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.gather.roots import Sources

_COLUMNS = (N_("table"), N_("column"), N_("kind"), N_("required"), N_("scheme"), N_("meaning"))


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
def list_sources(sources: Sources, **output: Any) -> None:
    """List the source folders: what they are, under which licence, with how many rows, and whence."""
    from kg.gather.folder import read_folder

    rows = []
    for path, origin in sources.origins().items():
        folder = read_folder(path)
        tables = ", ".join(f"{kind} {len(records)}" for kind, records in sorted(folder.records.items()))
        title = pick(folder.settings.get("title", {}), current())
        rows.append((folder.id, title, folder.settings.get("licence", ""), tables, _(origin), str(path)))
    print_rows((N_("id"), N_("title"), N_("licence"), N_("rows"), N_("from"), N_("folder")), rows, **output)


@source.command("columns")
@click.argument("table", required=False)
@output_options()
def columns(table: str | None, **output: Any) -> None:
    """List the columns of a TABLE, or of all tables: what each holds and means, and whether it must be filled.

    The scheme is the list of codes that a cell is taken from, or the table whose ids it names.
    """
    from kg.schema.records import TABLES

    if table is not None and table not in TABLES:
        message = _("no kind of table is called '{name}'").format(name=shown(table))
        known = _("use {words}").format(words=", ".join(TABLES))
        raise KgError(message, hint=did_you_mean(table, TABLES, known))
    rows = [
        (kind, name, column.kind, _("yes") if column.required else "", column.of, _(column.says))
        for kind, spec in TABLES.items()
        if table in (None, kind)
        for name, column in spec.columns.items()
    ]
    print_rows(_COLUMNS, rows, **output)
