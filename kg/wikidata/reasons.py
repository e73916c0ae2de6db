"""The reasons for a predicted link, which its table holds in codes, in the words of the reader."""

from __future__ import annotations

import re

from kg.base.languages import N_, _, clauses, current, decimal, listed
from kg.schema.codes import LABELS

_REASON = re.compile(r"(\w+) ([+-]\d+\.\d+) \(([^()]*)\)")
_EVIDENCE = {
    "name": N_("name"), "class": N_("class"), "country": N_("country"), "within": N_("containing unit"),
    "coordinates": N_("coordinates"), "former": N_("existence"),
}  # fmt: skip
# A code by its evidence, or by itself.
_CODES = {
    "label": N_("label, {lang}"), "alias": N_("alias, {lang}"), "bare": N_("without its class word, {lang}"),
    "name other": N_("another name, {lang}"), "name none": N_("no language in common"),
    "class none": N_("no known class"), "class other": N_("another class"),
    "same": N_("the same"), "country other": N_("another country"),
    "within country": N_("directly in the country"), "within other": N_("in another unit"),
    "dissolved": N_("dissolved or a former unit"),
}  # fmt: skip
_REASON_TOLD = N_("{evidence} {worth} ({why})")


def in_words(comment: str) -> str:
    """What the comment of a link says; one that a person wrote stays.

    >>> in_words("name +0.40 (label:ru, alias:zh); class +0.20 (city); coordinates +0.20 (1 km)")
    'name +0.40 (label, ru; alias, zh); class +0.20 (city); coordinates +0.20 (1 km)'
    >>> in_words("seen on a map")
    'seen on a map'
    """
    found = _REASON.findall(comment)
    if "; ".join(f"{evidence} {worth} ({codes})" for evidence, worth, codes in found) != comment:
        return comment
    return clauses(
        _(_REASON_TOLD).format(
            evidence=_(_EVIDENCE.get(evidence, evidence)), worth=decimal(worth), why=_why(evidence, codes)
        )
        for evidence, worth, codes in found
    )


def _why(evidence: str, codes: str) -> str:
    told = [_code(evidence, code) for code in codes.split(", ")]
    return clauses(told) if evidence == "name" else listed(told)


def _code(evidence: str, code: str) -> str:
    word, _colon, lang = code.partition(":")
    if template := _CODES.get(f"{evidence} {word}") or _CODES.get(word):
        return _(template).format(lang=lang)
    if distance := code.removesuffix(" km") if evidence == "coordinates" else "":
        return _("{n} km").format(n=distance)
    labels = LABELS.get(f"level/{code}")
    return labels[current()] if labels else code
