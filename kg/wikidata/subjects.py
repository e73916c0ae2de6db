"""The things of this project that may have an item: places, authorities, concepts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.base import ids
from kg.base.namespaces import SKOS
from kg.base.resources import ontology_dir
from kg.gather.corpus import Corpus
from kg.gazetteer.folding import fold, script_of
from kg.schema.records import Authority, Place
from kg.wikidata.items import Names, Subject

PREF_LABEL = NamedNode(SKOS + "prefLabel")
# Class words at the end of a Chinese name, which Wikidata's names have or lack.
_ENDING = re.compile(r"(?<=..)(?:市|省|地区|县)$")
_RU_CITY = re.compile(r"^(?:город|г\.)\s+", re.IGNORECASE)


def places(corpus: Corpus, judged: dict[str, str]) -> list[Subject]:
    """Every place with all its names; ``judged`` gives the Q-id of places by id, for country and holders."""
    more: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in corpus.all("names"):
        if name.kind != "pinyin":
            more[name.place].append((script_of(name.name), name.name))
    return [_place(corpus, place, more[place.id], judged) for place in corpus.gazetteer.places.values()]


def authorities(corpus: Corpus, judged: dict[str, str]) -> list[Subject]:
    """Every authority, with the country of the place that it governs."""
    return [_authority(corpus, authority, judged) for authority in corpus.all("authorities")]


def concepts() -> list[Subject]:
    """Every concept of the vocabularies with its preferred labels."""
    labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted((ontology_dir() / "vocab").glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if quad.predicate == PREF_LABEL and isinstance(subject, NamedNode) and isinstance(value, Literal):
                labels[subject.value].append(((value.language or "")[:2], value.value))
    return [_concept(iri, names) for iri, names in sorted(labels.items()) if "/" in iri.removeprefix(ids.VOC)]


def _place(corpus: Corpus, place: Place, more: list[tuple[str, str]], judged: dict[str, str]) -> Subject:
    own = [("ru", place.name_ru), ("en", place.name_en), ("zh", place.name_zh)]
    own += [(script_of(text), text) for text in place.alt_names]
    above = [judged[id] for id in corpus.gazetteer.holders(place.id) if id in judged and id != place.country]
    return Subject(
        iri=ids.thing("place", place.id),
        kind="place",
        id=place.id,
        label=place.name_en or place.name_ru or place.name_zh or place.id,
        names=_written(own + more),
        level=place.level,
        country=judged.get(place.country, ""),
        holders=tuple(above),
        point=None if place.lat is None or place.lon is None else (place.lat, place.lon),
    )


def _authority(corpus: Corpus, authority: Authority, judged: dict[str, str]) -> Subject:
    place = corpus.gazetteer.places.get(authority.place)
    return Subject(
        iri=ids.thing("authority", authority.id),
        kind="authority",
        id=authority.id,
        label=authority.name_en or authority.name_ru or authority.id,
        names=_written([("ru", authority.name_ru), ("en", authority.name_en), ("zh", authority.name_zh)]),
        country=judged.get(place.country, "") if place else "",
        holders=(judged[place.id],) if place and place.id in judged else (),
    )


def _concept(iri: str, names: list[tuple[str, str]]) -> Subject:
    english = next((text for lang, text in names if lang == "en"), iri)
    return Subject(iri, "concept", iri.removeprefix(ids.VOC), english, _written(names))


def _written(names: list[tuple[str, str]]) -> Names:
    """The names in their order, each once, empty ones left out."""
    return tuple(dict.fromkeys((lang, text) for lang, text in names if text))


def spellings(names: Names) -> Iterator[tuple[str, str]]:
    """The forms under which an item may bear the names: as written, with and without class word, ё and е.

    >>> list(spellings((("zh", "哈尔滨市"), ("ru", "Артём"))))
    [('zh', '哈尔滨市'), ('zh', '哈尔滨'), ('ru', 'Артём'), ('ru', 'Артем')]
    """
    for lang, text in names:
        yield lang, text
        if lang == "zh" and _ENDING.search(text):
            yield lang, _ENDING.sub("", text)
        elif lang == "zh" and len(text) > 1 and not _ENDING.search(text):
            yield lang, f"{text}市"
        elif lang == "ru" and "ё" in text:
            yield lang, text.replace("ё", "е")


def bare(lang: str, text: str) -> str:
    """The key of a name without its class word.

    >>> bare("zh", "哈尔滨市") == bare("zh", "哈尔滨"), bare("ru", "город Артём") == bare("ru", "Артем")
    (True, True)
    """
    if lang == "zh":
        return fold(_ENDING.sub("", text))
    return fold(_RU_CITY.sub("", text)) if lang == "ru" else fold(text)
