"""What a person sees of entities, types and properties while choosing: candidates, suggestions, small pages."""

from __future__ import annotations

from typing import Any

from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, TAGS, _, pick
from kg.dossier.place import Place
from kg.dossier.things import thing
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import ADDRESS, Candidate
from kg.serve.reconcile_entities import Entities, Entity
from kg.serve.reconcile_extend import PROPERTIES

_MANY = 20  # suggestions at a time
_NAMES = 12  # of one thing on its small page


def candidate(entities: Entities, entity: Entity, found: Candidate, lang: str, is_draft: bool) -> dict[str, Any]:
    """A candidate as both versions of the API have it; the draft wants features with names."""
    feature = {"id": "name_score", "value": found.score}
    if is_draft:
        feature["name"] = _("Score of the name")
    return {
        "id": entity.id,
        "name": entity.label(lang),
        "description": _described(entities, entity, found, lang),
        "type": [{"id": each.id, "name": each.label(lang)} for each in entity.types],
        "score": found.score,
        "match": found.is_match,
        "features": [feature],
    }


def _described(entities: Entities, entity: Entity, found: Candidate, lang: str) -> str:
    told = entities.described(entity, lang)
    if found.reason not in ("", ADDRESS) and found.name != entity.label(lang):
        told = _("{place}; {reason}: {name}").format(place=told, reason=_(found.reason), name=found.name)
    return told


def suggested(entities: Entities, kind: str, prefix: str, cursor: int, lang: str) -> list[dict[str, Any]]:
    """Entities, types or properties that begin with a text, hold it or come close."""
    part = slice(cursor, cursor + _MANY)
    if kind == "type":
        return [
            {"id": each.id, "name": each.label(lang), "description": pick(each.meanings, lang)}
            for each in entities.named(prefix)[part]
        ]
    if kind == "property":
        key = fold(prefix)
        named = [(name, _(each.label)) for name, each in PROPERTIES.items() if each.is_hint or key]
        return [{"id": name, "name": label} for name, label in named if key in fold(label) or key in fold(name)][part]
    return [
        {
            "id": each.id,
            "name": each.label(lang),
            "description": entities.described(each, lang),
            "notable": [{"id": one.id, "name": one.label(lang)} for one in each.types],
        }
        for each in _entities(entities, prefix, part.stop)[part]
    ]


def _entities(entities: Entities, prefix: str, most: int) -> list[Entity]:
    if not prefix.strip():
        return []
    found = [
        (-each.score, bool(start), f"{start}{each.place}")
        for start, those in (("id/place/", entities.places), ("", entities.others))
        for each in those.search(prefix, most)
    ]
    ids = [id for _score, _is_place, id in sorted(found, key=lambda one: (one[0], not one[1], one[2]))]
    if exact := entities.entity(prefix.strip()):
        ids = [exact.id, *ids]
    return [entity for id in dict.fromkeys(ids) if (entity := entities.entity(id))]


def flyout(entities: Entities, kind: str, id: str, lang: str) -> dict[str, str] | None:
    """The name of something and a line on it, nothing where there is no such thing."""
    if kind == "property" and id in PROPERTIES:
        return {"title": _(PROPERTIES[id].label), "line": id}
    if kind == "type" and (one := entities.types.get(id)):
        return {"title": one.label(lang), "line": pick(one.meanings, lang)}
    if kind == "entity" and (entity := entities.entity(id)):
        return {"title": entity.label(lang), "line": entities.described(entity, lang)}
    return None


def preview_of(entities: Entities, id: str, lang: str, root: str) -> dict[str, Any] | None:
    """What the small page on an entity says, nothing where there is no such thing."""
    entity = entities.entity(id)
    if entity is None:
        return None
    rows = []
    names = [name for each in LANGUAGES if (name := entity.labels.get(each)) and name != entity.label(lang)]
    if names:
        rows.append((_("Other names"), _(", ").join(dict.fromkeys(names[:_NAMES]))))
    try:
        known = thing(entities.graph, entity.iri) if entity.id.startswith("id/place/") else None
    except KgError:
        known = None
    if isinstance(known, Place):
        if known.wikidata:
            rows.append((_("Wikidata"), known.wikidata))
        rows.append((_("Ties"), str(len(known.ties))))
        partners = dict.fromkeys(tie.partner.label(lang) for tie in known.ties)
        if partners:
            rows.append((_("Partners"), _(", ").join([*partners][:_NAMES])))
    return {
        "lang": TAGS[lang],
        "title": entity.label(lang),
        "line": entities.described(entity, lang),
        "rows": rows,
        "id": entity.id,
        "address": f"{root}/{entity.id}",
    }
