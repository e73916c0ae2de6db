"""The tables that a source may hold, each declared once: the record of a row with its columns.

``kg source columns`` prints them and :mod:`kg.gather.table_reader` enforces them. Records are frozen, without RDF;
``row`` is the place in the file, ``slug`` the last part of an address. Annotations are values, not text to compile.
"""

from typing import Annotated, NamedTuple

from kg.base import ids
from kg.base.languages import N_
from kg.schema import cell_types as cell
from kg.schema.columns import Column, Table
from kg.schema.microdata import Answer, Coding


class Place(NamedTuple):
    """A territory, as the gazetteer has it; ``within`` and ``country`` are place ids."""

    id: cell.Id
    level: Annotated[str, Column(N_("the administrative level"), "code", "level", required=True)]
    country: Annotated[str, Column(N_("the country: an id of the table places"), "id", "places", required=True)]
    within: Annotated[str, Column(N_("the unit directly above: an id of the table places"), "id", "places")]
    name_ru: cell.NameRu
    name_en: cell.NameEn
    name_zh: cell.NameZh
    alt_names: Annotated[cell.Strings, Column(N_("other names in any script, parted by ;"), "list")]
    iso_3166_2: Annotated[str, Column(N_("the code of ISO 3166-2"), "iso_3166_2")]
    gbt_2260: Annotated[str, Column(N_("the code of GB/T 2260"), "gbt_2260")]
    macro_region: Annotated[str, Column(N_("the macro-region"), "code", "macro-region")]
    wikidata: Annotated[str, Column(N_("the Wikidata item"), "qid")]
    geonames: Annotated[str, Column(N_("the number in GeoNames"), "geonames")]
    lat: Annotated[float | None, Column(N_("latitude in degrees, north positive"), "latitude")]
    lon: Annotated[float | None, Column(N_("longitude in degrees, east positive"), "longitude")]
    borders: Annotated[str, Column(N_("the country that it borders: an id of the table places"), "id", "places")]
    sources: cell.StatedMany
    note: cell.Note
    row: int = 0


class Name(NamedTuple):
    """One more name of a place: historical, derived by a rule, long, short or romanised."""

    place: cell.PlaceKey
    name: Annotated[str, Column(N_("the name as written"), "name", required=True, key=True)]
    lang: Annotated[str, Column(N_("the language of the name: ru, en or zh-Hans"), "language", "", True, True)]
    kind: Annotated[str, Column(N_("the kind of name"), "code", "name-kind", required=True, key=True)]
    from_year: Annotated[int | None, Column(N_("the first year of the name"), "year")]
    until_year: Annotated[int | None, Column(N_("the last year of the name"), "year")]
    source: Annotated[str, Column(N_("the source that has the name; without one the note gives the rule"), "source")]
    note: cell.Note
    row: int = 0

    @property
    def slug(self) -> str:
        """The place and what makes the name that name."""
        return f"{self.place}.{ids.digest(self.kind, self.lang, self.name)}"


class Boundary(NamedTuple):
    """Two first-level units on two sides of a frontier that touch."""

    place: cell.PlaceKey
    neighbour: Annotated[str, Column(N_("the unit that it touches: its id or a name of it"), "place", "", True, True)]
    sources: cell.StatedMany
    note: cell.Note
    row: int = 0


class Source(NamedTuple):
    """A document or data set that says something."""

    id: cell.Id
    title: Annotated[str, Column(N_("the title as printed"), required=True)]
    publisher: Annotated[str, Column(N_("who published it"))]
    url: Annotated[str, Column(N_("its address on the web"), "address")]
    kind: Annotated[str, Column(N_("the kind of source"), "code", "source-kind", required=True)]
    language: Annotated[str, Column(N_("the language of its text"), "language")]
    published: Annotated[cell.Date, Column(N_("when it was published"), "date")]
    licence: Annotated[str, Column(N_("the licence"))]
    derived_from: Annotated[str, Column(N_("the source of which it is a copy"), "source")]
    same_text_as: Annotated[str, Column(N_("the source whose text it prints"), "source")]
    link: Annotated[bool | None, Column(N_("whether the address may be a link; yes where empty"), "boolean")]
    note: cell.Note
    form: Annotated[str, Column(N_("original, or what it repeats another source as"), "code", "source-form")] = ""
    retrieved: Annotated[cell.Date, Column(N_("when it was read on the web"), "date")] = None
    archived: Annotated[str, Column(N_("the address of a kept copy of it"), "address")] = ""
    row: int = 0


