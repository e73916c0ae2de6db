"""A wave of answers as it stands in its source folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, Problem, SourceProblems
from kg.base.languages import _
from kg.gather.cells import remedy
from kg.gather.folder import Folder, read_folder
from kg.schema.records import Survey
from kg.survey.instrument import Instrument

TABLES = ("surveys", "sources", "respondents", "answers")


class Answers(NamedTuple):
    """What one respondent answered: by item, the codes that were taken, and the words that were written.

    An item that was not answered is in neither.
    """

    respondent: str
    codes: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]

    @property
    def place(self) -> str:
        """The id of the place that the respondent speaks for."""
        return self.codes["place"][0]

    def one(self, item: str) -> str:
        """The code of an item that has one answer, empty without one."""
        return self.codes.get(item, ("",))[0]


class Wave(NamedTuple):
    """A survey with the answers of its respondents, by their pseudonyms; ``places`` are those that answered."""

    survey: Survey
    respondents: tuple[Answers, ...]
    places: tuple[str, ...]


def read_wave(folder: Path) -> Wave:
    """The wave of a source folder; raises :class:`KgError` where it holds none, or one that is not sound."""
    read = read_folder(folder, TABLES)
    if any(problem.severity == "error" for problem in read.problems):
        raise SourceProblems(read.problems)
    surveys, answers = read.records.get("surveys", []), read.records.get("answers", [])
    if len(surveys) != 1 or not answers:
        raise KgError(_("{folder} holds no wave of answers").format(folder=folder), hint="kg survey load FILE")
    if wrong := _wrong(read):
        raise SourceProblems(wrong)
    codes: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in answers:
        if row.text:
            words[row.respondent][row.item] = row.text
        if row.answer:
            codes[row.respondent][row.item] = (*codes[row.respondent].get(row.item, ()), row.answer)
    respondents = tuple(Answers(name, codes[name], words[name]) for name in sorted(codes))
    return Wave(surveys[0], respondents, tuple(sorted({each.place for each in respondents})))


def _wrong(read: Folder) -> list[Problem]:
    """Answers that the questionnaire does not have, and respondents without a place."""
    instrument = Instrument.bundled()
    items = {item.name: item for item in instrument.items}
    found = []
    placed = {row.respondent for row in read.records["answers"] if row.item == "place" and row.answer}
    for index, row in enumerate(read.records["answers"]):
        choices = items[row.item].choices if row.item in items else {}
        if row.item not in items:
            found.append(read.fault("unknown-item", "answers", index, "item", row.item, remedy=remedy(row.item, items)))
        elif row.answer and choices and row.answer not in choices:
            advice = {"scheme": row.item, "remedy": remedy(row.answer, choices)}
            found.append(read.fault("code", "answers", index, "answer", row.answer, **advice))
        if row.respondent not in placed:
            placed.add(row.respondent)  # told once
            found.append(read.fault("no-place", "answers", index, "respondent", row.respondent))
    return found
