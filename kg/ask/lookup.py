"""What a person means by a name, looked up in the graph that is asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, Store

from kg.base import ids
from kg.base.errors import KgError, nearest, offered, shown
from kg.base.languages import _
from kg.base.namespaces import DCTERMS, RDF, RDFS, SKOS
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import Gazetteer
from kg.graph.cache import code_of
from kg.schema.records import Place
from kg.schema.terms import TIE

_TYPE = NamedNode(RDF + "type")
_LABEL = NamedNode(RDFS + "label")
_ALT_LABEL = NamedNode(SKOS + "altLabel")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_TITLE = NamedNode(DCTERMS + "title")
# Where the IRIs begin of what a person may name beside a place.
_STARTS = (
    "id/source/", "id/expert/", "id/authority/", "id/format/", "id/event/", "id/survey/", "id/tie/", "voc/problem/",
    "voc/sphere/", "voc/measure/",
)  # fmt: skip
_NAMED = tuple(ids.BASE + start for start in _STARTS)
_KEPT = ("id", "level", "country", "within", "wikidata", "name_ru", "name_en", "name_zh")
_NOWHERE = Place("", "", "", "", "", "", "", (), "", "", "", "", "", None, None, "", (), "")

Once: TypeAlias = Callable[[str, Callable[[], str]], str]  # keeps a text under a name, or makes it each time


class GraphNames:
    """The places, concepts and sources of a store, by id or by any of their names."""

    def __init__(self, store: Store, once: Once = lambda _name, make: make()) -> None:
        self.store = store
        self._once = once

    def place(self, text: str) -> str:
        """The id of a place; see :meth:`kg.gazetteer.gazetteer.Gazetteer.resolve`."""
        slug = text.removeprefix(f"{ids.ID}place/")
        if self._is_a("place", slug, TIE.Place):
            return slug
        return self.gazetteer.resolve(text)

    def namesakes(self, text: str, place: str) -> list[str]:
        """Other places that a name may mean beside the one that is taken; none where the id was written."""
        if text == place or text.startswith(ids.ID):
            return []
        return self.gazetteer.namesakes(text, place)

    def concept(self, scheme: str, text: str) -> str:
        """The code of a concept, from its code, its IRI or its label in any language."""
        start = f"{ids.VOC}{scheme}/"
        codes: dict[str, str] = {}
        for quad in self.store.quads_for_pattern(None, _IN_SCHEME, NamedNode(f"{ids.VOC}{scheme}")):
            iri = str(quad.subject)[1:-1]
            code = iri.removeprefix(start)
            codes.update({fold(label): code for label in self._texts(iri, _LABEL)})
            codes.update({code: code, iri: code})
        if found := codes.get(text) or codes.get(fold(text)):
            return found
        message = _("the scheme {scheme} has no concept '{name}'").format(scheme=scheme, name=shown(text))
        raise KgError(message, hint=_nearest(text, codes) or f"kg query concepts-of-scheme --scheme {scheme}")

    def source(self, text: str) -> str:
        """The id of a source, from its id, its IRI or its whole title."""
        slug = text.removeprefix(f"{ids.ID}source/")
        if self._is_a("source", slug, TIE.Source):
            return slug
        known: dict[str, str] = {}
        for iri in self._instances(TIE.Source):
            code = ids.tail(iri)
            known[fold(code)] = code
            known.update({fold(title): code for title in self._texts(iri, _TITLE)})
        if found := known.get(fold(text)):
            return found
        raise KgError(_("no source is called '{name}'").format(name=shown(text)), hint=_nearest(text, known) or None)

    def thing(self, text: str) -> str:
        """The IRI of anything: by its IRI, its id with or without its kind, or what it is called in any language.

        A place comes before a concept of its name. Raises :class:`KgError` with suggestions.
        """
        word = text.strip().removeprefix(ids.BASE)
        kind, _slash, slug = word.rpartition("/")
        if ids.TAIL.fullmatch(slug) and all(map(ids.SLUG.fullmatch, kind.split("/") if kind else ())):
            slug = ids.tie_slug(slug.split("--")) if kind in ("", "tie", "id/tie") else slug
            for start in (f"{kind}/", f"id/{kind}/", f"voc/{kind}/") if kind else ("id/place/", *_STARTS):
                if next(self.store.quads_for_pattern(NamedNode(ids.BASE + start + slug), _TYPE, None), None):
                    return ids.BASE + start + slug
        if self.gazetteer.find(text):
            return ids.thing("place", self.gazetteer.resolve(text))
        if found := self._called.get(fold(text)):
            return found
        near = [*self.gazetteer.suggest(text), *nearest(fold(text), self._called, 2)]
        raise KgError(_("nothing is called '{name}'").format(name=shown(text)), hint=offered(near, "kg places"))

    @cached_property
    def _called(self) -> dict[str, str]:
        """The IRI of everything that is no place, by its folded names; the first of a name has it."""
        found: dict[str, str] = {}
        for predicate in (_LABEL, _ALT_LABEL, _TITLE):
            named = sorted(self.store.quads_for_pattern(None, predicate, None), key=lambda quad: str(quad.subject))
            for quad in named:
                iri = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
                if isinstance(quad.object, Literal) and iri.startswith(_NAMED):
                    found.setdefault(fold(quad.object.value), iri)
        return found

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places with all their names, which are kept with the graph where it is kept."""
        kept = json.loads(self._once(f"names-{code_of(Path(__file__))}", lambda: json.dumps(self._places())))
        rows = ((others, dict(zip(_KEPT, row, strict=True))) for others, *row in kept)
        return Gazetteer([_NOWHERE._replace(alt_names=tuple(others), **row) for others, row in rows], [])

    def _places(self) -> list[tuple[Any, ...]]:
        """What is kept of each place, read a predicate at a time: a store is fastest that way."""
        start = f"{ids.ID}place/"
        level, country, within = (
            {iri: ids.tail(values[0].value) for iri, values in self._by_subject(term, start).items()}
            for term in (TIE.level, TIE.country, TIE.within)
        )
        items = self._by_subject(TIE.wikidata, start)
        labels, more = self._by_subject(_LABEL.value, start), self._by_subject(_ALT_LABEL.value, start)
        places = []
        for iri in sorted({*self._instances(TIE.Place), *labels, *more}):
            own: dict[str, str] = {}
            others = {each.value for each in more[iri]}
            for label in sorted(labels[iri], key=str):
                lang = (label.language or "").lower() if isinstance(label, Literal) else ""  # as the store has it
                if own.setdefault(lang, label.value) != label.value:
                    others.add(label.value)
            place = _NOWHERE._replace(
                id=iri.removeprefix(start),
                level=level.get(iri, ""),
                country=country.get(iri, ""),
                wikidata=ids.tail(items[iri][0].value) if iri in items else "",
            )
            ru, en, zh = (own.pop(lang, "") for lang in ("ru", "en", "zh-hans"))
            place = place._replace(within=within.get(iri, ""), name_ru=ru, name_en=en, name_zh=zh)
            places.append((sorted({*others, *own.values()}), *(getattr(place, each) for each in _KEPT)))
        return places

    def _by_subject(self, predicate: str, start: str) -> dict[str, list[NamedNode | Literal]]:
        """The values of a predicate by subject, of the subjects whose IRI begins with ``start``."""
        found: dict[str, list[NamedNode | Literal]] = defaultdict(list)
        for quad in self.store.quads_for_pattern(None, NamedNode(predicate), None):
            subject, value = quad.subject, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
                continue
            if subject.value.startswith(start):
                found[subject.value].append(value)
        return found

    def _is_a(self, kind: str, slug: str, of: str) -> bool:
        if not ids.TAIL.fullmatch(slug):
            return False
        subject = NamedNode(ids.thing(kind, slug))
        return next(self.store.quads_for_pattern(subject, _TYPE, NamedNode(of)), None) is not None

    def _instances(self, of: str) -> list[str]:
        found = {str(quad.subject)[1:-1] for quad in self.store.quads_for_pattern(None, _TYPE, NamedNode(of))}
        return sorted(found)

    def _texts(self, iri: str, predicate: NamedNode) -> Iterator[str]:
        for quad in self.store.quads_for_pattern(NamedNode(iri), predicate, None):
            if isinstance(quad.object, Literal):
                yield quad.object.value


def _nearest(text: str, codes: dict[str, str]) -> str:
    """The hint of the codes whose names or codes are spelt much like a text, empty where none is."""
    near = nearest(fold(text), codes) or nearest(text, codes)
    return offered(dict.fromkeys(codes[key] for key in near))
