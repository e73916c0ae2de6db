"""Properties of entities: hints of a query, and values for whom has reconciled a column and wants more of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kg.base import ids
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import LANGUAGES, N_, _
from kg.dossier.facts import Code
from kg.dossier.record import Record
from kg.dossier.things import Thing, thing
from kg.schema.terms import TIE
from kg.serve.reconcile_entities import PLACE, Entities, Entity, Type

MOST_IDS = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIE, _SOURCE = (each.removeprefix(ids.BASE) for each in (TIE.Tie, TIE.Source))
_CONCEPTS = ("voc/problem", "voc/sphere", "voc/measure")
_TOLD_OF = (PLACE, _TIE, _SOURCE, *(each.removeprefix(ids.BASE) for each in (TIE.Format, TIE.Expert, TIE.Authority)))


class Property(NamedTuple):
    """What can be told of the entities of some types (of all where none is named): how it is found, and what it is.

    ``of`` is the type of its values, where they are entities; ``is_hint`` says that a query may name it.
    """

    label: str
    types: tuple[str, ...]
    values: Callable[[Thing], Any]
    of: str = ""
    is_hint: bool = False


def _dated(name: str) -> Callable[[Thing], Any]:
    return lambda tie: getattr(tie, "dates", {}).get(name)


def _own(name: str) -> Callable[[Thing], Any]:
    return lambda one: getattr(one, name, None)


def _partners(kind: str) -> Callable[[Thing], Any]:
    return lambda one: [tie.partner for tie in getattr(one, "ties", ()) if str(tie.kind) == kind or not kind]


def _coordinates(part: int | None) -> Callable[[Thing], Any]:
    def told(one: Thing) -> Any:
        at = getattr(one, "coordinates", None)
        return None if at is None else f"{at.lat},{at.lon}" if part is None else at[part]

    return told


def _first_year(one: Thing) -> Any:
    return min((tie.start_year for tie in getattr(one, "ties", ()) if tie.start_year is not None), default=None)


_PLACES = (PLACE,)
PROPERTIES: Mapping[str, Property] = {
    "label": Property(N_("Name"), (), lambda one: getattr(one, "labels", None) or getattr(one, "title", None)),
    "names": Property(N_("All names"), _PLACES, lambda one: [*getattr(one, "names", {}).values()]),
    "level": Property(N_("Level"), _PLACES, _own("level"), is_hint=True),
    "country": Property(N_("Country"), _PLACES, _own("country"), PLACE, is_hint=True),
    "within": Property(N_("Within"), _PLACES, _own("within"), PLACE, is_hint=True),
    "wikidata": Property(N_("Wikidata"), _PLACES, _own("wikidata"), is_hint=True),
    "coordinates": Property(N_("Coordinates"), _PLACES, _coordinates(None), is_hint=True),
    "latitude": Property(N_("Latitude"), _PLACES, _coordinates(0)),
    "longitude": Property(N_("Longitude"), _PLACES, _coordinates(1)),
    "partners": Property(N_("Partners"), _PLACES, _partners(""), PLACE),
    "sisters": Property(N_("Sister places"), _PLACES, _partners("sister"), PLACE),
    "ties": Property(N_("Ties"), _PLACES, _own("ties"), _TIE),
    "first_year": Property(N_("Year of the first tie"), _PLACES, _first_year),
    "parties": Property(N_("Parties"), (_TIE,), _own("parties"), PLACE),
    "kind": Property(N_("Kind"), (_TIE, _SOURCE), _own("kind")),
    "status": Property(N_("Status"), (_TIE,), _own("status")),
    "signed": Property(N_("Signed"), (_TIE,), _dated("signed")),
    "start_year": Property(N_("Start year"), (_TIE,), _own("start_year")),
    "end_year": Property(N_("End year"), (_TIE,), _own("end_year")),
    "support": Property(N_("Support"), (_TIE,), _own("support")),
    "sources": Property(N_("Sources"), (_TIE,), _own("sources"), _SOURCE),
    "publisher": Property(N_("Publisher"), (_SOURCE,), _own("publisher")),
    "issued": Property(N_("Date of issue"), (_SOURCE,), _own("issued")),
    "page": Property(N_("Web page"), (_SOURCE,), _own("page")),
    "definition": Property(N_("Meaning"), _CONCEPTS, _own("definition")),
    "broader": Property(N_("Broader"), _CONCEPTS, _own("broader")),
}  # fmt: skip


def proposed(kind: Type | None, *, hints_only: bool = False) -> dict[str, Property]:
    """The properties that entities of a type have, or all; only those that a query may name, where these are wanted."""
    wanted = {kind.id, kind.broader} if kind else set()
    return {
        name: each
        for name, each in PROPERTIES.items()
        if (not wanted or not each.types or wanted.intersection(each.types)) and (each.is_hint or not hints_only)
    }


class Extension(NamedTuple):
    """What is asked: entities, and properties with their settings."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, Mapping[str, Any]], ...]


