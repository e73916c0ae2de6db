"""The tables of the ties say what the README and the budgets say that they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from kg.base.dates import PartialDate
from kg.base.ids import link
from tests.sources.tables import Row, rows_of

Pair = tuple[str, str]

STRONGEST_FIRST = ("sister", "partner", "intention", "contact", "unknown")


ATTESTATIONS = rows_of("ties", "attestations")
EVENTS = rows_of("ties", "events")
FORMATS = rows_of("ties", "formats")
MEMBERS = rows_of("ties", "members")
SOURCES = {row["id"]: row for row in rows_of("ties", "sources")}
PLACES = {row["id"]: row for row in rows_of("gazetteer", "places")}


def origin(source: str) -> str:
    """The witness behind a source: the end of its chain of copies."""
    chain = [source]
    while copied := SOURCES[chain[-1]]["derived_from"] or SOURCES[chain[-1]]["same_text_as"]:
        assert copied not in chain, f"{source} is a copy of itself"
        chain.append(copied)
    return chain[-1]


def by_pair() -> dict[Pair, list[Row]]:
    """What is attested of each pair of places."""
    pairs: dict[Pair, list[Row]] = defaultdict(list)
    for row in ATTESTATIONS:
        pairs[row["place_a"], row["place_b"]].append(row)
    return dict(pairs)


def standing(rows: list[Row]) -> str:
    """Ended where any source says so, else the strongest kind that any source names."""
    if any(row["status"] == "ended" for row in rows):
        return "ended"
    return min((row["kind"] for row in rows), key=STRONGEST_FIRST.index)


def sources_named() -> Iterator[str]:
    """Every mention of a source in the tables of the ties."""
    yield from (row["source"] for row in ATTESTATIONS)
    for table in (EVENTS, FORMATS, MEMBERS):
        for row in table:
            yield from row["sources"].split(";")


def test_the_ties_are_of_402_pairs_by_their_strongest_kind() -> None:
    counts = Counter(standing(rows) for rows in by_pair().values())
    assert counts == {"sister": 213, "partner": 103, "intention": 45, "contact": 18, "unknown": 18, "ended": 4}


def test_120_of_the_sister_pairs_have_a_date_of_their_sisterhood() -> None:
    sisters = [rows for rows in by_pair().values() if standing(rows) == "sister"]
    assert sum(any(row["kind"] == "sister" and row["date"] for row in rows) for rows in sisters) == 120


def test_the_ties_join_185_russian_places_with_191_chinese_ones() -> None:
    assert len({row["place_a"] for row in ATTESTATIONS}) == 185
    assert len({row["place_b"] for row in ATTESTATIONS}) == 191
    assert all(PLACES[row["place_a"]]["country"] == "ru" for row in ATTESTATIONS)
    assert all(PLACES[row["place_b"]]["country"] == "cn" for row in ATTESTATIONS)


def test_every_attestation_has_an_id_of_its_own() -> None:
    assert len({row["id"] for row in ATTESTATIONS}) == len(ATTESTATIONS) == 1124


def test_every_source_named_is_in_the_list_of_sources() -> None:
    assert not {source for source in sources_named() if source not in SOURCES}


def test_no_source_is_in_the_end_a_copy_of_itself() -> None:
    assert len({origin(source) for source in SOURCES}) == 574


def test_a_source_is_a_copy_in_one_way_only() -> None:
    assert not [row["id"] for row in SOURCES.values() if row["derived_from"] and row["same_text_as"]]


def test_29_pairs_rest_on_english_wikipedia_alone_and_4_more_on_it_and_wikidata() -> None:
    witnesses = [{origin(row["source"]) for row in rows} for rows in by_pair().values()]
    assert witnesses.count({"WIKIPEDIA_EN"}) == 29
    assert witnesses.count({"WIKIPEDIA_EN", "WIKIDATA"}) == 4


def test_a_row_that_only_the_wikipedia_lists_carry_says_nothing_of_the_status() -> None:
    copied = [row for row in ATTESTATIONS if origin(row["source"]) in {"WIKIPEDIA_EN", "WIKIDATA"}]
    assert {row["status"] for row in copied} == {"unknown"}


def test_the_items_that_a_wikidata_row_names_are_those_of_the_gazetteer() -> None:
    edges = [row for row in ATTESTATIONS if row["source"].startswith("WD_")]
    assert len(edges) == 64
    for row in edges:
        items = [PLACES[row["place_a"]]["wikidata"], PLACES[row["place_b"]]["wikidata"]]
        assert row["locator"].split("–") == items, row["id"]


def test_a_wikidata_row_says_on_which_items_its_statement_stands() -> None:
    found = Counter(row["direction"] for row in ATTESTATIONS if row["source"].startswith("WD_"))
    assert found == {"both": 39, "a-to-b": 4, "b-to-a": 1, "undirected": 20}
    assert not [row["id"] for row in ATTESTATIONS if row["direction"] and not row["source"].startswith("WD_")]


@pytest.mark.parametrize(
    ("rows", "column", "dated"),
    [(ATTESTATIONS, "date", 382), (EVENTS, "date", 235), (FORMATS, "began", 6)],
    ids=["attestations", "events", "formats"],
)
def test_every_date_is_in_the_calendar(rows: list[Row], column: str, dated: int) -> None:
    parsed = [PartialDate.parse(row[column]) for row in rows if row[column]]
    assert len(parsed) == dated
    assert all(1986 <= date.year <= 2026 for date in parsed)


def test_what_is_agreed_upon_is_not_later_than_the_page_that_tells_of_it() -> None:
    later = []
    for row in ATTESTATIONS:
        published = SOURCES[row["source"]]["published"]
        known = min(len(published), len(row["date"]))
        if known and row["date"][:known] > published[:known]:
            later.append(row["id"])
    assert later == ["A0367"]  # signed on 11 March 2014; the page is of the day before


def test_an_event_after_its_page_is_marked_as_planned_or_has_a_second_source() -> None:
    for row in EVENTS:
        ids = row["sources"].split(";")
        published = SOURCES[ids[0]]["published"]
        known = min(len(published), len(row["date"]))
        if known and row["date"][:known] > published[:known]:
            assert row["planned"] == "true" or len(ids) > 1, row["id"]


@pytest.mark.parametrize(("lang", "word"), [("en", "Planned:"), ("ru", "План:"), ("zh", "计划：")])
def test_a_planned_event_reads_as_one_in_each_language(lang: str, word: str) -> None:
    planned = {row["id"] for row in EVENTS if row["planned"] == "true"}
    assert len(planned) == 22
    assert {row["id"] for row in EVENTS if row[f"description_{lang}"].startswith(word)} == planned


def test_an_event_is_of_a_pair_or_of_a_format() -> None:
    formats = {row["id"] for row in FORMATS}
    for row in EVENTS:
        assert bool(row["place_a"] and row["place_b"]) != bool(row["format"]), row["id"]
        assert not row["format"] or row["format"] in formats, row["id"]


def test_eleven_pairs_have_events_and_no_attestation() -> None:
    attested = by_pair().keys()
    assert len({(row["place_a"], row["place_b"]) for row in EVENTS if row["place_a"]} - attested) == 11


def test_every_place_of_the_ties_is_in_the_gazetteer() -> None:
    named = {row[column] for row in ATTESTATIONS + EVENTS for column in ("place_a", "place_b")}
    named |= {row["venue"] for row in EVENTS} | {row["place"] for row in MEMBERS}
    assert not named - {""} - PLACES.keys()


def test_each_format_has_its_members() -> None:
    assert Counter(row["format"] for row in MEMBERS) == {
        "volga-yangtze": 20,
        "altai-common-home": 6,
        "fareast-northeast": 16,
        "years-2018-2019": 2,
        "five-cities-2022": 5,
        "program-2009-2018": 2,
    }
    assert sum(row["derived"] == "true" for row in MEMBERS) == 22


def test_an_address_that_may_be_linked_is_a_web_address() -> None:
    assert Counter(row["link"] for row in SOURCES.values()) == {"true": 570, "false": 39}
    assert not [row["id"] for row in SOURCES.values() if row["url"] and not link(row["url"])]
