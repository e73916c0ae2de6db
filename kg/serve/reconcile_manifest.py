"""What the reconciliation service says of itself: the manifests of API 0.2 and of the 1.0 draft."""

from __future__ import annotations

from typing import Any

from kg.base import ids
from kg.base.languages import LANGUAGES, NAMES, TAGS, _
from kg.base.version import __version__
from kg.serve.reconcile_entities import PLACE, Entities
from kg.serve.reconcile_match import MOST

BATCH = 100  # queries of one request; OpenRefine sends ten
PREVIEW = {"width": 400, "height": 220}
_RENAMED = ("id", "name")


def manifest(entities: Entities, root: str, lang: str) -> dict[str, Any]:
    """The manifest of API 0.2; ``root`` is the address of the server."""
    service = f"{root}/reconcile"
    suggest = {
        kind: {
            "service_url": service,
            "service_path": f"/suggest/{kind}",
            "flyout_service_path": f"/suggest/{kind}/flyout?id=${{id}}",
        }
        for kind in ("entity", "type", "property")
    }
    settings = [
        {
            "name": each["id"],
            "label": each["name"],
            **{"help_text" if key == "helpText" else key: value for key, value in each.items() if key not in _RENAMED},
        }
        for each in _settings(lang)
    ]
    return {
        "versions": ["0.2"],
        "name": _("Interregional ties"),
        "identifierSpace": ids.BASE,
        "schemaSpace": ids.BASE,
        "documentation": ids.BASE,
        "serviceVersion": __version__,
        "defaultTypes": _default_types(entities, lang),
        "view": {"url": f"{root}/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": settings,
        },
        "batchSize": BATCH,
    }


def draft_manifest(entities: Entities, root: str, lang: str) -> dict[str, Any]:
    """The manifest of the 1.0 draft, whose services stand at fixed paths below it."""
    return {
        "versions": ["1.0-draft"],
        "name": _("Interregional ties"),
        "lang": TAGS[lang],
        "documentation": ids.BASE,
        "serviceVersion": __version__,
        "defaultTypes": _default_types(entities, lang),
        "view": {"url": f"{root}/{{+id}}"},
        "preview": PREVIEW,
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": _settings(lang)},
        "batchSize": BATCH,
        "standardizedScore": True,
    }


def _default_types(entities: Entities, lang: str) -> list[dict[str, str]]:
    return [{"id": PLACE, "name": entities.types[PLACE].label(lang)}] if PLACE in entities.types else []


def _settings(lang: str) -> list[dict[str, Any]]:
    """What a person may set of a property whose values are fetched."""
    return [
        {
            "id": "lang",
            "name": _("Language"),
            "type": "select",
            "default": lang,
            "helpText": _("The language of names; another one where a name is not known in it."),
            "choices": [{"value": each, "name": NAMES[each]} for each in LANGUAGES],
        },
        {
            "id": "limit",
            "name": _("Most values"),
            "type": "number",
            "default": MOST,
            "helpText": _("How many values a row gets at most."),
        },
    ]
