"""Reports of suggestions: whom to approach next, and how far to trust that."""

from __future__ import annotations

from kg.analysis.prediction.backtest import Backtest, backtest, dated, default_year
from kg.analysis.prediction.scoring import CUTS, Difference
from kg.analysis.prediction.suggest import suggest
from kg.analysis.prediction.wording import explain
from kg.analysis.question import Question
from kg.analysis.reports.report import Report, Rows, note, rounded, word
from kg.base.errors import KgError
from kg.base.languages import _, decimal
from kg.network.standing import select
from kg.schema.codes import LABELS


def of_suggestions(question: Question) -> Report:
    """Places to approach next, with the reasons."""
    found = suggest(question)
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
    choice = question.choice
    chosen = select(question.network, choice.kinds, choice.as_of)
    doubtful = sum(link.confidence < choice.least_confidence for link in chosen.links)
    notes = [note("suggestions", question.lang, place=question.name(question.place))]
    if choice.as_of is not None:
        notes.append(note("suggestions-as-of", question.lang, year=choice.as_of))
    for key, count in (("undated", chosen.undated), ("doubtful", doubtful)):
        if count:
            notes.append(note(key, question.lang, count=count))
    return Report(columns, rows, tuple(notes))


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
    rows: Rows = [
        (
            word(score.group, question.lang),
            word(score.method, question.lang),
            score.later,
            rounded(score.auc, 3),
            rounded(score.low, 3),
            rounded(score.high, 3),
            *(rounded(dict(score.hits).get(cut), 3) for cut in CUTS),
        )
        for score in found.scores
    ]
    columns = ("pairs-ranked", "method", "tied-later", "auc", "low", "high", *(f"hits-{cut}" for cut in CUTS))
    return Report(columns, rows, _said(found, until, question.lang))


def _said(found: Backtest, until: int | None, lang: str) -> tuple[str, ...]:
    counts = {name: getattr(found, name) for name in ("year", "known", "later", "newcomers", "pairs", "undated")}
    notes = [note("backtest", lang, **counts)]
    if until is not None:
        notes.append(note("backtest-until", lang, until=until))
    if found.doubtful:
        notes.append(note("doubtful", lang, count=found.doubtful))
    if found.gain:
        notes.append(_compared(found.gain, lang))
    example = ""
    if found.full_level:
        level = LABELS[f"level/{found.full_level}"][lang]
        example = note("backtest-example", lang, count=found.full_count, level=level)
    return (*notes, note("backtest-caveat", lang, example=example))


def _compared(gain: Difference, lang: str) -> str:
    figures = zip(("low", "high", "low_places", "high_places"), (*gain.by_ties, *gain.by_places), strict=True)
    signed = {name: _signed(value, lang) for name, value in (("difference", gain.auc), *figures)}
    return note("backtest-gain", lang, verdict=word(gain.verdict, lang), **signed)


def _signed(value: float, lang: str) -> str:
    return decimal(f"{value:+.3f}".replace("-", "\u2212"), lang)
