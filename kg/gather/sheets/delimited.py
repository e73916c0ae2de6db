"""Text whose lines are parted by some mark, as rows of cells."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from kg.base.errors import KgError, cause
from kg.base.languages import _, ngettext
from kg.gather.sheets.grid import Grid
from kg.gather.sheets.sheet import Cell, clean, number

_DELIMITERS = "\t;|,"
_SAMPLE, _START = 100, 1 << 16
_EXCEL_DELIMITER = re.compile(r"sep=(.)\r?\n")  # what Excel writes above a table to say how it is parted
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_COMMENT = re.compile(r"%|#(?![,;|\t])")  # a cell of nothing but # heads numbers
_BRACES = re.compile(r"(\{[^{}]*\})\s*$")  # what networkx.write_edgelist puts after each edge
_NEIGHBOURS = re.compile(r"[^:{]+: [^:]+")  # a name, a colon and its partners
_LONGEST_BRACES = 10_000
_NONE = "\x1f"  # a mark that parts nothing


def grid(path: Path, text: str, *, of_ties: bool) -> Grid:
    """The rows of a text; where it is one of ties, comments are left out and blanks may part its columns."""
    notes: list[str] = []
    said = _EXCEL_DELIMITER.match(text)
    text = text[said.end() :] if said else text
    lines = text.removesuffix("\n").split("\n")
    if of_ties:
        numbers = [at for at, line in enumerate(lines, 1) if not _COMMENT.match(line)]
    else:  # of a table only its first lines may be comments
        first = next((at for at, line in enumerate(lines, 1) if not line.startswith("# ")), 1)
        numbers = list(range(first, len(lines) + 1))
    if comments := len(lines) - len(numbers):
        told = ngettext("{n} line of comments is left out", "{n} lines of comments are left out", comments)
        notes.append(told.format(n=comments))
        lines = [lines[at - 1] for at in numbers]
        text = "\n".join(lines)
    if of_ties:
        if lines and all(map(_NEIGHBOURS.fullmatch, _filled(lines))):
            return _neighbours(lines, numbers, notes)
        if _filled(lines) and all(map(_BRACES.search, _filled(lines))):
            return _with_braces(path, lines, numbers, notes)
    delimiter = said[1] if said else _delimiter(text)
    if not delimiter and of_ties:
        rows: list[list[str]] = [line.split() for line in text.split("\n")]
    else:
        rows = _csv_rows(path, text, delimiter or _NONE)
    if len(numbers) != len(rows):  # a cell holds a line break: rows are counted as a spreadsheet program does
        numbers = list(range(1, len(rows) + 1))
    return Grid([[clean(cell) or None for cell in row] for row in rows], numbers, notes)


def are_edges(text: str) -> bool:
    """Whether each of the first lines ends as only a line of an edge list does."""
    lines = [line for line in _filled(text[:_START].split("\n")[:_SAMPLE]) if not _COMMENT.match(line)]
    are_numbers = len(lines) > 1 and all(len(line.split()) in (2, 3) for line in lines)
    are_numbers = are_numbers and all(number(cell) is not None for line in lines for cell in line.split())
    return are_numbers or (bool(lines) and all(_BRACES.search(line) or _ends_in_decimal(line) for line in lines))


def _ends_in_decimal(line: str) -> bool:
    """Whether blanks part columns of which the last is a number with a decimal comma: that comma parts nothing."""
    cells = line.split()
    return len(cells) > 2 and _DECIMAL_COMMA.fullmatch(cells[-1]) is not None


def _filled(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _csv_rows(path: Path, text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    rows: list[list[str]] = []
    try:  # StringIO ends lines where CSV does; str.splitlines would do so inside cells too
        stream = StringIO(text, newline="")
        rows.extend(csv.reader(stream, delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error as error:
        message = _("{path}, row {row}: cannot be read as CSV: {reason}")
        raise KgError(
            message.format(path=path, row=len(rows) + 1, reason=cause(error)),
            hint=_('a cell that begins with " ends with one too'),
        ) from None
    return rows


def _delimiter(text: str) -> str:
    """The mark that parts most lines into equally many cells; the first of them where several do; or none."""
    sample = StringIO(text[:_START], newline="").readlines()[:_SAMPLE]
    best, most = "", 0.0
    for mark in _DELIMITERS:
        lines = ["" if mark == "," and _ends_in_decimal(line) else line for line in sample if line.strip()]
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=mark, skipinitialspace=True))
        width, count = max(counts.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        if width > 1 and count / len(lines) > most:
            best, most = mark, count / len(lines)
    if not best:  # lines of as many cells as there are partners
        lines = _filled(sample)
        parted = [line for line in lines if "," in line and not _ends_in_decimal(line)]
        best = "," if 2 * len(parted) > len(lines) else ""
    return best


def _neighbours(lines: Sequence[str], numbers: Sequence[int], notes: list[str]) -> Grid:
    """The ties of lines that each hold a name, a colon and its partners, below a header."""
    rows: list[list[Cell]] = [["source", "target"]]
    found = [0]
    mark = next((mark for mark in ";,|" if any(mark in line for line in lines)), None)
    for at, line in zip(numbers, lines, strict=True):
        name, _colon, partners = line.partition(": ")
        for partner in partners.split(mark):
            if partner.strip():
                rows.append([clean(name), clean(partner)])
                found.append(at)
    return Grid(rows, found, notes)


def _with_braces(path: Path, lines: Sequence[str], numbers: Sequence[int], notes: list[str]) -> Grid:
    """Edges with their attributes as Python writes a dictionary, below a header."""
    rows: list[list[Cell]] = []
    told: list[dict[str, object]] = []
    matches = [(at, match) for at, line in zip(numbers, lines, strict=True) if (match := _BRACES.search(line))]
    names = [match.string[: match.start()].rstrip(" ,;\t") for _at, match in matches]
    delimiter = _delimiter("\n".join(names))
    for (at, match), name in zip(matches, names, strict=True):
        try:
            attributes: Any = ast.literal_eval(match[1]) if len(match[1]) < _LONGEST_BRACES else None
            told.append({clean(str(key)): value for key, value in attributes.items()})
            ends = next(csv.reader([name], delimiter=delimiter, skipinitialspace=True)) if delimiter else name.split()
            source, target = map(clean, ends)
        except (csv.Error, ValueError, SyntaxError, AttributeError, StopIteration, MemoryError, RecursionError):
            message = _("{path}, row {row}: not two names and a set of attributes in braces")
            raise KgError(message.format(path=path, row=at)) from None
        rows.append([source or None, target or None])
    keys = sorted({key for each in told for key in each})
    for row, each in zip(rows, told, strict=True):
        values = map(each.get, keys)
        row += [value if isinstance(value, int | float) else clean(str(value or "")) or None for value in values]
    rows.insert(0, ["source", "target", *keys])
    return Grid(rows, [0, *(at for at, _match in matches)], notes)
