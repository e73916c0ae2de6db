"""``kg rank``: hubs, and how sure their ranks are."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options, reports


@click.command()
@reports.takes(
    reports.country,
    reports.units,
    reports.rollup,
    reports.partner_kinds,
    options.as_of,
    reports.least_confidence,
    reports.rounds,
    reports.seed,
    reports.limit(20),
)
def rank(**given: Any) -> None:
    """Rank the hubs as kg hubs does, each rank with an interval.

    How far a rank can be trusted depends on the sources that happened to be found: each is left out
    in turn, and all are resampled.

    \b
    Examples:
      kg rank --country ru --units --lang ru
      kg rank --kind sister --as-of 2010 --limit 10
    """
    from kg.analysis.reports.hub_ranks import of_hubs

    reports.tell("rank", of_hubs, given, reports.WITH_PARTNERS)
