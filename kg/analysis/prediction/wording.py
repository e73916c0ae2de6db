"""The chance and the reasons of a suggestion in words of a language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kg.analysis.prediction.suggest import Suggestion
from kg.base.languages import N_, clauses, decimal, grouped, translated

LEAST, MOST = 1 / 10_000, 0.55  # chances beyond which no number is said
STEPS = ((10, 1), (30, 5), (100, 10), (300, 50), (1000, 100), (3000, 500), (float("inf"), 1000))  # below so many pairs


@cache
def reason_texts() -> dict[str, str]:
    """The English clauses of ``reasons.toml``, each by its key."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def explain(suggestion: Suggestion, lang: str) -> str:
    """Why a pair is suggested, in one line of a language, the strongest reason first.

    The numbers of inhabitants stand with the first clause that is about them.
    """
    facts = suggestion.facts
    values = {
        "kilometres": grouped(facts.kilometres or 0, lang),
        "partners_one": str(facts.partners[0]),
        "partners_other": str(facts.partners[1]),
        "people": translated(" ({} and {})", lang).format(*(inhabitants(n or 0, lang) for n in facts.people)),
    }
    told = []
    for reason in suggestion.reasons:
        clause = translated(reason_texts()[reason.feature], lang)
        told.append(clause.format(**values))
        if "{people}" in clause:
            values["people"] = ""
    return clauses(told or [translated(reason_texts()["none"], lang)], lang)


def one_in(chance: float, lang: str) -> str:
    """A chance as people say it, no finer than it is known.

    >>> [one_in(chance, "en") for chance in (0.7, 0.43, 0.0263, 0.0031, 0.00002)]
    ['about 1 in 2 or better', 'about 1 in 2', 'about 1 in 40', 'about 1 in 300', 'less than 1 in 10,000']
    >>> one_in(0.0263, "ru"), one_in(0.0263, "zh")
    ('примерно 1 из 40', '约每40对中有1对')
    """
    if chance < LEAST:
        return translated(N_("less than 1 in {n}"), lang).format(n=grouped(1 / LEAST, lang))
    if chance > MOST:
        return translated(N_("about 1 in 2 or better"), lang)
    count = 1 / chance
    step = next(step for limit, step in STEPS if count < limit)
    return translated(N_("about 1 in {n}"), lang).format(n=grouped(round(count / step) * step, lang))


def inhabitants(count: float, lang: str) -> str:
    """A number of people, rounded as a sentence says it.

    >>> inhabitants(4_067_489, "en"), inhabitants(617_441, "en"), inhabitants(9_731, "en")
    ('4.1 million', '617 thousand', '9,731')
    >>> inhabitants(4_067_489, "zh"), inhabitants(9_731, "zh")
    ('407万', '9731')
    """
    if lang == "zh":
        return f"{count / 1e4:.0f}万" if count >= 1e5 else f"{count / 1e4:.1f}万" if count >= 1e4 else f"{count:.0f}"
    if count >= 999_500:
        return translated("{n} million", lang).format(n=decimal(f"{count / 1e6:.1f}", lang))
    return translated("{n} thousand", lang).format(n=f"{count / 1e3:.0f}") if count >= 1e4 else grouped(count, lang)
