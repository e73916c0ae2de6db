"""Every row of the gazetteer keeps the constraints that its ids, codes, points and parents have."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kg.base.resources import sources_dir
from kg.schema.codes import LABELS
from tests.sources.tables import rows_of

PLACES = rows_of("gazetteer", "places")
NAMES = rows_of("gazetteer", "names")
CONFLICTS = rows_of("gazetteer", "conflicts")
BY_ID = {row["id"]: row for row in PLACES}
SOURCES = {row["id"] for path in sources_dir().glob("*/sources.csv") for row in rows_of(path.parent.name, "sources")}

# The level of the unit that directly holds a unit. A settlement stands below its region because the
# gazetteer has no row for its district; Shihezi and its like stand below their autonomous region by law.
HOLDERS = {
    "region": {"country"},
    "province": {"country"},
    "federal-city": {"country"},
    "first-level": {"country"},
    "municipality": {"country"},
    "prefecture": {"province"},
    "city": {"region", "first-level"},
    "county": {"prefecture", "province"},
    "district": {"prefecture", "municipality"},
    "new-area": {"prefecture", "municipality"},
    "municipal-district": {"region"},
    "city-part": {"city", "federal-city"},
    "settlement": {"region"},
}
ISO = {"ru": r"RU(-[A-Z]{2,3})?", "cn": r"CN(-[A-Z]{2})?", "mn": r"MN(-\d{3})?", "kz": r"KZ(-\d{2})?"}
# South, north, west and east of what a place of the country may have; Chukotka lies beyond 180°.
BOXES = {"ru": (41, 82, 19, 191), "cn": (15, 54, 73, 136), "mn": (41, 53, 87, 120), "kz": (40, 56, 46, 88)}
FIRST_LEVEL = {"region", "province", "federal-city", "municipality"}
FEDERAL_DISTRICTS = {
    "central": 18, "northwestern": 11, "southern": 6, "north-caucasian": 7,
    "volga": 14, "ural": 6, "siberian": 10, "far-eastern": 11,
}  # fmt: skip
CHINESE_REGIONS = {"1": "north-china", "2": "northeast-china", "3": "east-china", "4": "central-south-china",
                   "5": "southwest-china", "6": "northwest-china"}  # fmt: skip


def taking_part() -> set[str]:
    """The places of all other folders: in ties, events, formats, facilities, the survey."""
    columns = {
        "attestations": ("place_a", "place_b"),
        "events": ("place_a", "place_b", "venue"),
        "members": ("place",),
        "facilities": ("place", "partner"),
        "respondents": ("place",),
    }
    found: set[str] = set()
    for path in sources_dir().glob("*/*.csv"):
        for row in rows_of(path.parent.name, path.stem) if path.stem in columns else ():
            found.update(row[column] for column in columns[path.stem] if row[column])
    return found


def first_digits(gbt_2260: str) -> str:
    """The part of a code of a Chinese unit that the codes of the units inside it begin with."""
    return re.sub(r"(00)+$", "", gbt_2260)


@pytest.mark.parametrize("column", ["id", "wikidata", "geonames", "iso_3166_2", "gbt_2260"])
def test_an_identifier_means_one_place(column: str) -> None:
    repeated = [value for value, count in Counter(row[column] for row in PLACES).items() if value and count > 1]
    assert repeated == []


def test_iso_codes_have_the_form_of_their_country() -> None:
    wrong = [r["id"] for r in PLACES if r["iso_3166_2"] and not re.fullmatch(ISO[r["country"]], r["iso_3166_2"])]
    assert wrong == []


def test_every_first_level_unit_of_russia_and_china_has_an_iso_code() -> None:
    units = [r for r in PLACES if r["level"] in FIRST_LEVEL and r["country"] in ("ru", "cn")]
    assert Counter(r["country"] for r in units) == {"ru": 83, "cn": 34}
    assert [r["id"] for r in units if "-" not in r["iso_3166_2"]] == []


def test_only_a_new_area_of_china_lacks_a_gbt_code() -> None:
    chinese = [r for r in PLACES if r["country"] == "cn" and r["level"] != "country"]
    wrong = [r["id"] for r in chinese if not re.fullmatch(r"[1-8]\d{5}", r["gbt_2260"])]
    assert wrong == ["cn-qingdao-west-coast-new-area"]
    assert [r["id"] for r in PLACES if r["gbt_2260"] and r["country"] != "cn"] == []


def test_a_gbt_code_begins_with_the_code_of_the_unit_that_holds_it() -> None:
    pairs = [(r, BY_ID[r["within"]]) for r in PLACES if r["gbt_2260"] and r["within"] != "cn"]
    assert [r["id"] for r, holder in pairs if not r["gbt_2260"].startswith(first_digits(holder["gbt_2260"]))] == []


def test_a_place_stands_directly_below_a_unit_of_its_own_country() -> None:
    for row in PLACES:
        if row["level"] == "country":
            assert (row["within"], row["country"]) == ("", row["id"])
            continue
        holder = BY_ID[row["within"]]
        assert holder["level"] in HOLDERS[row["level"]], row["id"]
        assert holder["country"] == row["country"], row["id"]


@pytest.mark.parametrize(
    ("country", "words"), [("ru", ("Russia", "Росси", "российск", "俄罗斯")), ("cn", ("China", "КНР", "Кита", "中国"))]
)
def test_no_level_of_a_place_names_a_country_that_is_not_its_own(country: str, words: tuple[str, ...]) -> None:
    named = {
        level
        for level in {row["level"] for row in PLACES}
        if any(word in label for label in LABELS[f"level/{level}"].values() for word in words)
    }
    assert named, "the words are those of the labels"
    assert [row["id"] for row in PLACES if row["level"] in named and row["country"] != country] == []


def test_a_point_lies_in_the_box_of_its_country() -> None:
    for row in PLACES:
        assert bool(row["lat"]) == bool(row["lon"]), row["id"]
        if row["lat"]:
            south, north, west, east = BOXES[row["country"]]
            assert south <= float(row["lat"]) <= north, row["id"]
            assert west <= float(row["lon"]) % 360 <= east, row["id"]


def test_two_places_share_a_point_only_where_one_is_the_seat_of_the_other() -> None:
    for row in PLACES:
        twins = [r for r in PLACES if row["lat"] and (r["lat"], r["lon"]) == (row["lat"], row["lon"])]
        notes = [r["note"] for r in twins]
        assert len(twins) < 2 or any("those of the" in note for note in notes), row["id"]


def test_federal_cities_and_municipalities_are_one_place_each() -> None:
    assert [r["id"] for r in PLACES if r["level"] == "federal-city"] == ["ru-moscow", "ru-saint-petersburg"]
    four = {"cn-beijing", "cn-tianjin", "cn-shanghai", "cn-chongqing"}
    assert {r["id"] for r in PLACES if r["level"] == "municipality"} == four
    assert not any(row["id"].endswith("-federal-city") for row in PLACES)


def test_first_level_units_alone_have_a_macro_region() -> None:
    units = [r for r in PLACES if r["macro_region"]]
    assert {r["level"] for r in units} == FIRST_LEVEL
    assert Counter(r["macro_region"] for r in units if r["country"] == "ru") == FEDERAL_DISTRICTS
    for row in PLACES:
        if row["within"] == "cn":
            assert row["macro_region"] == CHINESE_REGIONS.get(row["gbt_2260"][0], ""), row["id"]


def test_the_units_on_the_border_are_those_of_the_map() -> None:
    assert {r["id"] for r in PLACES if r["borders"] == "cn"} == {
        "ru-altai-republic", "ru-zabaykalsky-krai", "ru-amur-oblast", "ru-jewish-autonomous-oblast",
        "ru-khabarovsk-krai", "ru-primorsky-krai",
    }  # fmt: skip
    border = {"cn-xinjiang", "cn-inner-mongolia", "cn-heilongjiang", "cn-jilin"}
    assert {r["id"] for r in PLACES if r["borders"] == "ru"} == border


def test_whoever_takes_part_has_a_name_in_three_languages() -> None:
    derived = {(name["place"], name["lang"]) for name in NAMES if name["kind"] == "derived"}
    columns = {"name_ru": "ru", "name_en": "en", "name_zh": "zh-Hans"}
    nameless = [
        (place, column)
        for place in taking_part()
        for column, lang in columns.items()
        if not BY_ID[place][column] and (place, lang) not in derived
    ]
    assert nameless == []


def test_a_derived_name_stands_only_where_no_source_gives_one() -> None:
    columns = {"ru": "name_ru", "en": "name_en", "zh-Hans": "name_zh"}
    derived = [name for name in NAMES if name["kind"] == "derived"]
    assert [n for n in derived if BY_ID[n["place"]][columns[n["lang"]]]] == []
    assert max(Counter((n["place"], n["lang"]) for n in derived).values()) == 1
    assert [n for n in derived if n["source"] or "not source-cited" not in n["note"]] == []


def test_a_name_is_written_in_the_script_of_its_language() -> None:
    scripts = {"ru": r"[А-Яа-яЁё .()—–\-]+", "zh-Hans": r"[\u4e00-\u9fff（）\-]+", "en": r"[A-Za-zÀ-ž .,()'’–\-]+"}
    written = [(n["lang"], n["name"]) for n in NAMES]
    written += [("ru", r["name_ru"]) for r in PLACES if r["name_ru"]]
    written += [("en", r["name_en"]) for r in PLACES if r["name_en"]]
    written += [("zh-Hans", r["name_zh"]) for r in PLACES if r["name_zh"]]
    assert [(lang, name) for lang, name in written if not re.fullmatch(scripts[lang], name)] == []


def test_a_year_of_a_historical_name_has_a_source_or_a_note() -> None:
    dated = [n for n in NAMES if n["from_year"] or n["until_year"]]
    assert dated
    assert [n["name"] for n in dated if n["kind"] != "historical" or not (n["source"] or n["note"])] == []


def test_alternative_names_are_not_the_labels_again() -> None:
    for row in PLACES:
        names = row["alt_names"].split(";") if row["alt_names"] else []
        assert len(set(names)) == len(names), row["id"]
        assert not {row["name_ru"], row["name_en"], row["name_zh"]} & set(names), row["id"]
        assert all(name == name.strip() and name for name in names), row["id"]


def test_every_place_and_name_rests_on_a_source_that_exists() -> None:
    assert [r["id"] for r in PLACES if not r["sources"] or not set(r["sources"].split(";")) <= SOURCES] == []
    assert [n["name"] for n in NAMES if n["source"] and n["source"] not in SOURCES] == []


def test_every_conflict_is_resolved_and_says_why() -> None:
    assert [c for c in CONFLICTS if not (c["values"] and c["resolution"] and c["why_en"])] == []
    assert {c["place"] for c in CONFLICTS} <= BY_ID.keys()


@pytest.mark.parametrize("source", ["dr5hn", "hflabs_region", "hflabs_city"])
def test_rows_that_rest_on_share_alike_sources_can_be_told(source: str) -> None:
    licences = {row["id"]: row["licence"] for row in rows_of("gazetteer", "sources")}
    assert "ODbL" in licences[source] or "CC BY-SA" in licences[source]
    assert any(source in row["sources"].split(";") for row in PLACES)


@pytest.mark.parametrize("path", sorted((sources_dir() / "gazetteer").glob("*.csv")), ids=lambda path: path.name)
def test_a_table_is_plain_utf8_with_unix_line_ends(path: Path) -> None:
    data = path.read_bytes()
    assert data.decode("utf-8").endswith("\n")
    assert not any(mark in data for mark in (b"\r", b"\0", b"\xef\xbb\xbf"))


def test_units_of_two_countries_that_touch_lie_on_the_border() -> None:
    touching = rows_of("gazetteer", "boundaries")
    borders = {r["id"]: r["borders"] for r in PLACES}
    for one, other in ((row["place"], row["neighbour"]) for row in touching):
        assert (borders[one], borders[other]) == ("cn", "ru")
    for column, country in (("place", "cn"), ("neighbour", "ru")):
        assert {row[column] for row in touching} == {id for id, across in borders.items() if across == country}


def test_no_two_sources_differ_by_capital_letters_alone() -> None:
    assert [id for id, count in Counter(id.casefold() for id in SOURCES).items() if count > 1] == []
