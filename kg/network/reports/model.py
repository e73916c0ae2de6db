"""A report: rows under column keys, and sentences to say beside them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.network.attributes import Attributes
from kg.network.model import Network
from kg.network.views import Choice
from kg.words.names import pick

Cell = str | int | float | bool | None
Rows = list[tuple[Cell, ...]]


class Question(NamedTuple):
    """What is asked: the network, the choice of ties, and the settings that some reports need."""

    network: Network
    attributes: Attributes
    choice: Choice
    lang: str = "en"
    rollup: str = "both"
    country: str = ""
    place: str = ""
    year: int | None = None
    top: int = 20
    rounds: int = 999
    seed: int = 0

    def name(self, place: str) -> str:
        """A place as the reader calls it."""
        return pick(self.network.nodes[place].labels, self.lang) or place


class Report(NamedTuple):
    """Columns by key (see ``texts/``), rows, and notes in the language of the question."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()

    def headings(self, lang: str) -> list[str]:
        """The columns as a reader reads them; a measure keeps its name."""
        words = texts()["columns"]
        return [words.get(column, {}).get(lang, column) for column in self.columns]


@cache
def texts() -> dict[str, Any]:
    """The words of all reports: ``columns``, ``notes``, ``words`` and ``questions``, each by key and language."""
    found: dict[str, Any] = {}
    for path in sorted(Path(__file__).with_name("texts").glob("*.toml")):
        for section, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.setdefault(section, {}).update(words)
    return found


def note(key: str, lang: str, **values: Cell) -> str:
    """One note in a language."""
    return str(texts()["notes"][key][lang]).format(**values)


def word(key: str, lang: str) -> str:
    """One value that has a word in each language, a verdict say; others stay as they are."""
    return str(texts()["words"].get(key, {}).get(lang, key))


def rounded(value: float | None, digits: int = 4) -> float | None:
    """A number as a table shows it."""
    return None if value is None else round(value, digits)
