"""A report: rows under column keys, and sentences to say beside them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from kg.analysis.reports.words import Cell, heading
from kg.base.languages import pick
from kg.network.attributes import Attributes
from kg.network.ties import Network
from kg.network.views import Choice

Rows = list[tuple[Cell, ...]]


class Question(NamedTuple):
    """What is asked: the network, the choice of ties, and the settings that some reports need.

    The settings are named as the options of commands are.
    """

    network: Network
    attributes: Attributes
    choice: Choice
    lang: str = "en"
    rollup: str = "both"
    country: str = ""
    units: bool = False
    place: str = ""
    until: int | None = None
    limit: int | None = None
    rounds: int = 999
    seed: int = 0
    concepts: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def name(self, id: str) -> str:
        """A place, a country, a level or a part of a country as the reader calls it."""
        node = self.network.nodes.get(id)
        return pick(node.labels if node else self.concepts.get(id, {}), self.lang) or id


class Report(NamedTuple):
    """Columns by key (see ``texts.toml``), rows, and notes in the language of the question."""

    columns: tuple[str, ...]
    rows: Rows
    notes: tuple[str, ...] = ()

    def headings(self, lang: str) -> list[str]:
        """The columns as a reader of a language reads them."""
        return [heading(column, lang) for column in self.columns]


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A number as a table shows it."""
    return None if value is None else round(value, digits)
