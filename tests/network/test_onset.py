"""The year of the first tie, known as an interval, gives the hazards that another library gives."""

from __future__ import annotations

import numpy as np
import pytest

from kg.analysis.hypotheses.onset import Span, bands, exposures, first_ties, hazards
from tests.network.worlds import link


def spans() -> tuple[list[Span | None], np.ndarray]:
    """Two hundred units whose hazard is exp(0.7 x) / 20, the years of their first ties blurred to intervals."""
    chance = np.random.default_rng(1)
    trait = chance.normal(size=200)
    years = 1988 + chance.exponential(20 / np.exp(0.7 * trait))
    found: list[Span | None] = []
    for year in years.tolist():
        if year > 2022.99:
            found.append(None)
            continue
        before, after = int(chance.integers(0, 6)), int(chance.integers(0, 6))
        found.append(Span(max(1988, int(year) - before), min(2022, int(year) + after)))
    return found, trait


def test_hazards_of_intervals_are_those_of_lifelines() -> None:
    known, trait = spans()
    starts = bands(known, 1988, 2022)
    assert starts == [1988, 1991, 1995, 2003]
    fitted = hazards(known, starts, 2022)(trait[:, None])
    # lifelines 0.30.3, CoxPHFitter(baseline_estimation_method="piecewise", breakpoints=[3, 7, 15])
    # .fit_interval_censoring, the same spans as years since 1988.
    assert fitted.llf == pytest.approx(-344.765838, abs=1e-4)
    assert fitted.params == pytest.approx([-3.094707, 0.714888, 0.692676, 0.098686, 0.008361], abs=1e-3)
    plain = np.sqrt(np.diag(np.linalg.inv(-fitted.model.hessian(fitted.params))))
    assert plain[1] == pytest.approx(0.105852, rel=1e-3)
    assert np.abs(fitted.model.score(fitted.params)).max() < 1e-6


def test_the_first_tie_of_a_unit_lies_between_the_bounds_of_all_its_ties() -> None:
    ties = [
        link("ru-a", "cn-x", start_year=2001),
        link("ru-a", "cn-y", begun_not_before=1995, begun_not_after=2010),
        link("ru-b", "cn-x", begun_not_after=2016),
        link("ru-c", "cn-z", begun_not_after=2024),
        link("ru-d", "cn-z", start_year=2023),
    ]
    found = first_ties(ties, {"ru-a": "ru-region"}, 1988, 2022)
    assert found["ru-region"] == Span(1995, 2001)
    assert found["ru-b"] == Span(1988, 2016)
    assert found["ru-c"] == Span(1988, None)  # it may have begun in 2023 or later: nothing is known of it
    assert "ru-d" not in found  # there was none by the end
    assert found["cn-z"] == Span(1988, None)


def test_a_unit_is_at_risk_until_its_span_and_to_the_last_year_without_one() -> None:
    before, until, begun = exposures([Span(1990, 1993), Span(1990, None), None], [1988, 1992], 1999)
    assert before.tolist() == [[2, 0], [2, 0], [4, 8]]
    assert until[0].tolist() == [4, 2]
    assert begun.tolist() == [True, False, False]
