"""The answers of a wave as arrays: who said what, and in what kind of place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table
from kg.ask.catalog import Catalog
from kg.base import ids
from kg.base.dates import in_words
from kg.base.languages import N_, _, current, pick
from kg.graph.vocabularies import concepts
from kg.schema.records import Survey
from kg.survey.answers.wave import Wave
from kg.survey.coding.codings import SETTLED, Codings
from kg.survey.coding.suggested import label
from kg.survey.coding.texts import texts_in
from kg.survey.instrument import Instrument, Item

NO_ANSWER = "no-answer"  # the choice by which a respondent would rather not say
# What tables are made by, and what it is called.
ATTRIBUTES = {
    "country": N_("country"),
    "part": N_("part of Russia"),
    "district": N_("macro-region"),
    "level": N_("level"),
    "border": N_("border"),
}
_PARTS = {
    "european": N_("European part of Russia"),
    "asian": N_("rest of Russia"),
    "outside": N_("outside Russia"),
}
_BORDERS = {"yes": N_("region on the border"), "no": N_("region not on the border")}


class Asked(NamedTuple):
    """An item with its choices, and which respondent took which; ``is_many`` items may have several answers.

    Of a ``is_coded`` item the choices are concepts that were settled to be in the words, and those answered whose
    words were settled.
    """

    name: str
    question: int
    title: str
    is_many: bool
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    said: NDArray[np.bool_]  # a row a choice, a column a respondent
    answered: NDArray[np.bool_]
    is_coded: bool = False


class Attribute(NamedTuple):
    """A property of the respondents' places: its values, and which of them each respondent has."""

    name: str
    title: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    of: NDArray[np.int64]


class Responses(NamedTuple):
    """A wave ready to be counted, its words in the language of the context."""

    survey: str
    title: str
    period: str
    rule: str
    respondents: int
    places: int
    items: tuple[Asked, ...]
    attributes: tuple[Attribute, ...]


def responses(wave: Wave, graph: AskedGraph, folder: Path) -> Responses:
    """A wave as arrays; consents are no part of it, nor free words but by the concepts that were settled of them."""
    survey, lang = wave.survey, current()
    settled = Codings(texts_in(wave, folder)).of(SETTLED)
    return Responses(
        survey.id,
        pick({"ru": survey.name_ru, "en": survey.name_en, "zh": survey.name_zh}, lang),
        period_of(survey),
        pick({"ru": survey.rule_ru, "en": survey.rule_en, "zh": survey.rule_zh}, lang),
        len(wave.respondents),
        len(wave.places),
        tuple(_items(wave, settled)),
        _attributes([each.place for each in wave.respondents], graph),
    )


def period_of(survey: Survey) -> str:
    """When a survey was held, as far as it is known."""
    ends = [*dict.fromkeys(in_words(day.iso) for day in (survey.period_start, survey.period_end) if day)]
    return _("{one} – {other}").format(one=ends[0], other=ends[1]) if len(ends) == 2 else "".join(ends)


def _items(wave: Wave, settled: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Asked]:
    for item in Instrument.bundled().items:
        if item.kind in {"one", "many", "language"}:
            yield _asked(item, wave)
        elif item.kind == "text" and any(name == item.name for _who, name in settled):
            yield _coded(item, [settled.get((each.respondent, item.name)) for each in wave.respondents])


def _coded(item: Item, found: Sequence[Sequence[str] | None]) -> Asked:
    """The concepts that were settled of the words of each respondent; none where no words were."""
    used = sorted({concept for each in found for concept in each or ()})
    said = np.array([[concept in (each or ()) for each in found] for concept in used], dtype=bool)
    title = _("{question} (words, as coded)").format(question=pick(item.says, current()).rstrip(".。"))
    return Asked(
        item.name, item.question, title, True, tuple(used), tuple(map(label, used)),
        said.reshape(len(used), len(found)), np.array([each is not None for each in found]), is_coded=True,
    )  # fmt: skip


def _asked(item: Item, wave: Wave) -> Asked:
    kept = [code for code in item.choices if code != NO_ANSWER]
    place = {code: number for number, code in enumerate(kept)}
    said = np.zeros((len(kept), len(wave.respondents)), dtype=bool)
    for number, each in enumerate(wave.respondents):
        for code in each.codes.get(item.name, ()):
            if code in place:
                said[place[code], number] = True
    lang = current()
    labels = tuple(pick(item.choices[code], lang) for code in kept)
    is_many = item.kind == "many"
    return Asked(
        item.name,
        item.question,
        pick(item.says, lang),
        is_many,
        tuple(kept),
        labels,
        said,
        np.asarray(said.any(axis=0)),
    )


def _attributes(places: Sequence[str], graph: AskedGraph) -> tuple[Attribute, ...]:
    """What the graph knows of the places of respondents; a place that it does not have has no value."""
    known: dict[str, tuple[str, ...]] = {}
    wanted = set(places)
    for place, level, country, _region, macro, border, *_rest in asked_table(graph, "places-as-nodes").rows:
        if (id := ids.tail(place)) in wanted:
            district = ids.tail(macro)
            height = concepts("level")[ids.tail(level)].broader or ids.tail(level)
            known[id] = (ids.tail(country), _part(district, ids.tail(country)), district, height, str(border))
    lang = current()
    names = {code: pick(labels, lang) for code, labels in _labels_of_places(graph, known).items()}
    labelled: dict[str, Mapping[str, str]] = {
        "country": names,
        "part": {code: _(text) for code, text in _PARTS.items()},
        "district": {code: pick(each.labels, lang) for code, each in concepts("macro-region").items()},
        "level": {code: pick(each.labels, lang) for code, each in concepts("level").items()},
        "border": {code: _(text) for code, text in _BORDERS.items()},
    }
    found = []
    for number, (name, title) in enumerate(ATTRIBUTES.items()):
        values = [known[place][number] if place in known else "" for place in places]
        if name == "border":
            values = [{"True": "yes", "": ""}.get(value, "no") for value in values]
        order = [code for code in labelled[name] if code in set(values)] + [""] * ("" in values)
        of = np.array([order.index(value) for value in values], dtype=np.int64)
        words = tuple(labelled[name].get(code, "") or _("not known") for code in order)
        found.append(Attribute(name, _(title), tuple(order), words, of))
    return tuple(found)


def _labels_of_places(graph: AskedGraph, known: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    countries = {values[0] for values in known.values()}
    found: dict[str, dict[str, str]] = {code: {} for code in sorted(countries)}
    for place, *names in asked_table(graph, "labels-of-places").terms:
        code = ids.tail(getattr(place, "value", ""))
        if code in found:
            for term in names:
                found[code][(getattr(term, "language", "") or "en")[:2]] = getattr(term, "value", "")
    return found


def _part(district: str, country: str) -> str:
    """European or other part of Russia, as the claim of the article is recounted."""
    if country != "ru":
        return "outside"
    if not district:
        return ""
    return "european" if district in _european() else "asian"


@cache
def _european() -> frozenset[str]:
    text = Catalog().find("claims/european-part-and-rest").text
    return frozenset(re.findall(r"/voc/macro-region/([\w-]+)>", text))
