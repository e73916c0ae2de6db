"""A source folder as it is written by a program: tables as the strict reading wants them, and ``source.toml``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.base.errors import KgError
from kg.base.file_set import write_set
from kg.base.languages import _
from kg.base.resources import SOURCE_SETTINGS
from kg.schema.records import TABLES

Cells = Mapping[str, str]
Row = Cells | tuple[str, ...]  # the cells by column, or all of them in order


def write_folder(
    folder: Path,
    told: Mapping[str, str],
    titles: Mapping[str, str],
    tables: Mapping[str, Sequence[Row]],
    because: str,
) -> dict[str, int]:
    """Write the folder, whole or not at all; the number of rows by table.

    Without ``source.toml`` a folder is no source: no mixture of two sets is ever read. A table without rows has
    no file. ``because`` says why a table has as many rows as it has.
    """
    counts = {kind: len(rows) for kind, rows in tables.items() if rows}
    texts = {SOURCE_SETTINGS: settings_text(told, titles, counts, because)} | {
        f"{kind}.csv": table_text(kind, tables[kind]) for kind in counts
    }
    write_set(folder, texts, [folder / f"{kind}.csv" for kind in tables.keys() - counts.keys()])
    return counts


def settings_text(
    told: Mapping[str, str], titles: Mapping[str, str], counts: Mapping[str, int] = {}, because: str = ""
) -> str:
    """The text of ``source.toml``; tables whose rows are counted are told to have as many."""
    lines = [f"{key} = {quoted(text)}" for key, text in told.items()]
    lines += ["", "[title]", *(f"{lang} = {quoted(text)}" for lang, text in titles.items())]
    for kind, count in counts.items():
        lines += ["", f"[tables.{kind}]", f"rows = [{count}, {count}]", f"because = {quoted(because)}"]
    return "\n".join(lines) + "\n"


def require_own(folder: Path, id: str) -> None:
    """Raise :class:`KgError` where something else than an earlier source folder of this id is there.

    Its ``source.toml`` begins with the id, as :func:`settings_text` writes it.
    """
    settings = folder / SOURCE_SETTINGS
    told = settings.read_text(encoding="utf-8") if settings.is_file() else ""
    if folder.exists() and any(folder.iterdir()) and not told.startswith(f"id = {quoted(id)}\n"):
        raise KgError(_("{folder} holds something else").format(folder=folder), hint=_("choose another --out"))


def table_text(kind: str, rows: Iterable[Row]) -> str:
    """A table as its file has it."""
    out = io.StringIO()
    columns = list(TABLES[kind].columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(row if isinstance(row, tuple) else [row.get(name, "") for name in columns] for row in rows)
    return out.getvalue()


def quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are among its own; nothing that ends the line stays."""
    return json.dumps("".join(c if c.isprintable() else " " for c in text), ensure_ascii=False)
