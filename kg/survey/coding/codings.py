"""The codings of all coders, kept after every text."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, SourceProblems, shown
from kg.base.files import atomic_writer
from kg.base.ids import SLUG
from kg.base.languages import _
from kg.gather.folder import read_alone
from kg.schema.written_folder import table_text
from kg.survey.coding.texts import Texts, Unit

SETTLED = "settled"
Concepts = tuple[str, ...]  # as scheme/code, sorted; none where the coder found that no concept fits


class Disagreement(NamedTuple):
    """A concept that one coder found in a text and the other did not."""

    unit: Unit
    concept: str
    found_by: str
    missed_by: str


class Codings:
    """Which concepts each coder found in each text; what is put is written at once."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._found: dict[str, dict[tuple[str, str], Concepts]] = {}
        if texts.kept.exists():
            self._read(texts.kept)

    @property
    def coders(self) -> list[str]:
        """Who coded, by name; what was settled is no coder's."""
        return sorted(self._found.keys() - {SETTLED})

    def of(self, coder: str) -> dict[tuple[str, str], Concepts]:
        """The concepts of a coder by text."""
        return self._found.get(coder, {})

    def put(self, coder: str, unit: Unit, concepts: Concepts | None) -> None:
        """Keep the concepts that a coder found in a text, or forget them."""
        own = self._found.setdefault(coder, {})
        if concepts is None:
            own.pop(unit.key, None)
        else:
            own[unit.key] = tuple(sorted(set(concepts)))
        self._write()

    def pair(self) -> tuple[str, str]:
        """The two coders; raises :class:`KgError` where there are not two."""
        if len(self.coders) != 2:
            told = _("two coders are compared, and there are: {coders}").format(coders=", ".join(self.coders) or "–")
            raise KgError(told, hint=f"kg survey code … --coder {_('NAME')}")
        first, second = self.coders
        return first, second

    def both(self) -> list[tuple[Unit, Concepts, Concepts]]:
        """The texts that both coders read, each with what either found."""
        first, second = (self.of(coder) for coder in self.pair())
        shared = (unit for unit in self.texts.units if unit.key in first and unit.key in second)
        return [(unit, first[unit.key], second[unit.key]) for unit in shared]

    def disagreements(self) -> list[Disagreement]:
        """Every concept that only one of the two found, in the order of the texts."""
        a, b = self.pair()
        return [
            Disagreement(unit, concept, *((a, b) if concept in first else (b, a)))
            for unit, first, second in self.both()
            for concept in sorted({*first} ^ {*second})
        ]

    def _read(self, path: Path) -> None:
        read = read_alone(path)
        if any(problem.severity == "error" for problem in read.problems):
            raise SourceProblems(read.problems)
        for row in read.records.get("codings", []):
            if row.survey == self.texts.survey:
                found = tuple(sorted(filter(None, row.concepts.split(";"))))
                self._found.setdefault(row.coder, {})[row.respondent, row.item] = found

    def _write(self) -> None:
        rows = [
            {"survey": self.texts.survey, "respondent": who, "item": item, "coder": coder, "concepts": ";".join(found)}
            for coder, own in sorted(self._found.items())
            for (who, item), found in sorted(own.items())
        ]
        with atomic_writer(self.texts.kept) as out:
            out.write(table_text("codings", rows).encode())


def coder_named(name: str) -> str:
    """The name of a coder as it is kept; raises :class:`KgError` for one that cannot be."""
    if not SLUG.fullmatch(name) or name == SETTLED:
        told = _("'{name}' cannot be the name of a coder").format(name=shown(name))
        raise KgError(told, hint=_("use letters, digits, '-', '_' and '.'"))
    return name
