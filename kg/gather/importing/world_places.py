"""What the gazetteer of the world knows of a place or a country that a row names, as the rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from kg.base.errors import KgError
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.gather.importing.new_places import GEONAMES
from kg.gather.importing.told_rows import End
from kg.gazetteer import world
from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.world_index import made
from kg.schema.written_folder import Cells


class World:
    """Asks GeoNames; only what is certain is taken, for a name may have namesakes all over the world.

    It is opened when it is first asked; where it cannot be, ``tell`` is told and nothing is known.
    """

    def __init__(self, gazetteer: Gazetteer, tell: Callable[[str], None], progress: Step = silent) -> None:
        self._gazetteer = gazetteer
        self._tell = tell
        self._progress = progress
        self._codes: dict[str, str] = {}
        self._known = {place.geonames: place.id for place in gazetteer.places.values() if place.geonames}
        self._units = {place.iso_3166_2: place.id for place in gazetteer.places.values() if place.iso_3166_2}

    @cached_property
    def _countries(self) -> dict[str, world.WorldPlace]:
        try:
            made(self._progress)
        except KgError as error:
            self._tell(_("places of the world are not looked up: {reason}").format(reason=error))
            return {}
        return world.countries()

    def country(self, text: str) -> Cells | None:
        """The country of that name or code, where there is one."""
        code = world.country_code(text) if self._countries else ""
        if not code:
            return None
        known = self._countries[code]
        id = code.lower()
        if own := self._known.get(known.geonames):
            return {"id": self._gazetteer.places[own].country}
        names = {f"name_{lang}": name for lang, name in known.names.items()}
        return {"id": id, "level": "country", "country": id, **names, "iso_3166_2": code, GEONAMES: known.geonames}

    def place(self, end: End, country: str) -> tuple[str, Cells]:
        """The id of a place that the gazetteer has after all, or the cells of a new one; neither where none is certain.

        The note then tells how many places of the country bear the name.
        """
        told = end.country or country
        if told not in self._codes:
            self._codes[told] = world.country_code(told) if self._countries else ""
        code = self._codes[told]
        if not code:
            return "", {}
        found = world.find(end.name, code, end.lat, end.lon, end.region)
        if not found or not found[0].is_match:
            return "", {"note": f"GeoNames: {len(found)} × {end.name}"} if found else {}
        best = found[0]
        if best.geonames in self._known:
            return self._known[best.geonames], {}
        point = {} if best.lat is None or best.lon is None else {"lat": f"{best.lat:.5f}", "lon": f"{best.lon:.5f}"}
        names = {f"name_{lang}": name for lang, name in best.names.items()}
        within = self._units.get(best.unit) or self._known.get(self._countries[code].geonames, country)
        cells = {"level": best.level, "country": country, "within": within, GEONAMES: best.geonames, **names, **point}
        return "", cells
