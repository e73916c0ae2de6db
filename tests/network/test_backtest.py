"""Suggestions of an earlier year are scored against what came later."""

from __future__ import annotations

import numpy as np
import pytest

from kg.analysis.prediction.backtest import Backtest, backtest, default_year
from kg.analysis.prediction.scoring import Difference, Score, difference, score
from kg.analysis.question import Question
from kg.network.attributes import Attributes, Figure
from kg.network.views import Choice
from tests.network.worlds import growing, link, network, node, square

SIDES = ("ru", "cn")


SISTERS = Choice()


def scores_of(found: Backtest, group: str = "all pairs") -> dict[str, Score]:
    return {score.method: score for score in found.scores if score.group == group}


def test_learning_finds_what_ties_follow_and_the_backtest_shows_it() -> None:
    found = backtest(Question(growing(), Attributes(), SISTERS), 2009, SIDES)
    assert (found.known, found.later, found.undated, found.pairs) == (20, 20, 1, 40 * 40 - 20 - 1)
    assert found.newcomers == 20
    scores = scores_of(found)
    learned, near, popular = (scores[name] for name in ("learned combination", "nearness alone", "popularity"))
    assert learned.auc is not None
    assert learned.auc > 0.95
    assert near.auc == 1.0
    assert popular.auc is not None
    assert popular.auc <= 0.5
    random = scores["random order"]  # no order at all: what chance is expected to give
    assert (random.auc, random.low, random.high) == (0.5, None, None)  # nothing varies from drawing to drawing
    assert dict(learned.hits)[50] > dict(random.hits)[50] == pytest.approx(50 * 20 / 1579)
    assert found == backtest(Question(growing(), Attributes(), SISTERS), 2009, SIDES)


def test_newcomers_are_scored_apart() -> None:
    world = growing()
    first, second = sorted(world.links, key=lambda each: each.start_year or 9999)[:2]
    met = network(world.nodes.values(), [*world.links, link(first.a, second.b, start_year=2020)])
    found = backtest(Question(met, Attributes(), SISTERS), 2009, SIDES)
    old, new = scores_of(found, "without newcomers"), scores_of(found, "with a newcomer")
    assert {(each.later, each.pairs) for each in old.values()} == {(1, 20 * 20 - 20)}
    assert {(each.later, each.pairs) for each in new.values()} == {(20, found.pairs - 20 * 20 + 20)}
    assert new["popularity"].auc == 0.5  # a place without partners has no popularity


def test_population_alone_is_a_way_of_its_own() -> None:
    links = [link("ru-a", "cn-x", start_year=1990), link("ru-b", "cn-y", start_year=2010)]
    sizes = {"ru-a": 1e6, "cn-x": 1e6, "ru-b": 9e5, "cn-y": 9e5, "ru-c": 1e4, "cn-z": 1e4}
    figures = {id: Figure(size, "f", 2020, "") for id, size in sizes.items()}
    found = scores_of(
        backtest(
            Question(network(square().nodes.values(), links), Attributes(population=figures), SISTERS), 2000, SIDES
        )
    )
    assert found["population alone"].auc == pytest.approx(5 / 7)  # two pairs with a or x are larger
    assert found["nearness alone"].auc == 0.5


def test_the_auc_is_that_of_mann_and_whitney() -> None:
    from scipy.stats import mannwhitneyu

    chance = np.random.default_rng(1)
    values, outcome = chance.integers(0, 9, 300).astype(float), chance.random(300) < 0.2
    wins = mannwhitneyu(values[outcome], values[~outcome]).statistic
    assert score("any", "all", values, outcome, 99, 0).auc == pytest.approx(wins / outcome.sum() / (~outcome).sum())


def test_hits_among_equal_scores_are_those_expected() -> None:
    values = np.repeat([2.0, 1.0], [4, 16])
    outcome = np.arange(20) % 4 == 0  # one of the first four, four of the sixteen after
    assert dict(score("any", "all", values, outcome, 99, 0).hits) == {10: pytest.approx(1 + 6 * 4 / 16)}


def test_two_ways_are_compared_on_the_same_later_ties() -> None:
    later, tested = np.eye(12, dtype=bool), np.ones((12, 12), dtype=bool)
    good = later.astype(float)
    found = difference(good, np.zeros((12, 12)), tested, later, 499, 0)
    assert found == Difference(0.5, (0.5, 0.5), (0.5, 0.5))
    assert found.verdict == "better"
    assert difference(good, good, tested, later, 499, 0) == Difference(0.0, (0.0, 0.0), (0.0, 0.0))
    assert difference(good, good, tested, np.zeros_like(later), 499, 0) is None


def test_ties_that_share_a_place_widen_the_interval_of_a_comparison() -> None:
    later, tested = np.zeros((12, 12), dtype=bool), np.ones((12, 12), dtype=bool)
    later[0, :6] = later[1:7, 0] = True  # two places have all later ties
    values = np.random.default_rng(2).random((12, 12))
    found = difference(values, np.zeros((12, 12)), tested, later, 999, 0)
    assert found is not None
    assert found.by_places[1] - found.by_places[0] > found.by_ties[1] - found.by_ties[0]


def test_a_comparison_claims_no_more_than_its_intervals() -> None:
    assert Difference(0.1, (0.01, 0.2), (0.005, 0.3)).verdict == "better"
    assert Difference(0.1, (0.01, 0.2), (-0.1, 0.3)).verdict == "better-if-independent"
    assert Difference(0.1, (-0.01, 0.2), (-0.1, 0.3)).verdict == "not-told-apart"
    assert Difference(-0.1, (-0.2, -0.1), (-0.3, 0.1)).verdict == "not-told-apart"
    assert Difference(-0.1, (-0.2, -0.1), (-0.3, -0.05)).verdict == "worse"


def test_a_year_ends_the_time_of_testing() -> None:
    found = backtest(Question(growing(), Attributes(), Choice(as_of=2014)), 2009, SIDES)
    assert (found.known, found.later, found.pairs) == (20, 5, 40 * 40 - 20 - 1)


def test_doubtful_ties_are_neither_learned_nor_tested() -> None:
    links = [each._replace(confidence=0.3) if each.start_year in (1995, 2020) else each for each in growing().links]
    doubted = network(growing().nodes.values(), links)
    found = backtest(Question(doubted, Attributes(), Choice(least_confidence=0.5)), 2009, SIDES)
    assert (found.known, found.later, found.doubtful, found.pairs) == (19, 19, 2, 40 * 40 - 19 - 3)


def test_the_level_that_is_listed_for_its_ties_is_told() -> None:
    nodes = [node(f"ru-d{n}", "municipal-district") for n in range(6)] + [node("ru-c"), node("ru-free")]
    nodes += [node(f"cn-{n}", "prefecture") for n in range(7)]
    links = [link(f"ru-d{n}", f"cn-{n}", start_year=1990 + 5 * n) for n in range(6)]
    found = backtest(Question(network(nodes, links), Attributes(), SISTERS), 2000, SIDES)
    assert (found.full_level, found.full_count) == ("municipal-district", 6)


def test_nothing_later_gives_no_score() -> None:
    found = backtest(Question(growing(), Attributes(), SISTERS), 2090, SIDES)
    assert found.later == 0
    assert {score.auc for score in found.scores} == {None}
    assert found.gain is None


def test_the_default_year_leaves_a_third_for_the_future() -> None:
    assert default_year(growing().links) == 2015
    assert default_year([]) is None
