"""``kg survey load``: answers to the questionnaire become a source folder."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path

import click

from kg.base.languages import _, grouped
from kg.cli import options
from kg.gather.roots import Sources

_SHOWN = 20  # warnings of one kind


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder; its name is the id."
)
@click.option("--title", "titles", multiple=True, metavar="TEXT", help="The title of the wave; once for each script.")
@click.option("--publisher", default="", metavar="NAME", help="Who asked.")
@click.option("--licence", default="", metavar="TEXT", help="Under which licence the counts may be used.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook.")
@click.option("--key", "key", type=options.FILE, help="The key of the pseudonyms. Default: in the user's data folder.")
@options.sources
@options.lang
def load(
    file: Path,
    out: Path,
    titles: tuple[str, ...],
    publisher: str,
    licence: str,
    sheet: str,
    key: Path | None,
    sources: Sources,
    lang: str,
) -> None:
    """Make a source folder of the answers in FILE: XLSX, CSV, or the export of a form tool.

    Columns are told by the names of items, by the texts of questions in any language, and as
    KoboToolbox, ODK, LimeSurvey, Google, Yandex and Tencent head them; cells hold codes or labels.
    Every row is checked, and all that is wrong is told in one list; where something is an error,
    nothing is written.

    A row without consent is not loaded. Numbers become pseudonyms by a key that lies outside of
    the folder; a name is kept only with consent to give it. Names and numbers of respondents are
    taken out of all free answers as they are written; read the answers for names in other scripts,
    and of other people. To load a corrected file again
    replaces the wave, and who answered keeps the pseudonym. The graph gets the survey and the
    places that answered, never an answer.

    \b
    Examples:
      kg survey load answers.xlsx --out wave-2027
      kg survey load kobo.csv --out wave-2027 --title "2027" --key wave.key
    """
    from kg.base.messages import told_with_severity
    from kg.survey.answers.loading import load as load_answers
    from kg.survey.answers.wave_folder import About

    bar, step = options.progress(_("loading"))
    with bar:
        about = About(titles, publisher, licence)
        loaded = load_answers(file, out, sources.folders(), about, key, sheet, step)
    for note in loaded.notes:
        options.remark(note)
    seen: Counter[tuple[str, str]] = Counter()
    for problem in loaded.problems:
        seen[kind := (problem.code, problem.column)] += 1
        if seen[kind] <= _SHOWN:
            options.remark(told_with_severity(problem))
    for (_code, column), count in seen.items():
        if count > _SHOWN:
            options.remark(
                _("column {column}: the same in {n} more rows").format(column=column, n=grouped(count - _SHOWN))
            )
    told = _("rows read: {rows}, loaded: {loaded}, left out: {left}; places: {places}, named with consent: {named}")
    left = loaded.rows - loaded.respondents
    counts = (loaded.rows, loaded.respondents, left, loaded.places, loaded.named)
    names = ("rows", "loaded", "left", "places", "named")
    options.remark(told.format(**dict(zip(names, map(grouped, counts), strict=True))))
    click.echo(out)
    folder = shlex.quote(str(out))
    coded = f"kg survey code {folder} --coder {_('NAME')}"
    click.echo(f"kg check {folder}; {coded}; kg survey report {folder}", err=True)
