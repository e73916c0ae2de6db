"""Reports of hubs: ranks with intervals, and what is left without doubtful ties."""

from __future__ import annotations

from kg.analysis.question import Question
from kg.analysis.ranking import hub_ranks
from kg.analysis.reports.report import Report, Rows, note, of_records
from kg.analysis.robustness import Kept, dropping
from kg.network.standing import select

NAMED = 5  # places that a cell of the table names


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
            _first(list(map(question.name, hub.like))),
            hub.place,
        )
        for hub in hub_ranks(question)
    ]
    columns = ("rank", "place", "ties", "leave-one-out", "interval", "depends-on", "lost", "not-told-apart", "id")
    notes = (note("intervals", question.lang, rounds=question.rounds, seed=question.seed),)
    undated = select(question.network, question.choice.kinds, question.choice.as_of).undated
    return Report(columns, rows, (*notes, note("undated", question.lang, count=undated)) if undated else notes)


def _first(names: list[str]) -> str:
    """Some names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" +{more}" if more > 0 else "")


def of_robustness(question: Question) -> Report:
    """The network at rising thresholds of confidence."""
    return of_records(Kept, dropping(question.network, question.choice))


def _span(span: tuple[int, int]) -> str:
    return f"{span[0]}–{span[1]}" if span[0] != span[1] else str(span[0])
