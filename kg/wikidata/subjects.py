"""The things of this project that may have an item: places, authorities, concepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.base import ids
from kg.base.languages import LANGUAGES
from kg.base.namespaces import SKOS
from kg.base.resources import ontology_dir
from kg.gather.corpus import Corpus
from kg.gazetteer.folding import script_of
from kg.gazetteer.nameforms import forms
from kg.schema.records import Authority, Place
from kg.wikidata.items import Names, Subject

PREF_LABEL = NamedNode(SKOS + "prefLabel")


def places(corpus: Corpus, judged: Mapping[str, str]) -> list[Subject]:
    """Every place with all its names; ``judged`` gives the Q-id of places by id, for country and holders."""
    more: dict[str, list[str]] = defaultdict(list)
    for name in corpus.all("names"):
        if name.kind != "pinyin":
            more[name.place].append(name.name)
    found = []
    for place in corpus.gazetteer.places.values():
        above = [judged[id] for id in corpus.gazetteer.holders(place.id) if id in judged and id != place.country]
        subject = Subject(
            iri=ids.thing("place", place.id),
            kind="place",
            id=place.id,
            label=place.name_en or place.name_ru or place.name_zh or place.id,
            names=_names(place, *place.alt_names, *more[place.id]),
            level=place.level,
            country=judged.get(place.country, ""),
            holders=tuple(above),
            point=None if place.lat is None or place.lon is None else (place.lat, place.lon),
        )
        found.append(subject)
    return found


def authorities(corpus: Corpus, judged: Mapping[str, str]) -> list[Subject]:
    """Every authority, with the country of the place that it governs."""
    found = []
    for one in corpus.all("authorities"):
        place = corpus.gazetteer.places.get(one.place)
        subject = Subject(
            iri=ids.thing("authority", one.id),
            kind="authority",
            id=one.id,
            label=one.name_en or one.name_ru or one.id,
            names=_names(one),
            country=judged.get(place.country, "") if place else "",
            holders=(judged[place.id],) if place and place.id in judged else (),
        )
        found.append(subject)
    return found


def concepts() -> list[Subject]:
    """Every concept of the vocabularies with its preferred labels."""
    labels: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for path in sorted((ontology_dir() / "vocab").glob("*.ttl")):
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            subject, value = quad.subject, quad.object
            if quad.predicate == PREF_LABEL and isinstance(subject, NamedNode) and isinstance(value, Literal):
                labels[subject.value][(value.language or "")[:2], value.value] = None
    found = []
    for iri, names in sorted(labels.items()):
        english = next((text for lang, text in names if lang == "en"), iri)
        if "/" in (code := iri.removeprefix(ids.VOC)):
            found.append(Subject(iri, "concept", code, english, tuple(names)))
    return found


def _names(thing: Place | Authority, *more: str) -> Names:
    """The names of a thing and further ones in their order, each once, empty ones left out."""
    own = [(lang, getattr(thing, f"name_{lang}")) for lang in LANGUAGES]
    return tuple(dict.fromkeys((lang, text) for lang, text in (*own, *((script_of(t), t) for t in more)) if text))


def spellings(names: Names) -> Iterator[tuple[str, str]]:
    """The forms under which an item may bear the names: as written, with and without class word, ё and е.

    >>> list(spellings((("zh", "哈尔滨市"), ("ru", "Артём"))))
    [('zh', '哈尔滨市'), ('zh', '哈尔滨'), ('ru', 'Артём'), ('ru', 'Артем')]
    """
    for lang, text in names:
        yield lang, text
        if lang == "zh":
            shorter = {form.text: None for form in forms(text)[1:]}
            yield from ((lang, form) for form in shorter or ([f"{text}市"] if len(text) > 1 else ()))
        elif lang == "ru" and "ё" in text:
            yield lang, text.replace("ё", "е")
