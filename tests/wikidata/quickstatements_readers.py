"""What the two generations of QuickStatements make of a batch: strict readers, written for these tests.

Neither is a package, so their rules are stated here again, from Help:QuickStatements and from what their parsers
accept: of the older one ``importDataFromV1``, ``importDataFromCSV`` and ``parseValueV1`` (magnusmanske/quickstatements,
f5d325d), of the newer one ``parsers/v1.py``, ``parsers/csv.py`` and ``parsers/base.py`` (quickstatements3, 340d36b).
Both take more than these readers do. Whatever one of them would pass over or take for an unknown value is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Snak = tuple[str, str]
Pair = tuple[str, str]

_ITEM, _TIME, _STRING = r"Q[1-9]\d*", r"[+-]\d{4}-\d\d-\d\dT00:00:00Z/(?:9|1[01])", r'"[^"\t|]+"'
_VALUE = re.compile(rf"{_ITEM}|{_TIME}|{_STRING}")


class Said(NamedTuple):
    """What one batch says of a statement: its qualifiers, and its references in their order."""

    qualifiers: frozenset[Snak] = frozenset()
    references: tuple[frozenset[Snak], ...] = ()


class Refused(Exception):
    """A row that a generation does not read as it is meant."""


class Reader:
    """The statements of some batches, run one after another: a pair that is there already is added to."""

    def __init__(self) -> None:
        self.said: dict[Pair, Said] = {}

    def commands(self, text: str) -> None:
        """Lines of parts between tabs: item, property, value, then pairs of a property and its value."""
        for line in text.splitlines():
            item, prop, value, *rest = line.split("\t")
            self._add(item, prop, value, list(zip(rest[::2], rest[1::2], strict=True)))

    def table(self, text: str) -> None:
        """Rows below a header, in the order of whose columns the cells are read."""
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        if header[:2] != ["qid", "P190"] or header[-1] != "#":
            raise Refused(f"header {header}")
        for row in rows:
            cells = list(zip(header[2:-1], row[2:-1], strict=True))
            self._add(row[0], "P190", row[1], [self._part(column, cell) for column, cell in cells])

    def _part(self, column: str, cell: str) -> Snak:
        """The part of a command that a cell stands for."""
        if not (found := re.fullmatch(r"(qal|S|s)(\d+)", column)):
            raise Refused(f"column {column}")
        return ("P" if found[1] == "qal" else found[1]) + found[2], cell

    def _add(self, item: str, prop: str, value: str, parts: Sequence[Snak]) -> None:
        if not re.fullmatch(_ITEM, item) or prop != "P190" or not re.fullmatch(_ITEM, value):
            raise Refused(f"{item} {prop} {value}")
        if bad := [cell for _, cell in parts if not _VALUE.fullmatch(cell)]:
            raise Refused(f"unknown value {bad[0]!r}")
        qualifiers = frozenset((key, cell) for key, cell in parts if re.fullmatch(r"P\d+", key))
        own = [part for part in parts if part not in qualifiers]
        before = self.said.get((item, value), Said())
        references = [one for one in self._references(own) if one not in before.references]
        self.said[item, value] = Said(before.qualifiers | qualifiers, (*before.references, *references))

    def _references(self, parts: Iterable[Snak]) -> list[frozenset[Snak]]:
        raise NotImplementedError


class Older(Reader):
    """QuickStatements 1 and 2: what a row cites is one reference, wherever it is split; an empty cell is a value."""

    def _references(self, parts: Iterable[Snak]) -> list[frozenset[Snak]]:
        if bad := [key for key, _ in parts if not re.fullmatch(r"[Ss]\d+", key)]:
            raise Refused(f"unknown key {bad[0]}")
        reference = frozenset((f"P{key[1:]}", cell) for key, cell in parts)
        return [reference] if reference else []


class Newer(Reader):
    """QuickStatements 3: ``!S`` in a command and ``S`` in a table begin a further reference."""

    def _references(self, parts: Iterable[Snak]) -> list[frozenset[Snak]]:
        groups: list[set[Snak]] = [set()]
        for key, cell in parts:
            if not (found := re.fullmatch(r"(!S|S|s)(\d+)", key)):
                raise Refused(f"unknown key {key}")
            if found[1] == "!S":
                groups.append(set())
            groups[-1].add((f"P{found[2]}", cell))
        return [frozenset(group) for group in groups if group]
