"""Which options of ``kg metrics`` each report takes; an option that would change nothing is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import click
from click.core import ParameterSource

from kg.words.errors import KgError

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
_ALWAYS = ("what", "form", "lang", "out", "edges")
_OF_GRAPH = ("graph", "remote", "roots", "endpoint", "user", "timeout")


def refuse_unused(context: click.Context, what: str, has_edges: bool) -> None:
    """Raise :class:`KgError` for the first option given that the report does not take."""
    taken = OF_EDGES[what] if has_edges else TAKES[what]
    always = _ALWAYS if has_edges else (*_ALWAYS, *_OF_GRAPH)
    names = {parameter.name: parameter.opts[0] for parameter in context.command.params if parameter.name}
    for name, option in names.items():
        if _is_given(context, name) and name not in taken and name not in always:
            subject = "an edge list" if has_edges else what
            usable = ", ".join(sorted(names[each] for each in taken if each in names))
            raise KgError(f"{option} is not for {subject}", hint=f"{subject} takes {usable}")
    if "pivots" in taken and context.params["pivots"] is None and _is_given(context, "seed"):
        raise KgError("--seed chooses the pivots", hint="add --pivots NUMBER")


def _is_given(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is ParameterSource.COMMANDLINE
