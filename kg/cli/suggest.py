"""``kg suggest`` and ``kg backtest``: whom to approach next, and how far to trust that."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options, reports

_TIES = (reports.partner_kinds, options.as_of, reports.least_confidence)


@click.command()
@click.argument("place")
@reports.takes(*_TIES, reports.limit(20))
def suggest(**given: Any) -> None:
    """Suggest whom a place, by any of its names, could approach next, and why.

    \b
    Example:
      kg suggest Хабаровск --lang ru
    """
    from kg.analysis.reports.suggestions import of_suggestions

    reports.tell("suggest", of_suggestions, given, reports.WITH_PARTNERS, ("attributes",))


@click.command()
@reports.takes(
    click.option("--until", type=click.IntRange(1600, 2100), metavar="YEAR", help="Train on the ties to this year."),
    *_TIES,
    reports.rounds,
    reports.seed,
)
def backtest(**given: Any) -> None:
    """Hold the suggestions of an earlier year against the ties that came later.

    \b
    Example:
      kg backtest --until 2005
    """
    from kg.analysis.reports.suggestions import of_backtest

    reports.tell("backtest", of_backtest, given, reports.WITH_PARTNERS, ("attributes",))
