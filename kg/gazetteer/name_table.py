"""The table of names: every form of every name as the matcher folds it, with the place that it means.

A form that several places bear is ambiguous unless one is clearly ahead, by the rule of the matcher; the rows of the
others are ambiguous too, so that a join on forms that are not finds each name once.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from importlib import import_module
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.gazetteer.gazetteer import Gazetteer

_CHUNK = 100_000


class NameForm(NamedTuple):
    """A form of a name and a place that bears it; ``within`` is the unit directly around the place."""

    form: str
    place: str
    country: str
    level: str
    within: str
    name: str
    score: float
    ambiguous: bool


def name_forms(gazetteer: Gazetteer) -> Iterator[NameForm]:
    """The forms of the names of a gazetteer, by form and then the likeliest place first."""
    for key, found in gazetteer.forms():
        for each in found:
            place = gazetteer.places[each.place]
            told = place.country, place.level, place.within, each.name, each.score
            yield NameForm(key, place.id, *told, not each.is_match)


def of_world(gazetteer: Gazetteer) -> Iterator[NameForm]:
    """The same with the places of the world's gazetteer, whose ids are those that ``kg gazetteer make`` gives."""
    from kg.gazetteer import world  # noqa: PLC0415 (optional)
    from kg.gazetteer.world_folder import ids_of  # noqa: PLC0415 (optional)

    own = {place.geonames: place.id for place in gazetteer.places.values() if place.geonames}
    told: dict[int, tuple[str, str, str, str, str]] = {}
    for code, nation in world.countries().items():
        places = world.places_of(code)
        ids = ids_of(places)
        units = {place.unit: ids[place.geonames] for place in places if place.level != "city"}
        for place in places:
            if place.geonames not in own:
                within = units.get(place.unit, code.lower()) if place.level == "city" else code.lower()
                told[int(place.geonames)] = (ids[place.geonames], code.lower(), place.level, within, place.name)
        if nation.geonames not in own and nation.geonames:
            told[int(nation.geonames)] = (code.lower(), code.lower(), "country", "", nation.name)
    asked = world.base().execute("SELECT key, place, main FROM name ORDER BY key, place")
    theirs = (
        NameForm(key, *told[id], 100.0 if main else 95.0, ambiguous=False) for key, id, main in asked if id in told
    )
    both = merge(name_forms(gazetteer), theirs, key=itemgetter(0))
    for _form, rows in groupby(both, key=itemgetter(0)):
        several = list(rows)
        alone = len({row.place for row in several}) == 1
        yield from (row._replace(ambiguous=row.ambiguous or not alone) for row in several)


def write_names(rows: Iterator[NameForm], path: Path) -> tuple[int, int]:
    """Write the table as Parquet, whole or not at all; the number of rows, and of those that are ambiguous.

    Raises :class:`KgError` with the extra where pyarrow is missing.
    """
    try:
        pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        told = _("{what} needs {package}").format(what="parquet", package="pyarrow")
        raise KgError(told, hint="pip install 'interregional-ties[parquet]'") from None
    kinds = {"score": pa.float64(), "ambiguous": pa.bool_()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in NameForm._fields])
    count = ambiguous = 0
    with atomic_writer(path) as out, parquet.ParquetWriter(pa.PythonFile(out), schema, compression="zstd") as writer:
        for chunk in zip_longest(*[rows] * _CHUNK):
            some = [row for row in chunk if row is not None]
            columns = [list(column) for column in zip(*some, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))
            count += len(some)
            ambiguous += sum(row.ambiguous for row in some)
    return count, ambiguous
