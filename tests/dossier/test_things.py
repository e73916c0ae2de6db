"""What words mean, and what is told of a tie, a pair, an expert, a concept, a format, a source and an event."""

from __future__ import annotations

import json

import pytest

from kg.api.graph import Graph
from kg.base.errors import KgError
from kg.dossier.concept import Concept
from kg.dossier.pair import Pair
from kg.dossier.people import Expert
from kg.dossier.things import find
from kg.dossier.tie import Tie


@pytest.mark.parametrize(
    ("word", "thing", "id"),
    [
        ("伯力", "place", "ru-khabarovsk"),
        ("ru-khabarovsk--cn-harbin", "tie", "cn-harbin--ru-khabarovsk"),
        ("tie/cn-harbin--ru-khabarovsk", "tie", "cn-harbin--ru-khabarovsk"),
        ("problem/covid-19", "problem", "covid-19"),
        ("недостаточное освещение в СМИ", "problem", "low-media-coverage"),
        ("culture", "sphere", "culture"),
        ("exhibitions", "measure", "exhibitions"),
        ("В. С. Резниченко", "expert", "reznichenko"),
        ("novosibirsk-mayor-office", "authority", "novosibirsk-mayor-office"),
        ("五城议定书", "format", "five-cities"),
        ("CN2004", "source", "CN2004"),
        ("https://w3id.org/interregional-ties/id/event/e01", "event", "e01"),
    ],
)
def test_a_word_means_one_thing_and_the_thing_is_plain_data_in_one_order(
    world: Graph, word: str, thing: str, id: str
) -> None:
    found = find(world._asked, [word])
    assert (found.thing, found.id) == (thing, id)
    assert found.iri.endswith(f"/{thing}/{id}")
    data = found.data()
    assert json.dumps(json.loads(json.dumps(data))) == json.dumps(find(world._asked, [word]).data())
    assert (data["thing"], data["id"]) == (thing, id)
    assert all(found.label(lang) for lang in ("ru", "en", "zh"))


@pytest.mark.parametrize("word", ["Харбен", "problem/nothing", "<script>", "", "id/post/x", "a b c"])
def test_a_word_that_means_nothing_is_refused(world: Graph, word: str) -> None:
    with pytest.raises(KgError, match="nothing is called"):
        find(world._asked, [word])


def test_three_words_are_refused_and_a_survey_is_told_elsewhere(world: Graph) -> None:
    with pytest.raises(KgError, match="give one thing or two places"):
        find(world._asked, ["Хабаровск", "Харбин", "Хэйхэ"])
    with pytest.raises(KgError, match="nothing is gathered about survey/makeeva-2021-2022"):
        find(world._asked, ["makeeva-2021-2022"])


@pytest.fixture(scope="session")
def heihe(world: Graph) -> Tie:
    """The tie of Blagoveshchensk and Heihe, on which sources differ."""
    tie = world.tie("海兰泡", "Хэйхэ")
    assert isinstance(tie, Tie)
    return tie


def test_a_tie_is_seen_from_neither_side(world: Graph, heihe: Tie) -> None:
    assert heihe == world.tie("Heihe", "Благовещенск")
    assert [party.id for party in heihe.parties] == ["cn-heihe", "ru-blagoveshchensk"]
    assert (heihe.kind, heihe.distance, heihe.last_year) == ("sister", 4, 2020)
    assert [stage.kind for stage in heihe.stages] == ["sister", "partnership"]
    assert [each.id for each in heihe.between] == ["bc-07", "ci-06"]
    assert [each.id for each in heihe.events] == ["e03"]


def test_both_sides_of_a_conflict_are_told_with_the_rule_that_chose(heihe: Tie) -> None:
    date, kind = heihe.conflicts
    assert (date.field, date.chosen) == ("began", "2006")
    assert [(side.id, side.date_kind, [one.id for one in side.sources]) for side in date.sides] == [
        ("2006", "started", ["MADE_UP"]),
        ("2009", "started", ["AMUR_BRO"]),
    ]
    assert (kind.field, kind.chosen, [side.id for side in kind.sides]) == ("kind", "sister", ["partner", "sister"])
    assert "most trusted source" in date.rule["en"]
    assert "самый тесный вид связи" in kind.rule["ru"]


def test_witnesses_of_the_kind_stand_apart_from_all(heihe: Tie) -> None:
    assert [one.id for one in heihe.witnesses_of_kind] == ["AMUR_BRO", "HEKMAN", "MADE_UP"]
    assert {one.id for one in heihe.sources} - {one.id for one in heihe.witnesses_of_kind} == {"BLAG_RU"}
    assert {one.id: one.copy_of for one in heihe.sources}["HEKMAN"] == "WIKIPEDIA_EN"


