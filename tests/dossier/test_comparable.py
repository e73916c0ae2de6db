"""Comparable places are found by written rules: values of both, what matches, what is not known."""

from __future__ import annotations

import pytest

from kg.base.errors import KgError
from kg.dossier.comparable import Peer, peers
from kg.network.attributes import Attributes, Figure
from kg.network.ties import Network
from tests.network.worlds import link, network, node


def people(value: float) -> Figure:
    return Figure(value, "population-census", 2021, "persons")


def product(value: float, unit: str = "rub") -> Figure:
    return Figure(value, "grp-per-capita", 2021, unit)


ATTRIBUTES = Attributes(
    population={"ru-a": people(300), "ru-b": people(599), "ru-c": people(600)},
    product_per_head={"ru-a": product(10), "ru-b": product(19), "ru-d": product(11, "usd")},
)


def world() -> Network:
    return network(
        [
            node("ru-a", lat=50.0, lon=127.0, macro_region="east", border=True),
            node("ru-b", lat=51.0, lon=127.0, macro_region="east", border=True),
            node("ru-c", lat=60.0, lon=127.0, macro_region="west"),
            node("ru-d"),
            node("ru-r", "region", lat=50.5, lon=127.0, macro_region="east", border=True),
            node("ru", "country"),
            node("cn-x", "prefecture", lat=49.8, lon=127.0),
        ],
        [link("ru-b", "cn-x"), link("ru-c", "cn-x", kind="partner"), link("ru-a", "cn-x", status="ended")],
    )


def found(place: str = "ru-a", *by: str) -> dict[str, Peer]:
    chosen = {"by": by} if by else {}
    return {peer.traits.place: peer for peer in peers(world(), ATTRIBUTES, place, **chosen)[1]}


def test_a_figure_matches_below_the_factor_and_not_at_it() -> None:
    assert found()["ru-b"].shared["size"] is True
    assert found()["ru-c"].shared["size"] is False
    assert found()["ru-c"].ratios["size"] == 2


def test_what_is_not_known_of_either_is_neither_shared_nor_different() -> None:
    unknown = found()["ru-d"]
    assert unknown.of(None) == ("size", "product", "distance", "macro-region")
    assert unknown.of(True) == ("level",)
    assert unknown.of(False) == ("border",)


def test_figures_in_two_currencies_are_not_compared() -> None:
    assert found()["ru-d"].ratios["product"] is None


def test_near_the_other_country_all_distances_are_alike() -> None:
    near = found("ru-a", "distance")["ru-r"]
    assert near.traits.kilometres is not None
    assert near.traits.kilometres < 100
    assert near.ratios["distance"] == 1
    assert found("ru-a", "distance")["ru-b"].ratios["distance"] == pytest.approx(1.334, abs=0.001)


def test_most_shared_come_first_and_the_level_is_a_condition_where_it_is_asked_for() -> None:
    assert list(found()) == ["ru-b", "ru-c", "ru-d"]
    assert [peer.score for peer in found().values()] == [6, 1, 1]
    assert "ru-r" in found("ru-a", "size", "border")


def test_ties_are_counted_by_kind_without_those_that_ended() -> None:
    own, others = peers(world(), ATTRIBUTES, "ru-a")
    assert own.ties == {}
    assert {peer.traits.place: dict(peer.ties) for peer in others} == {
        "ru-b": {"sister": 1},
        "ru-c": {"partner": 1},
        "ru-d": {},
    }


def test_a_country_has_no_peers() -> None:
    with pytest.raises(KgError, match="is a country"):
        peers(world(), ATTRIBUTES, "ru")
