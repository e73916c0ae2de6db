"""``kg hubs``: the places with the most ties, and the hubs that the article names held against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.base.languages import N_, _, current, pick
from kg.cli import options
from kg.cli.output import deliver, output_options
from kg.cli.remote import Where, graph_options

if TYPE_CHECKING:
    from kg.network.hubs import NamedHub
    from kg.network.ties import Network

_VERDICT = {
    "agrees": N_("agrees: own ties {own}, ties within {within}; rank {rank} among equals"),
    "agrees-with-places-within": N_(
        "agrees only with the places within: own ties {own}, ties within {within}; rank {rank} among equals"
    ),
    "differs": N_("differs: own ties {own}, ties within {within}; fewer than {least} partners"),
}
_NAMES = ("rank", "place", "own ties", "ties within", "both", "partners", "sources", "first year", "id")
# What a person reads, as over the answer of the question hubs.
_HEADINGS = (
    N_("Rank"), N_("Place"), N_("Own ties"), N_("Ties of places inside"), N_("Ties in all"), N_("Partners"),
    N_("Sources"), N_("First year"), N_("Place (id)"),
)  # fmt: skip
LEAST_PARTNERS = 2  # the article calls a hub what has two or more partners


@click.command()
@click.option(
    "--level",
    type=click.Choice(["own", "inner", "both"]),
    default="both",
    show_default=True,
    help="Rank by the place's own ties, those of the places within it, or both.",
)
@options.ties("sister and partner")
@click.option("--country", metavar="CODE", help="Only places of one country: ru, cn …")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to show.")
@output_options()
@graph_options
def hubs(level: str, ties: options.Ties, country: str | None, limit: int, where: Where, **output: Any) -> None:
    """Rank the places with the most ties: their own, those of the places within them, and both.

    Places with equal numbers share a rank. Partners and the first year are those of the place itself.
    Below the table of today stand the hubs that the survey article names, held against the data.

    \b
    Examples:
      kg hubs
      kg hubs --country ru --kind sister --as-of 2004 --lang ru
    """
    from kg.ask.results import Table
    from kg.network.countries import country_code
    from kg.network.from_graph import read_network
    from kg.network.hubs import compare, named_hubs
    from kg.network.hubs import hubs as rank
    from kg.network.standing import DEFAULT_KINDS

    bar, step = options.progress(_("building"))
    with bar:
        asked = where.open(step)
    network = read_network(asked)
    of = country_code(network, country or "")
    links = ties._replace(kinds=ties.kinds or DEFAULT_KINDS).of(network).links
    rows = [
        (
            *(hub.rank, pick(network.nodes[hub.place].labels, current()), hub.own, hub.inner, hub.both),
            *(hub.partners, hub.sources, hub.first_year, hub.place),
        )
        for hub in rank(network, links, level, of)[:limit]
    ]
    deliver(Table(_NAMES, rows, [_(heading) for heading in _HEADINGS], spare=_NAMES[-1:]), **output)
    named = compare(named_hubs(asked), LEAST_PARTNERS, rank(network, links), network)
    if named and output["form"] is None and ties.as_of is None:  # sources name the hubs of their own day
        _tell_named(named, network)


def _tell_named(named: list[NamedHub], network: Network) -> None:
    heading = _("Hubs that sources name, held against these ties:")
    options.remark(f"\n{heading}")
    for each in named:
        own, within = (each.hub.own, each.hub.inner) if each.hub else (0, 0)
        said = {"own": own, "within": within, "rank": each.rank_among, "least": LEAST_PARTNERS}
        verdict = _(_VERDICT[each.verdict]).format(**said)
        place = pick(network.nodes[each.place].labels, current())
        told = _("{place}: {verdict} ({source})").format(place=place, verdict=verdict, source=each.source)
        options.remark(f"  {told}")
