"""What a place is called in each language: its gazetteer name, else one made by a rule."""

from __future__ import annotations

from collections import defaultdict

from kg.base.languages import LANGUAGES, short_tag
from kg.gather.corpus import Corpus

Labels = dict[str, dict[str, str]]


def labels_of(corpus: Corpus) -> Labels:
    """For each place id its label by language, empty where neither a source nor a rule gives one."""
    derived: dict[str, dict[str, str]] = defaultdict(dict)
    for name in corpus.all("names"):
        if name.kind == "derived":
            derived[name.place].setdefault(short_tag(name.lang), name.name)
    found: Labels = {}
    for place in corpus.gazetteer.places.values():
        own = {"ru": place.name_ru, "en": place.name_en, "zh": place.name_zh}
        found[place.id] = {lang: own[lang] or derived[place.id].get(lang, "") for lang in LANGUAGES}
    return found
