"""The report of the waves that a person names: found, counted, compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from kg.ask.asked_graph import AskedGraph
from kg.ask.results import Table
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.formats.documents.document import Block, Document, Heading
from kg.gather.folder import read_folder
from kg.schema.records import Survey
from kg.survey.answers.wave import read_wave
from kg.survey.report.compared import Comparison, compared
from kg.survey.report.counted import Counted, Counter, adjusted
from kg.survey.report.frame import read_frame, weighted
from kg.survey.report.long_table import Row, long_table, shared
from kg.survey.report.overlap import in_common
from kg.survey.report.responses import Responses, responses
from kg.survey.report.stated_wave import Stated, blocks, read_stated
from kg.survey.report.written_report import report


class Reported(NamedTuple):
    """Waves with answers, counted, and waves of which a publication alone is known."""

    waves: Sequence[tuple[Counter, Sequence[Counted]]]
    stated: Sequence[Stated]
    comparisons: Sequence[Comparison]
    by: Sequence[str]
    why: str

    def document(self) -> Document:
        """The report as a text."""
        also: list[Block] = []
        are_several = len(self.waves) + len(self.stated) > 1
        for each in self.stated:
            also += [Heading(each.title)] * are_several
            also += blocks(each, 2 + are_several)
        return report(self.waves, self.comparisons, self.by, self.why, also, [each.title for each in self.stated])

    def table(self) -> Table:
        """The report as one table."""
        rows = [
            shared(Row(wave.survey.id, "stated", id, label=text), n, wave.survey.sample_size)
            for wave in self.stated
            for id, n, text, _where in wave.counts
        ]
        return long_table(self.waves, self.comparisons, self.by, self.why, rows)


def reported(
    words: Sequence[str],
    folders: Sequence[Path],
    graph: AskedGraph,
    by: Sequence[str] = (),
    frame: Path | None = None,
    why: str = "",
    step: Step = silent,
) -> Reported:
    """The report of waves by their folders or ids; ``why`` nothing is hidden is empty where small counts are.

    Raises :class:`KgError` where one is not found or named twice, and where the frame does not fit.
    """
    margins = read_frame(frame) if frame else None
    waves, stated = [], []
    found = [_folder(word, folders) for word in words]
    if len({survey for _folder, survey in found}) < len(found):
        raise KgError(_("a wave is named twice"))
    for folder, survey in found:
        step(survey)
        if not (folder / "answers.csv").exists():
            records = read_folder(folder, ("surveys", "sources")).records.get("surveys", [])
            stated.append(read_stated(next(each for each in records if each.id == survey), graph))
            continue
        answers = responses(read_wave(folder), graph, folder)
        counter = weighted(answers, margins, is_open=bool(why)) if margins else Counter(answers, bool(why))
        counted = []
        for number, item in enumerate(answers.items):
            step(f"{number + 1}/{len(answers.items)}", number / len(answers.items))
            counted.append(counter.counted(item, by))
        waves.append((counter, adjusted(counted)))
    if not why:
        _apart([counter.responses for counter, _counted in waves])
    if not waves and (by or margins or why):
        told = _("no answers of respondents are known of {waves}: there is nothing to cross-tabulate, weight or hide")
        raise KgError(told.format(waves=", ".join(words)), hint=_("leave out --by, --frame and --no-suppress"))
    return Reported(waves, stated, compared(waves), by, why)


def _apart(waves: Sequence[Responses]) -> None:
    """Raise :class:`KgError` where two waves are one but for a few respondents, whom both reports would give away."""
    for one, other in combinations(waves, 2):
        if n := in_common(one, other):
            told = _(
                "{one} and {other} hold the same answers of {n} respondents: set side by side they would give away"
                " the answers of the others"
            )
            hint = _("report one of them; --no-suppress REASON shows both, not for publication")
            raise KgError(told.format(one=one.survey, other=other.survey, n=n), hint=hint)


def _folder(word: str, folders: Sequence[Path]) -> tuple[Path, str]:
    """The folder of a wave, and the id of its survey."""
    here = Path(word)
    known = {survey.id: folder for folder in folders for survey in _surveys(folder)}
    if word in known and not here.is_dir():
        return known[word], word
    if here.is_dir():
        surveys = _surveys(here)
        if len(surveys) != 1:
            raise KgError(_("{folder} holds no one wave").format(folder=here), hint=_("kg survey load FILE --out WAVE"))
        return here, surveys[0].id
    told = _("no wave is called '{name}', and no folder either").format(name=shown(word))
    raise KgError(told, hint=did_you_mean(word, known, _("kg survey load FILE --out WAVE")))


def _surveys(folder: Path) -> list[Survey]:
    if not (folder / "surveys.csv").is_file():
        return []
    found: list[Survey] = read_folder(folder, ("surveys", "sources")).records.get("surveys", [])
    return found
