"""Reports of hubs: ranks with intervals, and what is left without doubtful ties."""

from __future__ import annotations

from kg.analysis.ranking import HubRank, hub_ranks
from kg.analysis.reports.report import Question, Report, Rows, rounded
from kg.analysis.reports.words import note
from kg.analysis.robustness import dropping
from kg.base.languages import listed
from kg.network.standing import select

TOP = 20
NAMED = 5  # places that a cell of the table names


def ranks_of(question: Question) -> list[HubRank]:
    """The places with most ties, best first."""
    return hub_ranks(
        question.network,
        question.choice,
        rollup=question.rollup,
        country=question.country,
        units_only=question.units,
        top=question.limit or TOP,
        rounds=question.rounds,
        seed=question.seed,
    )


def of_hubs(question: Question) -> Report:
    """The places with most ties, each with what its rank could be."""
    rows: Rows = [
        (
            hub.rank,
            question.name(hub.place),
            hub.ties,
            _span(hub.leave_one_out),
            _span(hub.interval),
            hub.most_dependent_on,
            hub.lost,
            _first(list(map(question.name, hub.like)), question.lang),
            hub.place,
        )
        for hub in ranks_of(question)
    ]
    columns = ("rank", "place", "ties", "leave-one-out", "interval", "depends-on", "lost", "not-told-apart", "id")
    notes = (note("intervals", question.lang, rounds=question.rounds, seed=question.seed),)
    undated = select(question.network, question.choice.kinds, question.choice.as_of).undated
    return Report(columns, rows, (*notes, note("undated", question.lang, count=undated)) if undated else notes)


def _first(names: list[str], lang: str) -> str:
    """Some names, and how many more there are."""
    more = len(names) - NAMED
    return listed(names[:NAMED], lang) + (f" +{more}" if more > 0 else "")


def of_robustness(question: Question) -> Report:
    """The network at rising thresholds of confidence."""
    rows: Rows = [
        (
            kept.least_confidence,
            kept.ties,
            kept.places,
            kept.largest_component,
            rounded(kept.gini),
            rounded(kept.kendall),
            kept.top_kept,
            kept.top,
        )
        for kept in dropping(question.network, question.choice)
    ]
    columns = ("least-confidence", "ties", "places", "largest-component", "degree-gini", "kendall", "top-kept", "top")
    return Report(columns, rows)


def _span(span: tuple[int, int]) -> str:
    return f"{span[0]}–{span[1]}" if span[0] != span[1] else str(span[0])
