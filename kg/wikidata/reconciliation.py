"""The gazetteer in the shapes of the W3C Reconciliation Service API 0.2: manifest, queries, results. No HTTP.

The specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.base import ids
from kg.base.errors import KgError, shown
from kg.base.languages import N_, _, pick, translated
from kg.gazetteer.gazetteer import Candidate, Context, Gazetteer
from kg.schema.codes import CODES, LABELS

MOST_QUERIES = 1000
MOST_RESULTS = 50
PROPERTIES = ("country", "within")  # what a query may say beside the name, by the id of a property


def manifest(lang: str = "en") -> dict[str, Any]:
    """What the service is, for the client that asks first.

    >>> manifest()["versions"], manifest()["defaultTypes"][0]
    (['0.2'], {'id': 'city', 'name': 'city'})
    """
    levels = [{"id": code, "name": LABELS[f"level/{code}"][lang]} for code in sorted(CODES["level"])]
    return {
        "versions": ["0.2"],
        "name": translated(N_("Interregional ties"), lang),
        "identifierSpace": ids.thing("place", "x")[:-1],
        "schemaSpace": ids.concept("level", ""),
        "view": {"url": ids.thing("place", "x")[:-1] + "{{id}}"},
        "defaultTypes": levels,
        "batchSize": MOST_QUERIES,
    }


def respond(gazetteer: Gazetteer, queries: Any, lang: str = "en") -> dict[str, Any]:
    """The results of a batch of queries, each under its own key.

    Raises :class:`KgError` with what is wrong where a query has not the shape of the specification.
    """
    if not isinstance(queries, Mapping) or len(queries) > MOST_QUERIES:
        told = _("queries must be an object of at most {n} queries").format(n=MOST_QUERIES)
        raise _misshapen(told, '{"q0": {"query": "Хабаровск"}}')
    return {key: {"result": _result(gazetteer, key, query, lang)} for key, query in queries.items()}


def _result(gazetteer: Gazetteer, key: str, query: Any, lang: str) -> list[dict[str, Any]]:
    if not isinstance(query, Mapping) or not isinstance(query.get("query"), str):
        raise _misshapen(_("the query '{key}' has no text").format(key=shown(key)), '{"query": "Хабаровск"}')
    limit = query.get("limit", 5)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        message = _("the limit of the query '{key}' is {limit}").format(key=shown(key), limit=shown(repr(limit)))
        raise KgError(message, hint=_("write a whole number above 0"))
    wanted = query.get("type") or ()
    levels = [wanted] if isinstance(wanted, str) else list(wanted)
    for level in levels:
        if level not in CODES["level"]:
            message = _("the query '{key}' asks for the type '{level}'").format(key=shown(key), level=shown(level))
            raise KgError(message, hint=_("use {words}").format(words=", ".join(sorted(CODES["level"]))))
    said = _properties(key, query.get("properties") or ())
    context = Context(levels[0] if len(levels) == 1 else "", said.get("country", ""), said.get("within", ""))
    found = gazetteer.candidates(query["query"], context, MOST_RESULTS)
    kept = [each for each in found if not levels or gazetteer.places[each.place].level in levels]
    return [candidate(gazetteer, each, lang) for each in kept[: min(limit, MOST_RESULTS)]]


def _properties(key: str, properties: Any) -> dict[str, str]:
    """The values of the properties that are known here; others are passed over, as the specification allows."""
    if not isinstance(properties, list | tuple) or not all(isinstance(one, Mapping) for one in properties):
        told = _("the properties of the query '{key}' are no list").format(key=shown(key))
        raise _misshapen(told, '[{"pid": "within", "v": "…"}]')
    found: dict[str, str] = {}
    for one in properties:
        value = one.get("v")
        while isinstance(value, list | tuple):
            value = value[0] if value else ""
        value = value.get("id", "") if isinstance(value, Mapping) else value
        if one.get("pid") in PROPERTIES and value:
            found[one["pid"]] = str(value)
    return found


def _misshapen(told: str, example: str) -> KgError:
    return KgError(told, hint=_("write {example}").format(example=example))


def candidate(gazetteer: Gazetteer, found: Candidate, lang: str = "en") -> dict[str, Any]:
    """One candidate in the specification's shape, with the level as its type."""
    place = gazetteer.places[found.place]
    around = [gazetteer.places[id] for id in gazetteer.holders(place.id)]
    labels = [pick({"ru": p.name_ru, "en": p.name_en, "zh": p.name_zh}, lang) for p in (place, *around)]
    return {
        "id": place.id,
        "name": labels[0],
        "description": ", ".join(labels[1:]),
        "score": found.score,
        "match": found.is_match,
        "type": [{"id": place.level, "name": LABELS[f"level/{place.level}"][lang]}],
        "features": [{"id": "name", "value": found.name}],
    }
