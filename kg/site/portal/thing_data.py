"""What the page of a thing says to machines, in the words of schema.org, and what is known of it as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from kg.base import ids
from kg.base.languages import current
from kg.dossier.cited import CitedSource
from kg.dossier.concept import Concept
from kg.dossier.gatherings import Event, Format
from kg.dossier.people import Authority, Expert
from kg.dossier.place import Place
from kg.dossier.tie import Tie
from kg.site.portal.page import Crumb

if TYPE_CHECKING:
    from kg.dossier.things import Thing

_AREA = "AdministrativeArea"
# Of a place: its figures are its observations, and what is missing is told on the page.
_OF_PLACE = (
    "id", "labels", "names", "level", "country", "within", "coordinates", "wikidata", "holders", "inside", "position",
    "ties", "ties_within", "ties_around", "formats", "events", "statements", "observations", "facilities",
    "historical_names", "findings", "speakers", "comparable", "in_wikidata",
)  # fmt: skip
_NAMING = ("labels", "texts", "title")


def linked_data(thing: Thing, crumbs: Sequence[Crumb]) -> Mapping[str, Any]:
    """A page with the way to it and the thing that it is about, without what is not known or linked to anyway."""
    steps = [{"@type": "ListItem", "position": at, "name": crumb.name} for at, crumb in enumerate(crumbs, start=1)]
    told = {"@id": thing.iri, "name": thing.label(current()), **_told(thing)}
    return {
        "@type": "WebPage",
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps},
        "mainEntity": {name: value for name, value in told.items() if value},
    }


def _told(thing: Thing) -> dict[str, Any]:
    told: dict[str, Any]
    match thing:
        case Place():
            told = _place(thing)
        case Tie():
            told = {"@type": "Thing"}
        case Event():
            told = {"@type": "Event", "startDate": thing.date, "location": _named("Place", *thing.venue)}
        case Expert():
            posts = [post.label(current()) for post in thing.posts]
            told = {"@type": "Person", "jobTitle": posts, "worksFor": _offices(post.authority for post in thing.posts)}
        case Authority():
            told = {"@type": "GovernmentOrganization", "areaServed": _named(_AREA, thing.place)}
        case Format():
            told = {"@type": "Organization"}
        case CitedSource():
            publisher = {"@type": "Organization", "name": thing.publisher} if thing.publisher else None
            told = {"@type": "CreativeWork", "datePublished": thing.issued, "publisher": publisher, "url": thing.page}
        case Concept():
            told = {"@type": "DefinedTerm", "inDefinedTermSet": ids.VOC + thing.scheme}
        case _:
            raise TypeError(f"nothing to say to machines of {thing!r}")
    return told


def _offices(authorities: Iterable[Any]) -> list[dict[str, str]]:
    return _named("GovernmentOrganization", *(each for each in authorities if each))


def _place(place: Place) -> dict[str, Any]:
    at = place.coordinates
    return {
        "@type": "Country" if place.level == "country" else _AREA,
        "alternateName": [name for lang, name in place.labels.items() if lang != current()],
        "geo": at and {"@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lon},
        "containedInPlace": _named(_AREA, place.within),
        "sameAs": ids.WIKIDATA + place.wikidata if place.wikidata else None,
    }


def _named(kind: str, *things: Any) -> list[dict[str, str]]:
    return [{"@type": kind, "@id": each.iri} for each in things if each]


def known(thing: Thing) -> dict[str, Any]:
    """What is known of a thing by itself: whatever else has a name, a text or a title is named by its id."""
    names = [each.name for each in fields(thing) if each.name != "unknown"] if is_dataclass(thing) else _OF_PLACE
    alike = {"comparable": [each.id for each in thing.comparable]} if isinstance(thing, Tie) else {}
    return {"thing": thing.thing, "iri": thing.iri, **_briefly({name: getattr(thing, name) for name in names} | alike)}


def _briefly(values: Mapping[str, Any]) -> dict[str, Any]:
    told = ((name, _brief(value)) for name, value in values.items())
    return {str(name): value for name, value in told if value not in (None, "", [], {})}


def _brief(value: Any) -> Any:
    if value is None or isinstance(value, int | float | str):
        return str(value) if isinstance(value, str) else value
    if hasattr(value, "id") and any(hasattr(value, name) for name in _NAMING):
        return str(value.id)
    if hasattr(value, "_asdict"):
        return _briefly(value._asdict())
    if is_dataclass(value):
        return _briefly({each.name: getattr(value, each.name) for each in fields(value)})
    return _briefly(value) if isinstance(value, Mapping) else [_brief(each) for each in value]
