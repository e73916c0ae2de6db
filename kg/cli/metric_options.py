"""Which options of ``kg metrics`` each report takes; an option that would change nothing is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import click

from kg.base.errors import KgError
from kg.cli.typed import flags, typed, unused

_TIES = ("kinds", "as_of", "least_confidence")
_VIEW = (*_TIES, "shape", "rollup", "weight", "country", "isolates", "pivots", "seed")
_TESTS = (*_TIES, "country", "rounds", "seed")
TAKES: Mapping[str, Collection[str]] = {
    "places": (*_VIEW, "measures", "limit", "save"),
    "network": _VIEW,
    "mixing": (*_TIES, "limit"),
    "growth": _TIES,
    "distances": _TIES,
    "hubs": (*_TIES, "country", "units", "rollup", "rounds", "seed", "limit"),
    "robustness": ("kinds", "as_of"),
    "hypotheses": _TESTS,
    "claim": (*_TIES, "country"),
    "models": (*_TIES, "country"),
    "suggestions": (*_TIES, "place", "limit"),
    "backtest": (*_TIES, "until", "rounds", "seed"),
}
OF_EDGES: Mapping[str, Collection[str]] = {
    "places": ("header", "measures", "pivots", "seed", "limit"),
    "network": ("header", "pivots", "seed"),
}
_OF_GRAPH = ("graph", "roots", "endpoint", "user", "timeout", "contact")


def refuse_unused(context: click.Context, what: str, has_edges: bool) -> None:
    """Raise :class:`KgError` for the first option typed that the report does not take."""
    taken, subject = (OF_EDGES[what], "an edge list") if has_edges else (TAKES[what], what)
    choosing = {name for names in (*TAKES.values(), *OF_EDGES.values()) for name in names}
    for option in unused(context, taken, choosing.union(_OF_GRAPH) if has_edges else choosing):
        known = flags(context)
        usable = ", ".join(sorted(known[name] for name in taken))
        raise KgError(f"{option} is not for {subject}", hint=f"{subject} takes {usable}")
    if "pivots" in taken and context.params["pivots"] is None and "seed" in typed(context):
        raise KgError("--seed chooses the pivots", hint="add --pivots NUMBER")
