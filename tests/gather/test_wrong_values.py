"""A value of the right form that cannot be true is an error where it stands; one that hardly can is a warning."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from kg.base.languages import LANGUAGES, _, speaking
from kg.base.messages import ADVICE, MESSAGES, told_with_severity
from kg.base.resources import sources_dir
from kg.gather.corpus import gather
from kg.gather.plausible import units_of
from kg.schema.codes import CODES

WORLD = Path(__file__).parent.parent / "world"
PLACES, NAMES, SOURCES = "gazetteer/places.csv", "gazetteer/names.csv", "ties/sources.csv"
TIES, EVENTS = "ties/attestations.csv", "ties/events.csv"
SEEN, CLAIMS = "indicators/observations.csv", "makeeva/findings.csv"
Cell = tuple[int, str, str]  # a row, the header being row 1, a column and what is put there


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A copy of the small world that a test may spoil."""
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def spoil(path: Path, *cells: Cell) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    for row, column, value in cells:
        for each in rows:
            each.setdefault(column, "")
        rows[row - 2][column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def told(world: Path, table: str, *cells: Cell) -> list[str]:
    """The findings of a table some of whose cells are spoilt, without the name of its file."""
    spoil(world / table, *cells)
    return [told_with_severity(problem).replace(f"{table}, ", "") for problem in gather([world]).problems]


def test_the_bundled_tables_have_no_finding() -> None:
    assert gather([sources_dir()]).problems == ()


def test_what_is_later_than_its_source_or_than_the_last_year(world: Path) -> None:
    spoil(world / SOURCES, (8, "published", "2099"), (9, "retrieved", "1601"), (11, "published", "2020-05"))
    assert told(
        world, TIES, (2, "date", "2099"), (4, "date", "2019-09"), (5, "date", "2019-08"), (19, "date", "1601"),
        (24, "date", "2030"), (24, "date_kind", "announced"),
    ) == [
        "error: row 2, column date: 2099 is later than 2036, and what is told has happened; mend the date",
        ("error: row 4, column date: 2019-09 is more than a year later than its source, which is of 2018-08-20; "
"mend one of them"),
        "warning: row 19, column date: 1601 is unusually early; check the year",
        (f"error: {SOURCES}, row 8, column published: 2099 is later than 2036, and what is told has happened; "
        "mend the date"),
        f"error: {SOURCES}, row 9, column retrieved: 1601 is before there were pages on the web; mend the date",
    ]  # fmt: skip


def test_a_page_may_be_kept_up_to_date(world: Path) -> None:
    spoil(world / SOURCES, (3, "published", "2015"))
    spoil(world / EVENTS, (2, "date", "2015"))
    assert told(world, TIES, (3, "date", "2017")) == [
        (
            "warning: row 3, column date: 2017 is more than a year later than the last day of its source, 2015; "
            "check the date, or say in the column retrieved of the source when it was read"
        )
    ]
    spoil(world / SOURCES, (3, "retrieved", "2016"))
    assert told(world, TIES) == []


def test_what_was_read_before_it_was_printed(world: Path) -> None:
    assert told(world, SOURCES, (4, "retrieved", "2017")) == [
        "error: row 4, column retrieved: the end 2017 is before the start 2018-08-20; check both"
    ]


def test_a_day_that_is_planned_may_come(world: Path) -> None:
    late = ((4, "date", "2031"), (5, "date", "2099"))
    assert told(world, EVENTS, *late, (2, "date", "1700")) == [
        "warning: row 2, column date: 1700 is unusually early; check the year",
        "error: row 5, column date: 2099 is later than 2036, and what is told has happened; mend the date",
    ]


def test_numbers_that_no_place_has(world: Path) -> None:
    assert told(
        world, SEEN, (2, "value", "-5"), (3, "unit", "km2"), (4, "year", "2099"), (5, "year", "1601"),
        (6, "indicator", "unemployment-rate"), (6, "unit", "percent"), (6, "value", "123"),
    ) == [
        "error: row 2, column value: -5 is less than 0, which it cannot be; mend it",
        "error: row 3, column unit: 'km2' is no unit of population-census; known: persons, thousand-persons",
        "error: row 4, column year: 2099 is later than 2036, and what is told has happened; mend the date",
        "warning: row 5, column year: 1601 is unusually early; check the year",
        "error: row 6, column value: 123 does not lie between 0 and 100; mend it or its unit",
    ]  # fmt: skip


def test_every_indicator_has_units() -> None:
    assert all(set(units_of(indicator)) & CODES["unit"] for indicator in CODES["indicator"])


def test_claims(world: Path) -> None:
    spoil(world / "makeeva/surveys.csv", (2, "sample_size", "0"))
    assert told(
        world, CLAIMS, (2, "value", "-69"), (2, "concept", "nocslash"), (3, "recomputed_by", "ties/ties by year"),
        (3, "concept", "problem/geographic-distanse"), (4, "unit", "share"), (5, "id", "guess.a001"),
    ) == [
        ("error: row 2, column concept: 'nocslash' is not a concept, its scheme and its code; "
        "write it like problem/distance-logistics"),
        "error: row 2, column value: -69 is less than 0, which it cannot be; mend it",
        ("error: row 3, column concept: 'geographic-distanse' is not in the list problem; did you mean "
        "geographic-distance?"),
        ("error: row 3, column recomputed_by: no query of the catalogue is called 'ties/ties by year'; "
        "did you mean ties/ties-by-year or time/ties-in-year or time/events-by-year?"),
        "error: row 4, column base: 123 does not lie between 0 and 1; mend it or its unit",
        "error: row 4, column value: 42 does not lie between 0 and 1; mend it or its unit",
        "error: row 5, column id: 'guess.a001' is a name that the build gives itself; choose another",
        "error: makeeva/surveys.csv, row 2, column sample_size: 0 is less than 1, which it cannot be; mend it",
    ]  # fmt: skip


def test_places(world: Path) -> None:
    assert told(
        world, PLACES, (4, "iso_3166_2", "XX"), (5, "iso_3166_2", "UA-43"), (2, "iso_3166_2", "RU"),
        (6, "gbt_2260", "23010"), (7, "gbt_2260", "999999"), (5, "lat", "0"), (5, "lon", "0"), (7, "lon", "13.5"),
        (8, "country", "ru-khabarovsk"), (9, "name_ru", "Хaбаровск"),
    ) == [
        "error: row 4, column iso_3166_2: 'XX' is not a code of ISO 3166-2; write it like RU-KHA",
        "warning: row 5, column iso_3166_2: 'UA-43' is no code of a place of 'ru'; check it",
        "error: row 5, column lat: the point 0, 0 lies in the open sea; mend it or leave both cells empty",
        "error: row 6, column gbt_2260: '23010' is not a code of GB/T 2260; write it like 230100",
        "warning: row 7, column gbt_2260: '999999' is no code of a place of 'ru'; check it",
        ("warning: row 7, column lat: the point 48.46204, 13.5 lies 7126 km from that of 'ru-khabarovsk-krai', which "
        "holds the place; check both numbers"),
        ("error: row 8, column country: 'ru-khabarovsk' is not the country of 'ru-komsomolsk-on-amur': one of them has "
        "the wrong level; mend it"),
        "error: row 9, column name_ru: 'Хaбаровск' mixes Latin and Cyrillic letters (a); did you mean Хабаровск?",
    ]  # fmt: skip


def test_names_in_the_letters_of_another_language_and_ids_that_would_name_a_tie(world: Path) -> None:
    spoil(world / NAMES, (2, "lang", "ru"))
    found = told(world, PLACES, (16, "name_zh", "Harbin"), (10, "id", "ru--x"), (9, "lat", "91"), (9, "lon", "-181"))
    letters = "is in the letters of another language; check the column and the language"
    assert [line for line in found if "no row of places" not in line] == [
        f"warning: {NAMES}, row 2, column name: '伯力' {letters}",
        "error: row 9, column lat: '91' is not a latitude between -90 and 90; write it with digits and a point",
        "error: row 9, column lon: '-181' is not a longitude between -180 and 180; write it with digits and a point",
        "error: row 10, column id: 'ru--x' holds two hyphens, which part the places of a tie; write one",
        f"warning: row 16, column name_zh: 'Harbin' {letters}",
    ]


def test_one_item_or_code_of_two_places(world: Path) -> None:
    assert told(
        world, PLACES, (5, "wikidata", "Q4454"), (8, "geonames", "2022890"), (7, "iso_3166_2", "RU-AMU")
    ) == [
        ("warning: row 7, column iso_3166_2: 'RU-AMU' is already the iso_3166_2 of 'ru-amur-oblast' in row 4; "
        "check both"),
        ("error: row 7, column wikidata: 'Q4454' is already the wikidata of 'ru-blagoveshchensk' in row 5; "
        "give each place its own"),
        ("error: row 8, column geonames: '2022890' is already the geonames of 'ru-khabarovsk' in row 7; "
        "give each place its own"),
    ]  # fmt: skip


def test_an_end_of_a_tie_of_another_level_or_name(world: Path) -> None:
    assert told(world, TIES, (2, "level_a", "country"), (3, "level_b", "county"), (4, "name_a", "Благовещенск")) == [
        (
            "error: row 2, column level_a: the level is country, and 'ru-khabarovsk' is of the level city; "
            "mend one of them"
        ),
        (
            "warning: row 3, column level_b: the level is county, and 'cn-harbin' is of the level prefecture; "
            "check which place is meant"
        ),
        (
            "warning: row 4, column name_a: 'Благовещенск' is a name of ru-blagoveshchensk, and the row speaks of "
            "'ru-khabarovsk'; check which is meant"
        ),
    ]


@pytest.mark.parametrize("character", [*"\x07\x1b\x85\u202e\u2066\u2028\ufeff\ufffd\U000e0041\U0001fffe"])
def test_a_character_of_no_text(world: Path, character: str) -> None:
    point = f"U+{ord(character):04X}"
    assert told(world, TIES, (2, "note", f"a{character}b")) == [
        f"error: row 2, column note: character 2 is {point}, which is no part of any text; delete it"
    ]


def test_characters_that_nobody_sees_and_words_of_two_alphabets_are_worth_a_look(world: Path) -> None:
    assert told(world, TIES, (2, "note", "a\u200bb"), (3, "note", "сoюз"), (4, "note", "ГлагоL, 4-я VIPавто")) == [
        "warning: row 2, column note: character 2 is U+200B, which nobody sees; delete it if it means nothing",
        "warning: row 3, column note: 'сoюз' mixes Latin and Cyrillic letters (o); did you mean союз?",
    ]


def test_letters_and_their_marks_are_read_as_one_character(world: Path) -> None:
    told(world, TIES, (2, "note", "Йошкар-Ола"))
    composed = gather([world]).all("attestations")[0]
    assert told(world, TIES, (2, "note", "И\u0306ошкар-Ола")) == []
    assert gather([world]).all("attestations")[0] == composed


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http:///x",
        "https://a b/",
        "example.org",
        "//x",
        "http://[x",
        "http://a:b/",
    ],
)
def test_an_address_that_is_none(world: Path, address: str) -> None:
    assert told(world, SOURCES, (2, "url", address), (3, "archived", address)) == [
        f"error: row {row}, column {column}: '{address}' is not a web address; write it like https://example.org/page"
        for row, column in ((2, "url"), (3, "archived"))
    ]


@pytest.mark.parametrize("language", ["русский", "Russian", "ru RU", "en <http://e/g> .\n<http://e/s>"])
def test_a_language_that_is_no_tag(world: Path, language: str) -> None:
    spoil(world / NAMES, (2, "lang", language))
    told_of = [problem for problem in gather([world]).problems if problem.file == NAMES]
    assert [(problem.code, problem.row, problem.column) for problem in told_of] == [("shape", 2, "lang")]


def test_every_message_of_a_wrong_value_has_a_remedy_in_each_language() -> None:
    for lang in LANGUAGES:
        with speaking(lang):
            for code in (*ADVICE, "control-character", "future", "range", "double-item", "case-only"):
                text = _(MESSAGES[code])
                assert any(sign in text for sign in ";；?？"), (lang, code)
