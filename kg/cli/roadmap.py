"""``kg comparable`` and ``kg roadmap``: which places are like one, and what it could do next."""

from __future__ import annotations

from typing import Any

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.cli import options, reports
from kg.cli.documents import document_options, hand_out
from kg.cli.output import deliver

CRITERIA = ("level", "size", "product", "distance", "macro-region", "border")


def _criteria(_context: click.Context, _option: click.Parameter, given: str) -> tuple[str, ...]:
    words = [word.strip() for word in given.split(",") if word.strip()]
    for word in words:
        if word not in CRITERIA:
            message = _("no criterion is called '{name}'").format(name=shown(word))
            raise KgError(message, hint=did_you_mean(word, CRITERIA, ", ".join(CRITERIA)))
    return tuple(words) or CRITERIA


@click.command()
@click.argument("place")
@reports.takes(
    click.option(
        "--by",
        callback=_criteria,
        default=",".join(CRITERIA),
        metavar="CRITERION,…",
        help="What is compared: " + ", ".join(CRITERIA) + ". Default: all.",
    ),
    reports.limit(10),
)
def comparable(**given: Any) -> None:
    """Say which places of the same country are comparable to a place, and in what.

    The first row is the place itself. A row a place: the criteria that it shares, those
    that differ and those not known, then the values of both and its ties by kind.

    \b
    Examples:
      kg comparable Чита --lang ru
      kg comparable Самара --by size,distance --limit 20
    """
    from kg.dossier.comparable import peers
    from kg.dossier.comparable_table import comparable_table

    asked = reports.opened(given)
    made = reports.question(given, asked, reads=("attributes", "concepts"))
    own, found = peers(made.network, made.attributes, made.place, given["by"])
    table = comparable_table(made, own, found[: given["limit"]], given["by"])
    if given["form"] != "latex":
        for each in table.notes:
            options.remark(each)
    deliver(table, given["form"], given["out"], given["lang"])


@click.command()
@click.argument("place")
@reports.takes(
    click.option(
        "--from",
        "year",
        type=click.IntRange(1991, 2100),
        metavar="YEAR",
        help="The first year of the calendar. Default: that of the latest event known.",
    ),
    options.within,
    shown=(document_options,),
)
def roadmap(**given: Any) -> None:
    """Write a road map of a place: its ties, problems, measures, partners and dates.

    Seven parts: the state of the ties, problems and who names them, measures that
    experts propose, whom to approach, formats to join, what to verify first, and a
    calendar. Every line has its sources or the command that computes it.

    \b
    Examples:
      kg roadmap Чита --lang ru
      kg roadmap "Нижегородская область" --lang ru --out roadmap.docx
    """
    from kg.dossier.roadmap.road_map import road_map

    asked = reports.opened(given)
    made = reports.question(given, asked, reports.WITH_PARTNERS, ("attributes", "concepts"))
    document = road_map(asked, made, given["year"])
    hand_out(document, given["form"], given["out"])
