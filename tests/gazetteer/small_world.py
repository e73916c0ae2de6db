"""Eleven towns and five units in place of the world."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.gazetteer import world, world_index
from kg.gazetteer.world_index import Country, Spot

COUNTRIES = [
    Country("DE", "2921044", {"en": "Germany", "ru": "Германия", "zh": "德国"}, ("DE", "DEU", "Deutschland")),
    Country("US", "6252001", {"en": "United States", "ru": "Соединенные Штаты", "zh": "美国"}, ("US", "USA", "США")),
    Country("FR", "3017382", {"en": "France", "ru": "Франция", "zh": "法国"}, ("FR", "FRA")),
    Country("JP", "1861060", {"en": "Japan", "ru": "Япония", "zh": "日本"}, ("JP", "JPN")),
]


def unit(id: int, name: str, key: str, code: str, *names: str) -> Spot:
    return Spot(id, "first-level", name, code[:2], key, code, None, None, 0, names)


def town(id: int, name: str, key: str, lat: float, lon: float, population: int, *names: str) -> Spot:
    return Spot(id, "city", name, key[:2], key, "", lat, lon, population, names)


SPOTS = [
    unit(1, "Bayern", "DE.02", "DE-BY", "Bavaria"),
    unit(2, "Illinois", "US.IL", "US-IL"),
    unit(3, "Massachusetts", "US.MA", "US-MA"),
    unit(4, "New York", "US.NY", "US-NY"),
    unit(5, "Tokyo", "JP.40", "JP-13", "東京都", "Tokyo Prefecture"),
    town(11, "Munich", "DE.02", 48.137, 11.575, 1_505_005, "München", "慕尼黑", "Мюнхен", "Минхен", "Μόναχο"),
    town(12, "Springfield", "US.IL", 39.802, -89.644, 114_394, "Спрингфилд"),
    town(13, "Springfield", "US.MA", 42.101, -72.590, 155_929),
    town(14, "New York City", "US.NY", 40.714, -74.006, 8_804_190, "New York", "纽约"),
    town(15, "New Britain", "US.MA", 41.661, -72.780, 72_808, "New York"),
    town(16, "Tokyo", "JP.40", 35.690, 139.692, 9_733_276, "東京", "东京", "Токио"),
    town(17, "Tokyo", "JP.40", 35.689, 139.691, 8_000_000),
    town(18, "Marin City", "US.IL", 37.868, -122.509, 2_666),
    town(19, "Frankfurt (Oder)", "DE.02", 52.347, 14.551, 57_107),
]


@pytest.fixture
def small_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small world, in a cache of its own."""
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    for kept in (world.base, world.country_code):
        kept.cache_clear()
    monkeypatch.setattr(world_index, "version", lambda _package: "1")
    for name, rows in (("countries", COUNTRIES), ("units", SPOTS[:5]), ("towns", SPOTS[5:])):
        monkeypatch.setattr(world_index, name, lambda rows=rows: iter(rows))
