"""What a file is written in when it is not UTF-8, and what its columns are."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Collection
from pathlib import Path

from kg.base.errors import Problem
from kg.base.languages import _
from kg.schema.records import TABLES

_MOSTLY = 0.7
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # how such a file begins


def not_utf8(path: Path, shown: str) -> Problem:
    """The problem of a file that is not UTF-8: its first bad row and column, and a guess at its encoding."""
    data = path.read_bytes()
    row, column = 1, ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        line = data[data.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
        cells = _cells(line)
        bad = next((index for index, cell in enumerate(cells) if "\ufffd" in cell), 0)
        header = _cells(data.split(b"\n", 1)[0])
        column = header[bad] if bad < len(header) and row > 1 else ""
    return Problem("error", "encoding", shown, row, column, details=(("guess", _guess(data)),))


def _cells(line: bytes) -> list[str]:
    return next(csv.reader([line.replace(b"\r", b" ").decode("utf-8", errors="replace")]), [])


def _guess(data: bytes) -> str:
    """The name of an encoding in which the bytes make sense, or that none is known."""
    if data.startswith(UTF_16) or b"\0" in data:
        return "UTF-16"
    if _mostly_russian(data.decode("cp1251", errors="replace")):
        return _("cp1251 (Windows Cyrillic)")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return _("another encoding")
    return _("GB18030 (Chinese)")


def _mostly_russian(text: str) -> bool:
    """True for text whose letters beyond ASCII are mostly small Russian ones, as in any prose or name."""
    others = [c for c in text if not c.isascii()]
    return sum("а" <= c <= "ё" for c in others) > _MOSTLY * len(others)


def kinds_by_header(header: Collection[str]) -> list[str]:
    """The kinds of table whose required columns a header holds, most columns in common first.

    >>> kinds_by_header(["place", "year", "indicator", "value", "unit", "sources"])
    ['observations']
    """
    fits: list[tuple[int, str]] = []
    for kind, table in TABLES.items():
        needed = {name for name, column in table.columns.items() if column.required}
        if needed <= set(header):
            fits.append((-len(set(header) & set(table.columns)), kind))
    return [kind for _, kind in sorted(fits)]


def header_of(path: Path) -> list[str]:
    """The first row of a CSV file, or an empty list where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
