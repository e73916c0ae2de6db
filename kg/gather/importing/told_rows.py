"""The rows of a person's table as what they tell: two places, a kind, dates, a source; and what is told of no use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from kg.base.dates import PartialDate
from kg.base.ids import QID, link
from kg.base.languages import _
from kg.gather.importing.fields import DATES, OF_A_PLACE, OF_A_SOURCE, Form
from kg.gather.importing.guessing import day_orders, text_of
from kg.gather.importing.levels import levels_of
from kg.gather.importing.wordlists import code_of, coded, holds, plain
from kg.gather.sheets import Cell, Sheet
from kg.gather.sheets import number as number_in
from kg.gather.sheets.dates import partial_date
from kg.schema.codes import CODES

_SEVERAL = re.compile(r"\s*[;；、\n\r|]+\s*")  # what stands between several partners in one cell
_LONGEST = 10_000


class End(NamedTuple):
    """A place as a row tells of it; texts as written, the country as its own text or a code for all rows."""

    name: str
    region: str = ""
    country: str = ""
    level: str = ""
    lat: float | None = None
    lon: float | None = None
    wikidata: str = ""


class Told(NamedTuple):
    """What one row tells of one pair, or of one place."""

    number: int
    a: End
    b: End
    kind: str
    kind_as_written: str
    status: str
    spheres: tuple[str, ...]
    dates: tuple[tuple[str, PartialDate], ...]
    source: tuple[str, ...]  # as OF_A_SOURCE has it
    locator: str
    note: str

    @property
    def ends(self) -> tuple[End, ...]:
        """The two places, or the one where the table is a list of places."""
        return (self.a, self.b) if self.b.name else (self.a,)


class Unused(NamedTuple):
    """A row, or one cell of a row that is used, that says nothing here, and why."""

    number: int
    column: str
    value: str
    reason: str


class Reading:
    """One pass over a sheet; ``unused`` and the unknown words are filled as rows are read."""

    def __init__(self, sheet: Sheet, form: Form) -> None:
        self.sheet = sheet
        self.form = form
        self.unused: list[Unused] = []
        self.unknown_kinds: Counter[str] = Counter()
        self.unknown_levels: Counter[str] = Counter()
        self._at = {name: index for index, name in form.fields.items()}
        self._orders = day_orders(sheet, form)
        self._kinds = {plain(word): kind for word, kind in form.kinds.items()}
        self._levels = {plain(word): level for word, level in form.levels.items()}
        self._dates: dict[tuple[int, Cell], PartialDate | str] = {}

    def rows(self) -> Iterator[Told]:
        """What each row tells, once for each of several partners in one cell."""
        numbers = self.sheet.numbers or range(self.sheet.above + 2, self.sheet.above + 2 + len(self.sheet.rows))
        for number, row in zip(numbers, self.sheet.rows, strict=True):
            if any(text_of(cell) for cell in row):
                yield from self._row(number, row)

    def _row(self, number: int, row: tuple[Cell, ...]) -> Iterator[Told]:
        said = {name: _said(text_of(row[index])) for name, index in self._at.items()}
        for name, text in said.items():
            if len(text) > _LONGEST:
                said[name] = self._leave(number, name, text, _("the cell is too long"))
        missing = [name for name in ("place_a", "place_b") if name in self._at and not said.get(name)]
        if missing:
            self._leave(number, missing[0], "", _("no place is named"), whole=True)
            return
        kind, as_written = self._kind(said.get("kind", ""))
        notes = [said["note"]] if said.get("note") else []
        status = "".join(self._coded(number, "status", [said.get("status", "")], notes)[:1])
        spheres = self._coded(number, "sphere", re.split(r"[;,，、；/]", said.get("sphere", "")), notes)
        dates = tuple(
            (name.replace("dated", "unknown"), date)
            for name in DATES
            if (index := self._at.get(name)) is not None and (date := self._date(number, name, index, row[index]))
        )
        told = Told(
            number, self._end(number, "a", said), self._end(number, "b", said), kind, as_written, status,
            spheres, dates, self._source(number, said, row), said.get("locator", ""),
            " | ".join(notes),
        )  # fmt: skip
        cells = (row[self._at[name]] if name in self._at else "" for name in ("place_a", "place_b"))
        yield from _each_pair(told, *map(_parts, cells))

    def _coded(self, number: int, name: str, texts: Iterable[str], notes: list[str]) -> tuple[str, ...]:
        """The codes that words stand for; a word that stands for none goes to the notes."""
        scheme = "tie-status" if name == "status" else name
        found = []
        for text in filter(None, map(str.strip, texts)):
            if code := text if text in CODES[scheme] else code_of(text, scheme):
                found.append(code)
            else:
                self._leave(number, name, text, _("no code is known for this word"))
                notes.append(text)
        return tuple(dict.fromkeys(found))

    def _leave(self, number: int, name: str, value: str, reason: str, whole: bool = False) -> str:
        """Take down what is not used."""
        column = self.sheet.columns[self._at[name]] or str(self._at[name] + 1)
        reason = f"{column}{_(': ')}{reason}" if whole else reason
        self.unused.append(Unused(number, "" if whole else column, value[:200], reason))
        return ""

    def _kind(self, text: str) -> tuple[str, str]:
        """The kind that a text means, and the text: by the person's words, then by the table."""
        usual = self.form.values.get("kind", "unknown")
        if not text:
            return usual, ""
        words = plain(text)
        own = self._kinds.get(words) or next((k for word, k in self._kinds.items() if holds(words, word)), "")
        kind = own or (text if text in CODES["tie-kind"] else code_of(text, "tie-kind"))
        if not kind:
            self.unknown_kinds[text] += 1
        return kind or "unknown", text

    def _date(self, number: int, name: str, index: int, cell: Cell) -> PartialDate | None:
        if not _said(text_of(cell)):
            return None
        key = index, cell
        if key not in self._dates:
            try:
                self._dates[key] = partial_date(cell, day_first=self._orders[index])
            except ValueError as error:
                self._dates[key] = str(error)
        found = self._dates[key]
        if isinstance(found, str):
            self._leave(number, name, text_of(cell), found)
            return None
        return found

    def _end(self, number: int, side: str, said: Mapping[str, str]) -> End:
        told = {name: said.get(f"{name}_{side}") or self.form.values.get(f"{name}_{side}", "") for name in OF_A_PLACE}
        point: list[float | None] = []
        for name, most in (("lat", 90), ("lon", 180)):
            value = number_in(told[name])
            if told[name] and (value is None or abs(value) > most):
                self._leave(number, f"{name}_{side}", told[name], _("no coordinate"))
                value = None
            point.append(value)
        lat, lon = point if None not in point else (None, None)
        qid = told["wikidata"].rpartition("/")[2]
        if qid and not QID.fullmatch(qid):
            qid = self._leave(number, f"wikidata_{side}", told["wikidata"], _("no Wikidata id"))
        level = self._levels.get(plain(told["level"]), told["level"])
        if level and not levels_of(level):
            self.unknown_levels[level] += 1
            level = self._leave(number, f"level_{side}", level, _("no administrative level"))
        return End(told["place"], told["region"], told["country"], level, lat, lon, qid)

    def _source(self, number: int, said: Mapping[str, str], row: tuple[Cell, ...]) -> tuple[str, ...]:
        """What the row tells of its source, in the order of the fields."""
        told = dict.fromkeys(OF_A_SOURCE, "") | {name: said[name] for name in OF_A_SOURCE if name in said}
        if told["source"] and link(told["source"]) and not told["source_url"]:
            told["source_url"] = told["source"]
        if told["source_url"] and not link(told["source_url"]):
            self._leave(number, "source_url" if "source_url" in said else "source", told["source_url"], _("no address"))
            told["source_url"] = ""
        if told["source_date"]:
            index = self._at["source_date"]
            date = self._date(number, "source_date", index, row[index])
            told["source_date"] = date.iso if date else ""
        return tuple(told.values())


@cache
def _nothing() -> frozenset[str]:
    return frozenset(word.text for word in coded("nothing"))


@lru_cache(maxsize=1 << 16)
def _said(text: str) -> str:
    """A text, empty where it stands for nothing: a dash, or a word of the table.

    >>> _said("—"), _said("нет данных"), _said("Харбин")
    ('', '', 'Харбин')
    """
    return text if any(map(str.isalnum, text)) and (len(text) > 12 or plain(text) not in _nothing()) else ""


def _parts(cell: Any) -> list[str]:
    return [name for part in _SEVERAL.split(str(cell)) if (name := _said(text_of(part)))]


def _each_pair(told: Told, names_a: Iterable[str], names_b: Iterable[str]) -> Iterator[Told]:
    """The row once for each pair of the places that its two cells name."""
    if told.a.lat is not None or told.b.lat is not None or not told.b.name:
        yield told
        return
    second = list(names_b)
    for a in names_a:
        for b in second:
            yield told._replace(a=told.a._replace(name=a), b=told.b._replace(name=b))
