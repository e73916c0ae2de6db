"""Hubs: own ties, ties of the places within, both; equal numbers share a rank."""

from __future__ import annotations

from kg.network.hubs import compare, hubs
from kg.network.standing import select
from kg.network.ties import Link, Network, Node


def node(id: str, region: str, level: str = "city") -> Node:
    return Node(id, {"en": id}, id[:2], level, region, "", False, None, None, "")


def link(a: str, b: str, kind: str = "sister", start: int | None = 1995, end: int | None = None) -> Link:
    status = "ended" if end else "active"
    return Link(f"{b}--{a}", a, b, kind, status, start, end, 1, 0.5, (f"S-{a}",))


NETWORK = Network(
    {
        each.id: each
        for each in (
            node("ru-krai", "ru-krai", "region"),
            node("ru-city", "ru-krai"),
            node("ru-town", "ru-krai"),
            node("ru-far", "ru-far-krai"),
            node("cn-province", "cn-province", "province"),
            node("cn-city", "cn-province", "prefecture"),
        )
    },
    (
        link("ru-krai", "cn-province", start=1991),
        link("ru-city", "cn-city"),
        link("ru-town", "cn-city", start=None),
        link("ru-far", "cn-city", "intention"),
        link("ru-far", "cn-province", start=1990, end=2000),
    ),
)


def test_own_ties_ties_within_and_both_are_told_apart() -> None:
    krai = next(hub for hub in hubs(NETWORK, select(NETWORK).links) if hub.place == "ru-krai")
    assert (krai.own, krai.inner, krai.both, krai.first_year) == (1, 2, 3, 1991)
    assert (krai.partners, krai.reached) == (1, 2)
    assert krai.sources == 3


def test_a_city_is_not_its_region() -> None:
    city = next(hub for hub in hubs(NETWORK, select(NETWORK).links) if hub.place == "ru-city")
    assert (city.own, city.inner) == (1, 0)


def test_equal_numbers_share_a_rank_and_the_next_is_skipped() -> None:
    ranked = hubs(NETWORK, select(NETWORK).links, "own")
    assert [(hub.rank, hub.place) for hub in ranked] == [
        (1, "cn-city"),
        (2, "cn-province"),
        (2, "ru-city"),
        (2, "ru-krai"),
        (2, "ru-town"),
    ]


def test_one_country_is_ranked_by_itself() -> None:
    ranked = hubs(NETWORK, select(NETWORK).links, country="ru")
    assert [(hub.rank, hub.place) for hub in ranked] == [(1, "ru-krai"), (2, "ru-city"), (2, "ru-town")]


def test_intentions_and_ended_ties_do_not_count_unless_asked_for() -> None:
    assert {each.a for each in select(NETWORK).links} == {"ru-krai", "ru-city", "ru-town"}
    assert "ru-far" in {each.a for each in select(NETWORK, ("intention",)).links}
    assert "ru-far" in {each.a for each in select(NETWORK, ended=True).links}


def test_the_state_of_a_year_knows_what_had_begun_and_not_yet_ended() -> None:
    chosen = select(NETWORK, as_of=1996)
    assert {(each.a, each.b) for each in chosen.links} == {
        ("ru-krai", "cn-province"),
        ("ru-city", "cn-city"),
        ("ru-far", "cn-province"),
    }
    assert chosen.possible == 1
    assert {each.a for each in select(NETWORK, as_of=1992).links} == {"ru-krai", "ru-far"}


def test_a_named_hub_is_held_against_its_own_ties_before_those_within() -> None:
    found = hubs(NETWORK, select(NETWORK).links)
    named = compare([("cn-city", "S"), ("ru-krai", "S"), ("ru-far", "S")], 2, found, NETWORK)
    assert [each.verdict for each in named] == ["agrees", "agrees-with-places-within", "differs"]
