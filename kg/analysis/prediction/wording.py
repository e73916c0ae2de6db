"""The reasons of a suggestion in words of a language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kg.analysis.prediction.suggest import Suggestion
from kg.base.languages import clauses, counted_off, decimal, grouped, listed, pick, translated
from kg.network.ties import Network

SHOWN = 3  # names that a reason lists


@cache
def reason_texts() -> dict[str, str]:
    """The English clauses of ``reasons.toml``, each by its key."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def explain(suggestion: Suggestion, network: Network, lang: str) -> str:
    """Why a pair is suggested, in one line of a language, the strongest reason first.

    The numbers of inhabitants stand with the first clause that is about them.
    """
    facts = suggestion.facts
    names = [pick(network.nodes[id].labels, lang) or id for id in facts.through]
    values = {
        "partner": pick(network.nodes[suggestion.partner].labels, lang) or suggestion.partner,
        "place": pick(network.nodes[suggestion.place].labels, lang) or suggestion.place,
        "names": _listed(names, lang),
        "kilometres": grouped(facts.kilometres or 0, lang),
        "partners_one": str(facts.partners[0]),
        "partners_other": str(facts.partners[1]),
        "people": translated(" ({} and {})", lang).format(*(inhabitants(n or 0, lang) for n in facts.people)),
    }
    told = []
    for key in dict.fromkeys(_key(reason.feature, len(names)) for reason in suggestion.reasons):
        clause = translated(reason_texts()[key], lang)
        told.append(clause.format(**values))
        if "{people}" in clause:
            values["people"] = ""
    return clauses(told or [translated(reason_texts()["none"], lang)], lang)


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


def _key(feature: str, names: int) -> str:
    key = feature.removesuffix("-weighed")
    return "shared-partner" if key == "shared-partners" and names == 1 else key


def _listed(names: list[str], lang: str) -> str:
    if len(names) > SHOWN:
        more = translated(" and {count} more", lang)
        return listed(names[:SHOWN], lang) + more.format(count=len(names) - SHOWN, total=len(names))
    return counted_off(names, lang)
