"""Records as plain data, for JSON and templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def plain_data(value: object) -> Any:
    """Dicts, lists, texts, numbers and ``None`` in place of records; a place is its id and labels.

    Raises ``TypeError`` for anything else, with the value.

    >>> from kg.api.records import Coordinates
    >>> plain_data({"at": Coordinates(48.5, 135.1), "spheres": ("culture",)})
    {'at': {'lat': 48.5, 'lon': 135.1}, 'spheres': ['culture']}
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain_data(each) for key, each in value.items()}
    fields: Sequence[str] | None = getattr(value, "_fields", None)
    if fields is not None:
        return {field: plain_data(getattr(value, field)) for field in fields}
    if isinstance(value, Sequence):
        return [plain_data(each) for each in value]
    if hasattr(value, "id") and hasattr(value, "labels"):
        return {"id": value.id, "labels": plain_data(value.labels)}
    raise TypeError(f"no plain form for {value!r}")
