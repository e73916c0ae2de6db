"""JSON as a sheet: lines or a list of objects, points of GeoJSON, networks of nodes and links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.base.errors import KgError, cause
from kg.base.languages import _, ngettext
from kg.gather.sheets.networks import from_node_link
from kg.gather.sheets.sheet import Cell, Sheet, bounded, clean


def from_json(path: Path, text: str) -> Sheet:
    """The objects of a file, one a row; what is nested has a point in the name of its column."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.strip().count("\n") and text.lstrip().startswith("{"):
            return _sheet(path, list(_lines(path, text)))
        raise _refused(path, error) from None
    if isinstance(document, Mapping):
        if "nodes" in document and ("links" in document or "edges" in document):
            return from_node_link(path, document)
        features = document.get("features") if document.get("type") == "FeatureCollection" else [document]
        document = features if isinstance(features, list) else []
    return _sheet(path, list(enumerate(document, 1)) if isinstance(document, list) else [])


def _refused(path: Path, error: Exception, row: int = 0) -> KgError:
    place = _("{path}, row {row}").format(path=path, row=row) if row else path
    reason = cause(error) if isinstance(error, ValueError) else _("it is nested too deeply")
    return KgError(_("{path} cannot be read as JSON: {reason}").format(path=place, reason=reason))


def _lines(path: Path, text: str) -> Iterable[tuple[int, Any]]:
    for at, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield at, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _refused(path, error, at) from None


def _sheet(path: Path, records: list[tuple[int, Any]]) -> Sheet:
    if odd := next((at for at, record in records if not isinstance(record, Mapping)), 0):
        raise KgError(_("{path}, row {row}: not an object with names and values").format(path=path, row=odd))
    if not records:
        raise KgError(_("{path} is empty").format(path=path), hint=_("it needs a list of objects, or one a line"))
    pointless = 0
    flat: list[dict[str, Cell]] = []
    for _at, record in records:
        values = record
        if record.get("type") == "Feature":
            place = _point(record.get("geometry"))
            pointless += not place
            values = {"id": record.get("id"), **(record.get("properties") or {}), **place}
        flat.append(dict(_flat("", values)))
    columns = tuple(dict.fromkeys(name for each in flat for name, value in each.items() if value is not None))
    bounded(path, len(columns), len(flat))
    told = ngettext("{n} feature is no point", "{n} features are no points", pointless).format(n=pointless)
    rows = [tuple(each.get(name) for name in columns) for each in flat]
    return Sheet(columns, rows, 0, tuple(at for at, _record in records), (told,) if pointless else ())


def _point(geometry: Any) -> dict[str, float]:
    """Latitude and longitude of a point; nothing for other shapes."""
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Point":
        return {}
    match geometry.get("coordinates"):
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            return {"lat": latitude, "lon": longitude}
    return {}


def _flat(name: str, value: Any) -> Iterable[tuple[str, Cell]]:
    """The cells that a value makes; lists become one text."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{clean(key)}" if name else clean(key), inner)
    elif isinstance(value, list):
        parts = [clean(each) if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value]
        yield name, "; ".join(parts) or None
    else:
        yield name, clean(value) or None if isinstance(value, str) else value