_END_LEVEL = N_("the administrative level of the place, where its name needs one")
EndLevel = Annotated[str, Column(_END_LEVEL, "code", "level")]
EndName = Annotated[str, Column(N_("the name of the place as the source writes it"), key=True)]


class Attestation(NamedTuple):
    """What one source says on the tie of two places, in whatever order it names them."""

    id: Annotated[str, Column(N_("the name of the row in its address; made from the row where empty"), "id")]
    place_a: cell.PlaceKey
    level_a: EndLevel
    place_b: cell.PlaceKey
    level_b: EndLevel
    name_a: EndName
    name_b: EndName
    kind_as_written: Annotated[str, Column(N_("the kind of tie in the words of the source"))]
    kind: Annotated[str, Column(N_("the kind of tie"), "code", "tie-kind", required=True, key=True)]
    date: Annotated[cell.Date, Column(N_("the date that the source gives"), "date", key=True)]
    date_kind: Annotated[str, Column(N_("what happened on that date"), "code", "date-kind", key=True)]
    status: Annotated[str, Column(N_("the status of the tie by this source"), "code", "tie-status")]
    spheres: cell.Spheres
    direction: Annotated[str, Column(N_("which side the source starts from"), "code", "direction")]
    source: Annotated[str, Column(N_("the source that says so: an id of the table sources"), "source", "", True, True)]
    locator: Annotated[str, Column(N_("page, row or paragraph of the source"), key=True)]
    note: cell.Note
    row: int = 0

    @property
    def tie(self) -> str:
        """The slug of the tie that is meant."""
        return ids.tie_slug((self.place_a, self.place_b))

    @property
    def slug(self) -> str:
        """Its own id, else one from what makes it that attestation."""
        if self.id:
            return self.id
        date = self.date.iso if self.date else ""
        said = (self.kind, date, self.date_kind, self.name_a, self.name_b, self.locator)
        return ids.digest(self.source, self.tie, *said)

    def identity(self) -> tuple[object, ...]:
        """What makes it that attestation: the same whichever place comes first."""
        ends = tuple(sorted(((self.place_a, self.name_a), (self.place_b, self.name_b))))
        return self.source, ends, self.kind, self.date, self.date_kind, self.locator


class Event(NamedTuple):
    """Something dated that happened, or was announced, on a tie or a format."""

    id: cell.Id
    place_a: Annotated[str, Column(N_("one place: its id or a name of it"), "place")]
    place_b: Annotated[str, Column(N_("the other place: its id or a name of it"), "place")]
    format: Annotated[str, Column(N_("the multi-party format, in place of two places"), "id", "formats")]
    kind: Annotated[str, Column(N_("the kind of event"), "code", "event-kind", required=True)]
    date: Annotated[cell.Date, Column(N_("when it happened"), "date")]
    spheres: cell.Spheres
    planned: Annotated[bool | None, Column(N_("whether it was only announced"), "boolean")]
    venue: Annotated[str, Column(N_("where it was held: a place's id or name"), "place")]
    description_en: Annotated[str, Column(N_("what happened, in English"), required=True)]
    description_ru: Annotated[str, Column(N_("what happened, in Russian"))]
    description_zh: Annotated[str, Column(N_("what happened, in Chinese"))]
    sources: cell.StatedMany
    note: cell.Note
    occasion: Annotated[str, Column(N_("the event of this table that it is on another tie"), "id", "events")] = ""
    until: Annotated[cell.Date, Column(N_("the last date, where the row stands for several events"), "date")] = None
    reports: Annotated[int | None, Column(N_("how many reports of a program the row stands for"), "integer")] = None
    row: int = 0

    @property
    def slug(self) -> str:
        """The last part of its address: an occasion on several ties is one event."""
        return self.occasion or self.id

    @property
    def tie(self) -> str:
        """The slug of the tie of its places, empty without two."""
        return ids.tie_slug((self.place_a, self.place_b)) if self.place_a and self.place_b else ""


class Format(NamedTuple):
    """A multi-party format of cooperation."""

    id: cell.Id
    name_ru: cell.NeededRu
    name_en: cell.NeededEn
    name_zh: cell.NeededZh
    kind: Annotated[str, Column(N_("the kind of format"), "code", "format-kind", required=True)]
    began: Annotated[cell.Date, Column(N_("when it began"), "date")]
    sources: cell.StatedMany
    note: cell.Note
    row: int = 0


