"""``kg test``: hypotheses on who is tied, with their significance."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import reports


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
@reports.takes(reports.country, *reports.TIES)
def claim(**given: Any) -> None:
    """Judge the article's claim: not the border but the level of development.

    \b
    Example:
      kg test claim --format latex --out claim.tex
    """
    from kg.analysis.reports.hypotheses import of_claim

    reports.tell("claim", of_claim, given, reads=("attributes",))


@test.command()
@reports.takes(reports.country, *reports.TIES)
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
