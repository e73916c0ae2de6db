"""The free answers that are coded: those of a wave, or a column of any table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.gather import sheets
from kg.survey.answers.wave import Wave, read_wave
from kg.survey.instrument import Instrument

KEPT = "codings.csv"
_NO_ID = re.compile(r"[^A-Za-z0-9._-]+")


class Unit(NamedTuple):
    """One text, by who wrote it and under which item."""

    respondent: str
    item: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it apart."""
        return self.respondent, self.item


class Texts(NamedTuple):
    """What is coded, and the table in which the codings are kept."""

    survey: str
    units: tuple[Unit, ...]
    kept: Path


def texts_of(path: Path, item: str = "", column: str = "", id_column: str = "") -> Texts:
    """The free answers of a wave's folder, or of a file: its column of texts, and one of ids if it has one.

    Raises :class:`KgError` where there is no text, or no such item or column.
    """
    made = _of_wave(path, item) if path.is_dir() else _of_file(path, column, id_column)
    if not made.units:
        raise KgError(_("{path} holds no free answer to code").format(path=path))
    return made


def _of_wave(folder: Path, item: str) -> Texts:
    items = [each.name for each in Instrument.bundled().items if each.kind == "text" and each.question]
    if item and item not in items:
        told = _("no item with free answers is called '{item}'").format(item=shown(item))
        raise KgError(told, hint=did_you_mean(item, items, ", ".join(items)))
    return texts_in(read_wave(folder), folder, [item] if item else items)


def texts_in(wave: Wave, folder: Path, items: Sequence[str] = ()) -> Texts:
    """The free answers of a wave to some items, else to all."""
    units = [
        Unit(who.respondent, name, text)
        for name in items or [each.name for each in Instrument.bundled().items if each.kind == "text"]
        for who in wave.respondents
        if (text := who.words.get(name, "").strip())
    ]
    return Texts(wave.survey.id, tuple(units), folder / KEPT)


def _of_file(path: Path, column: str, id_column: str) -> Texts:
    sheet = sheets.read(path, column)
    at = sheet.column(column) if column else _longest(sheet)
    of_id = sheet.column(id_column) if id_column else None
    rows = []
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        text = str(row[at] or "").strip()
        id = str(row[of_id] or "").strip() if of_id is not None else f"row-{number}"
        if text:
            rows.append(Unit(_slug(id), _slug(sheet.columns[at]) or "text", text))
    if twice := sorted(id for id, count in Counter(unit.respondent for unit in rows).items() if count > 1):
        told = _("{path} has two texts with the id {id}").format(path=path, id=shown(twice[0]))
        raise KgError(told, hint=_("name another column with --id"))
    return Texts(_slug(path.stem) or "texts", tuple(rows), path.with_name(f"{path.stem}.{KEPT}"))


def _longest(sheet: sheets.Sheet) -> int:
    """The column with the longest cells, which is that of the texts."""
    sizes = [sum(len(str(row[index] or "")) for row in sheet.rows) for index in range(len(sheet.columns))]
    return sizes.index(max(sizes)) if sizes else 0


def _slug(text: str) -> str:
    return _NO_ID.sub("-", text).strip("-._")[:60]