def extension_of(given: object) -> Extension:
    """A data extension query; raises :class:`KgError` for what is none."""
    if not isinstance(given, dict) or not isinstance(given.get("ids"), list):
        raise KgError(_("the field '{name}' is missing").format(name="ids"))
    if not isinstance(given.get("properties"), list):
        raise KgError(_("the field '{name}' is missing").format(name="properties"))
    asked = []
    for each in given["properties"]:
        name = each.get("id") if isinstance(each, dict) else None
        if not isinstance(name, str) or name not in PROPERTIES:
            told = _("there is no property '{name}'").format(name=shown(name))
            raise KgError(told, hint=did_you_mean(str(name), PROPERTIES, ", ".join(PROPERTIES)))
        settings = each.get("settings")
        asked.append((name, settings if isinstance(settings, dict) else {}))
    if len(asked) > len(PROPERTIES):
        raise KgError(_("a property is asked for twice"))
    return Extension(tuple(str(each) for each in given["ids"]), tuple(asked))


def extended(
    entities: Entities, asked: Extension, lang: str, ends: float
) -> tuple[list[dict[str, Any]], dict[str, dict[str, list[dict[str, Any]]]]]:
    """The properties that were asked for as they are called, and their values by entity and property.

    Raises :class:`TimeoutError` where ``ends``, a time of the monotonic clock, comes first.
    """
    meta = []
    for name, _settings in asked.properties:
        one = PROPERTIES[name]
        told: dict[str, Any] = {"id": name, "name": _(one.label)}
        if one.of in entities.types:
            told["type"] = {"id": one.of, "name": entities.types[one.of].label(lang)}
        meta.append(told)
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for id in asked.ids:
        if time.monotonic() > ends:
            raise TimeoutError
        entity = entities.entity(id)
        known = _known(entities, entity)
        rows[id] = {name: _cells(entities, entity, known, name, settings, lang) for name, settings in asked.properties}
    return meta, rows


def _known(entities: Entities, entity: Entity | None) -> Thing | None:
    """What the graph tells of an entity, where it tells of its kind."""
    told = {each.id for each in entity.types} if entity else set()
    if entity is None or not told.intersection((*_TOLD_OF, *_CONCEPTS)):
        return None
    return thing(entities.graph, entity.iri)


def _cells(
    entities: Entities,
    entity: Entity | None,
    known: Thing | None,
    name: str,
    settings: Mapping[str, Any],
    lang: str,
) -> list[dict[str, Any]]:
    """The values of one property of one entity; ``lang`` and ``limit`` are what a person may set."""
    spoken = settings.get("lang")
    lang = spoken if spoken in LANGUAGES else lang
    if entity is None:
        return []
    told = {each.id for each in entity.types}
    wanted = PROPERTIES[name]
    if name == "label":
        return [{"str": entity.label(lang)}]
    if known is None or not told.intersection(wanted.types):
        return []
    limit = settings.get("limit")
    most = int(limit) if isinstance(limit, int | float) and limit >= 1 else MOST_IDS
    cells = [*_told(entities, wanted.values(known), lang)]
    unlike = {str(sorted(each.items())): each for each in cells}
    return [*unlike.values()][:most]


def _told(entities: Entities, value: Any, lang: str) -> Iterator[dict[str, Any]]:
    """A value as cells: entities with their names, numbers, whole dates, texts; of labels the one in the language."""
    if value is None or value == "":
        return
    if isinstance(value, Code) and value.iri.startswith(ids.BASE):
        name = value.label(lang) if value.labels else entities.graph.label(value.iri, lang)
        yield {"id": value.iri.removeprefix(ids.BASE), "name": name}
    elif isinstance(value, str | int | float):
        yield _plain(value)
    elif isinstance(value, Mapping):
        text = value.get(lang) or next(iter(value.values()), "")
        yield from _told(entities, text, lang)
    elif hasattr(value, "iri") or isinstance(value, Record):
        yield {"id": value.iri.removeprefix(ids.BASE), "name": value.label(lang) or value.id}
    elif isinstance(value, Sequence):
        for each in value:
            yield from _told(entities, each, lang)
    else:
        raise TypeError(f"no cell for {value!r}")


def _plain(value: str | float) -> dict[str, Any]:
    if isinstance(value, str):
        return {"date": f"{value}T00:00:00Z"} if _DAY.fullmatch(value) else {"str": value}
    return {"int": value} if isinstance(value, int) else {"float": value}