def test_who_speaks_of_a_tie_is_told_with_the_post(world: Graph, heihe: Tie) -> None:
    (speaker,) = heihe.speakers
    (post,) = speaker.posts
    assert (speaker.id, post.authority, post.place) == (
        "petrova", "blagoveshchensk-administration", world.place("Благовещенск"),
    )  # fmt: skip


def test_what_is_not_known_of_a_tie_is_said_with_where_to_look(world: Graph) -> None:
    tie = world.tie("Комсомольск-на-Амуре", "Цзямусы")
    assert isinstance(tie, Tie)
    assert [each.id for each in tie.unknown] == ["date", "weak", "never", "spheres"]
    alone = world.tie("Москва", "Харбин")
    assert isinstance(alone, Tie)
    assert [(each.id, [one.id for one in each.where]) for each in alone.unknown] == [
        ("one-witness", ["CN2004", "KHV_ADM"]),
        ("silence", []),
    ]
    assert tie.unknown[0].hint["zh"] == "双方外事部门保存的协议文本"
    ended = world.tie("Комсомольск-на-Амуре", "Хэйхэ")
    assert isinstance(ended, Tie)
    assert "silence" not in {each.id for each in ended.unknown}


def test_two_places_without_a_tie_are_a_pair_with_what_is_near(world: Graph) -> None:
    pair = world.tie("Хабаровск", "Хэйхэ")
    assert isinstance(pair, Pair)
    assert (pair.thing, pair.distance, pair.label("ru")) == ("pair", 585, "Хабаровск – Хэйхэ")
    assert [tie.id for tie in pair.ties] == ["cn-heilongjiang--ru-khabarovsk-krai"]
    assert [each.id for each in pair.common_formats] == ["five-cities"]
    same = world.tie("Хабаровск", "Комсомольск-на-Амуре")
    assert isinstance(same, Pair)
    assert [place.id for place in same.common_partners] == ["cn-jiamusi"]
    assert json.loads(json.dumps(pair.data())) == pair.data()


def test_a_concept_tells_where_it_is_named_and_the_ties_of_these_places(world: Graph) -> None:
    problem = world.thing("problem/covid-19")
    assert isinstance(problem, Concept)
    assert {each.id for each in problem.places} == {"ru-blagoveshchensk", "ru-novosibirsk"}
    ties = {tie.id for place in problem.places for tie in place.ties}
    assert {tie.id for tie in problem.place_ties} == ties
    assert all(tie.sources for tie in problem.place_ties)
    assert {each["id"] for each in problem.data()["place_ties"]} == ties


def test_a_concept_tells_who_raises_it_about_where_and_what_they_propose(world: Graph) -> None:
    problem = world.thing("problem/covid-19")
    assert isinstance(problem, Concept)
    assert {speaker.id for speaker in problem.speakers} == {"petrova", "molin"}
    assert {each.what for each in problem.about} == {"ru-blagoveshchensk", "ru-novosibirsk"}
    assert [(each.what, each.experts) for each in problem.measures] == [
        ("resuming-exchange", 1),
        ("working-settlement", 1),
    ]
    assert "covid-19" not in {each.what for each in problem.problems}
    (above,) = problem.broader
    group = world.thing(f"problem/{above}")
    assert isinstance(group, Concept)
    assert {each.id for each in problem.statements} <= {each.id for each in group.statements}
    sphere = world.thing("sphere/culture")
    assert isinstance(sphere, Concept)
    assert {"cn-harbin--ru-khabarovsk"} <= {tie.id for tie in sphere.ties}
    assert {"e02"} <= {event.id for event in sphere.events}


def test_an_expert_has_a_post_and_a_format_has_members(world: Graph) -> None:
    expert = world.thing("reznichenko")
    assert isinstance(expert, Expert)
    assert {each.id for each in expert.statements} == {"s01", "s02"}
    data = world.thing("five-cities").data()
    assert {member["place"]["id"] for member in data["members"]} == {"cn-heihe", "ru-blagoveshchensk", "ru-khabarovsk"}
    assert [event["id"] for event in data["events"]] == ["e06"]


def test_a_source_tells_what_it_states_and_who_copies_it(world: Graph) -> None:
    assert {each["tie"] for each in world.thing("CN2004").data()["attestations"]} == {
        "cn-beijing--ru-moscow", "cn-harbin--ru-khabarovsk", "cn-heilongjiang--ru-amur-oblast",
        "cn-heilongjiang--ru-khabarovsk-krai",
    }  # fmt: skip
    assert [copy["id"] for copy in world.thing("DBW_KHV").data()["copies"]] == ["DBW_COPY"]