class Member(NamedTuple):
    """One place in one format, in one role; derived where no source names it outright."""

    format: Annotated[str, Column(N_("the format: an id of the table formats"), "id", "formats", True, True)]
    place: cell.PlaceKey
    role: Annotated[str, Column(N_("the role in the format"), "code", "role", required=True)]
    derived: Annotated[bool | None, Column(N_("whether no source names the place outright"), "boolean")]
    sources: cell.StatedMany
    note: cell.Note
    row: int = 0

    @property
    def slug(self) -> str:
        """The format and the place."""
        return f"{self.format}.{self.place}"


class Observation(NamedTuple):
    """One indicator of one place in one year; the value keeps the digits of its source."""

    place: cell.PlaceKey
    indicator: Annotated[str, Column(N_("the indicator"), "code", "indicator", required=True, key=True)]
    year: Annotated[int | None, Column(N_("the year of the value"), "year", key=True)]
    value: Annotated[str, Column(N_("the value, with the digits of the source"), "decimal", required=True)]
    unit: Annotated[str, Column(N_("the unit of the value"), "code", "unit", required=True)]
    sources: Annotated[cell.Strings, Column(cell.STATED, "sources", required=True, key=True)]
    low_trust: Annotated[bool | None, Column(N_("whether the value is doubtful"), "boolean")]
    note: cell.Note
    row: int = 0

    @property
    def slug(self) -> str:
        """Place, indicator, year and sources."""
        return ".".join((self.place, self.indicator, str(self.year or "undated"), "-".join(self.sources)))


class Facility(NamedTuple):
    """A consulate, a crossing, a Confucius Institute or a flight that serves a place."""

    id: cell.Id
    kind: Annotated[str, Column(N_("the kind of facility"), "code", "facility-kind", required=True)]
    name_ru: cell.NameRu
    name_en: cell.NameEn
    name_zh: cell.NameZh
    place: Annotated[str, Column(cell.PLACE, "place", required=True)]
    partner: Annotated[str, Column(N_("the place at its other end: its id or a name of it"), "place")]
    since: Annotated[cell.Date, Column(N_("when it opened"), "date")]
    until: Annotated[cell.Date, Column(N_("when it closed"), "date")]
    sources: cell.StatedMany
    note: cell.Note
    row: int = 0


class Conflict(NamedTuple):
    """Values of one field of one place that differ between sources, and what was kept."""

    place: Annotated[str, Column(N_("ids of places, parted by ;"), "ids", required=True, key=True)]
    field: Annotated[str, Column(N_("the column whose values differ"), required=True, key=True)]
    values: Annotated[str, Column(N_("the values, source=value each, with a bar between"), "text", "", True, True)]
    resolution: Annotated[str, Column(N_("the value that is kept"))]
    why_en: Annotated[str, Column(N_("the reason in English"), required=True)]
    why_ru: Annotated[str, Column(N_("the reason in Russian"), required=True)]
    why_zh: Annotated[str, Column(N_("the reason in Chinese"))]
    row: int = 0

    @property
    def slug(self) -> str:
        """The first place and what differs."""
        return f"{self.place.split(';')[0]}.{ids.digest(self.field, self.values)}"


class Translation(NamedTuple):
    """A locator, a guess or another short text of a folder's tables, in three languages."""

    text: Annotated[str, Column(N_("the text as it stands in the tables of this folder"), required=True, key=True)]
    en: cell.TextEn
    ru: cell.TextRu
    zh: Annotated[str, Column(cell.TEXTS[2], required=True)]
    row: int = 0


class Survey(NamedTuple):
    """A wave of questioning."""

    id: cell.Id
    name_ru: cell.NeededRu
    name_en: cell.NeededEn
    name_zh: cell.NeededZh
    sample_size: Annotated[int, Column(N_("how many answered"), "integer", required=True)]
    question_count: Annotated[int | None, Column(N_("how many questions were asked"), "integer")]
    period_start: Annotated[cell.Date, Column(N_("when the asking began"), "date")]
    period_end: Annotated[cell.Date, Column(N_("when the asking ended"), "date")]
    modes: Annotated[cell.Strings, Column(N_("how people were asked, parted by ;"), "list-of-codes", "survey-mode")]
    rule_ru: Annotated[str, Column(N_("how the respondents were chosen, in Russian"))]
    rule_en: Annotated[str, Column(N_("how the respondents were chosen, in English"))]
    rule_zh: Annotated[str, Column(N_("how the respondents were chosen, in Chinese"))]
    source: cell.Stated
    locator: cell.Locator
    row: int = 0


