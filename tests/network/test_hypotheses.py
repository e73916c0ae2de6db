"""Tests find an effect that was put in, find none where there is none, and say when they cannot tell."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pytest

from kg.analysis.hypotheses.estimates import Remark, corrected, holm
from kg.analysis.hypotheses.estimates import Test as Result
from kg.analysis.hypotheses.models import (
    Effect,
    any_tie_model,
    count_model,
    matrix_of,
)
from kg.analysis.hypotheses.pairs import Pairs, pair_tests, two_sided
from kg.analysis.hypotheses.permutation import contrast_tests
from kg.analysis.hypotheses.qap import qap_tests
from kg.analysis.hypotheses.study import study
from kg.analysis.hypotheses.units import Unit, units
from kg.analysis.measures.adjacency import sides_of
from kg.network.attributes import Attributes, Facility, Figure
from kg.network.ties import Network
from kg.network.views import Choice, view
from tests.network.worlds import link, network, node, question, two_provinces


def unit(number: int, ties: int, **more: object) -> Unit:
    base = Unit(f"u{number}", "ru", ties, False, 100.0 + number, 1e6, 5e5, 0, 0)
    return base._replace(**more)  # type: ignore[arg-type]  # fields by name


def keys(remarks: Iterable[Remark]) -> list[str]:
    return [remark.key for remark in remarks]


def world(border_effect: float, product_effect: float, count: int = 120) -> list[Unit]:
    """Units whose ties follow a known model."""
    chance = np.random.default_rng(11)
    found = []
    for number in range(count):
        border = bool(chance.random() < 0.4)
        size, product, distance = chance.normal(size=3)
        rate = math.exp(1.0 + border_effect * border + 0.3 * size + product_effect * product)
        ties = int(chance.poisson(rate * chance.gamma(5, 1 / 5)))
        figures = {"distance": 1000 * math.exp(distance), "population": 1e6 * math.exp(size)}
        found.append(unit(number, ties, border=border, product=5e5 * math.exp(product / 2), **figures))
    return found


def test_the_model_finds_the_effects_that_were_put_in() -> None:
    model = count_model(world(border_effect=0.8, product_effect=0.0))
    border, product, size = (model.effect(trait) for trait in ("border", "product", "size"))
    assert border is not None
    assert product is not None
    assert size is not None
    assert border.low < math.exp(0.8) < border.high
    assert border.p < 0.001
    assert product.p > 0.05
    assert size.p < 0.001
    assert model.diagnostics["poisson_p"] < 0.05  # gamma noise makes Poisson unfit
    assert model.diagnostics["dispersion"] == pytest.approx(1.0, abs=0.35)
    assert max(model.inflation.values()) < 1.5


def test_border_and_distance_are_told_apart_or_not() -> None:
    import statsmodels.api as sm

    rows = [each._replace(distance=100.0 + n if each.border else 4000.0 + 10 * n)
            for n, each in enumerate(world(0.8, 0.0, 200))]  # fmt: skip
    model = count_model(rows)
    matrix = matrix_of(rows)
    r = float(np.corrcoef(matrix[:, 0], matrix[:, 1])[0, 1])
    assert model.diagnostics["border_distance_r"] == pytest.approx(r)
    assert r < -0.5
    assert model.inflation["border"] == pytest.approx(1 / (1 - r**2), rel=0.1)
    ties = np.array([each.ties for each in rows], dtype=float)
    fitted = sm.NegativeBinomial(ties, sm.add_constant(matrix)).fit(disp=0, maxiter=500, cov_type="HC1")
    wald = fitted.wald_test(np.eye(6)[[1, 2]], scalar=True)
    assert model.diagnostics["border_distance_p"] == pytest.approx(float(wald.pvalue), rel=1e-6)
    assert "border_distance_r" not in count_model(rows, ("border", "size", "product")).diagnostics


def test_an_interval_that_says_nothing_is_called_wide() -> None:
    assert Effect("border", 8.74, 0.12, 618.0, 0.2, 300.0, 0.3).is_wide
    assert not Effect("border", 2.01, 0.69, 5.8, 0.8, 4.9, 0.2).is_wide


def test_few_units_are_not_modelled() -> None:
    assert count_model(world(0, 0, 20)).notes == (Remark("too-few-units", {"units": 20, "traits": 4, "needed": 40}),)
    assert keys(count_model([unit(n, n % 5) for n in range(60)]).notes) == ["does-not-vary"]
    rare = [each._replace(ties=int(n < 3)) for n, each in enumerate(world(0, 0))]
    assert any_tie_model(rare).notes == (Remark("too-few-of-outcome", {"units": 3, "traits": 4, "needed": 20}),)


def test_units_without_any_tie_are_told_as_such() -> None:
    none = [each._replace(ties=0, distance=None) for each in world(0, 0)]
    assert keys(count_model(none).notes) == keys(any_tie_model(none).notes) == ["no-tie"]


def test_a_trait_that_tells_the_outcome_is_left_out_and_named() -> None:
    rows = [each._replace(ties=1 if each.border else each.ties % 2) for each in world(0.0, 0.0, 200)]
    model = any_tie_model(rows)
    assert model.effect("border") is None
    assert model.notes == (Remark("separated", {"traits": ("border",)}),)
    assert model.measure == "odds ratio"
    assert model.effect("size") is not None


def test_holm_corrects_within_each_family() -> None:
    assert holm([0.01, 0.02, 0.03]) == pytest.approx([0.03, 0.04, 0.04])
    plain = Result("a", "x", "?", Remark("m"), 9, 1.0, 0.0, p=0.03)
    found = corrected([plain, plain._replace(trait="y"), plain._replace(family="b")])
    assert [test.adjusted for test in found] == pytest.approx([0.06, 0.06, 0.03])
    assert [test.verdict for test in found] == ["no effect found", "no effect found", "matters"]
    assert plain.verdict == "not testable"


def test_a_contrast_differs_and_does_not_matter() -> None:
    plain = Result("contrasts", "x", "?", Remark("m"), 9, 1.0, 0.0, p=0.03)
    found = corrected([plain, plain._replace(p=0.2)])
    assert [test.verdict for test in found] == ["no difference found", "no difference found"]
    assert corrected([plain])[0].verdict == "differs"


def neighbours(count: int = 24) -> tuple[Network, Attributes]:
    """Places on two facing lines, each tied to the one straight across."""
    nodes = [node("ru-border", "region", border=True), node("cn-border", "province", border=True)]
    for n in range(count):
        nodes.append(node(f"ru-{n:02}", "city", "ru-border", lat=50.0, lon=float(n), border=True))
        nodes.append(node(f"cn-{n:02}", "prefecture", "cn-border", lat=49.0, lon=float(n), border=True))
    links = [link(f"ru-{n:02}", f"cn-{n:02}") for n in range(count)]
    sizes = {
        f"{side}-{n:02}": Figure(1000.0 * (n + 1), "population-census", 2020, "")
        for n in range(count)
        for side in ("ru", "cn")
    }
    return network(nodes, links), Attributes(population=sizes)


def test_nearness_and_equal_size_are_found_in_pairs() -> None:
    world, attributes = neighbours()
    found = {test.trait: test for test in corrected(pair_tests(view(world), world, attributes, 199, seed=1))}
    assert found["distance"].verdict == "matters"
    assert found["distance"].effect is not None
    assert found["distance"].expected_low is not None
    assert found["distance"].effect < found["distance"].expected_low
    assert found["distance"].low is None  # what is bounded is the expectation, not the effect
    assert found["size"].effect == pytest.approx(1.0)
    assert found["border"].verdict == "not testable"  # no two units touch
    assert found["product"].verdict == "not testable"  # no figure is known
    assert found["product"].effect is None


def test_a_crossing_is_seen_from_both_ends() -> None:
    world = two_provinces()
    crossing = Facility("x", "border-crossing", "cn-ferry", "ru-port", closed=False)
    tests = pair_tests(view(world), world, Attributes(facilities=(crossing,)), 49)
    assert next(test.effect for test in tests if test.trait == "crossing") == pytest.approx(0.5)
    closed = Attributes(facilities=(crossing._replace(closed=True),))
    found = {test.trait: test.effect for test in pair_tests(view(world), world, closed, 49)}
    assert (found["crossing"], found["border"]) == (0.0, 0.5)  # units touch where a crossing is closed


def test_units_touch_that_share_a_boundary_on_record() -> None:
    shared = Attributes(boundaries=frozenset({("ru-east", "cn-north"), ("cn-north", "ru-east")}))
    found = {test.trait: test.effect for test in pair_tests(view(two_provinces()), two_provinces(), shared, 49)}
    assert (found["crossing"], found["border"]) == (0.0, 0.5)


def test_units_gather_their_ties_their_figures_and_their_facilities() -> None:
    world = two_provinces()
    attributes = Attributes(
        population={"ru-east": Figure(9.0, "population-jan1", 2023, "persons")},
        facilities=(
            Facility("k", "consulate", "ru-port", "", closed=False),
            Facility("x", "border-crossing", "ru-east", "cn-ferry", closed=False),
            Facility("y", "border-crossing", "ru-east", "cn-ferry", closed=True),
        ),
    )
    standing = [each for each in world.links if each.kind == "sister" and each.status != "ended"]
    east, west = units(world, standing, attributes, "ru")
    assert (east.id, east.ties, east.border, east.consulates, east.crossings) == ("ru-east", 3, True, 1, 1)
    assert (west.ties, west.population, west.product) == (1, None, None)


def test_permuted_traits_tell_a_real_difference_from_none() -> None:
    marked = [unit(n, 10 if n < 8 else n % 3, border=n < 8, consulates=n % 2) for n in range(40)]
    found = {test.trait: test for test in contrast_tests(marked, 499, seed=2)}
    assert found["border"].p is not None
    assert found["border"].p < 0.01
    assert found["consulate"].p is not None
    assert found["consulate"].p > 0.05
    assert found["crossing"].p is None
    assert keys(found["border"].notes) == ["units-with-it"]
    assert keys(found["consulate"].notes) == ["units-with-it", "consulates-follow-ties"]


def test_mrqap_finds_the_trait_that_ties_follow() -> None:
    nodes = [node(f"ru-{n:02}", "region", lat=50.0 + n / 7, lon=60.0 + n) for n in range(18)]
    nodes += [node(f"cn-{n:02}", "province", lat=40.0 - n / 9, lon=60.0 + n) for n in range(18)]
    touching = [(f"cn-{a:02}", f"ru-{b:02}") for a in range(6) for b in range(6)]
    links = [link(*pair) for pair in touching]
    figures = {each.id: Figure(1000.0 + 37 * (k * 7 % 11), "f", 2020, "") for k, each in enumerate(nodes)}
    world = network(nodes, links)
    attributes = Attributes(figures, figures | {}, boundaries=frozenset(touching))
    regions = view(world, "regions", Choice(isolates=True))
    found = {test.trait: test for test in qap_tests(regions, world, attributes, 199, seed=1)}
    assert found["border"].p == pytest.approx(0.01, abs=0.01)
    assert found["border"].effect == pytest.approx(math.log(2), abs=0.1)
    border = found["border"]
    assert border.effect is not None
    assert border.low is not None
    assert border.high is not None
    assert border.low <= border.effect <= border.high
    assert set(found) == {"distance", "border", "size", "product"}
    without = qap_tests(regions, world, attributes._replace(boundaries=frozenset()), 99, seed=1)
    flat = next(test for test in without if test.trait == "border")
    assert (flat.p, flat.notes[-1]) == (None, Remark("does-not-vary", {"traits": ("border",)}))


def test_mrqap_is_the_regression_of_statsmodels() -> None:
    import statsmodels.api as sm

    chance = np.random.default_rng(2)
    nodes = [node(f"ru-{n:02}", "region", lat=50.0 + n, lon=60.0 + 2 * n) for n in range(12)]
    nodes += [node(f"cn-{n:02}", "province", lat=40.0 - n, lon=60.0 + n) for n in range(9)]
    world = network(nodes, [link(f"ru-{a:02}", f"cn-{b:02}") for a, b in chance.integers(0, 9, (40, 2)).tolist()])
    sizes, riches = (
        {
            each.id: Figure(float(value), "f", 2020, "")
            for each, value in zip(nodes, chance.uniform(1, 9, 21), strict=True)
        }
        for _ in range(2)
    )
    attributes = Attributes(sizes, riches, boundaries=frozenset({("cn-02", "ru-01"), ("cn-03", "ru-03")}))
    regions = view(world, "regions", Choice(isolates=True))
    found = qap_tests(regions, world, attributes, 99, seed=1)
    first, second = sides_of(regions)
    of = Pairs(regions, first, second)
    columns = [np.log(of.distance + 1), of.where("region", lambda a, b: (a, b) in attributes.boundaries)]
    columns += [np.add.outer(*of.scores(known)) for known in (sizes, riches)]
    outcome = [np.log1p(regions.get_edge_data(a, b, {}).get("weight", 0)) for a in first for b in second]
    fitted = sm.OLS(outcome, sm.add_constant(np.column_stack([each.ravel() for each in columns]))).fit()
    assert [test.effect for test in found] == pytest.approx(fitted.params[1:].tolist())
    assert [(test.low, test.high) for test in found] == [pytest.approx(pair) for pair in fitted.conf_int()[1:].tolist()]
    assert found[0].notes[0].values["r2"] == pytest.approx(float(fitted.rsquared))


def test_pairs_without_any_tie_cannot_be_tested() -> None:
    nodes = [node(f"{side}-{n:02}", "region", border=n < 3, lat=50.0 + n, lon=60.0 + n * n) for n in range(9)
             for side in ("ru", "cn")]  # fmt: skip
    figures = {each.id: Figure(1000.0 + 37 * (k * 7 % 11), "f", 2020, "") for k, each in enumerate(nodes)}
    world = network(nodes, [link("ru-00", "cn-00", start_year=2000)])
    regions = view(world, "regions", Choice(isolates=True, as_of=1950))
    tests = qap_tests(regions, world, Attributes(population=figures, product_per_head=figures), 99, seed=1)
    assert {test.verdict for test in corrected(tests)} == {"not testable"}
    assert {test.notes[-1].key for test in tests if test.trait != "border"} == {"same-outcome"}


def test_a_p_value_is_never_zero() -> None:
    assert two_sided(100.0, np.zeros(99)) == pytest.approx(0.02)
    assert two_sided(0.0, np.zeros(99)) is None


def test_a_study_of_a_tiny_world_says_what_it_cannot_test() -> None:
    tests = study(question(country="ru", rounds=49))
    assert {test.family for test in tests} == {"contrasts", "units", "pairs", "units in pairs"}
    assert tests == study(question(country="ru", rounds=49))
    consulate = next(test for test in tests if test.family == "units" and test.trait == "consulate")
    assert (consulate.verdict, keys(consulate.notes)) == ("not testable", ["too-few-units", "consulates-follow-ties"])
