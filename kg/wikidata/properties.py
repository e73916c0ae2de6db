"""The properties of Wikidata that are read or written here, each with its meaning.

The page of a property on Wikidata is the source of its meaning: :func:`page`.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Property(NamedTuple):
    """A property: its id, its English label, the type of its values, and what it is used for here."""

    id: str
    label: str
    datatype: str
    use: str


PROPERTIES: Final = (
    Property("P31", "instance of", "item", "tells a city from a district, a station or a former unit"),
    Property("P279", "subclass of", "item", "leads from a class that is not in the table to one that is"),
    Property("P17", "country", "item", "the country of a place"),
    Property("P131", "located in the administrative territorial entity", "item", "the units that contain a place"),
    Property("P190", "twinned administrative body", "item", "the tie itself; it should stand on both items"),
    Property("P297", "ISO 3166-1 alpha-2 code", "external-id", "finds a country by its code"),
    Property("P576", "dissolved, abolished or demolished date", "time", "marks a former unit"),
    Property("P580", "start time", "time", "qualifier of P190: when the tie began"),
    Property("P582", "end time", "time", "qualifier of P190: when the tie ended"),
    Property("P585", "point in time", "time", "qualifier of P1082: the year of a population"),
    Property("P625", "coordinate location", "globe-coordinate", "the point of a place"),
    Property("P1082", "population", "quantity", "the population of a place"),
    Property("P248", "stated in", "item", "reference: the source, where it has an item"),
    Property("P813", "retrieved", "time", "reference: the day on which the source was read"),
    Property("P854", "reference URL", "url", "reference: the address of the source"),
)


def page(id: str) -> str:
    """The page of a property or item on Wikidata.

    >>> page("P190"), page("Q4454")
    ('https://www.wikidata.org/wiki/Property:P190', 'https://www.wikidata.org/wiki/Q4454')
    """
    return f"https://www.wikidata.org/wiki/{'Property:' if id.startswith('P') else ''}{id}"
