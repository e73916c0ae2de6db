"""What differs between two sources: rows added, removed and changed, table by table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.base.dates import PartialDate
from kg.gather.folder import Folder
from kg.schema.records import TABLES


class Difference(NamedTuple):
    """A row that one of two sources lacks, its cells in ``before`` or ``after``; or one cell that changed."""

    table: str
    change: str
    key: str
    column: str
    before: str
    after: str
    row: str


Row = tuple[Mapping[str, str], str]  # the cells that hold something, and where they stand


def differences(before: Folder, after: Folder) -> Iterator[Difference]:
    """The differences of two sources in the order of their tables.

    Rows are the same where their ids are, else their keys, else the part of the keys that must be filled.
    """
    for kind, table in TABLES.items():
        old, new = _rows(before, kind), _rows(after, kind)
        needed = [name for name in table.key if table.columns[name].required] or list(table.key)
        ways = (list(table.columns), ["id"], table.key, needed)
        pairs = [pair for way in ways for pair in _paired(old, new, way)]
        for (was, _), (now, where) in pairs:
            for name in table.columns:
                if was.get(name, "") != now.get(name, ""):
                    key = _key(now, needed)
                    yield Difference(kind, "changed", key, name, was.get(name, ""), now.get(name, ""), where)
        for cells, where in old:
            yield Difference(kind, "removed", _key(cells, needed), "", "; ".join(cells.values()), "", where)
        for cells, where in new:
            yield Difference(kind, "added", _key(cells, needed), "", "", "; ".join(cells.values()), where)


def _rows(folder: Folder, kind: str) -> list[Row]:
    return [
        (
            {name: text for name in TABLES[kind].columns if (text := _text(getattr(record, name)))},
            folder.where(kind, index),
        )
        for index, record in enumerate(folder.records.get(kind, ()))
    ]


def _text(value: Any) -> str:
    """A value as it is written into a cell."""
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, tuple) else str("" if value is None else value)


def _key(cells: Mapping[str, str], names: Sequence[str]) -> str:
    return "; ".join(cells[name] for name in names if name in cells)


def _paired(old: list[Row], new: list[Row], names: Sequence[str]) -> Iterator[tuple[Row, Row]]:
    """The rows that say the same in some columns, in their order; they are taken out of both lists."""
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in old:
        waiting[_said(row, names)].append(row)
    rest = []
    for row in new:
        said = _said(row, names)
        if any(said) and waiting[said]:
            yield waiting[said].pop(0), row
        else:
            rest.append(row)
    new[:] = rest
    kept = {id(row) for rows in waiting.values() for row in rows}
    old[:] = [row for row in old if id(row) in kept]


def _said(row: Row, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[0].get(name, "") for name in names)
