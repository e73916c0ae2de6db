"""Whom the matcher takes for whom: namesakes, okrugs, homonyms of pinyin, two items with one label."""

from __future__ import annotations

import re

import pytest

from kg.base.languages import speaking
from kg.gather.corpus import Corpus
from kg.wikidata import fetch
from kg.wikidata.client import Client
from kg.wikidata.items import Item, Subject
from kg.wikidata.link import match_all
from kg.wikidata.links import Judged
from kg.wikidata.match import Candidate, accepts, ranked, score
from kg.wikidata.reasons import in_words
from kg.wikidata.subjects import authorities, concepts, places
from tests.wikidata.conftest import MakeClient
from tests.wikidata.slice import ARTYOM_NAME, MERGED, MERGED_INTO, OTHER_BLAGOVESHCHENSK, OTHER_MIRNY

CITY = Subject(
    "i",
    "place",
    "ru-artyom",
    "Artyom",
    (("ru", "Артём"), ("en", "Artyom")),
    "city",
    "Q159",
    ("Q4341",),
    (43.35, 132.19),
)
SAME = Item(
    "Q103993",
    labels=(("en", "Artyom"), ("ru", "Артём")),
    levels=frozenset({"city"}),
    countries=frozenset({"Q159"}),
    holders=frozenset({"Q4341", "Q159"}),
    points=((43.36, 132.2),),
)


@pytest.fixture(scope="module")
def found(corpus: Corpus, known: Judged, make_client: MakeClient) -> dict[str, tuple[Candidate, ...]]:
    wanted = {
        "ru-blagoveshchensk", "ru-artyom", "ru-mirny", "ru-khabarovsk", "cn-fuzhou-fujian", "cn-fuzhou-jiangxi",
        "cn-suzhou-jiangsu", "cn-suzhou-anhui", "cn-taizhou-jiangsu", "cn-taizhou-zhejiang", "ru-amur-oblast",
    }  # fmt: skip
    client = make_client()
    subjects = [subject for subject in places(corpus, known.places) if subject.id in wanted]
    return {one.subject.id: one.candidates for one in match_all(client, subjects, {"Q159", "Q148"})}


@pytest.mark.parametrize(
    ("place", "right", "wrong"),
    [
        ("ru-blagoveshchensk", "Q6934", OTHER_BLAGOVESHCHENSK),
        ("ru-mirny", "Q105477", OTHER_MIRNY),
        ("cn-suzhou-jiangsu", "Q42622", "Q360643"),
        ("cn-suzhou-anhui", "Q360643", "Q42622"),
        ("cn-taizhou-jiangsu", "Q57931", "Q58273"),
        ("cn-taizhou-zhejiang", "Q58273", "Q57931"),
        ("cn-fuzhou-fujian", "Q68481", "Q363391"),
        ("cn-fuzhou-jiangxi", "Q363391", "Q68481"),
    ],
)
def test_a_namesake_is_told_apart(place: str, right: str, wrong: str, found: dict[str, tuple[Candidate, ...]]) -> None:
    scores = {candidate.item.qid: candidate.score for candidate in found[place]}
    assert found[place][0].item.qid == right
    assert scores.get(wrong, 0.0) < 0.6 < scores[right]


def test_a_first_name_is_no_candidate_for_the_city(found: dict[str, tuple[Candidate, ...]]) -> None:
    items = [candidate.item.qid for candidate in found["ru-artyom"]]
    assert items[0] == "Q103993"
    assert ARTYOM_NAME not in items


def test_the_city_comes_before_its_urban_okrug_and_its_station(found: dict[str, tuple[Candidate, ...]]) -> None:
    first, *others = found["ru-khabarovsk"]
    assert first.item.qid == "Q4454"
    labels = {candidate.item.label("en"): candidate for candidate in others}
    assert labels["Khabarovsk Urban Okrug"].score < 0.5
    assert "class -0.30 (other)" in labels["Khabarovsk Urban Okrug"].explanation


def test_a_merged_item_leads_to_the_other_and_is_no_candidate(client: Client) -> None:
    merged = fetch.items(client, [MERGED])[MERGED]
    assert (merged.exists, merged.redirect) == (True, MERGED_INTO)
    assert ranked(CITY, [merged]) == ()


def test_a_class_that_the_table_lacks_counts_as_the_class_above_it(client: Client, known: Judged) -> None:
    million = [item for item in fetch.items(client, list(known.places.values())).values() if "Q1637706" in item.classes]
    assert million
    assert all(item.levels & {"city", "prefecture"} for item in million)


def test_two_items_that_are_alike_are_left_to_a_person() -> None:
    twice = ranked(CITY, [SAME, SAME._replace(qid="Q999")])
    assert [candidate.score for candidate in twice] == [1.0, 1.0]
    assert not accepts(twice, 0.5)
    assert accepts(ranked(CITY, [SAME]), 0.95)


@pytest.mark.parametrize(
    ("change", "evidence"),
    [
        ({"levels": frozenset({"other"})}, "class"),
        ({"countries": frozenset({"Q148"})}, "country"),
        ({"holders": frozenset({"Q5710"})}, "within"),
        ({"points": ((50.0, 132.2),)}, "coordinates"),
        ({"dissolved": True}, "former"),
    ],
)
def test_what_speaks_against_an_item_is_named(change: dict[str, object], evidence: str) -> None:
    changed = score(CITY, SAME._replace(**change))  # type: ignore[arg-type]
    against = {reason.evidence for reason in changed.reasons if reason.worth < 0}
    assert against == {evidence}
    assert changed.score < score(CITY, SAME).score - 0.2
    assert not accepts([changed], 0.8)


def test_an_item_without_a_shared_name_is_no_candidate_however_near() -> None:
    assert score(CITY, SAME._replace(labels=(("ru", "Владивосток"),))).score == 0.0


def test_authorities_and_concepts_are_never_taken_by_name_alone(corpus: Corpus, known: Judged) -> None:
    for subject in [*authorities(corpus, known.places)[:5], *concepts()[:5]]:
        item = Item(
            "Q1", labels=subject.names, countries=frozenset({subject.country}), holders=frozenset(subject.holders)
        )
        assert 0 < score(subject, item).score <= 0.6


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ru", "название +0,40 (основное название, ru; прочее название, zh); класс +0,20 (город)"),
        ("zh", "名称 +0.40（ru 标签；zh 别名）；类 +0.20（城市）"),
    ],
)
def test_the_reasons_in_a_table_are_codes_and_are_told_in_the_language(lang: str, words: str) -> None:
    with speaking(lang):
        assert in_words("name +0.40 (label:ru, alias:zh); class +0.20 (city)") == words
        assert in_words("seen on a map (2020)") == "seen on a map (2020)"


@pytest.mark.parametrize("lang", ["ru", "zh"])
def test_every_reason_that_is_found_has_words_in_the_language(
    lang: str, found: dict[str, tuple[Candidate, ...]]
) -> None:
    with speaking(lang):
        told = {in_words(candidate.explanation) for candidates in found.values() for candidate in candidates}
    assert told
    codes = "label|alias|bare|other|none|same|country|city|region|prefecture|dissolved| km"
    assert [each for each in told if re.search(codes, each)] == []


def test_every_concept_has_names_in_three_languages() -> None:
    assert all({lang for lang, _ in one.names} >= {"ru", "en", "zh"} for one in concepts())
