"""What a cell refers to: places by name, sources, formats, experts, surveys by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kg.base.errors import Problem
from kg.gather.cells import split, suggestion
from kg.gather.folder import Folder
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.columns import TABLES

_WORDS = {
    "formats": ("format", "Формата"),
    "surveys": ("survey", "Опроса"),
    "experts": ("expert", "Эксперта"),
    "authorities": ("authority", "Органа"),
    "places": ("place", "Места"),
}
# Columns of kind id that name a record of another table.
_POINTERS: dict[str, dict[str, str]] = {
    "places": {"within": "places", "country": "places", "borders": "places"},
    "events": {"format": "formats"},
    "members": {"format": "formats"},
    "respondents": {"survey": "surveys"},
    "experts": {"authority": "authorities", "survey": "surveys"},
    "statements": {"made_by": "experts", "survey": "surveys"},
}
_UNIQUE = ("places", "sources", "attestations", "events", "formats", "facilities", "experts", "statements", "findings")


class Resolver:
    """Resolves the references of folders against everything that is known."""

    def __init__(self, folders: Sequence[Folder], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.ids: dict[str, set[str]] = {
            kind: {record.id for folder in folders for record in folder.records.get(kind, ())}
            for kind in ("sources", *_WORDS)
        }
        self._memo: dict[tuple[str, str], str | Problem] = {}
        self._remedies: dict[tuple[str, str], dict[str, str]] = {}

    def resolve(self, folder: Folder) -> list[Problem]:
        """Put place ids where places are named, in the folder's own records; return what is unknown."""
        problems: list[Problem] = []
        for kind, records in folder.records.items():
            for name, column in TABLES[kind].columns.items():
                if column.kind == "place":
                    self._places(folder, kind, name, problems)
                elif column.kind in ("source", "sources"):
                    self._known(folder, kind, name, "sources", ("source", "Источника"), problems)
            for name, target in _POINTERS.get(kind, {}).items():
                self._known(folder, kind, name, target, _WORDS[target], problems)
            if kind in ("statements", "findings"):
                self._about(folder, kind, records, problems)
        return problems

    def _places(self, folder: Folder, kind: str, column: str, problems: list[Problem]) -> None:
        records = folder.records[kind]
        known = self.gazetteer.places
        if all(not (text := getattr(record, column)) or text in known for record in records):
            return
        level_column = column.replace("place", "level") if column.startswith("place_") else "level"
        for index, record in enumerate(records):
            text = getattr(record, column)
            if not text or text in known:
                continue
            found = self._one_place(text, getattr(record, level_column, ""))
            if isinstance(found, Problem):
                file = folder.file_of(kind, index)
                problems.append(found._replace(file=file, row=record.row, column=column))
            else:
                records[index] = record._replace(**{column: found})

    def _one_place(self, text: str, level: str) -> str | Problem:
        if (text, level) not in self._memo:
            self._memo[text, level] = self._look_up(text, level)
        return self._memo[text, level]

    def _look_up(self, text: str, level: str) -> str | Problem:
        found = self.gazetteer.find(text, level)
        if len(found) == 1:
            return found[0]
        if found:
            return Problem("error", "ambiguous-place", value=text, details=(("candidates", ", ".join(found)),))
        near = self.gazetteer.suggest(text)
        remedy = {
            "remedy": f"did you mean {' or '.join(near)}?" if near else "add it to a places.csv",
            "remedy_ru": f"может быть, {' или '.join(near)}?" if near else "добавьте его в places.csv",
        }
        return Problem("error", "unknown-place", value=text, details=tuple(remedy.items()))

    def _known(
        self, folder: Folder, kind: str, column: str, target: str, words: tuple[str, str], problems: list[Problem]
    ) -> None:
        known = self.ids[target]
        for index, record in enumerate(folder.records[kind]):
            cell = getattr(record, column)
            for value in (cell,) if isinstance(cell, str) else cell:
                if value and value not in known:
                    code = "unknown-source" if target == "sources" else "unknown-reference"
                    details = {"what": words[0], "what_ru": words[1], **self._remedy(target, value)}
                    file = folder.file_of(kind, index)
                    problems.append(Problem("error", code, file, record.row, column, value, tuple(details.items())))

    def _remedy(self, target: str, value: str) -> dict[str, str]:
        if (target, value) not in self._remedies:
            self._remedies[target, value] = suggestion(value, sorted(self.ids[target]))
        return self._remedies[target, value]

    def _about(self, folder: Folder, kind: str, records: Sequence[Any], problems: list[Problem]) -> None:
        known = self.ids["places"] | self.ids["formats"]
        if kind == "findings":
            known = known | self.ids["experts"] | self.ids["surveys"]
        for index, record in enumerate(records):
            for part in (party for item in split(record.about) for party in item.split("+")):
                if part not in known:
                    details = {"what": "place, format or expert", "what_ru": "Места, формата или эксперта"}
                    details |= suggestion(part, sorted(known))
                    file = folder.file_of(kind, index)
                    code = "unknown-reference"
                    problems.append(Problem("error", code, file, record.row, "about", part, tuple(details.items())))

    def check_uniqueness(self, folders: Iterable[Folder]) -> list[Problem]:
        """Ids that two tables or folders give to two things."""
        problems: list[Problem] = []
        seen: dict[tuple[str, str], str] = {}
        for folder in folders:
            for kind in _UNIQUE:
                for index, record in enumerate(folder.records.get(kind, ())):
                    if not record.id:
                        continue
                    here = f"{folder.file_of(kind, index)}:{record.row}"
                    first = seen.setdefault((kind, record.id), here)
                    if first != here and first.split(":")[0] != here.split(":", maxsplit=1)[0]:
                        file, details = folder.file_of(kind, index), (("first", first),)
                        problems.append(Problem("error", "duplicate-id", file, record.row, "id", record.id, details))
        return problems
