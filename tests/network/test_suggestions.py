"""Suggestions follow what the network shows, explain themselves, and are held against what came later."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.network.attributes import Attributes, Figure
from kg.network.model import Network
from kg.network.suggestions.backtest import backtest, default_year
from kg.network.suggestions.features import FEATURES, Candidates, candidates
from kg.network.suggestions.learned import learn
from kg.network.suggestions.levels import comparable
from kg.network.suggestions.suggest import explain, suggest
from kg.words.codes import TIER
from kg.words.errors import KgError
from tests.network.worlds import link, network, node

SIDES = ("ru", "cn")


def value(known: Candidates, feature: str, a: str, b: str) -> float:
    return float(known.values[FEATURES.index(feature), known.first.index(a), known.second.index(b)])


def square() -> Network:
    """A tied to x and y, B tied to x: B–y closes the square. C and z have no tie."""
    nodes = [node(f"ru-{n}") for n in "abc"] + [node(f"cn-{n}", "prefecture") for n in "xyz"] + [node("ru", "country")]
    return network(nodes, [link("ru-a", "cn-x"), link("ru-a", "cn-y"), link("ru-b", "cn-x")])


def test_shared_partners_lead_to_the_pair_that_closes_a_square() -> None:
    known = candidates(square(), square().links, Attributes(), SIDES)
    assert known.first == ("ru-a", "ru-b", "ru-c")
    assert value(known, "shared-partners", "ru-b", "cn-y") == pytest.approx(np.log(2))
    assert value(known, "shared-partners", "ru-c", "cn-z") == 0.0
    assert value(known, "shared-partners-weighed", "ru-b", "cn-y") == pytest.approx(np.sqrt(1 / 4))


def test_a_tied_pair_is_described_without_its_own_tie() -> None:
    world = square()
    spheres = {"cn-x--ru-a": frozenset({"sport"}), "cn-y--ru-a": frozenset({"trade"})}
    known = candidates(world, world.links, Attributes(spheres=spheres), SIDES)
    assert value(known, "shared-partners", "ru-a", "cn-x") == 0.0
    assert value(known, "preferential-attachment", "ru-a", "cn-x") == pytest.approx(np.log(1 + 1 * 1))
    assert value(known, "preferential-attachment", "ru-b", "cn-y") == pytest.approx(np.log(1 + 1 * 1))
    assert value(known, "spheres", "ru-a", "cn-y") == 0.0
    assert value(known, "units-tied", "ru-a", "cn-x") == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_a_tie_changes_no_feature_of_its_own_pair(seed: int) -> None:
    chance = np.random.default_rng(seed)
    nodes = [node(f"ru-{n}", "city", f"ru-r{n % 2}") for n in range(6)]
    nodes += [node(f"cn-{n}", "prefecture", f"cn-r{n % 3}") for n in range(6)]
    links = [link(f"ru-{a}", f"cn-{b}") for a in range(6) for b in range(6) if chance.random() < 0.4]
    spheres = {
        each.slug: frozenset({"trade", "sport", "youth"}) - {("trade", "sport", "youth")[n % 3]}
        for n, each in enumerate(links)
    }
    world, attributes = network(nodes, links), Attributes(spheres=spheres)
    whole = candidates(world, links, attributes, SIDES)
    weighed = FEATURES.index("shared-partners-weighed")  # its ways are weighed by degrees, which count all ties
    for each in links:
        without = candidates(world, [other for other in links if other != each], attributes, SIDES)
        at = whole.first.index(each.a), whole.second.index(each.b)
        ours, theirs = (np.delete(values[:, at[0], at[1]], weighed) for values in (whole.values, without.values))
        assert ours == pytest.approx(theirs)


def test_size_level_and_nearness_are_told_and_gaps_are_neutral() -> None:
    nodes = [
        node("ru-a", lat=50.0, lon=127.5),
        node("ru-b", "region"),
        node("cn-x", "prefecture", lat=50.2, lon=127.5),
        node("cn-y", "prefecture", lat=30.0, lon=110.0),
    ]
    world = network(nodes, [link("ru-a", "cn-x")])
    figures = {id: Figure(size, "f", 2020, "") for id, size in (("ru-a", 1e5), ("cn-x", 1e5), ("cn-y", 1e7))}
    known = candidates(world, world.links, Attributes(population=figures), SIDES)
    assert value(known, "size", "ru-a", "cn-x") == 0.0
    assert value(known, "size", "ru-a", "cn-y") == pytest.approx(-np.log(100))
    assert value(known, "nearness", "ru-a", "cn-x") > value(known, "nearness", "ru-a", "cn-y")
    assert (value(known, "level", "ru-a", "cn-x"), value(known, "level", "ru-b", "cn-x")) == (1.0, 0.0)
    assert np.isfinite(known.values).all()


def test_a_part_of_a_city_is_not_the_equal_of_a_city() -> None:
    assert not comparable("city", "district")
    assert not comparable("city-part", "city")
    assert comparable("city-part", "district")
    assert comparable("municipal-district", "county")


def test_a_city_of_the_rank_of_a_province_is_the_equal_of_regions() -> None:
    assert comparable("region", "municipality")
    assert not comparable("city", "municipality")


def test_comparable_levels_share_a_tier_of_the_vocabulary() -> None:
    for one, other in itertools.product((*TIER, "unheard-of"), TIER):
        assert comparable(one, other) == comparable(other, one)
        assert not comparable(one, other) or TIER[one] & TIER[other], (one, other)


def growing(count: int = 40) -> Network:
    """Every year the next place finds the one straight across: nearness foretells the future."""
    nodes = []
    for n in range(count):
        nodes.append(node(f"ru-{n:02}", "city", "ru-r", lat=50.0, lon=3.0 * n))
        nodes.append(node(f"cn-{n:02}", "prefecture", "cn-r", lat=49.0, lon=3.0 * n))
    order = np.random.default_rng(3).permutation(count).tolist()
    links = [link(f"ru-{n:02}", f"cn-{n:02}", start_year=1990 + k) for k, n in enumerate(order)]
    return network(nodes, [*links, link("ru-00", "cn-05")])


def test_learning_finds_what_ties_follow_and_the_backtest_shows_it() -> None:
    found = backtest(growing(), Attributes(), ("sister",), 2009, SIDES)
    assert (found.known, found.later, found.undated, found.pairs) == (20, 20, 1, 40 * 40 - 20)
    assert found.newcomers == 20
    scores = {score.method: score for score in found.scores}
    learned, random, popular = (scores[name] for name in ("learned combination", "random", "popularity"))
    assert learned.auc is not None
    assert random.auc is not None
    assert popular.auc is not None
    assert learned.auc > 0.95
    assert abs(random.auc - 0.5) < 0.2
    assert popular.auc <= 0.5
    assert dict(learned.hits)[50] > dict(random.hits)[50]
    assert found == backtest(growing(), Attributes(), ("sister",), 2009, SIDES)


def test_the_weights_of_the_model_agree_with_statsmodels() -> None:
    import statsmodels.api as sm

    world = growing()
    known = candidates(world, world.links, Attributes(), SIDES)
    model = learn(known)
    varied = [n for n in range(len(FEATURES)) if np.ptp(known.values[n]) > 0]
    design = sm.add_constant(model.standard(known.values).reshape(len(FEATURES), -1)[varied].T)
    outcome = known.tied.ravel().astype(float)
    chance = 1 / (1 + np.exp(-design @ np.r_[model.intercept, model.weights[varied]]))
    slope = design.T @ (outcome - chance) - np.r_[0.0, model.weights[varied]]
    assert np.abs(slope).max() < 1e-6  # the penalised likelihood is at its top


def test_nothing_later_gives_no_score() -> None:
    found = backtest(growing(), Attributes(), ("sister",), 2090, SIDES)
    assert found.later == 0
    assert {score.auc for score in found.scores} == {None}


def test_the_default_year_leaves_a_third_for_the_future() -> None:
    assert default_year(growing().links) == 2015
    assert default_year([]) is None


def test_a_suggestion_explains_itself_in_three_languages() -> None:
    world = growing()
    first = suggest(world, Attributes(), ("sister",), "ru-05", 1)[0]
    english, russian, chinese = (explain(first, world, Attributes(), lang) for lang in ("en", "ru", "zh"))
    assert "km" in english or "partners" in english
    assert "км" in russian or "партнёр" in russian
    assert "公里" in chinese or "伙伴" in chinese


def test_places_through_which_a_pair_meets_are_named() -> None:
    found = suggest(square(), Attributes(), ("sister",), "ru-b", 5)
    best = next(each for each in found if each.partner == "cn-y")
    assert best.through == ("ru-a",)
    assert best.partners == (1, 1)
    assert "cn-x" not in {each.partner for each in found}  # tied already


def test_an_intention_is_no_new_suggestion() -> None:
    world = square()
    met = network(world.nodes.values(), [*world.links, link("ru-b", "cn-y", kind="intention")])
    assert "cn-y" not in {each.partner for each in suggest(met, Attributes(), ("sister",), "ru-b", 5)}


@pytest.mark.parametrize("place", ["ru-d", "ru"])
def test_a_place_that_cannot_be_asked_for_is_refused(place: str) -> None:
    with pytest.raises(KgError):
        suggest(square(), Attributes(), ("sister",), place)
