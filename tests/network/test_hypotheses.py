"""Tests find an effect that was put in, find none where there is none, and say when they cannot tell."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pytest

from kg.analysis.hypotheses.estimates import Remark, corrected, holm
from kg.analysis.hypotheses.estimates import Test as Result
from kg.analysis.hypotheses.models import (
    WITHOUT_DISTANCE,
    Effect,
    Model,
    any_tie_model,
    count_model,
    design,
    leave_one_out,
)
from kg.analysis.hypotheses.pairs import pair_tests, two_sided
from kg.analysis.hypotheses.permutation import contrast_tests
from kg.analysis.hypotheses.qap import qap_tests
from kg.analysis.hypotheses.study import claim, study
from kg.analysis.hypotheses.units import Unit, units
from kg.analysis.hypotheses.verdict import judge
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


def test_the_verdict_follows_the_effects() -> None:
    def verdict(border: float, product: float, count: int = 400) -> str:
        return judge([count_model(world(border, product, count))]).answer

    assert verdict(0.0, 0.6) == "supported"
    assert verdict(1.0, 0.6) == "not supported"
    assert verdict(0.0, 0.0) == "not supported"  # development is shown to make no difference


def test_wide_intervals_leave_the_claim_open() -> None:
    border = Effect("border", 2.0, 0.7, 5.8, 0.8, 4.9, 0.2)
    product = Effect("product", 1.3, 0.9, 1.8, 0.95, 1.7, 0.1)
    verdict = judge([Model("ties", 83, (border, product), {}, {})])
    assert verdict.answer == "not testable"
    assert keys(verdict.reasons) == ["border-open", "product-open", "none-supports"]
    assert (verdict.reasons[0].values["border_low"], verdict.reasons[0].values["border_high"]) == (0.7, 5.8)


def test_a_verdict_names_its_reasons_and_hears_the_other_models() -> None:
    verdict = judge([count_model(world(1.0, 0.6, 400)), count_model([])])
    assert keys(verdict.reasons)[:3] == ["border-matters", "product-matters", "border-and-distance"]
    assert [(fit.model.name, fit.answer) for fit in verdict.fits] == [
        ("number of ties", "not supported"),
        ("number of ties", "not testable"),
    ]


def effects(border: tuple[float, float, float], product: tuple[float, float, float], **named: str) -> Model:
    """A model of two effects, each a ratio with its interval; the narrow interval is the wide one."""
    found = [
        Effect(trait, ratio, low, high, low, high, 0.001 if low > 1 or high < 1 else 0.4)
        for trait, (ratio, low, high) in (("border", border), ("product", product))
    ]
    return Model(named.get("name", "ties"), 83, tuple(found), {}, {})


NONE, MORE, OPEN = (1.0, 0.8, 1.2), (2.0, 1.5, 3.0), (2.0, 0.7, 5.8)


def test_a_verdict_that_distance_decides_is_not_testable() -> None:
    free = effects(MORE, MORE, name=WITHOUT_DISTANCE)
    assert judge([effects(NONE, MORE)]).answer == "supported"
    verdict = judge([effects(NONE, MORE), free])
    assert verdict.answer == "not testable"
    hangs = next(reason for reason in verdict.reasons if reason.key == "hangs-on-distance")
    assert (hangs.values["border"], hangs.values["answer"]) == (2.0, "not supported")


def test_a_verdict_that_stands_without_distance_is_kept() -> None:
    verdict = judge([effects(MORE, MORE), effects(MORE, NONE, name=WITHOUT_DISTANCE)])
    assert verdict.answer == "not supported"
    assert "same-without-distance" in keys(verdict.reasons)
    unfitted = Model(WITHOUT_DISTANCE, 83, (), {}, {})
    assert judge([effects(NONE, MORE), unfitted]).answer == "supported"


def test_a_verdict_names_the_units_that_turn_it() -> None:
    left_out = [("u1", effects(OPEN, OPEN)), ("u2", effects(MORE, OPEN)), ("u3", effects((1.4, 0.4, 5.6), OPEN))]
    verdict = judge([effects(OPEN, OPEN)], left_out)
    assert verdict.answer == "not testable"
    span = next(reason for reason in verdict.reasons if reason.key == "one-left-out")
    assert span.values == {"fits": 3, "least": 1.4, "least_unit": "u3", "most": 2.0, "most_unit": "u2"}
    turned = next(reason for reason in verdict.reasons if reason.key == "turned-by")
    assert turned.values == {"answer": "not supported", "units": ("u2",)}
    assert "turned-by-none" in keys(judge([effects(OPEN, OPEN)], left_out[:1]).reasons)


def test_a_verdict_says_when_no_fit_supports_the_claim() -> None:
    assert judge([effects(OPEN, OPEN)], [("u1", effects(MORE, OPEN))]).reasons[-1] == Remark(
        "none-supports", {"fits": 2}
    )
    assert "none-supports" not in keys(judge([effects(OPEN, OPEN)], [("u1", effects(NONE, MORE))]).reasons)


def test_every_unit_is_left_out_once() -> None:
    rows = world(0.0, 0.0, 60)
    found = leave_one_out([*rows, unit(99, 3, product=None)])
    assert [fit.unit for fit in found] == [each.id for each in rows]
    assert {fit.model.units for fit in found} == {59}
    assert found[7].model.effect("border") == count_model([*rows[:7], *rows[8:]]).effect("border")
    assert leave_one_out(rows[:20]) == []


def test_one_unit_can_carry_an_effect() -> None:
    rows = [unit(n, 1 + n % 3, border=n < 3, population=1e6 + 997 * (n * 37 % 60), product=5e5 + 31 * (n * 23 % 60))
            for n in range(60)]  # fmt: skip
    rows[1] = rows[1]._replace(ties=40)
    ratios = {fit.unit: effect.ratio for fit in leave_one_out(rows) if (effect := fit.model.effect("border"))}
    assert min(ratios, key=lambda each: ratios[each]) == "u1"
    assert ratios["u1"] < 2
    assert min(ratio for each, ratio in ratios.items() if each not in {"u0", "u1", "u2"}) > 4


def test_border_and_distance_are_told_apart_or_not() -> None:
    import statsmodels.api as sm

    rows = [each._replace(distance=100.0 + n if each.border else 4000.0 + 10 * n)
            for n, each in enumerate(world(0.8, 0.0, 200))]  # fmt: skip
    model = count_model(rows)
    matrix = design(rows)
    r = float(np.corrcoef(matrix[:, 0], matrix[:, 1])[0, 1])
    assert model.diagnostics["border_distance_r"] == pytest.approx(r)
    assert r < -0.5
    assert model.inflation["border"] == pytest.approx(1 / (1 - r**2), rel=0.1)
    ties = np.array([each.ties for each in rows], dtype=float)
    fitted = sm.NegativeBinomial(ties, sm.add_constant(matrix)).fit(disp=0, maxiter=500, cov_type="HC1")
    wald = fitted.wald_test(np.eye(6)[[1, 2]], scalar=True)
    assert model.diagnostics["border_distance_p"] == pytest.approx(float(wald.pvalue), rel=1e-6)
    assert "border_distance_r" not in count_model(rows, ("border", "size", "product")).diagnostics


def test_nearness_matters_only_where_neither_part_of_it_is_seen() -> None:
    open_fit = effects(OPEN, OPEN)._replace(
        diagnostics={"border_distance_r": -0.8, "border_distance_p": 1e-6}, inflation={"border": 2.5}
    )
    assert keys(judge([open_fit]).reasons)[2:4] == ["border-and-distance", "nearness-matters"]
    far = open_fit.effects[0]._replace(trait="distance", p=0.001)
    seen = open_fit._replace(effects=(*open_fit.effects, far))
    assert "nearness-matters" not in keys(judge([seen]).reasons)


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
    assert found["distance"].low is not None
    assert found["distance"].effect < found["distance"].low
    assert found["size"].effect == pytest.approx(1.0)
    assert found["border"].verdict == "not testable"  # every pair lies on the border
    assert found["product"].verdict == "not testable"  # no figure is known
    assert found["product"].effect is None


def test_a_crossing_is_seen_from_both_ends() -> None:
    world = two_provinces()
    crossing = Facility("x", "border-crossing", "cn-ferry", "ru-port", closed=False)
    tests = pair_tests(view(world), world, Attributes(facilities=(crossing,)), 49)
    assert next(test.effect for test in tests if test.trait == "crossing") == pytest.approx(0.5)
    closed = Attributes(facilities=(crossing._replace(closed=True),))
    assert next(test.effect for test in pair_tests(view(world), world, closed, 49) if test.trait == "crossing") == 0.0


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
    nodes = [node(f"ru-{n:02}", "region", border=n < 6, lat=50.0 + n / 7, lon=60.0 + n) for n in range(18)]
    nodes += [node(f"cn-{n:02}", "province", border=n < 6, lat=40.0 - n / 9, lon=60.0 + n) for n in range(18)]
    links = [link(f"ru-{a:02}", f"cn-{b:02}") for a in range(6) for b in range(6)]
    figures = {each.id: Figure(1000.0 + 37 * (k * 7 % 11), "f", 2020, "") for k, each in enumerate(nodes)}
    world = network(nodes, links)
    attributes = Attributes(population=figures, product_per_head=figures | {})
    regions = view(world, "regions", Choice(isolates=True))
    found = {test.trait: test for test in qap_tests(regions, world, attributes, 199, seed=1)}
    assert found["border"].p == pytest.approx(0.01, abs=0.01)
    assert found["border"].effect == pytest.approx(math.log(2), abs=0.1)
    assert found["crossing"].p is None
    assert found["crossing"].notes[-1] == Remark("does-not-vary", {"traits": ("crossing",)})


def test_pairs_without_any_tie_cannot_be_tested() -> None:
    nodes = [node(f"{side}-{n:02}", "region", border=n < 3, lat=50.0 + n, lon=60.0 + n * n) for n in range(9)
             for side in ("ru", "cn")]  # fmt: skip
    figures = {each.id: Figure(1000.0 + 37 * (k * 7 % 11), "f", 2020, "") for k, each in enumerate(nodes)}
    world = network(nodes, [link("ru-00", "cn-00", start_year=2000)])
    regions = view(world, "regions", Choice(isolates=True, as_of=1950))
    tests = qap_tests(regions, world, Attributes(population=figures, product_per_head=figures), 99, seed=1)
    assert {test.verdict for test in corrected(tests)} == {"not testable"}
    assert {test.notes[-1].key for test in tests if test.trait != "crossing"} == {"same-outcome"}


def test_a_p_value_is_never_zero() -> None:
    assert two_sided(100.0, np.zeros(99)) == pytest.approx(0.02)
    assert two_sided(0.0, np.zeros(99)) is None


def test_a_study_of_a_tiny_world_says_what_it_cannot_test() -> None:
    tests = study(question(country="ru", rounds=49))
    assert {test.family for test in tests} == {"contrasts", "units", "pairs", "units in pairs"}
    assert tests == study(question(country="ru", rounds=49))
    consulate = next(test for test in tests if test.family == "units" and test.trait == "consulate")
    assert (consulate.verdict, keys(consulate.notes)) == ("not testable", ["too-few-units", "consulates-follow-ties"])


def test_the_claim_of_a_tiny_world_cannot_be_tested() -> None:
    verdict = claim(question(country="ru"))
    assert verdict.answer == "not testable"
    assert keys(verdict.reasons) == ["no-model"]
    assert verdict.left_out == ()
    assert verdict.fits[1].model.name == WITHOUT_DISTANCE
