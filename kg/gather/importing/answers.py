"""What a person answered about names that are not certain: a table that is kept, may be filled in and goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.base.files import atomic_writer
from kg.gather.importing.told_rows import End
from kg.gather.sheets import read
from kg.gazetteer.gazetteer import Candidate

ENDING: Final = ".answers.csv"
NEW, SKIP = "new", "skip"
Key = tuple[str, ...]
COLUMNS: Final = ("name", "region", "country", "lat", "lon", "rows", "candidates", "answer")


def key_of(end: End) -> Key:
    """What tells the names that one answer is for."""
    point = ["" if number is None else f"{number:.6g}" for number in (end.lat, end.lon)]
    return (end.name, end.region, end.country, *point)


class Answers(dict[Key, str]):
    """The answers by what they are for: an id or a name of a place, ``new`` with or without a country, or ``skip``."""

    def load(self, path: Path) -> Answers:
        """Take in the rows of a table that have an answer."""
        sheet = read(path, "answer")
        at = [sheet.column(name) for name in (*COLUMNS[:5], "answer")]
        for row in sheet.rows:
            *key, answer = ("" if row[index] is None else str(row[index]).strip() for index in at)
            if answer:
                self[_kept(key)] = answer
        return self

    def save(self, path: Path) -> None:
        """Write all answers, whole or not at all."""
        write(path, ((key, (), (), answer) for key, answer in self.items()))


def _kept(key: Iterable[str]) -> Key:
    """A key as it was before a spreadsheet program wrote the table: its numbers without a tail."""
    name, region, country, *point = (cell.removeprefix("'") for cell in key)
    try:
        return (name, region, country, *(f"{float(each.replace(',', '.')):.6g}" if each else "" for each in point))
    except ValueError:
        return (name, region, country, *point)


def write(path: Path, rows: Iterable[tuple[Key, Iterable[int], Iterable[Candidate], str]]) -> None:
    """Write a table of names: of each its rows in the person's table, what it may be, and the answer."""
    cells = (
        (*key, " ".join(map(str, numbers)), "; ".join(f"{each.place} ({each.score:g})" for each in found), answer)
        for key, numbers, found, answer in rows
    )
    write_cells(path, COLUMNS, cells)


def write_cells(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a table that a spreadsheet program opens: no cell of it runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([f"'{cell}" if _acts(cell) else cell for cell in row] for row in rows)
    with atomic_writer(path) as stream:
        stream.write(("\ufeff" + out.getvalue()).encode())


def _acts(cell: str) -> bool:
    return cell[:1] in ("=", "+", "-", "@", "\t") and not cell[1:].replace(".", "").isdigit()
