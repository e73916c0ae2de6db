"""What a workbook says of its cells beside their values: what is hidden, merged, wrong or not yet computed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

Attributes = dict[str, str]
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MACROS = re.compile(r"xl/vbaProject\.bin$|xl/macrosheets(?=/)|Basic(?=/)|Scripts(?=/)")
_REPEATS = "number-{}-repeated"
_MOST_REPEATS = 1 << 20  # rows of the largest sheet


class Marks(NamedTuple):
    """The marks of one sheet; rows and columns are counted from 0.

    ``merged`` are ranges (top, left, bottom, right); ``computed`` formulas with a kept value, ``unvalued`` those
    without; ``wrong`` errors such as #N/A; ``size`` the number of rows and columns that hold values.
    """

    hidden_rows: set[int]
    hidden_columns: set[int]
    merged: list[tuple[int, int, int, int]]
    computed: list[tuple[int, int]]
    unvalued: list[tuple[int, int]]
    wrong: list[tuple[int, int]]
    size: list[int]

    def cell(self, row: int, column: int, *, valued: bool, formula: bool, wrong: bool) -> None:
        """Note one cell."""
        if wrong:
            self.wrong.append((row, column))
        elif formula and not valued:
            self.unvalued.append((row, column))
        elif valued:
            if formula:
                self.computed.append((row, column))
            self.size[:] = max(self.size[0], row + 1), max(self.size[1], column + 1)


def sheet_marks(book: ZipFile) -> dict[str, Marks]:
    """The marks of each sheet with cells, by its name, of an XLSX or ODS workbook."""
    if "content.xml" in book.namelist():
        return _ods(book)
    targets = {}
    for tag, attributes in _elements(book, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
    sheets = {
        attributes["name"]: targets[attributes["id"]]
        for tag, attributes in _elements(book, "xl/workbook.xml")
        if tag == "sheet"
    }
    return {name: _xlsx(book, part) for name, part in sheets.items() if "chartsheets" not in part}


def macros(book: ZipFile) -> list[str]:
    """The parts of a workbook that hold programs; they are never read."""
    return sorted({found[0] for each in book.namelist() if (found := _MACROS.match(each))})


def parse_xml(
    data: bytes,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] = str,
    text: Callable[[str], object] = str,
) -> None:
    """Tell the elements of a document by their local names; what declares entities is refused by ``ValueError``."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def begun(tag: str, attributes: Attributes) -> None:
        start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def refuse(*_declaration: object) -> None:
        raise ValueError("DOCTYPE")

    parser.StartElementHandler = begun
    parser.EndElementHandler = lambda tag: end(_local(tag))
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)


@lru_cache(1 << 10)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _elements(book: ZipFile, part: str) -> list[tuple[str, Attributes]]:
    found: list[tuple[str, Attributes]] = []
    parse_xml(book.read(part), lambda tag, attributes: found.append((tag, attributes)))
    return found


def _blank() -> Marks:
    return Marks(set(), set(), [], [], [], [], [0, 0])


def _place(text: str) -> tuple[int, int]:
    """Row and column of a cell as a spreadsheet names it.

    >>> _place("AB12")
    (11, 27)
    """
    match = _PLACE.fullmatch(text)
    if not match:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _xlsx(book: ZipFile, part: str) -> Marks:
    marks = _blank()
    at, seen, kind = [-1, -1], set[str](), ""

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal kind
        if tag == "c":
            at[:] = _place(attributes["r"]) if "r" in attributes else (at[0], at[1] + 1)
            kind = attributes.get("t", "")
            seen.clear()
        elif tag == "row":
            at[:] = int(attributes.get("r", at[0] + 2)) - 1, -1
            if _is_true(attributes, "hidden"):
                marks.hidden_rows.add(at[0])
        elif tag == "col" and _is_true(attributes, "hidden"):
            marks.hidden_columns.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), _MOST_REPEATS)))
        elif tag == "mergeCell":
            first, _colon, last = attributes["ref"].partition(":")
            marks.merged.append((*_place(first), *_place(last or first)))
        else:
            seen.add(tag)

    def end(tag: str) -> None:
        if tag == "f":
            seen.discard("text")  # that of the formula is no value
        elif tag == "c" and seen:
            marks.cell(*at, valued="text" in seen, formula="f" in seen, wrong=kind == "e")

    parse_xml(book.read(part), start, end, lambda _text: seen.add("text"))
    return marks


def _is_true(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name) in ("1", "true")


def _ods(book: ZipFile) -> dict[str, Marks]:
    found: dict[str, Marks] = {}
    marks = _blank()
    row = column = next_row = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal marks, row, column, next_row
        is_hidden = attributes.get("visibility", "visible") != "visible"
        if tag == "table":
            marks = found.setdefault(attributes.get("name", ""), _blank())
            row = column = next_row = 0
        elif tag == "table-column":
            after = column + _repeats(attributes, "columns")
            marks.hidden_columns.update(range(column, after) if is_hidden else ())
            column = after
        elif tag == "table-row":
            row, column, next_row = next_row, 0, next_row + _repeats(attributes, "rows")
            marks.hidden_rows.update(range(row, next_row) if is_hidden else ())
        elif tag in ("table-cell", "covered-table-cell"):
            after = column + _repeats(attributes, "columns")
            high, wide = (int(attributes.get(f"number-{side}-spanned", 1)) for side in ("rows", "columns"))
            if high > 1 or wide > 1:
                marks.merged.append((row, column, row + high - 1, column + wide - 1))
            # office:value-type and calcext:value-type are one name here: what is an error is one in the latter
            kind = attributes.get("value-type", "")
            marks.cell(row, column, valued=bool(kind), formula="formula" in attributes, wrong=kind == "error")
            if kind:
                marks.cell(next_row - 1, after - 1, valued=True, formula=False, wrong=False)
            column = after

    parse_xml(book.read("content.xml"), start)
    return found


def _repeats(attributes: Attributes, of: str) -> int:
    return min(int(attributes.get(_REPEATS.format(of), 1)), _MOST_REPEATS)
