"""Reports of suggestions: whom to approach next, and how far to trust that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kg.analysis.prediction.backtest import TOP, Origin, backtest
from kg.analysis.prediction.features import FEATURES
from kg.analysis.prediction.scoring import Bin, bins
from kg.analysis.prediction.suggest import Standing, Suggestion, past_of, suggest
from kg.analysis.prediction.wording import explain, one_in
from kg.analysis.question import Question
from kg.analysis.reports.report import Cell, Report, counts, note, report, rounded, word
from kg.base.errors import KgError
from kg.base.languages import _, listed
from kg.network.standing import select
from kg.schema.codes import LABELS


def of_suggestions(question: Question) -> Report:
    """Places to approach next, with how they stand to the place, the chance of a tie and the reasons."""
    lang, choice = question.lang, question.choice
    columns: dict[str, Callable[[tuple[int, Suggestion]], Cell]] = {
        "rank": lambda row: row[0],
        "partner": lambda row: question.name(row[1].partner),
        "stands": lambda row: stands(row[1].standing, lang),
        "chance": lambda row: one_in(row[1].chance, lang) if row[1].chance is not None else None,
        "why": lambda row: explain(row[1], lang),
        "kilometres": lambda row: row[1].facts.kilometres and round(row[1].facts.kilometres),
        "partner-count": lambda row: row[1].facts.partners[1],
        "probability": lambda row: rounded(row[1].chance, 5),
        "id": lambda row: row[1].partner,
    }
    chosen = select(question.network, choice.kinds, choice.as_of)
    doubtful = sum(link.confidence < choice.least_confidence for link in chosen.links)
    notes = [note("suggestions", lang, place=question.name(question.place), years=question.within)]
    if choice.as_of is not None:
        notes.append(note("suggestions-as-of", lang, year=choice.as_of))
    notes += counts(lang, possible=chosen.possible, doubtful=doubtful)
    return report(enumerate(suggest(question), 1), columns, notes)


def stands(standing: Standing, lang: str) -> str:
    """How two places stand to one another, with the year.

    >>> stands(Standing("tied", "sister", 1993, True), "en"), stands(Standing(), "en")
    ('sister tie since 1993', 'no tie')
    """
    if not standing.stage:
        return word(f"standing {standing.state}", lang)
    what = LABELS[f"tie-kind/{'partner' if standing.stage == 'partnership' else standing.stage}"][lang]
    if standing.state == "talks":
        what = note("standing-talks", lang, what=what)
    if standing.state == "ended":
        key = "standing-ended-in" if standing.exact else "standing-ended-by" if standing.year else "standing-ended"
    else:
        key = "standing-since" if standing.exact else "standing-by" if standing.year else ""
    return note(key, lang, what=what, year=standing.year) if key else what


def of_backtest(question: Question) -> Report:
    """What was foretold in earlier years and what came: a row a year of asking."""
    columns: dict[str, Callable[[Origin], Cell]] = {
        "asked-in": lambda origin: origin.year,
        "known": lambda origin: origin.known,
        "pairs": lambda origin: len(origin.chances),
        "expected": lambda origin: rounded(origin.score.expected, 1),
        "tied-later": lambda origin: origin.tied,
        "open": lambda origin: origin.open,
        "top-expected": lambda origin: rounded(origin.top[0], 1),
        "top-tied": lambda origin: origin.top[1],
        "top-open": lambda origin: origin.top[2],
        "brier": lambda origin: rounded(origin.score.brier, 6),
        "log-loss": lambda origin: rounded(origin.score.log_loss, 5),
        "log-loss-base": lambda origin: rounded(origin.base, 5),
        "auc": lambda origin: rounded(origin.score.auc, 3),
        "auc-population": lambda origin: rounded(origin.population, 3),
    }
    found = _origins(question)
    expected, came, left_open = (sum(origin.top[n] for origin in found) for n in range(3))
    top = {"expected": round(expected), "tied": came, "most": came + left_open}
    notes = [*_said(question, found), note("backtest-top", question.lang, count=TOP, **top)]
    return report(found, columns, notes)


def of_bins(question: Question) -> Report:
    """The pairs of all years of asking by their chance: how many ties were expected, how many came."""
    lang, found = question.lang, _origins(question)
    columns: dict[str, Callable[[Bin], Cell]] = {
        "from-chance": lambda each: rounded(each.low),
        "to-chance": lambda each: rounded(each.high),
        "pairs": lambda each: each.pairs,
        "expected": lambda each: rounded(each.expected, 1),
        "tied-later": lambda each: each.tied,
        "share-expected": lambda each: rounded(each.expected / each.pairs, 5),
        "share-tied": lambda each: rounded(each.tied / each.pairs, 5),
        "low": lambda each: rounded(each.share_low, 5),
        "high": lambda each: rounded(each.share_high, 5),
    }
    chances, came = (np.concatenate([getattr(origin, name) for origin in found]) for name in ("chances", "came"))
    return report(bins(chances, came), columns, [*_said(question, found), note("backtest-bins", lang)])


def of_features(question: Question) -> Report:
    """What each feature was worth out of its time, in every year of asking, and whether it was used."""
    lang, found = question.lang, _origins(question)
    columns: dict[str, Callable[[tuple[Origin, str]], Cell]] = {
        "asked-in": lambda row: row[0].year,
        "feature": lambda row: word(f"feature {row[1]}", lang),
        "worth": lambda row: rounded(row[0].model.worth.get(row[1]), 3),
        "used": lambda row: row[1] in row[0].model.features,
    }
    rows = ((origin, feature) for origin in found for feature in FEATURES)
    return report(rows, columns, [*_said(question, found), note("backtest-features", lang)])


def _origins(question: Question) -> list[Origin]:
    past = past_of(question)
    last = past.years[1] if past.years else 0
    if late := [year for year in question.until if year >= last > 0]:
        told = _("what came after {year} is known only to {last}").format(year=late[0], last=last)
        raise KgError(told, hint=_("choose an earlier --until"))
    found = backtest(past, question.within, question.until)
    if not found:
        raise KgError(
            _("too few ties have a year to be tested by"),
            hint=_("choose more kinds (--kind), later years (--until) or a lower --least-confidence"),
        )
    return found


def _said(question: Question, found: list[Origin]) -> list[str]:
    years = listed((str(origin.year) for origin in found), question.lang)
    return [
        note("backtest", question.lang, years=years, within=question.within),
        note("backtest-caveat", question.lang),
    ]
