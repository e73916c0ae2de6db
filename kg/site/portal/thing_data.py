"""What the page of a thing says to machines, in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def linked_data(thing: Thing, crumbs: Sequence[Crumb]) -> Mapping[str, Any]:
    """A page with the way to it and the thing that it is about; what is not known is left out."""
    steps = [{"@type": "ListItem", "position": at, "name": crumb.name} for at, crumb in enumerate(crumbs, start=1)]
    told = {"@id": thing.iri, "name": thing.label(current()), **_told(thing)}
    return {
        "@type": "WebPage",
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps},
        "mainEntity": {name: value for name, value in told.items() if value},
    }


def _told(thing: Thing) -> dict[str, Any]:
    match thing:
        case Place():
            return _place(thing)
        case Tie():
            return {"@type": "Thing", "subjectOf": [_named("Place", party) for party in thing.parties]}
        case Event():
            return {
                "@type": "Event",
                "startDate": thing.date,
                "location": [_named("Place", each) for each in thing.venue],
                "about": [_named("Place", each) for each in thing.parties],
            }
        case Expert():
            return {
                "@type": "Person",
                "jobTitle": [post.label(current()) for post in thing.posts],
                "worksFor": [
                    _named("GovernmentOrganization", post.authority) for post in thing.posts if post.authority
                ],
            }
        case Authority():
            return {
                "@type": "GovernmentOrganization",
                "areaServed": _named("AdministrativeArea", thing.place) if thing.place else None,
            }
        case Format():
            return {"@type": "Organization", "member": [_named("AdministrativeArea", each) for each in thing.parties]}
        case CitedSource():
            publisher = {"@type": "Organization", "name": thing.publisher} if thing.publisher else None
            return {
                "@type": "CreativeWork", "datePublished": thing.issued, "publisher": publisher, "url": thing.page,
            }  # fmt: skip
        case Concept():
            return {
                "@type": "DefinedTerm",
                "description": thing.definition.get(current(), ""),
                "termCode": thing.id,
                "inDefinedTermSet": ids.VOC + thing.scheme,
            }
    raise TypeError(f"nothing to say to machines of {thing!r}")


def _place(place: Place) -> dict[str, Any]:
    at = place.coordinates
    return {
        "@type": "Country" if place.level == "country" else "AdministrativeArea",
        "alternateName": [name for lang, name in place.labels.items() if lang != current()],
        "geo": at and {"@type": "GeoCoordinates", "latitude": at.lat, "longitude": at.lon},
        "containedInPlace": _named("AdministrativeArea", place.within) if place.within else None,
        "sameAs": ids.WIKIDATA + place.wikidata if place.wikidata else None,
    }


def _named(kind: str, thing: Any) -> dict[str, str]:
    return {"@type": kind, "@id": thing.iri, "name": thing.label(current())}
