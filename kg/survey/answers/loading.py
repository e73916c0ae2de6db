"""A file of answers becomes the source folder of a wave, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, Problem, SourceProblems
from kg.base.gc_pause import no_collection
from kg.base.languages import _, grouped, ngettext
from kg.base.progress import Step, silent
from kg.gather.corpus import OF_PLACES, gather
from kg.gather.sheets import read
from kg.survey.answers import wave_folder
from kg.survey.answers.pseudonyms import key, key_file
from kg.survey.answers.respondents import Reading
from kg.survey.answers.wave_folder import About


class Loaded(NamedTuple):
    """What became of the rows: how many there were, who was taken, their places, and what is to be told."""

    rows: int
    respondents: int
    named: int
    places: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


_NOTHING_TOLD = About()


@no_collection()
def load(
    file: Path, out: Path, known: Sequence[Path], about: About = _NOTHING_TOLD, key_at: Path | None = None,
    sheet: str = "", progress: Step = silent,
) -> Loaded:  # fmt: skip
    """Read the answers of a file and write the source folder ``out``; ``known`` are the sources beside it.

    Raises :class:`SourceProblems` with all that is wrong where something is an error; nothing is written then.
    """
    survey = wave_folder.checked_id(out)
    place = key_at or key_file()
    if place.resolve().is_relative_to(out.resolve()):
        raise KgError(_("the key must lie outside of {folder}").format(folder=out), hint=_("name another --key"))
    progress(_("reading places"), 0.0)
    beside = [folder for folder in known if folder.resolve() != out.resolve()]
    gazetteer = gather(beside, kinds=OF_PLACES).gazetteer
    progress(file.name, 0.1)
    table = read(file, sheet=sheet, header=True)
    progress(_("rows"), 0.3)
    reading = Reading(table, file.name, gazetteer)
    problems = tuple(sorted(reading.problems, key=lambda each: (each.row, each.column, each.code)))
    if reading.has_errors:
        raise SourceProblems(problems)
    told = reading.respondents
    if not told:
        hint = _("the column consent says yes in none of the rows") if table.rows else ""
        raise KgError(_("no row of {file} is used; nothing is written").format(file=file), hint=hint)
    progress(_("writing"), 0.6)
    secret = key(place, is_new=not wave_folder.is_wave(out))
    wave = wave_folder.tables(survey, told, secret, about, out, gazetteer)
    changed = wave_folder.changed(out, wave)
    wave_folder.write(out, survey, wave, about, beside)
    counts = {kind: len(rows) for kind, rows in wave.tables.items()}
    notes = (*table.notes, *([_changed(changed)] if 0 < 2 * changed < len(told) else []))
    return Loaded(len(table.rows), len(told), counts["experts"], counts["respondents"], problems, notes)


def _changed(count: int) -> str:
    """What follows for reports where the answers of a few are others than before."""
    told = ngettext(
        "the answers of {n} respondent differ from those loaded before: if a report on these is published, publish none"
        " of the new ones, which beside it would tell what that respondent said",
        "the answers of {n} respondents differ from those loaded before: if a report on these is published, publish"
        " none of the new ones, which beside it would tell what those respondents said",
        count,
    )
    return told.format(n=grouped(count))
