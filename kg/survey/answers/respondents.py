"""Rows of a sheet as respondents: every cell checked, every problem told, nobody taken who did not consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from kg.base.errors import Problem
from kg.base.languages import _, grouped
from kg.base.messages import weight
from kg.gather.cells import BadCell
from kg.gather.characters import odd
from kg.gather.references import meant
from kg.gather.sheets import Cell, Sheet
from kg.gather.sheets.dates import is_day_first
from kg.gather.table_reader import CELL_LIMIT
from kg.gazetteer.gazetteer import Gazetteer
from kg.survey.answers import chosen
from kg.survey.answers.pseudonyms import Mentions, folded, without
from kg.survey.answers.question_columns import Found, columns
from kg.survey.instrument import Instrument, Item

_ADVISED = 500  # unknown places for which the nearest names are looked for


class Respondent(NamedTuple):
    """Who answered in which row: the number, the name where it may be given, the codes and the words by item."""

    row: int
    number: str
    name: str
    codes: dict[str, tuple[str, ...]]
    words: dict[str, str]


class _Meaning(NamedTuple):
    """The codes that a cell means, and what is to be told of it."""

    codes: tuple[str, ...]
    code: str = ""
    details: Mapping[str, str] = MappingProxyType({})


class Reading:
    """One pass over a sheet of answers; ``problems`` holds what is wrong, ``respondents`` who is loaded."""

    def __init__(self, sheet: Sheet, file: str, gazetteer: Gazetteer) -> None:
        self.sheet = sheet
        self.file = file
        self.gazetteer = gazetteer
        self._unknown = 0  # places
        self._day_first: bool | None = None
        header = next(iter(sheet.numbers), sheet.above + 2) - 1
        self.found: Found
        self.found, self.problems = columns(sheet.columns, file, header)
        for name in sheet.merged:
            self._tell("merged", 0, "", name)
        self.respondents: list[Respondent] = []
        if not self.has_errors:
            self.respondents = self._read()

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong that must be mended first."""
        return any(problem.severity == "error" for problem in self.problems)

    def _tell(
        self, code: str, at: int, item: str, value: str = "", severity: str = "", option: str = "", **details: str
    ) -> None:
        """A problem of an item in a row, told by its place among the rows; of the whole file without an item."""
        row = self.sheet.numbers[at] if item else 0
        place = self.found.options[item][option] if option else self.found.whole.get(item)
        column = item if place is None else self.sheet.columns[place]
        self.problems.append(
            Problem(severity or weight(code), code, self.file, row, column, value, tuple(details.items()))
        )

    def _read(self) -> list[Respondent]:
        everybody = range(len(self.sheet.rows))
        numbers = dict(enumerate(self._texts("respondent", everybody)))
        names = dict(enumerate(self._texts("name", everybody)))
        mentions = Mentions({*names.values()}, {*numbers.values()})
        rows = self._consenting()
        codes: dict[int, dict[str, tuple[str, ...]]] = {at: {} for at in rows}
        words: dict[int, dict[str, str]] = {at: {} for at in rows}
        for item in Instrument.bundled().items:
            if item.kind != "text":
                for at, taken in self._coded(item, rows):
                    codes[at][item.name] = taken
            elif item.question:
                for at, text in self._written(item, rows):
                    words[at][item.name] = mentions.without(without(text, [names[at], numbers[at]]))
                    if words[at][item.name] != text:
                        self._tell("own-name", at, item.name)
        for at in rows:
            if not numbers[at]:
                self._tell("required", at, "respondent")
            names[at] = self._name(at, names[at], may_be_given=codes[at].get("consent_name") == ("yes",))
        told = {at: Respondent(self.sheet.numbers[at], numbers[at], names[at], codes[at], words[at]) for at in rows}
        self._check_repeats(told)
        self._check_alone(told.values())
        return [*told.values()]

    def _name(self, at: int, name: str, *, may_be_given: bool) -> str:
        """The name where it may be given."""
        if name and not may_be_given:
            self._tell("unconsented-name", at, "name")
            return ""
        for _at, code, details in odd([name], names=True):
            self._tell(code, at, "name", severity="error", **details)
        return name

    # Cells.

    def _cells(self, item: str, rows: Sequence[int]) -> list[Cell]:
        """The cells of an item as a whole, else what the tool tells of it by itself."""
        table, own = self.sheet.rows, self.found.whole.get(item)
        places = [*([] if own is None else [own]), *self.found.of_tools.get(item, ())]
        cells: list[Cell] = [table[at][places[0]] for at in rows] if places else [None] * len(rows)
        for other in places[1:]:
            cells = [table[at][other] if cell is None else cell for at, cell in zip(rows, cells, strict=True)]
        return cells

    def _texts(self, item: str, rows: Sequence[int]) -> list[str]:
        return ["" if cell is None else " ".join(str(cell).split()) for cell in self._cells(item, rows)]

    def _consenting(self) -> list[int]:
        rows = range(len(self.sheet.rows))
        taken = []
        for at, text in zip(rows, self._texts("consent", rows), strict=True):
            said = chosen.is_yes(text) if text else False
            if said:
                taken.append(at)
            else:
                self._tell("yes-or-no" if said is None else "no-consent", at, "consent", text)
        return taken

    def _written(self, item: Item, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
        """The words that were written, in which no character is that no text holds."""
        texts = {at: text for at, text in zip(rows, self._texts(item.name, rows), strict=True) if text}
        self._check_letters(item, texts)
        for at, text in texts.items():
            if len(text) > CELL_LIMIT:
                self._tell("huge-cell", at, item.name, limit=str(CELL_LIMIT))
            yield at, text

    def _check_letters(self, item: Item, texts: Mapping[int, str]) -> None:
        """Characters that no text holds, and words of two alphabets, as the check of tables tells them."""
        rows = [*texts]
        for index, code, details in odd([*texts.values()], names=False):
            self._tell(code, rows[index], item.name, texts[rows[index]], **details)

    def _coded(self, item: Item, rows: Sequence[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """What was taken of an item in each row where something was; cells that are alike are read once."""
        options = self.found.options.get(item.name, {})
        own = self._cells(item.name, rows)
        self._day_first = is_day_first(own) if item.kind == "date" else None
        if item.kind == "place":
            self._check_letters(item, {at: cell for at, cell in zip(rows, own, strict=True) if isinstance(cell, str)})
        memo: dict[Any, _Meaning] = {}
        for at, cell in zip(rows, own, strict=True):
            row = self.sheet.rows[at]
            seen = (cell, *[row[place] for place in options.values()]) if options else (cell,)
            if seen not in memo:
                try:
                    memo[seen] = self._meaning(item, seen[0], dict(zip(options, seen[1:], strict=True)))
                except BadCell as bad:
                    memo[seen] = _Meaning(
                        (), bad.code, {"value": "" if seen[0] is None else str(seen[0])} | bad.details
                    )
            meaning = memo[seen]
            if meaning.code:
                self._tell(meaning.code, at, item.name, **meaning.details)
            elif item.required and not meaning.codes:
                self._tell("required", at, item.name)
            if meaning.codes:
                yield at, meaning.codes

    def _meaning(self, item: Item, cell: Cell, options: Mapping[str, Cell]) -> _Meaning:
        """What the cell of an item and those of its options mean; raises :class:`BadCell`."""
        text = "" if cell is None else " ".join(str(cell).split())
        answered = {option: str(each) for option, each in options.items() if each is not None}
        taken = chosen.together(item, [o for o, each in answered.items() if chosen.is_taken(item, o, each)])
        if not text:
            return _Meaning(taken)
        if item.kind == "place":
            return self._place(text)
        if item.kind == "date":
            iso, is_number = chosen.day(cell, day_first=self._day_first)
            return _Meaning((iso,), "date-number", {"value": text, "date": iso}) if is_number else _Meaning((iso,))
        codes = chosen.codes(item, text)
        if answered and codes != taken:
            raise BadCell("two-tellings")
        return _Meaning(codes)

    def _place(self, text: str) -> _Meaning:
        """The one place that is meant, as everything that takes a name of a place finds it."""
        self._unknown += 1
        remedy = _("look it up by kg places, or add it to a places.csv")
        if self._unknown > _ADVISED and not self.gazetteer.find(text):
            return _Meaning((), "unknown-place", {"value": text, "remedy": remedy})
        found = meant(self.gazetteer, text, remedy=remedy)
        if isinstance(found, Problem):
            return _Meaning((), found.code, {"value": text, **dict(found.details)})
        self._unknown -= 1
        return _Meaning((found,))

    # Respondents beside one another.

    def _check_repeats(self, told: Mapping[int, Respondent]) -> None:
        """The same number twice, and rows that differ in nothing but the number: in words hardly by chance."""
        by_number: dict[str, Respondent] = {}
        by_answers: dict[object, Respondent] = {}
        for at, each in told.items():
            answers = (each.name, tuple(each.codes.items()), tuple(each.words.items()))
            first = by_number.setdefault(folded(each.number), each)
            if each.number and first is not each:
                self._tell("same-respondent", at, "respondent", each.number, first=str(first.row))
                continue
            first = by_answers.setdefault(answers, each)
            if first is not each:
                severity = "error" if each.words or each.name else "warning"
                self._tell("same-answers", at, "respondent", severity=severity, first=str(first.row))

    def _check_alone(self, told: Collection[Respondent]) -> None:
        """How many are told apart by their place and post."""
        groups = Counter((each.codes.get("place"), each.codes.get("post")) for each in told if "post" in each.codes)
        if alone := sum(count == 1 for count in groups.values()):
            self._tell("alone-of-post", -1, "", count=grouped(alone), n=grouped(len(told)))
