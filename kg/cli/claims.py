"""``kg claims``: what sources state, recounted from the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _, current
from kg.cli import options
from kg.cli.output import deliver, output_options
from kg.cli.remote import Where, graph_options

_VERDICTS = ("agrees", "partly", "differs", "not-testable")


@click.command()
@click.argument("names", nargs=-1, metavar="[FINDING]...")
@click.option("--source", help="Only the claims of this source, by its id.")
@click.option("--verdict", type=click.Choice(_VERDICTS), help="Only the claims with this verdict.")
@click.option("--remarks", is_flag=True, help="List what this project remarks on its sources, not what they claim.")
@click.option("--rules", "listed", is_flag=True, help="Print the rules by which verdicts are given, and stop.")
@output_options()
@graph_options
def claims(
    names: tuple[str, ...],
    source: str | None,
    verdict: str | None,
    remarks: bool,
    listed: bool,
    where: Where,
    **output: Any,
) -> None:
    """Recount what sources state, and say where the graph agrees.

    One row a claim: the verdict (agrees, partly, differs, not testable), one sentence why, the smallest
    evidence that would change it, the source and where in it the claim stands, whose claim it is, then the
    numbers stated and found here as of the year it speaks of, and the query that recounts it.
    Inconsistencies, gaps, conflicts and guesses are remarks of this project: --remarks.

    \b
    Examples:
      kg claims
      kg claims pairs-1988-2021 border-cities
      kg claims --source MAKEEVA_SURVEY --lang ru --format md --out claims.md
      kg claims --remarks
      kg claims --rules
    """
    from kg.claims.listing import report, report_remarks, rule_table, verdicts_told
    from kg.claims.recount import claims_of, recount

    if listed:
        deliver(rule_table(current()), **output)
        return
    bar, step = options.progress(_("recounting"))
    with bar:
        asked = where.open(step)
        stated = claims_of(asked, current())
        _known(names, [claim.id for claim in stated], _("no claim is called '{name}'"))
        sources = [claim.source for claim in stated]
        _known([source] if source else [], sources, _("no source of claims is '{name}'"))
        chosen = [
            claim
            for claim in stated
            if (claim.id in names if names else (claim.kind != "claim") == remarks) and source in (None, claim.source)
        ]
        results = recount(asked, chosen, step)
    found = [result for result in results if verdict in (None, result.verdict)]
    if not remarks:
        options.remark(verdicts_told(found, current()))
    deliver((report_remarks if remarks else report)(found, current()), **output)


def _known(given: Iterable[str], known: list[str], message: str) -> None:
    for name in given:
        if name not in known:
            raise KgError(message.format(name=shown(name)), hint=did_you_mean(name, sorted(set(known)), "kg claims"))
