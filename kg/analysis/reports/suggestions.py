"""Reports of suggestions: whom to approach next, and how far to trust that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kg.analysis.prediction.backtest import Backtest, backtest, dated, default_year
from kg.analysis.prediction.scoring import CUTS, Difference, Score
from kg.analysis.prediction.suggest import Suggestion, suggest
from kg.analysis.prediction.wording import explain
from kg.analysis.question import Question
from kg.analysis.reports.report import Cell, Report, counts, note, report, rounded, word
from kg.base.errors import KgError
from kg.base.languages import _, decimal
from kg.network.standing import select
from kg.schema.codes import LABELS


def of_suggestions(question: Question) -> Report:
    """Places to approach next, with the reasons."""
    lang, choice, network = question.lang, question.choice, question.network
    columns: dict[str, Callable[[tuple[int, Suggestion]], Cell]] = {
        "rank": lambda row: row[0],
        "partner": lambda row: question.name(row[1].partner),
        "log-odds": lambda row: rounded(row[1].score, 2),
        "kilometres": lambda row: row[1].facts.kilometres and round(row[1].facts.kilometres),
        "partner-count": lambda row: row[1].facts.partners[1],
        "why": lambda row: explain(row[1], network, lang),
        "id": lambda row: row[1].partner,
    }
    chosen = select(network, choice.kinds, choice.as_of)
    doubtful = sum(link.confidence < choice.least_confidence for link in chosen.links)
    notes = [note("suggestions", lang, place=question.name(question.place))]
    if choice.as_of is not None:
        notes.append(note("suggestions-as-of", lang, year=choice.as_of))
    notes += counts(lang, undated=chosen.undated, doubtful=doubtful)
    return report(enumerate(suggest(question), 1), columns, notes)


def of_backtest(question: Question) -> Report:
    """How suggestions of an earlier year did: a row a way of ranking, for all pairs and apart by newcomers."""
    links = dated(question.network, question.choice).sure
    year = question.until or default_year(links)
    if year is None:
        raise KgError(
            _("too few ties have a year to be tested by"),
            hint=_("choose more kinds (--kind), a later year (--as-of) or a lower --least-confidence"),
        )
    until = question.choice.as_of
    if until is not None and until <= year:
        raise KgError(
            _("no later ties are left to test by: the state of {until} is asked for, training runs to {year}").format(
                until=until, year=year
            ),
            hint=_("choose a later --as-of or an earlier --until"),
        )
    sides = sorted({question.network.nodes[end].country for link in links for end in (link.a, link.b)})
    if len(sides) != 2:
        raise KgError(_("a backtest needs two countries, not {countries}").format(countries=", ".join(sides)))
    found = backtest(question, year, (sides[0], sides[1]))
    columns: dict[str, Callable[[Score], Cell]] = {
        "pairs-ranked": lambda score: word(score.group, question.lang),
        "method": lambda score: word(score.method, question.lang),
        "tied-later": lambda score: score.later,
        "auc": lambda score: rounded(score.auc, 3),
        "low": lambda score: rounded(score.low, 3),
        "high": lambda score: rounded(score.high, 3),
        **{f"hits-{cut}": partial(_hits, cut) for cut in CUTS},
    }
    return report(found.scores, columns, _said(found, until, question.lang))


def _hits(cut: int, score: Score) -> Cell:
    return rounded(dict(score.hits).get(cut), 3)


def _said(found: Backtest, until: int | None, lang: str) -> list[str]:
    fields = ("year", "known", "later", "newcomers", "pairs", "undated")
    notes = [note("backtest", lang, **{name: getattr(found, name) for name in fields})]
    if until is not None:
        notes.append(note("backtest-until", lang, until=until))
    notes += counts(lang, doubtful=found.doubtful)
    if found.gain:
        notes.append(_compared(found.gain, lang))
    example = ""
    if found.full_level:
        level = LABELS[f"level/{found.full_level}"][lang]
        example = note("backtest-example", lang, count=found.full_count, level=level)
    return [*notes, note("backtest-caveat", lang, example=example)]


def _compared(gain: Difference, lang: str) -> str:
    figures = zip(("low", "high", "low_places", "high_places"), (*gain.by_ties, *gain.by_places), strict=True)
    signed = {name: _signed(value, lang) for name, value in (("difference", gain.auc), *figures)}
    return note("backtest-gain", lang, verdict=word(gain.verdict, lang), **signed)


def _signed(value: float, lang: str) -> str:
    return decimal(f"{value:+.3f}".replace("-", "\u2212"), lang)
