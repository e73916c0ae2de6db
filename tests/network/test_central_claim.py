"""The central claim: effects put in are found, errors are those of formulas, no verdict outruns its tests."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.analysis.ground import centres
from kg.analysis.hypotheses.designs import HOW_MANY, WHEN, WHOM, Design, Setting, basis_of, clustered, designs
from kg.analysis.hypotheses.development import known, natural_range, scores
from kg.analysis.hypotheses.estimates import Remark
from kg.analysis.hypotheses.inference import Fit, fit_of, least_shown, model_of, over, permuted
from kg.analysis.hypotheses.models import Effect, Model, with_constant
from kg.analysis.hypotheses.specifications import settings, share
from kg.analysis.hypotheses.units import Unit, units
from kg.analysis.hypotheses.verdict import Outcome, Verdict, answer, claim, corrected
from kg.analysis.question import Question
from kg.analysis.reports import claim as report
from kg.analysis.reports.report import texts
from kg.network.attributes import Attributes, Figure
from kg.network.views import SISTER_ONLY, Choice
from tests.network.worlds import link, network, node, question


def country(border: float = 0.0, development: float = 0.0, own: float = 0.0) -> Question:
    """Forty units over against ten, the first eight on the border with three of them, and ties by known rates.

    ``own`` is the spread of what each unit has of its own.
    """
    chance = np.random.default_rng(3)
    here = [node(f"ru-{n:02}", "region", border=n < 8, lat=52.0 + n % 13, lon=60.0 + 2 * n) for n in range(40)]
    there = [node(f"cn-{n}", "province", border=n < 3, lat=45.0 - n, lon=80.0 + 3 * n) for n in range(10)]
    touching = {(f"ru-{n:02}", f"cn-{n % 3}") for n in range(8)}
    riches, sizes = chance.normal(size=40), chance.normal(size=40)
    more = {each.id: own * float(chance.normal()) for each in (*here, *there)}
    links = []
    for a, rich, size in zip(here, riches.tolist(), sizes.tolist(), strict=True):
        for b in there:
            rate = math.exp(
                -1.2 + border * ((a.id, b.id) in touching) + development * rich + 0.3 * size + more[a.id] + more[b.id]
            )
            for n in range(int(chance.poisson(rate))):
                year = 1990 + int(chance.integers(0, 30))
                links.append(link(a.id, b.id, slug=f"{a.id}-{b.id}-{n}", start_year=year))
    population = dict(zip((each.id for each in here), (1e6 * np.exp(sizes)).tolist(), strict=True))
    product = dict(zip((each.id for each in here), (5e5 * np.exp(riches)).tolist(), strict=True))
    for n, each in enumerate(there):
        population[each.id], product[each.id] = 1e7 + 1e6 * n, 6e4 + 5e3 * (n * 7 % 10)
    figures = [{id: Figure(value, "f", 2020, "") for id, value in of.items()} for of in (population, product)]
    both = frozenset(touching | {(b, a) for a, b in touching})
    world = network([*here, *there], links)
    return Question(
        world, Attributes(figures[0], figures[1], boundaries=both), Choice(as_of=2022), country="ru", rounds=99
    )


def of(asked: Question, name: str, setting: Setting = Setting()) -> Design:  # noqa: B008 (a record)
    return next(each for each in designs(asked, setting, basis_of(asked, setting)) if each.name == name)


def model(design: Design) -> Model:
    return model_of(design, fit_of(design))


def by_chance(design: Design, trait: str) -> float | None:
    fit = fit_of(design)
    assert isinstance(fit, Fit)
    return permuted(design, fit, trait, 199, 0)


PLAIN, RICH = country(), country(border=2.0, development=0.8)


@pytest.mark.parametrize("name", [WHOM, WHEN, HOW_MANY])
def test_each_design_finds_the_development_that_was_put_in(name: str) -> None:
    design = of(RICH, name)
    effect = model(design).effect("development")
    assert effect is not None
    assert effect.low > 1
    assert (by_chance(design, "development") or 1) <= 0.01
    plain = model(of(PLAIN, name)).effect("development")
    assert plain is not None
    assert by_chance(of(PLAIN, name), "development") == pytest.approx(plain.p, abs=0.12)


def test_pairs_that_touch_are_told_from_others() -> None:
    design = of(RICH, WHOM)
    effect = model(design).effect("border")
    assert effect is not None
    assert 1 < effect.low < math.exp(2.0) < effect.high
    assert (by_chance(design, "border") or 1) <= 0.01


def test_errors_of_pairs_are_clustered_by_both_units_as_statsmodels_does_it() -> None:
    from scipy.stats import t
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    design = of(country(own=0.7), WHOM)
    matrix = design.matrix(tuple(design.columns))
    poisson = GLM(design.outcome, with_constant(matrix), family=Poisson())
    first, second = np.indices((40, 10)).reshape(2, -1)
    ways = [
        poisson.fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
        for groups in (np.column_stack([first, second]), first, second, np.arange(400))
    ]
    effects, errors = model(design).effects, np.sqrt([np.diag(each.cov_params()) for each in ways])[:, 1:]
    greatest = errors.max(axis=0)
    for n, effect in enumerate(effects):
        assert math.log(effect.ratio) == pytest.approx(ways[0].params[n + 1], abs=1e-9)
        assert math.log(effect.high / effect.low) == pytest.approx(2 * t.ppf(0.975, 9) * greatest[n], rel=1e-6)


def test_errors_that_units_of_both_sides_share_are_those_of_statsmodels() -> None:
    import statsmodels.api as sm

    chance = np.random.default_rng(5)
    outcome = np.add.outer(chance.normal(size=30), chance.normal(size=12)) + chance.normal(size=(30, 12))
    groups = np.indices((30, 12)).reshape(2, -1).T
    fitted = sm.OLS(outcome.ravel(), np.ones(360)).fit(cov_type="cluster", cov_kwds={"groups": groups})
    found = clustered((outcome - outcome.mean()).reshape(-1, 1), np.array([[1 / 360]]), (30, 12))
    assert found == pytest.approx(np.diag(fitted.cov_params()))


def test_a_variance_that_two_ways_make_negative_is_the_greatest_of_the_others() -> None:
    scores_of = np.array([[1.0], [-1.0], [-1.0], [1.0]])  # no row and no column sums to more
    assert clustered(scores_of, np.eye(1), (2, 2)) == pytest.approx([4 * 4 / 3])


def test_a_pair_without_ties_that_touches_has_no_finite_ratio() -> None:
    asked = country()
    lone = asked._replace(attributes=asked.attributes._replace(boundaries=frozenset({("ru-39", "cn-9")})))
    assert not any({each.a, each.b} == {"ru-39", "cn-9"} for each in asked.network.links)
    assert model(of(lone, WHOM)).notes == (Remark("separated", {"traits": ("border",)}),)
    assert model(of(lone, HOW_MANY)).effects


def test_ties_that_are_only_possible_by_the_year_count_where_that_is_chosen() -> None:
    asked = country()
    late = asked.network.links[0]._replace(start_year=None, begun_not_after=2024)
    asked = asked._replace(network=asked.network._replace(links=(late, *asked.network.links[1:])))
    certain, possible, today = (
        of(asked, HOW_MANY, Setting(possible=possible, year=year)).outcome.sum()
        for possible, year in ((False, 2022), (True, 2022), (False, None))
    )
    assert (possible - certain, today - certain) == (1, 1)


def test_a_setting_leaves_out_what_it_does_not_hold_equal() -> None:
    columns = of(PLAIN, WHOM, Setting(distance=False)).columns
    assert "distance" not in columns
    assert "sources" not in columns  # nothing is on record of other kinds: it does not vary
    assert {"border", "development", "size-there"} <= set(columns)


def unit(id: str, **figures: float | None) -> Unit:
    return Unit(id, "ru", 0, False, 1.0, 1.0, None, 0, 0)._replace(**figures)  # type: ignore[arg-type]  # fields by name


def test_development_is_the_mean_of_what_is_on_record_for_all() -> None:
    some = [unit("a", product=1.0, wages=4.0, trade=1.0), unit("b", product=2.0, wages=2.0, trade=None),
            unit("c", product=4.0, wages=1.0, trade=9.0)]  # fmt: skip
    assert known(some) == ("product", "wages")
    assert scores(some) == pytest.approx([0, 0, 0])  # what one says, the other denies
    assert scores(some, "wages")[0] > 0 > scores(some, "wages")[2]
    assert natural_range(np.arange(11.0)) == 8.0


def test_the_centre_of_a_unit_is_where_its_people_live() -> None:
    nodes = [
        node("ru-krai", "region", lat=57.0, lon=135.0),
        node("ru-large", "city", "ru-krai", lat=48.5, lon=135.0),
        node("ru-small", "city", "ru-krai", lat=50.5, lon=137.0),
        node("ru-part", "city-part", "ru-krai", lat=10.0, lon=10.0, within="ru-large"),
        node("ru-capital", "federal-city", lat=55.7, lon=37.6),
        node("ru-suburb", "city", "ru-capital", lat=55.0, lon=36.0),
        node("ru-empty", "region", lat=60.0, lon=60.0),
    ]
    sizes = {"ru-large": 3.0, "ru-small": 1.0, "ru-part": 9.0, "ru-suburb": 1.0}
    found = centres(network(nodes, []), Attributes({id: Figure(size, "f", 2020, "") for id, size in sizes.items()}))
    assert found["ru-krai"] == pytest.approx((49.0, 135.5), abs=0.05)
    assert found["ru-capital"] == (55.7, 37.6)  # a city is its own centre
    assert found["ru-empty"] == (60.0, 60.0)
    assert set(found) == {"ru-krai", "ru-capital", "ru-empty"}


def test_figures_of_units_are_a_head_and_sources_are_those_of_other_kinds() -> None:
    nodes = [node("ru-a", "region", lat=1.0, lon=1.0), node("cn-x", "province", lat=2.0, lon=2.0)]
    links = [link("ru-a", "cn-x"), link("ru-a", "cn-x", slug="p", kind="partner", sources=("one", "copy", "two"))]
    economy = {"exports-total": 30.0, "imports-total": 10.0, "fixed-capital-investment": 8.0, "wage-monthly": 5.0}
    attributes = Attributes(
        {"ru-a": Figure(4.0, "f", 2020, "")},
        economy={name: {"ru-a": Figure(value, name, 2020, "")} for name, value in economy.items()},
    )
    world = network(nodes, links)._replace(witnesses={"copy": "one"})
    found = units(world, links[:1], attributes, "ru")[0]
    assert (found.trade, found.investment, found.wages, found.income) == (10.0, 2.0, 5.0, None)
    assert found.sources == 2


def outcome(trait: str, ratio: float, low: float, high: float, p: float, permuted: float = 0.001) -> Outcome:
    return Outcome(HOW_MANY, trait, 83, Effect(trait, ratio, low, high, low, high, p), permuted)


MORE, FEWER, NONE, OPEN = (2, 1.5, 3, 1e-4), (0.5, 0.3, 0.7, 1e-4), (1, 0.8, 1.2, 0.9), (2, 0.7, 5.8, 0.2)


@pytest.mark.parametrize(
    ("border", "development", "expected"),
    [
        ([NONE, NONE], [MORE, OPEN], "supported"),
        ([MORE, NONE], [MORE, MORE], "not supported"),
        ([FEWER, OPEN], [MORE, MORE], "not supported"),
        ([NONE, NONE], [NONE, NONE], "not supported"),
        ([OPEN, OPEN], [FEWER, OPEN], "not supported"),
        ([OPEN, NONE], [MORE, MORE], "not testable"),
        ([OPEN, OPEN], [OPEN, OPEN], "not testable"),
    ],
)
def test_the_answer_is_no_stronger_than_the_tests(
    border: list[tuple[float, ...]], development: list[tuple[float, ...]], expected: str
) -> None:
    of_traits = {"border": border, "development": development}
    tests = [outcome(trait, *numbers) for trait, found in of_traits.items() for numbers in found]
    family = corrected(tests)
    assert answer(family) == expected
    said = report.sentences(Verdict(answer(family), family), question("en"))
    assert len(said) == 3
    assert said[2].startswith({"supported": "So the ties agree", "not supported": "So the ties speak against"}.get(
        expected, "So the ties neither"
    ))  # fmt: skip


def test_a_finding_needs_both_p_values_after_correction_of_the_family() -> None:
    tests = [outcome("border", 2, 1.5, 3, 0.001, permuted=p) for p in (0.001, 0.03, 0.2)]
    assert [test.adjusted for test in corrected(tests)] == pytest.approx([0.003, 0.06, 0.2])
    assert [test.verdict for test in corrected(tests)] == ["matters", "open", "open"]


def test_an_effect_is_told_over_its_range_and_with_what_could_have_been_shown() -> None:
    effect = over(Effect("development", 1.2, 1.0, 1.44, 1.03, 1.4, 0.05), 2.0)
    assert (effect.ratio, effect.low, effect.high) == pytest.approx((1.44, 1.0, 2.0736))
    error = math.log(2.0736) / 2 / 1.96
    assert least_shown(effect) == pytest.approx(math.exp((1.96 + 0.8416) * error), rel=1e-3)


def test_the_claim_has_six_tests_and_as_many_beside_them() -> None:
    found = claim(RICH._replace(rounds=499))
    assert [(test.design, test.trait) for test in found.family[:2]] == [(WHOM, "border"), (WHOM, "development")]
    assert (len(found.family), len(found.beside)) == (6, 6)
    assert {test.adjusted for test in found.beside} == {None}
    assert [test.verdict for test in found.family] == ["matters", "matters", "open", "matters", "matters", "matters"]
    assert found.answer == "not supported"


def test_the_claim_of_a_tiny_world_cannot_be_tested_and_says_why() -> None:
    found = report.of_claim(question(country="ru"))
    assert {row[found.columns.index("verdict")] for row in found.rows} == {"not testable with these data"}
    assert "too few units" in str(found.rows[0][-1])
    assert found.notes[0].endswith("not testable with these data")
    assert found.notes[1].startswith("The model cannot be fitted: too few units")


@pytest.mark.parametrize(
    ("lang", "starts"),
    [
        ("en", ("Border: it counts", "Development: more developed", "So the ties speak against")),
        ("ru", ("Граница: она важна", "Уровень развития: у более развитых", "Итак, связи противоречат")),
        ("zh", ("边境：在距离相同的条件下，边境本身仍有影响", "发展水平：较发达", "因此，这些关系不支持")),
    ],
)
def test_three_sentences_say_what_follows(lang: str, starts: tuple[str, ...]) -> None:
    family = corrected([outcome("border", *MORE), outcome("development", *MORE)])
    said = report.sentences(Verdict(answer(family), family), question(lang))
    assert [text.startswith(start) for text, start in zip(said, starts, strict=True)] == [True] * 3
    assert "{" not in "".join(said)


def test_every_sentence_has_its_words() -> None:
    states = ("matters", "fewer", "none", "open")
    keys = {f"{trait}-{state}" for trait in ("border", "development") for state in states}
    keys |= {f"claim-{each}" for each in ("supported", "not-supported", "not-testable")}
    assert keys <= set(texts()["notes"])


def test_the_specification_curve_holds_every_combination() -> None:
    every = settings(2022)
    assert len(every) == len(set(every)) == 2 * 3 * 2 * 2 * 6 * 2
    assert Setting() in every
    assert {each.kinds for each in settings(None)} == {SISTER_ONLY, ("sister", "partner")}
    wide, more, less = (
        Effect("border", 1, low, high, low, high, 0.5) for low, high in ((0.5, 2), (1.1, 2), (0.2, 0.9))
    )
    assert share([wide, more, less, None]) == (3, 1, 1)


def test_the_curve_is_a_row_a_specification_with_the_shares_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [Setting(distance=held) for held in (True, False)]
    monkeypatch.setattr("kg.analysis.hypotheses.specifications.settings", lambda year: some)
    found = report.of_specifications(country(border=2.0))
    assert len(found.rows) == 6
    assert {len(row) for row in found.rows} == {len(found.columns)}
    assert found.notes[0].startswith("border, distance held equal: above 1 in ")
    assert found.notes[3].startswith("development, distance left out: above 1 in 0 of 3")
