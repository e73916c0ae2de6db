"""``kg suggest`` and ``kg backtest``: whom to approach next, and how far to trust that."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options, reports

_TIES = (options.within, reports.partner_kinds, reports.least_confidence)


@click.command()
@click.argument("place")
@reports.takes(
    click.option("--all", "everyone", is_flag=True, help="Places that are tied already as well."),
    options.as_of,
    *_TIES,
    reports.limit(20),
)
def suggest(**given: Any) -> None:
    """Say whom a place could approach next, with what chance and why.

    The place goes by any of its names. The chance is that of a sister or partner tie
    within the years asked for; population, level and position are today's.

    \b
    Example:
      kg suggest Хабаровск --lang ru
    """
    from kg.analysis.reports.suggestions import of_suggestions

    reports.tell("suggest", of_suggestions, given, reports.WITH_PARTNERS, ("attributes",))


@click.command()
@reports.takes(
    click.option(
        "--until",
        multiple=True,
        type=click.IntRange(1600, 2100),
        metavar="YEAR",
        help="A year to have asked in; may be repeated. Default: the latest, five years apart.",
    ),
    click.option(
        "--show",
        type=click.Choice(["years", "bins", "features"]),
        default="years",
        show_default=True,
        help="A row a year of asking, a bin of chances, or a feature.",
    ),
    *_TIES,
)
def backtest(**given: Any) -> None:
    """Hold the chances foretold in earlier years against what came.

    \b
    Examples:
      kg backtest
      kg backtest --show bins
    """
    from kg.analysis.reports import suggestions

    of = {"years": suggestions.of_backtest, "bins": suggestions.of_bins, "features": suggestions.of_features}
    reports.tell("backtest", of[given["show"]], given, reports.WITH_PARTNERS, ("attributes",))
