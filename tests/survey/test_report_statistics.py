"""The statistics of a report against the values of the papers and the libraries that they come from."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ncx2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from kg.analysis.prediction.scoring import wilson
from kg.base.errors import KgError
from kg.survey.report.raking import CAP, Margin, Weights, fitted, rake
from kg.survey.report.statistics import association, cramer, difference, weighted_interval


@pytest.mark.parametrize(
    ("came", "count", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval_is_that_of_newcombe_s_table(came: int, count: int, low: float, high: float) -> None:
    assert wilson(came, count) == pytest.approx((low, high), abs=6e-5)  # Statistics in Medicine 17, 1998, 857–872
    assert wilson(came, count) == pytest.approx(proportion_confint(came, count, method="wilson"), abs=1e-6)
    assert weighted_interval(came / count, count) == pytest.approx(wilson(came, count))


@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombe_s(
    later: tuple[int, int], earlier: tuple[int, int], low: float, high: float
) -> None:
    found = difference(*later, *earlier)
    assert found[1:] == pytest.approx((low, high), abs=6e-5)  # Statistics in Medicine 17, 1998, 873–890
    same = confint_proportions_2indep(*later, *earlier, method="newcomb", compare="diff")
    assert found[1:] == pytest.approx(same, abs=1e-6)


def test_the_tea_of_the_lady_is_tested_exactly() -> None:
    found = association(np.array([[3, 1], [1, 3]]))
    assert found is not None
    assert (found.test, found.measure, found.statistic) == ("fisher", "odds-ratio", None)
    assert found.p == pytest.approx(0.4857, abs=1e-4)  # Fisher 1935; R's fisher.test
    assert (found.effect, found.low, found.high) == pytest.approx((6.408309, 0.2117329, 626.2435), rel=1e-3)


def test_a_larger_table_with_few_expected_is_tested_by_permutation() -> None:
    satisfaction = np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])  # Agresti 2002, p. 57
    found = association(satisfaction)
    assert found is not None
    assert (found.test, found.measure) == ("fisher-freeman-halton", "cramer-v")
    assert found.p == pytest.approx(0.7827, abs=0.015)
    assert association(satisfaction) == found


def test_a_table_that_is_full_enough_is_tested_by_chi_square() -> None:
    found = association(np.array([[762, 327, 468], [484, 239, 477]]))  # Agresti 2007, p. 39
    assert found is not None
    assert (found.test, found.freedom) == ("chi-square", 2)
    assert found.statistic == pytest.approx(30.07, abs=0.005)
    assert found.effect == pytest.approx(0.1044, abs=1e-4)
    assert found.low < found.effect < found.high


def test_an_answer_that_nobody_gave_makes_no_test() -> None:
    assert association(np.array([[5, 9], [0, 0]])) is None


def test_the_interval_of_cramer_s_v_holds_95_per_cent_of_what_chance_does() -> None:
    chi, freedom, n, shorter = 28.97, 2, 210, 2
    _value, low, high = cramer(chi, freedom, n, shorter)
    at = [float(ncx2.cdf(chi, freedom, end**2 * n * (shorter - 1))) for end in (low, high)]
    assert at == pytest.approx([0.975, 0.025], abs=1e-6)


def _margins(rows: list[int], columns: list[int]) -> list[Margin]:
    """The margins of a table, a respondent a cell."""
    row, column = np.indices((len(rows), len(columns))).reshape(2, -1)
    shares = [np.array(each) / sum(each) for each in (rows, columns)]
    return [Margin("row", row, shares[0]), Margin("column", column, shares[1])]


def test_proportional_fitting_gives_the_table_of_the_textbook() -> None:
    seed = np.array([[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]], dtype=float)
    found = fitted(seed.ravel(), _margins([150, 300, 400, 150], [200, 300, 400, 100])).reshape(4, 4)
    found *= 1000 / seed.sum()
    assert found.sum(axis=1) == pytest.approx([150, 300, 400, 150])
    assert found.sum(axis=0) == pytest.approx([200, 300, 400, 100])
    told = [[64.61, 46.28, 35.42, 3.83], [49.95, 68.15, 156.49, 25.37]]  # Wikipedia, after three rounds
    assert found[:2] == pytest.approx(np.array(told), abs=0.1)


def test_margins_that_contradict_one_another_are_an_error_and_not_a_weight() -> None:
    same = np.array([0, 0, 1, 1])
    margins = [Margin("a", same, np.array([0.5, 0.5])), Margin("b", same, np.array([0.9, 0.1]))]
    with pytest.raises(KgError, match=r"do not settle.* a, b"):
        rake(margins)


def test_weights_that_are_too_large_are_cut_and_it_is_told_what_that_costs() -> None:
    of = np.array([0] * 99 + [1])
    found = rake([Margin("a", of, np.array([0.9, 0.1]))])
    assert found.trimmed == 1
    assert found.each.max() == pytest.approx(CAP, rel=0.06)
    assert found.off == pytest.approx(0.05, abs=0.003)
    assert found.each.mean() == pytest.approx(1)


def test_kish_s_design_effect_is_what_unequal_weights_cost() -> None:
    weights = Weights(np.array([1.0] * 50 + [3.0] * 50), 0, 0.0)
    assert (weights.design_effect, weights.effective) == pytest.approx((1.25, 80.0))  # Kish 1965
