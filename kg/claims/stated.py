"""Claims from the graph, and their methods from ``methods.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.ask.asked_graph import AskedGraph
from kg.ask.asked_tables import asked_table, table_of
from kg.ask.catalog import Catalog
from kg.ask.results import Value
from kg.base import ids
from kg.base.errors import KgError, cause
from kg.base.ids import tail
from kg.base.languages import _
from kg.claims.claim import Claim, Method

METHODS = Path(__file__).with_name("methods.toml")
_TUPLES = ("least", "most", "order", "also")


def read_claims(graph: AskedGraph, catalog: Catalog, lang: str = "en") -> list[Claim]:
    """Every finding of the graph that has a locator in its source, which is told in ``lang``, in the order of ids."""
    pages: dict[str, str] = {}
    for id, _title, page, address in asked_table(graph, "sources-as-cited").rows:
        pages.setdefault(tail(id), str(page or address or ""))
    return [
        Claim(
            id=tail(finding),
            kind=tail(kind),
            value=_number(value),
            base=_number(base),
            unit=tail(unit),
            query=str(query).removeprefix(ids.QUERY) if query else "",
            source=tail(source),
            locator=str(locator),
            page=pages.get(tail(source), ""),
            texts={lang: str(text) for lang, text in (("en", en), ("ru", ru), ("zh", zh)) if text},
        )
        for finding, kind, value, base, unit, query, source, locator, en, ru, zh in table_of(
            graph, catalog.find("checkable-claims").filled({"lang": [lang]}, graph.names)
        ).rows
    ]


@cache
def read_methods() -> Mapping[str, Method]:
    """The methods by the id of the claim, in the order of the file.

    >>> read_methods()["pairs-1988-2021"].rule
    'range'
    """
    settings = _settings()
    texts = settings.get("texts", {})
    return {id: _method(id, entry, texts) for id, entry in settings["claims"].items()}


def read_rules() -> Mapping[str, str]:
    """What each rule says, in English."""
    return {name: str(said) for name, said in _settings()["rules"].items()}


def _settings() -> dict[str, Any]:
    return tomllib.loads(METHODS.read_text(encoding="utf-8"))


def _method(id: str, entry: Mapping[str, Any], texts: Mapping[str, str]) -> Method:
    values = dict(entry)
    for key in ("why", "changes"):
        if same := values.pop(f"same_{key}", ""):
            values[key] = texts[same]
    for key in _TUPLES:
        values[key] = tuple(values.get(key, ()))
    values["parameters"] = {name: tuple(given) for name, given in values.get("parameters", {}).items()}
    try:
        return Method(**values)
    except TypeError as error:
        raise KgError(_("the method of {id} is not written well: {error}").format(id=id, error=cause(error))) from error


def _number(value: Value) -> float | None:
    return None if value is None else float(value)
