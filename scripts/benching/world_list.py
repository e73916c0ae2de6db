"""A list of sister cities all over the world, made of GeoNames' towns: names, countries and coordinates."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from kg.gazetteer import world

_LEAST = 20_000  # people: towns that have sisters


def make(path: Path, rows: int, seed: int = 1) -> Path:
    """Write the list and return it: as real ones are, most names in English, some in Russian or Chinese.

    A tenth of the rows has no coordinates, and some points lie a few kilometres off.
    """
    chance = random.Random(seed)
    countries = world.countries()
    towns = [town for code in countries for town in world.places_of(code, _LEAST) if town.level == "city"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["city", "country", "lat", "lon", "twin town", "twin country", "twin lat", "twin lon", "year"])
        for _row in range(rows):
            ends = (chance.choice(towns), towns[int(len(towns) * chance.random() ** 3)])
            cells: list[object] = []
            for town in ends:
                lang = chance.choices(("en", "ru", "zh"), (8, 1, 1))[0]
                name = town.names.get(lang, town.name)
                country = countries[town.country].names.get(lang, town.country)
                point = [f"{degrees + chance.gauss(0, 0.02):.4f}" for degrees in (town.lat or 0.0, town.lon or 0.0)]
                point = point if chance.random() < 0.9 else ["", ""]
                cells += [name, country, *point]
            table.writerow([*cells, chance.choice(["", chance.randint(1955, 2024)])])
    return path
