"""The way to the page of a thing: by what holds it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from kg.base.languages import _, current
from kg.dossier.concept import Concept
from kg.dossier.people import Authority
from kg.dossier.place import Place
from kg.site.portal.frame import SECTIONS
from kg.site.portal.page import Crumb, address_of

if TYPE_CHECKING:
    from kg.dossier.facts import Code
    from kg.dossier.things import Thing

SECTION = {
    "place": "places", "tie": "ties", "format": "ties", "event": "timeline", "source": "sources", "problem": "themes",
    "sphere": "themes", "measure": "themes", "expert": "themes", "authority": "places",
}  # fmt: skip
_FIRST = {name: (address, told) for name, address, told in SECTIONS}


def crumbs(thing: Thing, paged: Set[str]) -> tuple[Crumb, ...]:
    """The list that it stands in, then what holds it, the largest first."""
    address, told = _FIRST[SECTION[thing.thing]]
    held = (Crumb(each.label(current()), address_of(each.iri)) for each in _holders(thing) if each.iri in paged)
    return (Crumb(_(told), address), *held)


def _holders(thing: Thing) -> Iterator[Place | Code]:
    if isinstance(thing, Place):
        yield from reversed(thing.holders)
    elif isinstance(thing, Authority) and thing.place:
        yield from (*reversed(thing.place.holders), thing.place)
    elif isinstance(thing, Concept):
        yield from thing.broader
