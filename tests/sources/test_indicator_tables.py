"""Every figure has a place, a code, a unit and a source, and doubtful figures stay marked."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from kg.base.dates import PartialDate
from kg.base.resources import sources_dir
from kg.schema.codes import CODES
from tests.sources.tables import Row, rows_of

OBSERVATIONS = rows_of("indicators", "observations")
FACILITIES = rows_of("indicators", "facilities")
CONFLICTS = rows_of("indicators", "conflicts")
PLACES = {row["id"]: row for row in rows_of("gazetteer", "places")}
SOURCES = {row["id"] for path in sources_dir().glob("*/sources.csv") for row in rows_of(path.parent.name, "sources")}

YUAN = {"gdp": "cny-million", "gdp-per-capita": "cny", "gdp-per-capita-derived": "cny"}
RUSSIAN = ("grp-", "wage-", "income-", "unemployment-", "students-", "raex-", "asi-")
WITH_OKRUGS = {"ru-arkhangelsk-oblast", "ru-tyumen-oblast"}


def of(indicator: str) -> list[Row]:
    """The figures of one indicator."""
    return [row for row in OBSERVATIONS if row["indicator"] == indicator]


def test_places_indicators_units_and_sources_exist() -> None:
    assert {row["place"] for row in OBSERVATIONS} <= PLACES.keys()
    assert {row["indicator"] for row in OBSERVATIONS} <= CODES["indicator"]
    assert {row["unit"] for row in OBSERVATIONS} <= CODES["unit"]
    assert {source for row in OBSERVATIONS + FACILITIES for source in row["sources"].split(";")} <= SOURCES


def test_an_indicator_has_one_unit() -> None:
    units = {(row["indicator"], row["unit"]) for row in OBSERVATIONS}
    assert len(units) == len({indicator for indicator, _ in units})
    assert {(indicator, unit) for indicator, unit in units if indicator in YUAN} == set(YUAN.items())


def test_a_source_gives_one_figure_for_a_place_an_indicator_and_a_year() -> None:
    keys = Counter((r["place"], r["indicator"], r["year"], r["sources"]) for r in OBSERVATIONS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_two_figures_of_one_year_are_listed_as_a_conflict() -> None:
    keys = Counter((r["place"], f"{r['indicator']} {r['year']}") for r in OBSERVATIONS)
    twice = {key for key, count in keys.items() if count > 1}
    assert twice == {("cn-harbin", "gdp 2020")}
    assert twice <= {(c["place"], c["field"]) for c in CONFLICTS}


def test_a_figure_is_a_plain_number_in_the_bounds_of_its_unit() -> None:
    for row in OBSERVATIONS:
        assert re.fullmatch(r"\d+(\.\d+)?", row["value"]), row
        if row["unit"] == "percent":
            assert Decimal(row["value"]) <= 100, row
        if row["unit"] == "rank-of-85":
            assert 1 <= int(row["value"]) <= 85, row


def test_a_figure_without_a_year_is_a_population_listed_as_a_gap() -> None:
    undated = {row["place"] for row in OBSERVATIONS if not row["year"]}
    assert {row["indicator"] for row in OBSERVATIONS if not row["year"]} == {"population-estimate"}
    assert undated == {c["place"] for c in CONFLICTS if c["field"] == "population-estimate year"}
    assert {row["year"] for row in OBSERVATIONS if row["year"]} <= {str(year) for year in range(2016, 2026)}


def test_figures_of_one_country_are_not_given_to_the_other() -> None:
    for row in OBSERVATIONS:
        country = PLACES[row["place"]]["country"]
        if row["indicator"] in YUAN or row["unit"].startswith("cny"):
            assert country == "cn", row
        if row["indicator"].startswith(RUSSIAN) or row["unit"].startswith("rub"):
            assert country == "ru", row


def test_low_trust_is_what_the_note_says() -> None:
    assert {row["low_trust"] for row in OBSERVATIONS} == {"true", "false"}
    assert [r for r in OBSERVATIONS if (r["low_trust"] == "true") != ("LOW TRUST" in r["note"])] == []
    assert Counter(row["low_trust"] for row in OBSERVATIONS)["true"] == 61


def test_figures_without_okrugs_belong_to_the_two_oblasts_that_have_them() -> None:
    short = [row for row in OBSERVATIONS if row["indicator"].endswith("-excl-okrugs")]
    assert {row["place"] for row in short} == WITH_OKRUGS
    whole = {(r["place"], r["indicator"], r["year"]): Decimal(r["value"]) for r in OBSERVATIONS}
    for row in short:
        if row["indicator"].startswith(("population", "area")):
            key = (row["place"], row["indicator"].removesuffix("-excl-okrugs"), row["year"])
            assert Decimal(row["value"]) < whole[key], row


def test_a_computed_figure_is_the_quotient_of_the_two_sources_that_it_names() -> None:
    gdp = {(r["place"], r["sources"]): Decimal(r["value"]) for r in of("gdp") if r["year"] == "2020"}
    people = {r["place"]: Decimal(r["value"]) for r in of("population-census") if r["year"] == "2020"}
    derived = of("gdp-per-capita-derived")
    assert len(derived) == 354
    for row in derived:
        source, census = row["sources"].split(";")
        assert census == "census2020_yearbook", row
        yuan = gdp[row["place"], source] * 1_000_000 / people[row["place"]]
        assert abs(yuan - Decimal(row["value"])) <= 1, row


def test_a_federal_city_has_the_figures_of_the_city_and_of_the_subject() -> None:
    for place in ("ru-moscow", "ru-saint-petersburg"):
        indicators = {row["indicator"] for row in OBSERVATIONS if row["place"] == place}
        assert {"grp-total", "population-census-rounded", "population-census", "population-estimate"} <= indicators


def test_facilities_stand_at_places_with_partial_dates_in_order() -> None:
    assert {row["kind"] for row in FACILITIES} <= CODES["facility-kind"]
    for row in FACILITIES:
        assert row["place"] in PLACES, row
        assert not row["partner"] or row["partner"] in PLACES, row
        assert all((row["name_ru"], row["name_en"])), row
        since, until = (PartialDate.parse(row[column]) if row[column] else None for column in ("since", "until"))
        assert not (since and until and until.is_before(since)), row


@pytest.mark.parametrize(
    ("kind", "count"),
    [("confucius-institute", 18), ("consulate", 12), ("border-crossing", 23), ("direct-flight", 32)],
)
def test_facilities_are_as_many_as_were_gathered(kind: str, count: int) -> None:
    assert sum(row["kind"] == kind for row in FACILITIES) == count


def test_flights_rest_on_the_share_alike_source_and_say_their_date() -> None:
    flights = [row for row in FACILITIES if row["kind"] == "direct-flight"]
    assert {row["sources"] for row in flights} == {"openflights"}
    assert all("June 2014" in row["note"] for row in flights)


def test_every_conflict_says_why_and_names_a_place() -> None:
    assert {c["place"] for c in CONFLICTS} <= PLACES.keys()
    assert [c for c in CONFLICTS if not (c["values"] and c["resolution"] and c["why_en"])] == []
