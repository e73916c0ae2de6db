"""Chances of an earlier year are held against what came later, and know nothing of it."""

from __future__ import annotations

import numpy as np
import pytest

from kg.analysis.prediction.backtest import Origin, backtest
from kg.analysis.prediction.features import FEATURES, pairs_of
from kg.analysis.prediction.learned import learn, windows
from kg.analysis.prediction.past import Past
from kg.analysis.prediction.scoring import auc, bins, score, wilson
from kg.network.attributes import Attributes, Figure
from kg.network.ties import Link, Network
from kg.network.views import Choice
from tests.network.worlds import growing, link, network, square

SISTERS = Choice()


def past_of(world: Network, choice: Choice = SISTERS, **known: object) -> Past:
    return Past(pairs_of(world, Attributes(**known), ("ru", "cn")), choice)  # type: ignore[arg-type]  # fields by name


def slugs(past: Past, held: np.ndarray) -> set[str]:
    second, first = past.pairs.sides  # in the order of their codes
    return {f"{first[column]}--{second[row]}" for row, column in zip(*np.nonzero(held), strict=True)}


@pytest.fixture(scope="module")
def grown() -> Origin:
    return backtest(past_of(growing()), 10, [2009])[0]


def test_a_year_asked_for_twice_counts_once() -> None:
    assert [origin.year for origin in backtest(past_of(growing()), 10, [2009, 2009])] == [2009]


def test_learning_finds_what_ties_follow_and_the_backtest_shows_it(grown: Origin) -> None:
    assert (grown.year, grown.known, grown.tied, grown.open) == (2009, 20, 10, 1)
    assert len(grown.chances) == 40 * 40 - 20 - 1
    assert grown.score.auc is not None
    assert grown.score.auc > 0.95
    assert grown.population == 0.5  # no inhabitants are known: no order
    assert grown.score.log_loss < grown.base
    assert grown.model.worth["nearness"] > 0.5
    assert "nearness" in grown.model.features


