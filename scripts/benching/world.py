"""A synthetic pair of countries of any size, as a source folder in the project's own tables."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

SIZES = {"S": 80, "M": 8_000, "L": 80_000}  # places; about 115 quads each with their ties
_SETTINGS = """id = "synthetic"
publisher = "scripts/bench.py"
licence = "CC0 1.0"

[title]
en = "A synthetic world"
"""


def make(folder: Path, places: int, seed: int = 1) -> Path:
    """Write the folder and return it: places, some 2.1 ties a place, two attestations a tie."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("source.toml").write_text(_SETTINGS, encoding="utf-8")
    chance = random.Random(seed)
    half = places // 2
    _write(folder, "places", _PLACES, _places(half, chance))
    _write(folder, "sources", _SOURCES, _sources(chance))
    _write(folder, "attestations", _ATTESTATIONS, _attestations(half, places * 21 // 10, chance))
    return folder


def _write(folder: Path, name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
    with folder.joinpath(f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(header.split(","))
        table.writerows(rows)


_PLACES = "id,level,country,within,name_ru,name_en,name_zh,alt_names,wikidata,geonames,lat,lon,sources"


def _places(half: int, chance: random.Random) -> Iterable[Sequence[object]]:
    for side, (country, first, second) in enumerate((("aa", "region", "city"), ("bb", "province", "prefecture"))):
        yield country, "country", country, "", f"Страна {country}", f"Country {country}", "国", "", "", "", "", "", "s0"
        regions = max(1, half // 40)
        for n in range(half):
            level, within = (first, country) if n < regions else (second, f"{country}-{n % regions:06}")
            qid = 1_000_000 + side * half + n
            at = f"{chance.uniform(45, 55):.5f}", f"{chance.uniform(40, 60) + 60 * side:.5f}"
            names = f"Место {country} {n}", f"Place {country} {n}", f"地方{country}{n}", f"Alias {country} {n}"
            yield f"{country}-{n:06}", level, country, within, *names, f"Q{qid}", qid, *at, "s0;s1"


_SOURCES = "id,title,publisher,url,kind,language,published,derived_from,link"
_KINDS = ("official-list", "municipal-site", "news", "news", "news", "encyclopedia", "dataset", "paper")


def _sources(chance: random.Random) -> Iterable[Sequence[object]]:
    for n in range(500):
        derived = f"s{n - 8}" if n % 16 == 15 else ""
        url = f"https://example.org/{n}"
        yield f"s{n}", f"Source {n}", "Publisher", url, _KINDS[n % 8], "en", "2025", derived, "true"


_ATTESTATIONS = "id,place_a,place_b,name_a,name_b,kind_as_written,kind,date,date_kind,status,spheres,source,locator"
_SAID = ("sister", "sister", "sister", "partner", "intention")
_SPHERES = ("culture", "education", "trade", "tourism", "culture;trade", "")


def _attestations(half: int, ties: int, chance: random.Random) -> Iterable[Sequence[object]]:
    seen: set[tuple[int, int]] = set()
    while len(seen) < ties:
        # The square makes hubs: a few places have many ties, as in the real network.
        seen.add((int(half * chance.random() ** 2), int(half * chance.random() ** 2)))
    for n, (a, b) in enumerate(sorted(seen)):
        for copy in range(2):
            source = chance.randrange(500)
            date = f"{chance.randint(1988, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            parties = f"aa-{a:06}", f"bb-{b:06}", f"Место aa {a}", f"地方bb{b}"
            said = chance.choice(_SAID), date, "signed", chance.choice(("active", "unknown"))
            tail = chance.choice(_SPHERES), f"s{source}", f"row {n}"
            yield f"T{n}.{copy}", *parties, "sister city", *said, *tail
