"""``kg survey``: the instrument of an expert survey, and what its answers become."""

from __future__ import annotations

import click

from kg.cli.survey_code import agreement, code, settle
from kg.cli.survey_load import load
from kg.cli.survey_new import new
from kg.cli.survey_report import report


@click.group()
def survey() -> None:
    """Make the forms of an expert survey, a source of its answers, their coding, and the report of a wave.

    \b
    Examples:
      kg survey new spring-2027 --organisation "Institute of Regions"
      kg survey load answers.xlsx --out wave-2027
      kg survey code wave-2027 --coder anna
      kg survey report makeeva-2021-2022
    """


for command in (
    new,
    load,
    code,
    agreement,
    settle,
    report,
):
    survey.add_command(command)
