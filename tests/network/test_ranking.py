"""A rank is given with what it rests on."""

from __future__ import annotations

import pytest

from kg.analysis.question import Question
from kg.analysis.ranking import hub_ranks, ranked
from kg.analysis.robustness import dropping
from kg.network.attributes import Attributes
from kg.network.standing import select
from kg.network.ties import Network
from kg.network.views import WITH_PARTNERS, Choice
from tests.network.worlds import link, network, node, two_provinces

ALL = Choice(kinds=WITH_PARTNERS)


def test_equal_values_share_a_rank_and_the_next_is_passed_over() -> None:
    assert [(each.rank, each.name, each.tied) for each in ranked({"d": 1, "c": 2, "b": 2, "a": 3})] == [
        (1, "a", 0),
        (2, "b", 1),
        (2, "c", 1),
        (4, "d", 0),
    ]


def star_world() -> Network:
    """A hub with nine ties that nine sources attest, and a place with eight that one source attests."""
    nodes = [node(f"ru-{name}") for name in ("hub", "show", "small")] + [node(f"cn-{n}") for n in range(9)]
    links = [link("ru-hub", f"cn-{n}", sources=(f"s{n}",)) for n in range(9)]
    links += [link("ru-show", f"cn-{n}", sources=("list",)) for n in range(8)]
    links += [link("ru-small", "cn-0", sources=("s0",))]
    return network(nodes, links)


def test_leaving_one_source_out_shows_what_hangs_on_one_list() -> None:
    hub, show, small = hub_ranks(Question(star_world(), Attributes(), ALL, country="ru", seed=1))
    assert [hub.place, show.place, small.place] == ["ru-hub", "ru-show", "ru-small"]
    assert (show.most_dependent_on, show.lost) == ("list", 8)
    assert show.leave_one_out == (1, 3)  # the first rank is shared where the hub loses one of nine
    assert hub.leave_one_out == (1, 1)


def test_hubs_whose_order_depends_on_the_sources_are_not_told_apart() -> None:
    hub, show, small = hub_ranks(Question(star_world(), Attributes(), ALL, country="ru", seed=1))
    assert hub.like == ("ru-show",)
    assert "ru-hub" in show.like
    assert hub.interval[0] == 1
    assert small.interval[1] == 3


def test_a_source_and_its_copies_are_one_witness() -> None:
    nodes = [node("ru-a")] + [node(f"cn-{n}") for n in range(3)]
    links = [link("ru-a", f"cn-{n}", sources=(f"copy{n}",)) for n in range(3)]
    apart = network(nodes, links)
    copied = apart._replace(witnesses={f"copy{n}": "origin" for n in range(3)})
    assert hub_ranks(Question(apart, Attributes(), ALL, country="ru"))[0].lost == 1
    assert hub_ranks(Question(copied, Attributes(), ALL, country="ru"))[0][-3:-1] == ("origin", 3)


def test_the_witness_of_a_place_that_loses_nothing_is_not_named() -> None:
    world = network([node("ru-a"), node("cn-b")], [link("ru-a", "cn-b", sources=("s", "t"))])
    found = hub_ranks(Question(world, Attributes(), ALL, country="ru"))
    assert [(hub.most_dependent_on, hub.lost) for hub in found] == [("", 0)]


def test_an_interval_holds_the_rank() -> None:
    for world in (star_world(), two_provinces()):
        for hub in hub_ranks(Question(world, Attributes(), ALL, limit=100)):
            assert hub.interval[0] <= hub.rank <= hub.interval[1]


def test_an_interval_holds_the_rank_without_any_one_witness() -> None:
    # Six places hang on a list of their own, which a third of the resamples lack: more than five in a hundred.
    nodes = [node(f"ru-{name}") for name in "abcdef"] + [node(f"cn-{n}") for n in range(9)]
    links = [link(f"ru-{name}", f"cn-{n}", sources=(name,)) for k, name in enumerate("abcdef") for n in range(9 - k)]
    found = hub_ranks(Question(network(nodes, links), Attributes(), ALL, country="ru", rounds=99))
    assert [hub.leave_one_out for hub in found] == [(max(1, hub.rank - 1), 6) for hub in found]
    assert all(hub.interval[0] <= hub.leave_one_out[0] for hub in found)
    assert all(hub.interval[1] >= hub.leave_one_out[1] for hub in found)
    few = hub_ranks(Question(network(nodes, links), Attributes(), ALL, country="ru", rounds=2))
    assert all(hub.interval[1] == 6 for hub in few)


def test_equal_counts_are_not_told_apart() -> None:
    nodes = [node("ru-a"), node("ru-b"), node("cn-x"), node("cn-y")]
    world = network(nodes, [link("ru-a", "cn-x", sources=("s", "t")), link("ru-b", "cn-y", sources=("s", "t"))])
    found = hub_ranks(Question(world, Attributes(), ALL, country="ru"))
    assert [(hub.rank, hub.like) for hub in found] == [(1, ("ru-b",)), (1, ("ru-a",))]


def test_the_least_value_has_the_first_rank_where_it_is_asked_for() -> None:
    assert [(each.rank, each.name) for each in ranked({"a": 3, "b": 1, "c": 1}, is_least_first=True)] == [
        (1, "b"),
        (1, "c"),
        (3, "a"),
    ]


def test_whom_a_hub_cannot_be_told_from_does_not_depend_on_the_length_of_the_list() -> None:
    asked = Question(two_provinces(), Attributes(), ALL, limit=1)
    assert hub_ranks(asked)[0].like == hub_ranks(asked._replace(limit=100))[0].like


def test_the_same_seed_gives_the_same_intervals() -> None:
    asked = Question(two_provinces(), Attributes(), ALL, seed=7)
    assert hub_ranks(asked) == hub_ranks(asked)


@pytest.mark.parametrize(("rollup", "ties"), [("own", 1), ("inner", 2), ("both", 3)])
def test_a_region_counts_its_own_ties_those_of_its_cities_or_both(rollup: str, ties: int) -> None:
    found = hub_ranks(Question(two_provinces(), Attributes(), Choice(), rollup=rollup, units=True, country="ru"))
    assert next(hub.ties for hub in found if hub.place == "ru-east") == ties


def test_counts_are_those_of_the_hubs_command() -> None:
    from kg.network.hubs import hubs
    from kg.network.standing import select

    world = two_provinces()
    links = select(world, ALL.kinds).links
    expected = {hub.place: hub.both for hub in hubs(world, links)}
    assert {hub.place: hub.ties for hub in hub_ranks(Question(world, Attributes(), ALL, limit=100))} == expected


def test_no_tie_is_no_hub() -> None:
    assert hub_ranks(Question(two_provinces(), Attributes(), Choice(kinds=("intention",)))) == []


def test_dropping_doubtful_ties_tells_what_is_left() -> None:
    whole, sure = dropping(two_provinces(), Choice(), (0.0, 0.9))
    assert whole.kendall == pytest.approx(1.0)
    assert (whole.ties, whole.places, whole.top_kept, whole.top) == (4, 6, 6, 6)
    assert (sure.ties, sure.places, sure.largest_component, sure.top_kept) == (1, 2, 2, 2)


def test_ties_that_are_only_possible_are_counted() -> None:
    assert select(two_provinces(), ("sister",), 2012).possible == 1
