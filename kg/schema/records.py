"""The records that sources become: frozen, plain, with no RDF in them.

Every record that a table row becomes ends in ``row``, its place in its file, so that a finding
can say where a value comes from.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.base.dates import PartialDate

Strings = tuple[str, ...]
Date = PartialDate | None


class Place(NamedTuple):
    """A territory, as the gazetteer has it; ``within`` and ``country`` are place ids."""

    id: str
    level: str
    country: str
    within: str
    name_ru: str
    name_en: str
    name_zh: str
    alt_names: Strings
    iso_3166_2: str
    gbt_2260: str
    macro_region: str
    wikidata: str
    geonames: str
    lat: float | None
    lon: float | None
    borders: str
    sources: Strings
    note: str
    row: int = 0


class Name(NamedTuple):
    """One more name of a place: historical, derived by a rule, long, short or romanised."""

    place: str
    name: str
    lang: str
    kind: str
    from_year: int | None
    until_year: int | None
    source: str
    note: str
    row: int = 0


class Source(NamedTuple):
    """A document or data set that says something."""

    id: str
    title: str
    publisher: str
    url: str
    kind: str
    language: str
    published: Date
    licence: str
    derived_from: str
    same_text_as: str
    link: bool | None
    note: str
    row: int = 0


class Attestation(NamedTuple):
    """What one source says on the tie of two places."""

    id: str
    place_a: str
    level_a: str
    place_b: str
    level_b: str
    name_a: str
    name_b: str
    kind_as_written: str
    kind: str
    date: Date
    date_kind: str
    status: str
    spheres: Strings
    direction: str
    source: str
    locator: str
    note: str
    row: int = 0


class Event(NamedTuple):
    """Something dated that happened, or was announced, on a tie or a format."""

    id: str
    place_a: str
    place_b: str
    format: str
    kind: str
    date: Date
    spheres: Strings
    planned: bool | None
    venue: str
    description_en: str
    description_ru: str
    description_zh: str
    sources: Strings
    note: str
    row: int = 0


class Format(NamedTuple):
    """A multi-party format of cooperation."""

    id: str
    name_ru: str
    name_en: str
    name_zh: str
    kind: str
    began: Date
    sources: Strings
    note: str
    row: int = 0


class Member(NamedTuple):
    """One place in one format, in one role; derived where no source names it outright."""

    format: str
    place: str
    role: str
    derived: bool | None
    sources: Strings
    note: str
    row: int = 0


class Observation(NamedTuple):
    """One indicator of one place in one year; the value keeps the digits of its source."""

    place: str
    indicator: str
    year: int | None
    value: str
    unit: str
    sources: Strings
    low_trust: bool | None
    note: str
    row: int = 0


class Facility(NamedTuple):
    """A consulate, a crossing, a Confucius Institute or a flight that serves a place."""

    id: str
    kind: str
    name_ru: str
    name_en: str
    name_zh: str
    place: str
    partner: str
    since: Date
    until: Date
    sources: Strings
    note: str
    row: int = 0


class Conflict(NamedTuple):
    """Values of one field of one place that differ between sources, and what was kept."""

    place: str
    field: str
    values: str
    resolution: str
    why_en: str
    why_ru: str
    why_zh: str
    row: int = 0


class Translation(NamedTuple):
    """A locator, a guess or another short text of a folder's tables, in three languages."""

    text: str
    en: str
    ru: str
    zh: str
    row: int = 0


class Survey(NamedTuple):
    """A wave of questioning."""

    id: str
    name_ru: str
    name_en: str
    name_zh: str
    sample_size: int
    question_count: int | None
    period_start: Date
    period_end: Date
    modes: Strings
    rule_ru: str
    rule_en: str
    rule_zh: str
    source: str
    locator: str
    row: int = 0


class Respondent(NamedTuple):
    """A place whose officials answered a survey."""

    survey: str
    place: str
    level: str
    name_as_written: str
    locator: str
    row: int = 0


class Authority(NamedTuple):
    """A government or a part of one, and the place under it."""

    id: str
    name_ru: str
    name_en: str
    name_zh: str
    place: str
    row: int = 0


class Expert(NamedTuple):
    """A person with the post held when asked; no survey for the author of a paper."""

    id: str
    name_ru: str
    name_en: str
    name_zh: str
    post_ru: str
    post_en: str
    post_zh: str
    authority: str
    survey: str
    locator: str
    note: str
    row: int = 0


class Statement(NamedTuple):
    """One view of one person, coded and told in the project's own words."""

    id: str
    made_by: str
    survey: str
    about: str
    spheres: Strings
    problems: Strings
    measures: Strings
    stance: str
    text_en: str
    text_ru: str
    text_zh: str
    source: str
    locator: str
    note: str
    row: int = 0


class Finding(NamedTuple):
    """A checkable claim of a source, or a fault found in one."""

    id: str
    kind: str
    value: str
    base: str
    unit: str
    concept: str
    about: str
    recomputed_by: str
    text_en: str
    text_ru: str
    text_zh: str
    source: str
    locator: str
    note: str
    row: int = 0


class Tie(NamedTuple):
    """What the attestations on one pair of places add up to (:mod:`kg.gather.fuse`)."""

    slug: str
    parties: Strings
    kind: str
    status: str
    status_year: int | None
    dates: tuple[tuple[str, PartialDate], ...]
    start_year: int | None
    end_year: int | None
    spheres: Strings
    attestations: Strings
    independent_sources: int
    confidence: float
