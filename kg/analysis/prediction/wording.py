"""The reasons of a suggestion in words of a language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from kg.analysis.prediction.suggest import Suggestion
from kg.base.languages import pick
from kg.network.ties import Network

SHOWN = 3  # names that a reason lists
_MILLION = {"en": "{} million", "ru": "{}\u00a0млн"}
_THOUSAND = {"en": "{} thousand", "ru": "{}\u00a0тыс."}


@cache
def reason_texts() -> dict[str, Any]:
    """The clauses of ``reasons.toml``, each by key and language."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def explain(suggestion: Suggestion, network: Network, lang: str) -> str:
    """Why a pair is suggested, in one line of a language, the strongest reason first.

    The numbers of inhabitants stand with the first clause that is about them.
    """
    texts, facts = reason_texts(), suggestion.facts
    names = [pick(network.nodes[id].labels, lang) or id for id in facts.through]
    values = {
        "partner": pick(network.nodes[suggestion.partner].labels, lang) or suggestion.partner,
        "place": pick(network.nodes[suggestion.place].labels, lang) or suggestion.place,
        "names": _listed(names, lang),
        "kilometres": _grouped(facts.kilometres or 0, lang),
        "partners_one": str(facts.partners[0]),
        "partners_other": str(facts.partners[1]),
        "people": texts["people"][lang].format(*(inhabitants(size or 0, lang) for size in facts.people)),
    }
    told = []
    for key in dict.fromkeys(_key(reason.feature, len(names)) for reason in suggestion.reasons):
        clause = str(texts["reasons"][key][lang])
        told.append(clause.format(**values))
        if "{people}" in clause:
            values["people"] = ""
    return str(texts["between"][lang]).join(told or [texts["reasons"]["none"][lang]])


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
        shown = f"{count / 1e6:.1f}".replace(".", "," if lang == "ru" else ".")
        return _MILLION[lang].format(shown)
    return _THOUSAND[lang].format(f"{count / 1e3:.0f}") if count >= 1e4 else _grouped(count, lang)


def _key(feature: str, names: int) -> str:
    key = feature.removesuffix("-weighed")
    return "shared-partner" if key == "shared-partners" and names == 1 else key


def _listed(names: list[str], lang: str) -> str:
    texts = reason_texts()
    if len(names) > SHOWN:
        more = texts["more"][lang].format(count=len(names) - SHOWN, total=len(names))
        return str(texts["list"][lang].join(names[:SHOWN]) + more)
    head = texts["list"][lang].join(names[:-1])
    return str(texts["last"][lang].join([head, names[-1]] if head else names))


def _grouped(number: float, lang: str) -> str:
    comma = {"en": ",", "ru": "\u00a0", "zh": ""}[lang]
    return f"{number:,.0f}".replace(",", comma)