def test_as_many_ties_are_expected_as_come() -> None:
    drawn = np.random.default_rng(5).permutation(40 * 40)[:80].tolist()  # of pairs that nothing tells from others
    links = [link(f"ru-{n // 40:02}", f"cn-{n % 40:02}", start_year=1980 + k // 2) for k, n in enumerate(drawn)]
    found = backtest(past_of(network(growing().nodes.values(), links)), 10, [2004, 2009])
    assert [origin.tied for origin in found] == [20, 20]
    assert [origin.score.expected for origin in found] == pytest.approx([20, 20], abs=4)
    assert found[0].top[0] < found[0].score.expected / 2


def test_a_feature_that_does_not_foretell_is_not_used() -> None:
    model = learn(past_of(growing()), 2029)
    assert model is not None
    assert {"population", "size"}.isdisjoint(model.features)
    assert max(model.worth, key=lambda name: model.worth[name]) == "nearness"


def test_years_of_asking_are_the_latest_whose_outcome_is_known() -> None:
    assert [origin.year for origin in backtest(past_of(growing()), 10)] == [2004, 2009, 2014, 2019]
    assert backtest(past_of(growing()), 10, [1980]) == []  # nothing had come by then
    assert backtest(past_of(square()), 10) == []  # no tie has a year


LATER: dict[str, list[Link]] = {
    "another tie": [link("ru-00", "cn-07", start_year=2016)],
    "a tie that a later source reports": [link("ru-00", "cn-07", begun_not_after=2016)],
    "an end": [link("ru-00", "cn-07", start_year=1991, status="ended", end_year=2016)],
    "an end that a later source reports": [
        link("ru-00", "cn-07", start_year=1991, status="ended", ended_not_after=2016)
    ],
}


@pytest.mark.parametrize("fact", LATER)
def test_nothing_that_came_after_a_year_changes_its_chances(fact: str) -> None:
    world = growing()
    stands = [link("ru-00", "cn-07", start_year=1991)] if fact.startswith("an end") else []
    told = [
        origin.model.chances(past.values(2009, np.nonzero(np.ones(past.pairs.shape))), 10)
        for links in (stands, LATER[fact])
        for past in [past_of(network(world.nodes.values(), [*world.links, *links]))]
        for origin in backtest(past, 10, [2009])
    ]
    assert np.array_equal(told[0], told[1])


def test_a_tie_without_a_date_counts_by_its_bounds() -> None:
    past = past_of(
        network(
            square().nodes.values(),
            [
                link("ru-a", "cn-x", begun_not_after=2005),
                link("ru-a", "cn-y", begun_not_before=2007, begun_not_after=2012),
                link("ru-b", "cn-x", begun_not_before=2009),
                link("ru-c", "cn-z"),
            ],
        )
    )
    assert slugs(past, past.tied(2005)) == {"ru-a--cn-x"} == slugs(past, past.standing(2006))
    assert slugs(past, past.outcome(2006, 10).tied) == {"ru-a--cn-y"}
    assert slugs(past, past.outcome(2006, 10).open) == {"ru-b--cn-x", "ru-c--cn-z"}
    assert slugs(past, past.outcome(2001, 10).open) == {"ru-a--cn-x", "ru-a--cn-y", "ru-b--cn-x", "ru-c--cn-z"}
    assert past.years == (2005, 2012)


def test_a_tie_begins_with_the_earliest_stage_of_the_kinds_asked_for() -> None:
    world = network(square().nodes.values(), [link("ru-a", "cn-x", start_year=2010)])
    stages = {
        "cn-x--ru-a": [("sister", (2010, 2010)), ("partnership", (None, 2004)), ("intention", (1999, 1999))],
    }
    both = past_of(world, Choice(kinds=("sister", "partner")), stages=stages)
    assert both.tied(2004).any()
    assert not both.tied(2003).any()
    assert not past_of(world, stages=stages).tied(2009).any()


def test_doubtful_ties_are_neither_learned_nor_tested() -> None:
    links = [each._replace(confidence=0.3) if each.start_year in (1995, 2012) else each for each in growing().links]
    found = backtest(past_of(network(growing().nodes.values(), links), Choice(least_confidence=0.5)), 10, [2009])[0]
    assert (found.known, found.tied, found.open) == (19, 9, 3)


def test_ended_ties_were_formed_and_stand_until_their_end() -> None:
    past = past_of(
        network(square().nodes.values(), [link("ru-a", "cn-x", start_year=1990, end_year=2000, status="ended")])
    )
    assert past.tied(2010).any()
    assert past.standing(2000).any()
    assert not past.standing(2001).any()
    assert not past.standing(None).any()


def test_population_alone_is_a_yardstick() -> None:
    early = {("ru-a", "cn-x"): 1990, ("ru-a", "cn-y"): 1991, ("ru-b", "cn-x"): 1992}
    links = [link(a, b, start_year=year) for (a, b), year in {**early, ("ru-a", "cn-z"): 2010}.items()]
    sizes = {"ru-a": 1e6, "cn-x": 1e6, "ru-b": 9e5, "cn-y": 9e5, "ru-c": 1e4, "cn-z": 1e4}
    figures = {id: Figure(size, "f", 2020, "") for id, size in sizes.items()}
    past = past_of(network(square().nodes.values(), links), population=figures)
    assert backtest(past, 10, [2000])[0].population == pytest.approx(3.5 / 5)  # b–y is larger, c–x as large


def test_the_auc_is_that_of_mann_and_whitney() -> None:
    from scipy.stats import mannwhitneyu

    chance = np.random.default_rng(1)
    values, outcome = chance.integers(0, 9, 300).astype(float), chance.random(300) < 0.2
    wins = mannwhitneyu(values[outcome], values[~outcome]).statistic
    assert auc(values, outcome) == pytest.approx(wins / outcome.sum() / (~outcome).sum())
    assert auc(values, np.zeros(300, dtype=bool)) is None


def test_chances_are_scored_by_their_error_and_their_surprise() -> None:
    found = score(np.array([0.5, 0.25, 0.25]), np.array([True, False, False]))
    assert found.expected == 1.0
    assert found.brier == pytest.approx((0.25 + 2 / 16) / 3)
    assert found.log_loss == pytest.approx(-(np.log(0.5) + 2 * np.log(0.75)) / 3)


def test_bins_hold_every_pair_once_and_wilsons_interval_holds_the_share() -> None:
    from scipy.stats import binomtest

    chance = np.random.default_rng(2)
    chances = chance.random(1000) ** 8
    tied = chance.random(1000) < chances
    found = bins(chances, tied)
    assert sum(each.pairs for each in found) == 1000
    assert sum(each.tied for each in found) == tied.sum()
    assert sum(each.expected for each in found) == pytest.approx(chances.sum())
    assert wilson(2, 209) == pytest.approx(tuple(binomtest(2, 209).proportion_ci(0.95, "wilson")))


def test_a_window_stands_for_all_its_pairs() -> None:
    window = windows(past_of(growing()), 2009)[0]
    assert (window.year, int(window.tied.sum())) == (2004, 5)
    assert window.weight.sum() == pytest.approx(
        40 * 40 - 15
    )  # all but the tied; one that no year is known of was not known
    assert window.values.shape == (len(window.tied), len(FEATURES))


def test_the_weights_of_the_model_agree_with_statsmodels() -> None:
    import statsmodels.api as sm

    from kg.analysis.prediction import learned

    seen = windows(past_of(growing()), 2029)
    model = learned._fit(seen, range(len(FEATURES)))
    design = sm.add_constant(
        (np.concatenate([each.values for each in seen]) - model.centre) / model.spread, has_constant="add"
    )
    weight = np.concatenate([each.weight * 0.5 ** ((seen[0].year - each.year) / 10) for each in seen])
    family = sm.families.Binomial()
    outcome = np.concatenate([each.tied for each in seen])
    slope = sm.GLM(outcome, design, family, freq_weights=weight).score(model.weights)
    assert np.abs(slope - learned.RIDGE * np.r_[0.0, model.weights[1:]]).max() < 1e-4  # the penalised top


def test_nothing_is_learned_from_two_ties() -> None:
    pairs = (("ru-a", "cn-x", 1990), ("ru-b", "cn-y", 1995), ("ru-c", "cn-z", 1999))
    links = [link(a, b, start_year=year) for a, b, year in pairs]
    assert learn(past_of(network(square().nodes.values(), links[:2])), 2000) is None
    assert learn(past_of(network(square().nodes.values(), links)), 2000) is not None
