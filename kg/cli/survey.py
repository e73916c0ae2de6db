"""``kg survey``: the instrument of an expert survey, and what its answers become."""

from __future__ import annotations

import click

from kg.cli.survey_new import new
from kg.cli.survey_report import report


@click.group()
def survey() -> None:
    """Make the forms of an expert survey.

    \b
    Examples:
      kg survey new spring-2027 --organisation "Institute of Regions" --contact survey@example.org
      kg survey report makeeva-2021-2022
    """


for command in (
    new,
    report,
):  # fmt: skip
    survey.add_command(command)
