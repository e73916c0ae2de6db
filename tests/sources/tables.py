"""The tables of the bundled sources as they stand in their files."""

from __future__ import annotations

import csv
from pathlib import Path

from kg.base.resources import sources_dir

Row = dict[str, str]


def rows_in(path: Path) -> list[Row]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(folder: str, table: str) -> list[Row]:
    """The rows of one table of a source folder."""
    return rows_in(sources_dir() / folder / f"{table}.csv")
