"""What the specification of the Reconciliation Service API wants of answers, as JSON schemas of our own.

No package carries those of the community group. These say the same in less, and are closed where theirs are open, so
that a field of a wrong name is found.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string", "minLength": 1}
_URL: Schema = {"type": "string", "pattern": "^https?://"}
_NAMED = {"id": _TEXT, "name": _TEXT, "description": {"type": "string"}}


def _object(needed: dict[str, Schema], **more: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {**needed, **more},
        "required": [*needed],
        "additionalProperties": False,
    }


def _list(of: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": of, **more}


def _map(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


_TYPE = _object({"id": _TEXT, "name": _TEXT})
_FEATURE = {"id": _TEXT, "value": {"type": ["number", "boolean"]}}


def _candidate(feature: Schema) -> Schema:
    return _object(
        {"id": _TEXT, "name": _TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
        description={"type": "string"},
        match={"type": "boolean"},
        type=_list(_TYPE),
        features=_list(feature, minItems=1),
    )


_CELL: Schema = {
    "oneOf": [
        _object({"id": _TEXT, "name": _TEXT}),
        _object({"str": _TEXT}),
        _object({"int": {"type": "integer"}}),
        _object({"float": {"type": "number"}}),
        _object({"date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}}),
    ]
}
_META = _list(_object({"id": _TEXT, "name": _TEXT}, type=_TYPE))


def _setting(name: str, label: str, help_text: str) -> Schema:
    told = {name: _TEXT, label: _TEXT}
    choices = _list(_object({"value": _TEXT, "name": _TEXT}), minItems=1)
    return {
        "oneOf": [
            _object({**told, "type": {"const": "select"}, "choices": choices}, default=_TEXT, **{help_text: _TEXT}),
            _object({**told, "type": {"const": "number"}}, default={"type": "number"}, **{help_text: _TEXT}),
        ]
    }


def _service(flyout: str) -> Schema:
    paths = {"service_url": _URL, "service_path": {"type": "string", "pattern": "^/"}}
    return _object(paths, flyout_service_path={"type": "string", "pattern": flyout})


_SIZE = {"width": {"type": "integer"}, "height": {"type": "integer"}}
_MANIFEST = {
    "name": _TEXT, "documentation": _URL, "serviceVersion": _TEXT,
    "defaultTypes": _list(_TYPE, minItems=1, uniqueItems=True), "batchSize": {"type": "integer", "minimum": 10},
}  # fmt: skip
_FILLED: Schema = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}

SCHEMAS: dict[str, Schema] = {
    "manifest": _object(
        {
            **_MANIFEST,
            "versions": {"const": ["0.2"]},
            "identifierSpace": _URL,
            "schemaSpace": _URL,
            "view": _object({"url": _FILLED}),
            "preview": _object({"url": _FILLED, **_SIZE}),
            "suggest": _object({kind: _service(r"\$\{id\}") for kind in ("entity", "type", "property")}),
            "extend": _object(
                {
                    "propose_properties": _service(""),
                    "property_settings": _list(_setting("name", "label", "help_text")),
                }
            ),
        }
    ),
    "results": _map(_object({"result": _list(_candidate(_object(_FEATURE)))})),
    "entities": _object({"result": _list(_object(_NAMED, notable=_list(_TYPE)))}),
    "types": _object({"result": _list(_object(_NAMED))}),
    "properties": _object({"result": _list(_object({"id": _TEXT, "name": _TEXT}))}),
    "proposal": _object(
        {"properties": _list(_TYPE), "type": {"type": "string"}, "limit": {"type": "integer", "minimum": 0}}
    ),
    "extension": _object({"meta": _META, "rows": _map(_map(_list(_CELL)))}),
    "flyout": _object({"id": _TEXT, "html": _TEXT}),
    "draft-manifest": _object(
        {
            **_MANIFEST,
            "versions": {"const": ["1.0-draft"]},
            "lang": {"enum": ["en", "ru", "zh-Hans"]},
            "view": _object({"url": {"type": "string", "pattern": r"^https?://.*\{\+?id\}"}}),
            "preview": _object(_SIZE),
            "suggest": _object({kind: {"const": True} for kind in ("entity", "type", "property")}),
            "extend": _object(
                {
                    "proposeProperties": {"const": True},
                    "propertySettings": _list(_setting("id", "name", "helpText")),
                }
            ),
            "standardizedScore": {"const": True},
        }
    ),
    "draft-results": _object(
        {"results": _list(_object({"candidates": _list(_candidate(_object({**_FEATURE, "name": _TEXT})))}))}
    ),
    "draft-extension": _object(
        {
            "meta": _META,
            "rows": _list(_object({"id": _TEXT, "properties": _list(_object({"id": _TEXT, "values": _list(_CELL)}))})),
        }
    ),
}


def valid(name: str, told: Any) -> Any:
    """What a service tells, which is as the specification wants it."""
    Draft202012Validator(SCHEMAS[name]).validate(told)
    return told
