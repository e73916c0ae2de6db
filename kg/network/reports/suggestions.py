"""Reports of suggestions: whom to approach next, and how far to trust that."""

from __future__ import annotations

from kg.network.hubs import select
from kg.network.reports.model import Question, Report, Rows, note, rounded, word
from kg.network.suggestions.backtest import CUTS, backtest, default_year
from kg.network.suggestions.suggest import standing, suggest
from kg.network.suggestions.wording import explain
from kg.words.errors import KgError


def of_suggestions(question: Question) -> Report:
    """Places to approach next, with the reasons."""
    if not question.place:
        raise KgError("suggestions are made for a place", hint="name it: --place Хабаровск")
    found = suggest(question.network, question.attributes, question.choice, question.place, question.top)
    rows: Rows = [
        (
            number,
            question.name(each.partner),
            rounded(each.score, 2),
            each.facts.kilometres and round(each.facts.kilometres),
            each.facts.partners[1],
            explain(each, question.network, question.lang),
            each.partner,
        )
        for number, each in enumerate(found, 1)
    ]
    columns = ("rank", "partner", "log-odds", "kilometres", "partner-count", "why", "id")
    left_out = standing(question.network, question.choice)
    notes = [note("suggestions", question.lang, place=question.name(question.place))]
    if question.choice.as_of is not None:
        notes.append(note("suggestions-as-of", question.lang, year=question.choice.as_of))
    for key, count in (("undated", left_out.undated), ("doubtful", left_out.doubtful)):
        if count:
            notes.append(note(key, question.lang, count=count))
    return Report(columns, rows, tuple(notes))


def of_backtest(question: Question) -> Report:
    """How suggestions of an earlier year did."""
    kinds = tuple(question.choice.kinds)
    links = select(question.network, kinds, ended=True).links
    year = question.year or default_year(links)
    if year is None:
        raise KgError("too few ties have a year to be tested by", hint="choose more kinds: --kind")
    sides = sorted({question.network.nodes[end].country for link in links for end in (link.a, link.b)})
    if len(sides) != 2:
        raise KgError(f"a backtest needs two countries, not {', '.join(sides)}")
    found = backtest(question.network, question.attributes, kinds, year, (sides[0], sides[1]), question.seed)
    rows: Rows = [
        (
            word(score.method, question.lang),
            rounded(score.auc, 3),
            rounded(score.low, 3),
            rounded(score.high, 3),
            *(dict(score.hits).get(cut) for cut in CUTS),
        )
        for score in found.scores
    ]
    counts = {name: getattr(found, name) for name in ("year", "known", "later", "newcomers", "undated", "pairs")}
    columns = ("method", "auc", "low", "high", *(f"hits-{cut}" for cut in CUTS))
    return Report(columns, rows, (note("backtest", question.lang, **counts),))
