"""What a column of a table holds, and a table read off the record that its rows become."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple


class Column(NamedTuple):
    """What one column holds.

    ``says`` is its meaning in English, translated where it is shown. ``kind`` is one of ``text name id
    ids code list-of-codes concepts list place source sources date year integer decimal latitude
    longitude boolean qid geonames iso_3166_2 gbt_2260 language address query``; ``of`` is the concept
    scheme of a code or the table whose ids an id names.
    A required column must be there with every cell filled; ``key`` marks what tells rows apart.
    """

    says: str
    kind: str = "text"
    of: str = ""
    required: bool = False
    key: bool = False


class Table:
    """One kind of table: the record of a row, its columns, and the kind of thing that a row makes.

    Microdata are read and checked, and nothing of them is put in the graph.
    """

    def __init__(self, record: Any, thing: str = "", *, is_microdata: bool = False) -> None:
        self.record = record
        self.thing = thing
        self.is_microdata = is_microdata

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by name, in the order of the record's fields."""
        fields = self.record.__annotations__.items()
        return {name: hint.__metadata__[0] for name, hint in fields if hasattr(hint, "__metadata__")}

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one row from another."""
        return tuple(name for name, column in self.columns.items() if column.key)

    @cached_property
    def identity(self) -> Any:
        """What takes a record's key, for rows that differ in nothing else are one row told twice."""
        own: Any = getattr(self.record, "identity", None)
        return own or attrgetter(*self.key)

    @cached_property
    def slug(self) -> Any:
        """What takes from a record the last part of its thing's address."""
        return attrgetter("slug" if hasattr(self.record, "slug") else "id")
