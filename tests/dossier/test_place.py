"""A place with its names, ties, events, statements and figures."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg.api.graph import Graph
from kg.base.errors import KgError
from kg.dossier.place import Place


def test_a_place_has_its_names_by_language_and_where_it_belongs(world: Graph) -> None:
    place = world.place("Хабаровск")
    assert place.labels == {"ru": "Хабаровск", "en": "Khabarovsk", "zh": "哈巴罗夫斯克"}
    assert place.names["zh"][0] == "哈巴罗夫斯克"
    assert "伯力" in place.names["zh"]
    assert (place.level, place.country, place.within) == (
        "city",
        world.place("ru"),
        world.place("Хабаровский край"),
    )
    assert world.place("ru").within is None
    assert repr(place) == "<Place ru-khabarovsk Khabarovsk>"


def test_pinyin_is_no_chinese_name(world: Graph) -> None:
    names = world.place("Harbin").names
    assert "Hā'ěrbīn" not in names["zh"]
    assert names["zh-Latn"] == ("Hā'ěrbīn",)
    assert list(names)[:3] == ["ru", "en", "zh"]


def test_a_name_that_is_missing_in_a_language_falls_back(world: Graph) -> None:
    assert Place(world._asked, "cn-wudalianchi", {"en": "Wudalianchi", "zh": "五大连池市"}).label("ru") == "Wudalianchi"
    assert Place(world._asked, "cn-wudalianchi", {"zh": "五大连池市"}).label("ru") == "五大连池市"


def test_a_tie_tells_the_other_end_its_dates_and_who_says_so(world: Graph) -> None:
    place = world.place("Хабаровск")
    assert [tie.partner.id for tie in place.ties] == ["cn-harbin", "cn-jiamusi"]
    tie = place.ties[0]
    assert (tie.kind, tie.status, tie.start_year, tie.end_year) == ("sister", "active", 1993, None)
    assert tie.dates["signed"] == "1993-06-15"
    assert set(tie.spheres) == {"culture", "education"}
    assert 0 < (tie.confidence or 0) <= 1
    assert {source.id for source in tie.sources} == {
        "CN2004", "KHV_ADM", "DBW_KHV", "DBW_COPY", "HEKMAN", "WIKIDATA_P190",
    }  # fmt: skip
    said = {each.id: each for each in tie.attestations}
    assert (said["a001"].date, said["a001"].date_kind, said["a001"].locator) == ("1993-06-15", "approved", "row 20")
    assert said["a001"].source == next(source for source in tie.sources if source.id == "CN2004")
    assert (tie.support, tie.sources_of_kind, tie.begun_not_after) == ("documented", 5, 1993)
    (stage,) = tie.stages
    assert (stage.kind, stage.date, stage.not_after) == ("sister", "1993-06-15", "")
    assert stage.sources == tie.sources
    assert tie.partner.label("ru") == "Харбин"
    assert world.ask(f"ASK {{ <{tie.iri}> a tie:Tie }}").value is True  # type: ignore[union-attr]  # an ASK


def test_a_tie_is_the_same_seen_from_both_ends(world: Graph) -> None:
    here = world.place("Khabarovsk").ties[0]
    there = next(tie for tie in world.place("Harbin").ties if tie.id == here.id)
    assert there == replace(here, partner=world.place("Khabarovsk"))


def test_formats_stand_apart_from_ties_with_role_and_sessions(world: Graph) -> None:
    place = world.place("伯力")
    (form,) = place.formats
    assert (form.id, form.kind, form.role, form.start_year) == ("five-cities", "city-protocol", "member", 2022)
    assert form.label("zh") == "五城议定书"
    assert {party.id for party in form.parties} == {"cn-heihe", "ru-blagoveshchensk", "ru-khabarovsk"}
    assert [event.id for event in place.events] == ["e01", "e06", "e02"]


def test_events_statements_figures_and_facilities_carry_codes_texts_and_sources(world: Graph) -> None:
    place = world.place("Благовещенск")
    ride = next(event for event in place.events if event.id == "e03")
    assert (ride.kind, ride.date, ride.year, ride.is_planned) == ("sport", "2017-06-23", 2017, True)
    assert set(ride.parties) == {place, world.place("Хэйхэ")}
    by_id = {statement.id: statement for statement in place.statements}
    assert by_id["s04"].problems == ("covid-19",)
    assert by_id["s04"].text("ru") == "Эпидемия остановила обмены."
    assert by_id["s03"].about == ("cn-heihe--ru-blagoveshchensk",)
    (census,) = place.observations
    assert (census.indicator, census.year, census.value, census.unit) == ("population-census", 2021, 241437, "persons")
    assert census.sources[0].title == "Censuses of 2020 and 2021"
    crossing = next(each for each in place.facilities if each.kind == "border-crossing")
    assert (crossing.place, crossing.partner) == (place, world.place("黑河"))
    assert crossing in world.place("Heihe").facilities
    doubtful = [figure.year for figure in world.place("Heihe").observations if figure.low_trust]
    assert doubtful == [2019]


def test_disagreements_of_the_sources_are_shown(world: Graph) -> None:
    findings = world.place("Благовещенск").findings
    assert any(finding.kind == "conflict" and "2006" in finding.text("en") for finding in findings)


def test_a_place_is_plain_data_too(world: Graph) -> None:
    data = world.place("Благовещенск").data()
    assert json.loads(json.dumps(data)) == data
    assert data["ties"][0]["partner"] == {
        "id": "cn-wudalianchi",
        "labels": {"ru": "Удаляньчи", "en": "Wudalianchi", "zh": "五大连池市"},
    }
    assert data["country"]["id"] == "ru"
    assert len(data["statements"]) == len(world.place("Благовещенск").statements)


def test_places_are_equal_by_what_they_mean(world: Graph) -> None:
    assert len({world.place("Harbin"), world.place("哈尔滨"), world.place("cn-harbin")}) == 1
    assert world.place("Harbin") != "cn-harbin"


def test_a_place_that_is_not_known_is_refused_with_what_is_near(world: Graph) -> None:
    with pytest.raises(KgError, match="did you mean"):
        world.place("Харбен")
