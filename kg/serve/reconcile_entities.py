"""What can be reconciled: everything that has a name, found by the one matcher, with the types that it is of."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.ask.asked_graph import QUERIES, AskedGraph
from kg.ask.asked_tables import table_of
from kg.base import ids
from kg.base.languages import _, pick
from kg.dossier.facts import short_language
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.records import Place
from kg.schema.terms import TIE
from kg.serve.edition import Edition

PLACE = TIE.Place.removeprefix(ids.BASE)
_PLACES = "id/place/"
# The schemes whose concepts are kinds of a class.
_OF_CLASS = {
    "level": TIE.Place, "tie-kind": TIE.Tie, "source-kind": TIE.Source, "facility-kind": TIE.Facility,
    "format-kind": TIE.Format,
}  # fmt: skip
_NOWHERE = Place("", "", "", "", "", "", "", (), "", "", "", "", "", None, None, "", (), "")


class Type(NamedTuple):
    """A kind of entity: its id, its name and meaning by language; ``broader`` is the id of the class it is of."""

    id: str
    labels: dict[str, str]
    meanings: dict[str, str]
    broader: str = ""

    def label(self, lang: str) -> str:
        """Its name in a language, else in the nearest there is."""
        return pick(self.labels, lang) or self.id


class Entity(NamedTuple):
    """Something that has a name: its id, its names by language, its types, the narrowest first."""

    id: str
    labels: dict[str, str]
    types: tuple[Type, ...]
    around: tuple[str, ...] = ()  # the ids of the units that contain a place

    def label(self, lang: str) -> str:
        """Its name in a language, else in the nearest there is, else its id."""
        return pick(self.labels, lang) or ids.tail(self.id)

    @property
    def iri(self) -> str:
        """Its identifier in the graph."""
        return ids.BASE + self.id


class Entities:
    """The entities of one graph. An id is what follows the project's address in an IRI: ``id/place/cn-harbin``."""

    def __init__(self, graph: AskedGraph) -> None:
        self.graph = graph
        self.places = graph.names.gazetteer

    @cached_property
    def types(self) -> dict[str, Type]:
        """All types by their ids: classes, levels and kinds, and the schemes of concepts."""
        found: dict[str, Type] = {}
        for kind, label, meaning in _rows(self.graph, "kinds"):
            if not isinstance(kind, NamedNode) or not kind.value.startswith(ids.BASE):
                continue
            id = kind.value.removeprefix(ids.BASE)
            parts = id.split("/")
            broader = _OF_CLASS.get(parts[1], "") if parts[0] == "voc" and len(parts) == 3 else ""
            if parts[0] == "voc" and len(parts) == 3 and not broader:
                continue  # a concept of another scheme is an entity
            one = found.setdefault(id, Type(id, {}, {}, broader.removeprefix(ids.BASE)))
            for texts, term in ((one.labels, label), (one.meanings, meaning)):
                if isinstance(term, Literal):
                    texts.setdefault(short_language(term.language), term.value)
        return found

    @cached_property
    def _others(self) -> dict[str, tuple[dict[str, str], dict[str, None], str]]:
        """What is no place, by id: its label by language, all its names, the id of its kind."""
        found: dict[str, tuple[dict[str, str], dict[str, None], str]] = {}
        for thing, kind, name in _rows(self.graph, "named-things"):
            if isinstance(thing, NamedNode) and isinstance(kind, NamedNode) and isinstance(name, Literal):
                if not thing.value.startswith(ids.BASE) or not kind.value.startswith(ids.BASE):
                    continue
                id = thing.value.removeprefix(ids.BASE)
                labels, names, _kind = found.setdefault(id, ({}, {}, kind.value.removeprefix(ids.BASE)))
                labels.setdefault(short_language(name.language), name.value)
                names[name.value] = None
        return found

    @cached_property
    def others(self) -> Gazetteer:
        """What is no place, as the one matcher finds it: by its labels and other names in any script."""
        made = (
            _NOWHERE._replace(
                id=id, level=kind, name_ru=labels.get("ru", ""), name_en=labels.get("en", ""),
                name_zh=labels.get("zh", ""), alt_names=tuple(names.keys() - labels.values()) + _plain(labels),
            )
            for id, (labels, names, kind) in self._others.items()
        )  # fmt: skip
        return Gazetteer(made, [])

    def entity(self, id: str) -> Entity | None:
        """The entity of an id, of its IRI, or of a place's short id; nothing where there is none."""
        id = id.removeprefix(ids.BASE)
        slug = id.removeprefix(_PLACES)
        if place := self.places.places.get(slug):
            labels = {"en": place.name_en, "ru": place.name_ru, "zh": place.name_zh}
            kinds = (f"voc/level/{place.level}", PLACE)
            named = {lang: name for lang, name in labels.items() if name}
            return Entity(_PLACES + slug, named, self._known(kinds), tuple(self.places.holders(slug)))
        if other := self._others.get(id):
            kind = self.types.get(other[2])
            return Entity(id, other[0], self._known((other[2], kind.broader if kind else "")))
        return None

    def described(self, entity: Entity, lang: str) -> str:
        """What tells an entity from another of its name: what it is, and for a place where it lies."""
        around = (pick(self._names(each), lang) or each for each in entity.around)
        return _(", ").join([*(each.label(lang) for each in entity.types[:1]), *around])

    def named(self, prefix: str) -> list[Type]:
        """The types whose id or name in any language holds a text, those that begin with it first."""
        key = fold(prefix)
        found = []
        for each in self.types.values():
            words = [fold(word) for word in (each.id, *each.labels.values())]
            if each.id == prefix.removeprefix(ids.BASE) or any(key in word for word in words):
                found.append((not any(word.startswith(key) for word in words), each.id, each))
        return [each for _late, _id, each in sorted(found)]

    def _names(self, place: str) -> dict[str, str]:
        record = self.places.places[place]
        return {"en": record.name_en, "ru": record.name_ru, "zh": record.name_zh}

    def _known(self, kinds: tuple[str, ...]) -> tuple[Type, ...]:
        return tuple(self.types[kind] for kind in kinds if kind in self.types)


def entities_of(edition: Edition) -> Entities:
    """Those of a build, with their index, which is made for the first who asks."""

    def made() -> Entities:
        entities = Entities(edition.graph)
        _index = entities.types, entities.others
        return entities

    return edition.once("reconcile", made)


def _plain(labels: dict[str, str]) -> tuple[str, ...]:
    """The labels of no language or of another one."""
    return tuple(text for lang, text in labels.items() if lang not in ("ru", "en", "zh"))


def _rows(graph: AskedGraph, question: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in table_of(graph, (QUERIES / f"{question}.rq").read_text(encoding="utf-8")).terms]
