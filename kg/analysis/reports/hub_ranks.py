"""Reports of hubs: ranks with intervals, and what is left without doubtful ties."""

from __future__ import annotations

from collections.abc import Callable

from kg.analysis.question import Question
from kg.analysis.ranking import HubRank, hub_ranks
from kg.analysis.reports.report import Cell, Report, counts, note, of_records, report
from kg.analysis.robustness import Kept, dropping
from kg.base.languages import listed
from kg.network.standing import select

NAMED = 5  # places that a cell of the table names


def of_hubs(question: Question) -> Report:
    """The places with most ties, each with what its rank could be."""
    columns: dict[str, Callable[[HubRank], Cell]] = {
        "rank": lambda hub: hub.rank,
        "place": lambda hub: question.name(hub.place),
        "ties": lambda hub: hub.ties,
        "leave-one-out": lambda hub: _span(hub.leave_one_out),
        "interval": lambda hub: _span(hub.interval),
        "depends-on": lambda hub: hub.most_dependent_on,
        "lost": lambda hub: hub.lost,
        "not-told-apart": lambda hub: _first(list(map(question.name, hub.like)), question.lang),
        "id": lambda hub: hub.place,
    }
    intervals = note("intervals", question.lang, rounds=question.rounds, seed=question.seed)
    undated = select(question.network, question.choice.kinds, question.choice.as_of).undated
    return report(hub_ranks(question), columns, (intervals, *counts(question.lang, undated=undated)))


def _first(names: list[str], lang: str) -> str:
    """Some names, and how many more there are."""
    more = len(names) - NAMED
    return listed(names[:NAMED], lang) + (f" +{more}" if more > 0 else "")


def of_robustness(question: Question) -> Report:
    """The network at rising thresholds of confidence."""
    return of_records(Kept, dropping(question.network, question.choice))


def _span(span: tuple[int, int]) -> str:
    return f"{span[0]}–{span[1]}" if span[0] != span[1] else str(span[0])
