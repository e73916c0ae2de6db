"""The tables that a source may hold: their columns, what a cell means, what a row stands for.

This is the contract of the source folders. ``kg source columns`` prints it and the reader
(:mod:`kg.gather.table_reader`) enforces it; a table of another name or an unknown column is an error
unless the source's own ``source.toml`` ignores it by name.
"""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """What one column holds.

    ``kind`` is one of ``text id code list-of-codes list place source sources date year
    integer decimal latitude longitude boolean qid geonames``; ``scheme`` is the concept
    scheme of a code.
    """

    kind: str = "text"
    required: bool = False
    scheme: str = ""
    optional: bool = False  # the column itself may be missing


class Table(NamedTuple):
    """The columns of one kind of table and the fields that make a row what it is."""

    columns: dict[str, Column]
    key: tuple[str, ...]


_TEXT = Column(optional=True)
_NEED = Column(required=True)
_DATE = Column("date", optional=True)
_NOTE = Column(optional=True)
_SOURCES = Column("sources", required=True)


def _code(scheme: str, required: bool = False) -> Column:
    return Column("code", required, scheme, optional=not required)


def _codes(scheme: str) -> Column:
    return Column("list-of-codes", scheme=scheme, optional=True)


_THREE_NAMES = {"name_ru": _TEXT, "name_en": _TEXT, "name_zh": _TEXT}
_THREE_TEXTS = {"text_en": _NEED, "text_ru": _NEED, "text_zh": _TEXT}

