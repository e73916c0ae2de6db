"""``kg test``: hypotheses on who is tied, with their significance."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import reports

_OF_CLAIM = (
    reports.country,
    reports.sister_kinds,
    click.option(
        "--as-of",
        type=click.IntRange(1600, 2100),
        metavar="YEAR",
        default=2022,
        show_default=True,
        help="The state of the end of that year; the article's survey ends in 2022.",
    ),
    reports.least_confidence,
)


@click.group()
def test() -> None:
    """Test hypotheses: the border, the claim of the survey article, distance, size, product.

    \b
    Examples:
      kg test border --country ru --lang ru
      kg test claim --format latex --out claim.tex
    """


@test.command()
@reports.takes(reports.country, *reports.TIES, reports.rounds, reports.seed)
def border(**given: Any) -> None:
    """Test whether the border matters, in each of the four ways to ask.

    The numbers are those of kg test hypotheses, corrected for all of its tests.

    \b
    Example:
      kg test border --country ru --lang ru
    """
    from kg.analysis.reports.hypotheses import of_border

    reports.tell("border", of_border, given, reads=("attributes",))


@test.command()
@click.option("--specifications", is_flag=True, help="Every reasonable choice in place of the one fixed beforehand.")
@reports.takes(*_OF_CLAIM, reports.rounds, reports.seed)
def claim(specifications: bool, **given: Any) -> None:
    """Judge the article's claim: not the border but the level of development.

    With whom, since when and how many: three sentences say what follows.

    \b
    Examples:
      kg test claim --lang zh
      kg test claim --format latex --out claim.tex
      kg test claim --specifications --out curve.csv
    """
    from kg.analysis.reports.claim import of_claim, of_specifications

    if specifications:
        reports.tell("specifications", of_specifications, given, reads=("attributes",))
    else:
        reports.tell("claim", of_claim, given, reads=("attributes",))


@test.command()
@reports.takes(*_OF_CLAIM)
def models(**given: Any) -> None:
    """Show every coefficient of the models of the claim, with their diagnostics.

    \b
    Example:
      kg test models --format latex --out models.tex
    """
    from kg.analysis.reports.hypotheses import of_models

    reports.tell("models", of_models, given, reads=("attributes",))


@test.command()
@reports.takes(reports.country, *reports.TIES, reports.rounds, reports.seed)
def hypotheses(**given: Any) -> None:
    """Test all hypotheses: border, distance, size, product, consulates, crossings, levels.

    \b
    Example:
      kg test hypotheses --country ru --format md
    """
    from kg.analysis.reports.hypotheses import of_hypotheses

    reports.tell("hypotheses", of_hypotheses, given, reads=("attributes",))
