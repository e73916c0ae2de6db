"""Where a place stands: what holds it and lies in it, its figures, its position, Wikidata, and what is not known."""

from __future__ import annotations

from kg.api.graph import Graph
from kg.ask.asked_tables import asked_table
from kg.base.ids import tail
from kg.network.attributes import read_attributes
from kg.network.hubs import hubs
from kg.network.standing import DEFAULT_KINDS


def test_own_ties_and_those_within_and_around_are_never_mixed(world: Graph) -> None:
    region, city = world.place("Хабаровский край"), world.place("Хабаровск")
    assert [tie.id for tie in region.ties] == [
        "cn-heilongjiang--ru-khabarovsk-krai",
        "cn-guangdong--ru-khabarovsk-krai",
    ]
    assert {tie.place.id for tie in region.ties_within} == {"ru-khabarovsk", "ru-komsomolsk-on-amur"}
    assert {tie.id for tie in city.ties} < {tie.id for tie in region.ties_within}
    assert [tie.id for tie in city.ties_around] == [tie.id for tie in region.ties]
    assert {(tie.place, tie.partner.country) for tie in city.ties_around} == {(region, world.place("cn"))}
    assert city.ties_within == region.ties_around == []


def test_ties_of_what_lies_deeper_are_ties_within(world: Graph) -> None:
    province = world.place("Хэйлунцзян")
    assert "cn-wudalianchi" not in {place.id for place in province.inside}
    assert "cn-wudalianchi" in {tie.place.id for tie in province.ties_within}
    assert [place.id for place in world.place("五大连池").holders] == ["cn-heihe", "cn-heilongjiang", "cn"]


def test_the_numbers_of_a_place_are_those_of_hubs_and_rank(world: Graph) -> None:
    network = world.network(kinds=DEFAULT_KINDS)
    for hub in hubs(network, network.links):
        position = world.place(hub.place).position
        assert position is not None
        assert (position.own, position.inner, position.both) == (hub.own, hub.inner, hub.both)
        assert (position.partners, position.reached, position.first_year) == (hub.partners, hub.reached, hub.first_year)
        assert position.among_all.rank == hub.rank
        assert position.among_all.low <= hub.rank <= position.among_all.high
    assert world.place("Цзиси").position is not None
    assert world.place("cn").position is None


def test_the_figures_that_are_told_are_those_that_analyses_use(world: Graph) -> None:
    known = read_attributes(world._asked)
    for id, figure in known.population.items():
        told = world.place(id).population
        assert told is not None
        assert (told.value, told.year, told.indicator) == (figure.value, figure.year, figure.indicator)
        assert told.sources
    best = {str(each.indicator): each.best for each in world.place("Хэйхэ").indicators}
    assert not best["gdp"].low_trust


def test_wikidata_lacks_what_the_questions_of_its_editors_say(world: Graph) -> None:
    lacking, one_way = (
        {tail(row[-1]) for row in asked_table(world._asked, question).rows}
        for question in ("pairs-not-in-wikidata", "one-way-statements")
    )
    for name in ("Хабаровск", "Благовещенск", "Москва", "Хабаровский край"):
        seen = world.place(name).in_wikidata
        assert {*seen.lacking} == lacking & {*seen.lacking, *seen.stated}
        assert {*seen.one_way} <= one_way & {*seen.stated}
    assert world.place("Москва").in_wikidata.one_way == ("cn-beijing--ru-moscow",)


def test_the_nearest_facility_of_each_kind_has_its_kilometres(world: Graph) -> None:
    found = {str(each.facility.kind): (each.facility.id, each.kilometres) for each in world.place("Хабаровск").nearest}
    assert found == {
        "border-crossing": ("bc-07", 584),
        "confucius-institute": ("ci-06", 584),
        "consulate": ("co-02", 0),
    }


def test_what_is_missing_is_said(world: Graph) -> None:
    assert {each.id for each in world.place("Хабаровский край").unknown} == {
        "events", "statements", "population", "product",
    }  # fmt: skip
    (undated,) = (each for each in world.place("Хэйхэ").unknown if each.id == "undated-ties")
    assert undated.what == {
        "en": "Ties whose beginning is not dated: 1 of 2.",
        "ru": "Связи без датированного начала: 1 из 2.",
        "zh": "没有开始日期的关系：2项中有1项。",
    }