TABLES: dict[str, Table] = {
    "places": Table(
        {
            "id": Column("id", required=True),
            "level": _code("level", required=True),
            "country": Column("id", required=True),
            "within": Column("id", optional=True),
            **_THREE_NAMES,
            "alt_names": Column("list", optional=True),
            "iso_3166_2": _TEXT,
            "gbt_2260": _TEXT,
            "macro_region": _code("macro-region"),
            "wikidata": Column("qid", optional=True),
            "geonames": Column("geonames", optional=True),
            "lat": Column("latitude", optional=True),
            "lon": Column("longitude", optional=True),
            "borders": Column("id", optional=True),
            "sources": _SOURCES,
            "note": _NOTE,
        },
        key=("id",),
    ),
    "names": Table(
        {
            "place": Column("place", required=True),
            "name": _NEED,
            "lang": _NEED,
            "kind": _code("name-kind", required=True),
            "from_year": Column("year", optional=True),
            "until_year": Column("year", optional=True),
            "source": Column("source", optional=True),
            "note": _NOTE,
        },
        key=("place", "name", "lang", "kind"),
    ),
    "sources": Table(
        {
            "id": Column("id", required=True),
            "title": _NEED,
            "publisher": _TEXT,
            "url": _TEXT,
            "kind": _code("source-kind", required=True),
            "language": _TEXT,
            "published": _DATE,
            "licence": _TEXT,
            "derived_from": Column("source", optional=True),
            "same_text_as": Column("source", optional=True),
            "link": Column("boolean", optional=True),
            "note": _NOTE,
        },
        key=("id",),
    ),
    "attestations": Table(
        {
            "id": Column("id", optional=True),
            "place_a": Column("place", required=True),
            "level_a": _code("level"),
            "place_b": Column("place", required=True),
            "level_b": _code("level"),
            "name_a": _TEXT,
            "name_b": _TEXT,
            "kind_as_written": _TEXT,
            "kind": _code("tie-kind", required=True),
            "date": _DATE,
            "date_kind": _code("date-kind"),
            "status": _code("tie-status"),
            "spheres": _codes("sphere"),
            "direction": _code("direction"),
            "source": Column("source", required=True),
            "locator": _TEXT,
            "note": _NOTE,
        },
        key=("source", "place_a", "place_b", "kind", "date", "date_kind", "name_a", "name_b", "locator"),
    ),
    "events": Table(
        {
            "id": Column("id", required=True),
            "place_a": Column("place", optional=True),
            "place_b": Column("place", optional=True),
            "format": Column("id", optional=True),
            "kind": _code("event-kind", required=True),
            "date": _DATE,
            "spheres": _codes("sphere"),
            "planned": Column("boolean", optional=True),
            "venue": Column("place", optional=True),
            "description_en": _NEED,
            "description_ru": _TEXT,
            "description_zh": _TEXT,
            "sources": _SOURCES,
            "note": _NOTE,
        },
        key=("id",),
    ),
    "formats": Table(
        {
            "id": Column("id", required=True),
            "name_ru": _NEED,
            "name_en": _NEED,
            "name_zh": _NEED,
            "kind": _code("format-kind", required=True),
            "began": _DATE,
            "sources": _SOURCES,
            "note": _NOTE,
        },
        key=("id",),
    ),
    "members": Table(
        {
            "format": Column("id", required=True),
            "place": Column("place", required=True),
            "role": _code("role", required=True),
            "derived": Column("boolean", optional=True),
            "sources": _SOURCES,
            "note": _NOTE,
        },
        key=("format", "place"),
    ),
    "observations": Table(
        {
            "place": Column("place", required=True),
            "indicator": _code("indicator", required=True),
            "year": Column("year", optional=True),
            "value": Column("decimal", required=True),
            "unit": _code("unit", required=True),
            "sources": _SOURCES,
            "low_trust": Column("boolean", optional=True),
            "note": _NOTE,
        },
        key=("place", "indicator", "year", "sources"),
    ),
    "facilities": Table(
        {
            "id": Column("id", required=True),
            "kind": _code("facility-kind", required=True),
            **_THREE_NAMES,
            "place": Column("place", required=True),
            "partner": Column("place", optional=True),
            "since": _DATE,
            "until": _DATE,
            "sources": _SOURCES,
            "note": _NOTE,
        },
        key=("id",),
    ),
    "conflicts": Table(
        {
            "place": _NEED,
            "field": _NEED,
            "values": _NEED,
            "resolution": _TEXT,
            "why_en": _NEED,
            "why_ru": _NEED,
            "why_zh": _TEXT,
        },
        key=("place", "field", "values"),
    ),
    "translations": Table({"text": _NEED, "en": _NEED, "ru": _NEED, "zh": _NEED}, key=("text",)),
    "surveys": Table(
        {
            "id": Column("id", required=True),
            "name_ru": _NEED,
            "name_en": _NEED,
            "name_zh": _NEED,
            "sample_size": Column("integer", required=True),
            "question_count": Column("integer", optional=True),
            "period_start": _DATE,
            "period_end": _DATE,
            "modes": _codes("survey-mode"),
            "rule_ru": _TEXT,
            "rule_en": _TEXT,
            "rule_zh": _TEXT,
            "source": Column("source", required=True),
            "locator": _TEXT,
        },
        key=("id",),
    ),
    "respondents": Table(
        {
            "survey": Column("id", required=True),
            "place": Column("place", required=True),
            "level": _code("level"),
            "name_as_written": _TEXT,
            "locator": _TEXT,
        },
        key=("survey", "place"),
    ),
    "authorities": Table(
        {"id": Column("id", required=True), **_THREE_NAMES, "place": Column("place", optional=True)},
        key=("id",),
    ),
    "experts": Table(
        {
            "id": Column("id", required=True),
            "name_ru": _NEED,
            "name_en": _NEED,
            "name_zh": _TEXT,
            "post_ru": _TEXT,
            "post_en": _TEXT,
            "post_zh": _TEXT,
            "authority": Column("id", optional=True),
            "survey": Column("id", optional=True),
            "locator": _TEXT,
            "note": _NOTE,
        },
        key=("id",),
    ),
    "statements": Table(
        {
            "id": Column("id", required=True),
            "made_by": Column("id", required=True),
            "survey": Column("id", optional=True),
            "about": _TEXT,
            "spheres": _codes("sphere"),
            "problems": _codes("problem"),
            "measures": _codes("measure"),
            "stance": _code("stance"),
            **_THREE_TEXTS,
            "source": Column("source", required=True),
            "locator": _NEED,
            "note": _NOTE,
        },
        key=("id",),
    ),
    "findings": Table(
        {
            "id": Column("id", required=True),
            "kind": _code("finding-kind", required=True),
            "value": Column("decimal", optional=True),
            "base": Column("decimal", optional=True),
            "unit": _code("unit"),
            "concept": _TEXT,
            "about": _TEXT,
            "recomputed_by": _TEXT,
            **_THREE_TEXTS,
            "source": Column("source", required=True),
            "locator": _NEED,
            "note": _NOTE,
        },
        key=("id",),
    ),
}
