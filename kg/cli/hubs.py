"""``kg hubs``: the places with the most ties, and the hubs that the article names held against them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.base.languages import pick
from kg.cli import options
from kg.cli.output import output_options, print_rows
from kg.cli.remote import Remote, asked_graph, endpoint_options

if TYPE_CHECKING:
    from kg.network.hubs import NamedHub
    from kg.network.ties import Network

_COLUMNS = {
    "en": ("rank", "place", "own ties", "ties within", "both", "partners", "sources", "first year", "id"),
    "ru": ("ранг", "место", "свои связи", "связи внутри", "вместе", "партнёры", "источники", "с года", "id"),
    "zh": ("排名", "地方", "自身关系", "下辖关系", "合计", "伙伴", "来源", "起始年", "id"),
}
_UNDATED = {
    "en": "{count} ties have no year of their beginning and are left out",
    "ru": "связей без года начала: {count}; они не учтены",
    "zh": "{count}项关系无起始年份，未计入",
}
_HEADING = {
    "en": "Hubs that sources name, held against these ties:",
    "ru": "Центры, которые называют источники, и что показывают эти связи:",
    "zh": "来源所称的枢纽与本数据对照：",
}
_VERDICT = {
    "agrees": {
        "en": "agrees: {own} ties of its own, {within} of places within; rank {rank} among equals",
        "ru": "согласуется: своих связей {own}, внутри {within}; ранг среди равных {rank}",
        "zh": "相符：自身关系{own}项，下辖{within}项；同级中排第{rank}",
    },
    "agrees-with-places-within": {
        "en": "agrees only with the places within: {own} ties of its own, {within} within; rank {rank} among equals",
        "ru": "согласуется лишь вместе с местами внутри: своих связей {own}, внутри {within}; ранг {rank} среди равных",
        "zh": "仅计入下辖地方时相符：自身关系{own}项，下辖{within}项；同级中排第{rank}",
    },
    "differs": {
        "en": "differs: {own} ties of its own, {within} of places within, fewer than {least} partners",
        "ru": "расходится: своих связей {own}, внутри {within}, партнёров меньше {least}",
        "zh": "不符：自身关系{own}项，下辖{within}项，伙伴少于{least}个",
    },
}
LEAST_PARTNERS = 2  # the article calls a hub what has two or more partners


@click.command()
@options.sources
@options.graph
@endpoint_options
@click.option(
    "--level",
    type=click.Choice(["own", "inner", "both"]),
    default="both",
    show_default=True,
    help="Rank by the place's own ties, those of the places within it, or both.",
)
@options.kinds("sister and partner")
@click.option("--country", metavar="CODE", help="Only places of one country: ru, cn …")
@options.as_of
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show.")
@output_options()
def hubs(
    roots: tuple[Path, ...],
    graph: Path | None,
    remote: Remote | None,
    level: str,
    kinds: tuple[str, ...],
    country: str | None,
    as_of: int | None,
    limit: int,
    form: str | None,
    lang: str,
    out: Path | None,
) -> None:
    """Rank the places with the most ties: their own, those of the places within them, and both.

    Places with equal numbers share a rank. Below the table of today stand the hubs that the survey
    article names, held against the data.

    \b
    Examples:
      kg hubs
      kg hubs --country ru --kind sister --as-of 2004 --lang ru
    """
    from kg.analysis.reports.words import choice_note
    from kg.network.countries import country_code
    from kg.network.from_graph import read_network
    from kg.network.hubs import DEFAULT_KINDS, compare, select
    from kg.network.hubs import hubs as rank
    from kg.network.named import named_hubs

    bar, step = options.progress("building")
    with bar:
        asked = asked_graph(remote, graph, roots, step)
    network = read_network(asked)
    side = country_code(network, country or "")
    chosen = select(network, kinds or DEFAULT_KINDS, as_of)
    shown = rank(network, chosen.links, level, side)
    rows = [
        (
            hub.rank,
            pick(network.nodes[hub.place].labels, lang),
            hub.own,
            hub.inner,
            hub.both,
            hub.partners,
            hub.sources,
            hub.first_year,
            hub.place,
        )
        for hub in shown[:limit]
    ]
    click.echo(choice_note(kinds or DEFAULT_KINDS, as_of, lang), err=True)
    print_rows(_COLUMNS[lang], rows, form, out, lang)
    if chosen.undated:
        click.echo(_UNDATED[lang].format(count=chosen.undated), err=True)
    named = compare(
        ((place, source, LEAST_PARTNERS) for place, source in named_hubs(asked)), rank(network, chosen.links), network
    )
    if named and (form is None or out is not None) and as_of is None:  # sources name the hubs of their own day
        _tell_named(named, network, lang)


def _tell_named(named: list[NamedHub], network: Network, lang: str) -> None:
    click.echo(f"\n{_HEADING[lang]}", err=True)
    for each in named:
        words = {
            "own": each.hub.own if each.hub else 0,
            "within": each.hub.inner if each.hub else 0,
            "rank": each.rank_among,
            "least": each.least,
        }
        place = pick(network.nodes[each.place].labels, lang)
        click.echo(f"  {place}: {_VERDICT[each.verdict][lang].format(**words)} ({each.source})", err=True)
