"""Reconciliation queries and their candidates: a name, types and hints, as API 0.2 and the 1.0 draft write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.base import ids
from kg.base.errors import KgError, did_you_mean, shown
from kg.base.geography import haversine
from kg.base.languages import _
from kg.base.namespaces import WGS84
from kg.gazetteer.folding import fold
from kg.gazetteer.gazetteer import CERTAIN, WRONG_CONTEXT, Candidate, Context, ranked
from kg.serve.reconcile_entities import PLACE, Entities, Entity

MOST = 25  # candidates of one query
_USUAL = 5
_MOST_TEXT = 200
_NEAR = 50.0  # kilometres; a place that lies farther from the point that is told is another one
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*")


class Query(NamedTuple):
    """What is looked for: a name, types of which one fits, values by the names of hints, and how many candidates."""

    text: str = ""
    types: tuple[str, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = {}
    limit: int = _USUAL


def query_of(given: object) -> Query:
    """A query of API 0.2; raises :class:`KgError` for what is none."""
    fields = _known(_checked(given), "query", "type", "type_strict", "limit", "properties")
    hints: dict[str, tuple[str, ...]] = {}
    for each in _list(fields.get("properties", [])):
        one = _checked(each, "pid", "v")
        hints[str(one["pid"])] = _values(one["v"])
    if "query" not in fields and not hints:
        raise KgError(_("a query has neither a name nor properties"))
    text = str(fields.get("query", "")).strip()
    return Query(text[: _MOST_TEXT + 1], _values(fields.get("type")), hints, _limit(fields.get("limit")))


def conditions_of(given: object) -> Query:
    """A query of the 1.0 draft; raises :class:`KgError` for what is none."""
    fields = _known(_checked(given, "conditions"), "type", "limit", "conditions", "lang", "dir")
    text, hints = "", dict[str, tuple[str, ...]]()
    for each in _list(fields["conditions"]):
        one = _checked(each, "matchType", "propertyValue")
        values = _values(one["propertyValue"])
        if one.get("matchQuantifier") == "none":
            raise KgError(_("what must not match is not asked for here"))
        if one["matchType"] == "property":
            hints[str(one.get("propertyId", ""))] = values
        elif one["matchType"] in ("name", "id"):
            text = text or next(iter(values), "")
        else:
            raise KgError(_("'{name}' is no kind of condition").format(name=shown(one["matchType"])))
    if not (text or hints):
        raise KgError(_("a query has neither a name nor properties"))
    return Query(text[: _MOST_TEXT + 1], _values(fields.get("type")), hints, _limit(fields.get("limit")))


def matched(entities: Entities, query: Query, lang: str) -> list[tuple[Entity, Candidate]]:
    """The candidates of a query, the likeliest first; one is a match where it is nearly certain and well ahead.

    Where no type is told, what is no place comes in only where no place fits.
    """
    levels, kinds, is_any = _types(entities, query)
    found: list[Candidate] = []
    if is_any or levels is not None:
        found = _places(entities, query, levels or frozenset())
    if kinds or (is_any and not _is_a_place(entities, query.text)):
        if entity := entities.entity(query.text):
            found.append(Candidate(entity.id, 100.0, True, query.text, ""))
        elif query.text:
            found += _others(entities, query.text, kinds)
    order = ranked({each.place: each for each in found}.values())[: query.limit]
    named = ((entities.entity(each.place), each) for each in order)
    return [(entity, each) for entity, each in named if entity]


def _is_a_place(entities: Entities, text: str) -> bool:
    """Whether a text is the name of a place, whatever is told beside it."""
    return any(each.score >= CERTAIN for each in entities.places.candidates(_as_written(entities, text)))


def _types(entities: Entities, query: Query) -> tuple[frozenset[str] | None, frozenset[str], bool]:
    """The levels of places that are asked for (none: no places), the kinds of other things, whether anything fits."""
    asked = [each.removeprefix(ids.BASE) for each in query.types]
    if not asked:
        return None, frozenset(), True
    levels = frozenset(ids.tail(each) for each in asked if each.startswith("voc/level/"))
    is_place = PLACE in asked or bool(levels)
    kinds = {each for each in asked if each != PLACE and not each.startswith("voc/level/")}
    kinds |= {each.id for each in entities.types.values() if each.broader in kinds}
    return (frozenset() if PLACE in asked else levels) if is_place else None, frozenset(kinds), False


def _places(entities: Entities, query: Query, levels: frozenset[str]) -> list[Candidate]:
    hints, places = query.hints, entities.places
    country = next((one for text in hints.get("country", ()) for one in _countries(entities, text)), "")
    told = (_level(entities, text) for text in hints.get("level", ()))
    within = next((_as_written(entities, text) for text in hints.get("within", ())), "")
    context = Context(levels | frozenset(filter(None, told)), country, within)
    items = {
        each.place
        for text in hints.get("wikidata", ())
        if ids.QID.fullmatch(ids.tail(text))
        for each in places.candidates(ids.tail(text))
    }
    text = _as_written(entities, query.text)
    found = places.candidates(text, context, MOST) if text else ()
    if not text:
        found = tuple(each for item in sorted(items) for each in places.candidates(ids.thing("place", item)))
    points = [
        (float(match[1]), float(match[2])) for at in hints.get("coordinates", ()) if (match := _POINT.fullmatch(at))
    ]
    made = []
    for each in found:
        against = WRONG_CONTEXT if items and each.place not in items else 0.0
        against += WRONG_CONTEXT if points and not _is_near(entities, each.place, points) else 0.0
        made.append(each._replace(place=f"id/place/{each.place}", score=each.score - against))
    return made


def _others(entities: Entities, text: str, kinds: frozenset[str]) -> list[Candidate]:
    found = entities.others.candidates(text, limit=10 * MOST)
    records = entities.others.places
    return [each for each in found if not kinds or records[each.place].level in kinds]


def _as_written(entities: Entities, text: str) -> str:
    """A text as the matcher takes it: the id of a place as its IRI."""
    slug = text.removeprefix(ids.BASE).removeprefix("id/place/")
    return ids.thing("place", slug) if slug in entities.places.places else text


def _countries(entities: Entities, text: str) -> list[str]:
    slug = text.removeprefix(ids.BASE).removeprefix("id/place/")
    found = entities.places.find(slug.lower() if slug.isascii() and len(slug) == 2 else slug, level="country")
    return [each for each in found if entities.places.places[each].level == "country"]


def _level(entities: Entities, text: str) -> str:
    """The code of a level, from its code, its id or its name in any language."""
    code, key = ids.tail(text), fold(text)
    for each in entities.types.values():
        if each.id.startswith("voc/level/") and (ids.tail(each.id) == code or key in map(fold, each.labels.values())):
            return ids.tail(each.id)
    return ""


def _is_near(entities: Entities, place: str, points: Sequence[tuple[float, float]]) -> bool:
    """Whether a place lies where it is said to, or nobody knows where it lies."""
    own = point(entities, place)
    return own is None or any(haversine(*own, *each) <= _NEAR for each in points)


def point(entities: Entities, place: str) -> tuple[float, float] | None:
    """Where a place lies, in degrees north and east."""
    store, node, found = entities.graph.names.store, NamedNode(ids.thing("place", place)), []
    for name in ("lat", "long"):
        quad = next(iter(store.quads_for_pattern(node, NamedNode(WGS84 + name), None)), None)
        if quad is None or not isinstance(quad.object, Literal):
            return None
        found.append(float(quad.object.value))
    return found[0], found[1]


def _checked(given: object, *needed: str) -> Mapping[str, Any]:
    """An object of JSON that has what is needed."""
    if not isinstance(given, dict):
        raise KgError(_("'{value}' is no object of JSON").format(value=shown(given)))
    for name in needed:
        if name not in given:
            raise KgError(_("the field '{name}' is missing").format(name=name), hint=shown(given))
    return given


def _known(given: Mapping[str, Any], *known: str) -> Mapping[str, Any]:
    """The same; a field of another name, which would be left unread, is an error."""
    for name in given.keys() - set(known):
        message = _("a query has no field '{name}'").format(name=shown(name))
        raise KgError(message, hint=did_you_mean(name, known, ", ".join(known)))
    return given


def _list(given: object) -> list[object]:
    if not isinstance(given, list):
        raise KgError(_("'{value}' is no list of JSON").format(value=shown(given)))
    return given


def _values(given: object) -> tuple[str, ...]:
    """One value or several as texts; an entity is its id."""
    several = given if isinstance(given, list) else [given]
    texts = (each.get("id", "") if isinstance(each, dict) else each for each in several[:MOST])
    return tuple(text[:_MOST_TEXT] for each in texts if each is not None and (text := str(each).strip()))


def _limit(given: object) -> int:
    if given is None:
        return _USUAL
    if isinstance(given, bool) or not isinstance(given, int | float) or given < 1:
        raise KgError(_("'{value}' is no number of candidates").format(value=shown(given)))
    return int(min(given, MOST))