class Respondent(NamedTuple):
    """A place whose officials answered a survey."""

    survey: Annotated[str, Column(N_("the survey: an id of the table surveys"), "id", "surveys", True, True)]
    place: cell.PlaceKey
    level: EndLevel
    name_as_written: Annotated[str, Column(N_("the name of the place as the source writes it"))]
    locator: cell.Locator
    row: int = 0

    @property
    def slug(self) -> str:
        """The survey and the place."""
        return f"{self.survey}.{self.place}"


class Authority(NamedTuple):
    """A government or a part of one, and the place under it."""

    id: cell.Id
    name_ru: cell.NameRu
    name_en: cell.NameEn
    name_zh: cell.NameZh
    place: Annotated[str, Column(N_("the place that it governs: its id or a name of it"), "place")]
    row: int = 0


class Expert(NamedTuple):
    """A person with the post held when asked; no survey for the author of a paper."""

    id: cell.Id
    name_ru: cell.NeededRu
    name_en: cell.NeededEn
    name_zh: cell.NameZh
    post_ru: Annotated[str, Column(N_("the post in Russian"))]
    post_en: Annotated[str, Column(N_("the post in English"))]
    post_zh: Annotated[str, Column(N_("the post in Chinese"))]
    authority: Annotated[str, Column(N_("where the post is: an id of the table authorities"), "id", "authorities")]
    survey: cell.InSurvey
    locator: cell.Locator
    note: cell.Note
    row: int = 0


class Statement(NamedTuple):
    """One view of one person, coded and told in the project's own words."""

    id: cell.Id
    made_by: Annotated[str, Column(N_("who says it: an id of the table experts"), "id", "experts", required=True)]
    survey: cell.InSurvey
    about: Annotated[str, Column(N_("places, ties (a+b) or formats it is about, parted by ;"))]
    spheres: cell.Spheres
    problems: Annotated[cell.Strings, Column(N_("problems that it raises, parted by ;"), "list-of-codes", "problem")]
    measures: Annotated[cell.Strings, Column(N_("measures that it proposes, parted by ;"), "list-of-codes", "measure")]
    stance: Annotated[str, Column(N_("how it judges the cooperation"), "code", "stance")]
    text_en: cell.TextEn
    text_ru: cell.TextRu
    text_zh: cell.TextZh
    source: cell.Stated
    locator: cell.NeededLocator
    note: cell.Note
    row: int = 0


class Finding(NamedTuple):
    """A checkable claim of a source, or a fault found in one."""

    id: cell.Id
    kind: Annotated[str, Column(N_("the kind of finding"), "code", "finding-kind", required=True)]
    value: Annotated[str, Column(N_("the number that the source gives"), "decimal")]
    base: Annotated[str, Column(N_("the number of which it is a part"), "decimal")]
    unit: Annotated[str, Column(N_("the unit of the number"), "code", "unit")]
    concept: Annotated[str, Column(N_("concepts it is about, as scheme/code, parted by ;"), "concepts")]
    about: Annotated[str, Column(N_("places, ties (a+b), formats, experts or surveys it is about, parted by ;"))]
    recomputed_by: Annotated[str, Column(N_("the catalogue query that recounts it, as topic/name"), "query")]
    text_en: cell.TextEn
    text_ru: cell.TextRu
    text_zh: cell.TextZh
    source: cell.Stated
    locator: cell.NeededLocator
    note: cell.Note
    row: int = 0


TABLES: dict[str, Table] = {
    "places": Table(Place, "place"),
    "names": Table(Name, "name"),
    "boundaries": Table(Boundary),
    "sources": Table(Source, "source"),
    "attestations": Table(Attestation, "attestation"),
    "events": Table(Event, "event"),
    "formats": Table(Format, "format"),
    "members": Table(Member, "membership"),
    "observations": Table(Observation, "observation"),
    "facilities": Table(Facility, "facility"),
    "conflicts": Table(Conflict, "finding"),
    "translations": Table(Translation),
    "surveys": Table(Survey, "survey"),
    "respondents": Table(Respondent, "respondent"),
    "answers": Table(Answer, is_microdata=True),
    "codings": Table(Coding, is_microdata=True),
    "authorities": Table(Authority, "authority"),
    "experts": Table(Expert, "expert"),
    "statements": Table(Statement, "statement"),
    "findings": Table(Finding, "finding"),
}
