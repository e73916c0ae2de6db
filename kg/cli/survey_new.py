"""``kg survey new``: the forms of the next survey in a new folder."""

from __future__ import annotations

from pathlib import Path

import click

from kg.base.errors import KgError
from kg.base.languages import N_, _, current
from kg.cli import options

_WROTE = (
    ("*/questionnaire{forms}", N_("the questionnaire to print, with the consent text")),
    ("*/consent{forms}", N_("the consent text alone")),
    ("*/answers.xlsx", N_("a workbook to type answers into, which offers the choices")),
    ("*/codebook{forms}, codebook.csv", N_("every item with its codes in three languages")),
    ("answers.csv", N_("the same columns as an empty table")),
    ("xlsform.xlsx", N_("the form for KoboToolbox and ODK, in three languages")),
    ("limesurvey.txt", N_("the form for LimeSurvey, in three languages")),
)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", default="", help="The title of the survey. Default: that of the questionnaire, by language.")
@click.option("--organisation", default="", help="Who holds the survey; stands in the consent text.")
@click.option("--contact", default="", help="Whom respondents ask: a name, an address, a telephone number.")
@options.lang
def new(folder: Path, title: str, organisation: str, contact: str, lang: str) -> None:
    """Make a questionnaire of seven questions for experts, in Russian, Chinese and English, in a new folder DIR.

    It is there to print, to type answers into, and as a form for KoboToolbox, ODK and LimeSurvey, with a
    codebook and a consent text. What --organisation and --contact do not say stays blank in the consent text.

    \b
    Examples:
      kg survey new spring-2027 --contact survey@example.org
      kg survey new osen-2027 --title "Опрос 2027 года" --lang ru
    """
    from kg.base.files import whole_folder
    from kg.survey.forms.files import files, printable
    from kg.survey.forms.study import Study
    from kg.survey.instrument import Instrument

    if folder.exists():
        raise KgError(_("{folder} is already there").format(folder=folder), hint=_("name a new folder, or remove it"))
    study = Study(*(" ".join(text.split()) for text in (title, organisation, contact)))
    forms, lacking = printable()
    made = files(Instrument.bundled(), study, current(), forms)
    with whole_folder(folder) as place:
        for name, content in made.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(content)
    endings = ", ".join(f".{form}" for form in forms)
    for names, says in _WROTE:
        options.remark(names.format(forms=endings) + _(": ") + _(says))
    for error in lacking:
        options.remark(_("left out: {what}").format(what=error))
    if not (study.organisation and study.contact):
        options.remark(_("fill in who asks and where in the consent text, or give --organisation and --contact"))
    options.remark(_("ask, then: kg survey load FILE --out WAVE"))
    click.echo(folder)
