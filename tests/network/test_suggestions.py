"""Suggestions follow what the network shows, explain themselves, and are held against what came later."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.analysis.prediction.features import FEATURES, Candidates, Facts, Usual, candidates, facts, true_of, usual
from kg.analysis.prediction.learned import learn
from kg.analysis.prediction.suggest import Reason, Suggestion, suggest
from kg.analysis.prediction.wording import explain, reason_texts
from kg.analysis.question import Question
from kg.base.errors import KgError
from kg.base.languages import translated
from kg.network.attributes import Attributes, Figure
from kg.network.levels import comparable
from kg.network.ties import Network
from kg.network.views import Choice
from kg.schema.codes import TIER
from tests.network.worlds import growing, link, network, node, square

SIDES = ("ru", "cn")
LANGUAGES = ("en", "ru", "zh")


def asked(world: Network, place: str, limit: int | None = None, choice: Choice = Choice()) -> Question:  # noqa: B008
    """What is asked of a world of which nothing but its ties is known."""
    return Question(world, Attributes(), choice, place=place, limit=limit)


def value(known: Candidates, feature: str, a: str, b: str) -> float:
    return float(known.values[FEATURES.index(feature), known.first.index(a), known.second.index(b)])


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


FEATURED = {"level": 1.0, "spheres": 0.8, "units-tied": 1.0}
PLAIN = Facts(("ru-a", "ru-b"), (6, 7), 585.0, (617_441.0, 1_097_430.0), FEATURED)
THAN = Usual(near=1300.0, people=(300_000.0, 1_000_000.0))


def test_each_reason_is_told_where_its_words_hold() -> None:
    assert true_of(PLAIN, THAN) == set(FEATURES)
    assert true_of(PLAIN, Usual(None, (None, None))) == {*FEATURES} - {"nearness", "population"}


@pytest.mark.parametrize(
    ("change", "feature"),
    [
        ({"kilometres": 3429.0}, "nearness"),
        ({"kilometres": None}, "nearness"),
        ({"people": (617_000.0, 4_067_000.0)}, "size"),
        ({"people": (617_000.0, 900_000.0)}, "population"),
        ({"people": (None, 1_097_430.0)}, "population"),
        ({"partners": (6, 0)}, "preferential-attachment"),
        ({"through": ()}, "shared-partners-weighed"),
        ({"features": {**FEATURED, "level": 0.0}}, "level"),
        ({"features": {**FEATURED, "spheres": 0.4}}, "spheres"),
        ({"features": {**FEATURED, "units-tied": 0.0}}, "units-tied"),
    ],
)
def test_no_reason_is_told_that_is_not_true_of_the_pair(change: dict[str, object], feature: str) -> None:
    assert feature not in true_of(PLAIN._replace(**change), THAN)  # type: ignore[arg-type]  # fields by name


def test_what_is_usual_is_taken_from_the_tied_pairs_and_places() -> None:
    nodes = [node(f"ru-{n}", lat=50.0, lon=100.0) for n in range(4)]
    nodes += [node(f"cn-{n}", "prefecture", lat=50.0 - n, lon=100.0) for n in range(1, 6)]
    world = network(nodes, [link(f"ru-{n}", f"cn-{n + 1}") for n in range(3)])
    sizes = {"ru-0": 1e5, "ru-1": 2e5, "ru-2": 4e5, "ru-3": 9e6, "cn-1": 5e5, "cn-2": 3e5}
    attributes = Attributes(population={id: Figure(size, "f", 2020, "") for id, size in sizes.items()})
    known = candidates(world, world.links, attributes, SIDES)
    found = usual(known)
    assert found.people == (2e5, 4e5)
    assert found.near == pytest.approx(1.5 * 111.2, rel=0.01)  # degrees: 1, 2, 3; a quarter of the way
    pair = facts(known, known.first.index("ru-3"), known.second.index("cn-1"))
    assert pair.kilometres == pytest.approx(111.2, rel=0.01)
    assert {"nearness", "population"} <= true_of(pair, found)
    assert "size" not in true_of(pair, found)


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


def told(lang: str, names: int = 2, *features: str, **change: object) -> str:
    labels = {"en": "Guangdong", "ru": "Гуандун", "zh": "广东省"}
    nodes = [node(f"ru-{n}", labels=labels) for n in range(names)]
    nodes += [node("ru-p", labels={"en": "Khabarovsk", "ru": "Хабаровск", "zh": "哈巴罗夫斯克"})]
    nodes += [node("cn-q", labels={"en": "Xi'an", "ru": "Сиань", "zh": "西安市"})]
    found = PLAIN._replace(through=tuple(f"ru-{n}" for n in range(names)), **change)  # type: ignore[arg-type]
    reasons = tuple(Reason(feature, 1.0) for feature in features)
    return explain(Suggestion("ru-p", "cn-q", 0.0, reasons, found), network(nodes, []), lang)


def test_one_place_agrees_with_its_verb_and_several_with_theirs() -> None:
    assert told("en", 1, "shared-partners").endswith("tied to Guangdong, which has partners in common with Khabarovsk")
    assert "Guangdong and Guangdong, which have partners" in told("en", 2, "shared-partners")
    assert "Guangdong, Guangdong, Guangdong and 2 more, which have" in told("en", 5, "shared-partners")
    assert told("ru", 1, "shared-partners") == (
        "с территорией «Сиань» уже связана территория, у которой есть общие партнёры с территорией «Хабаровск»: Гуандун"
    )
    assert told("ru", 4, "shared-partners").endswith("с территорией «Хабаровск»: Гуандун, Гуандун, Гуандун и ещё 1")
    assert told("zh", 1, "shared-partners") == "广东省与哈巴罗夫斯克有共同伙伴，并已与西安市建立关系"
    assert told("zh", 5, "shared-partners").startswith("广东省、广东省、广东省等5地与哈巴罗夫斯克")


def test_the_two_measures_of_shared_partners_are_one_reason() -> None:
    assert told("ru", 2, "shared-partners", "shared-partners-weighed").count("общие партнёры") == 1


def test_inhabitants_are_told_once_and_in_the_numbers_of_the_language() -> None:
    assert told("en", 0, "population", "size") == (
        "each has more people than most places of its country that have a tie (617 thousand and 1.1 million); "
        "they differ in population by less than a factor of two"
    )
    assert "(617\u00a0тыс. и 1,1\u00a0млн)" in told("ru", 0, "size")
    assert "（62万和110万）" in told("zh", 0, "size")
    assert "(960 and 1.0 million)" in told("en", 0, "size", people=(960.0, 999_600.0))
    assert "（1.2万和960）" in told("zh", 0, "size", people=(12_000.0, 960.0))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_words_in_every_language(lang: str) -> None:
    whole = told(lang, 2, *FEATURES)
    assert len(whole.split("；" if lang == "zh" else "; ")) == len(FEATURES) - 1
    assert "{" not in whole
    assert told(lang) == translated(reason_texts()["none"], lang)


def test_a_suggestion_explains_itself_by_what_is_true() -> None:
    best = suggest(asked(growing(), "ru-05", 1))[0]
    weights = [reason.weight for reason in best.reasons]
    assert weights == sorted(weights, reverse=True)
    for each in suggest(asked(growing(), "ru-05", 20)):
        assert each.facts.kilometres is not None
        if "nearness" in dict(each.reasons):
            assert each.facts.kilometres < 112  # all tied pairs but one are 111 km apart


def test_places_through_which_a_pair_meets_are_named() -> None:
    found = suggest(asked(square(), "ru-b", 5))
    best = next(each for each in found if each.partner == "cn-y")
    assert best.facts.through == ("ru-a",)
    assert best.facts.partners == (1, 1)
    assert "cn-x" not in {each.partner for each in found}  # tied already


def test_an_intention_is_no_new_suggestion() -> None:
    world = square()
    met = network(world.nodes.values(), [*world.links, link("ru-b", "cn-y", kind="intention")])
    assert "cn-y" not in {each.partner for each in suggest(asked(met, "ru-b", 5))}


@pytest.mark.parametrize("place", ["ru-d", "ru"])
def test_a_place_that_cannot_be_asked_for_is_refused(place: str) -> None:
    with pytest.raises(KgError):
        suggest(asked(square(), place))


def test_an_earlier_year_sees_neither_later_ties_nor_later_partners() -> None:
    world = square()
    years = {"cn-x--ru-a": 1990, "cn-y--ru-a": 1995, "cn-x--ru-b": 2010}
    grown = network(world.nodes.values(), [each._replace(start_year=years[each.slug]) for each in world.links])
    found = {each.partner: each for each in suggest(asked(grown, "ru-b", 5, Choice(as_of=2000)))}
    assert set(found) == {"cn-x", "cn-y", "cn-z"}  # cn-x is met ten years later
    assert found["cn-x"].facts.partners == (0, 1)
    assert "cn-x" not in {each.partner for each in suggest(asked(grown, "ru-b", 5, Choice(as_of=2010)))}


def test_a_pair_that_met_in_an_unknown_year_is_no_suggestion_of_any_year() -> None:
    world = square()
    grown = network(world.nodes.values(), [world.links[0]._replace(start_year=1990), *world.links[1:]])
    assert "cn-x" not in {each.partner for each in suggest(asked(grown, "ru-b", 5, Choice(as_of=2000)))}


def test_doubtful_ties_lead_to_no_partner_and_make_no_new_one() -> None:
    world = square()
    doubted = network(world.nodes.values(), [*world.links[:2], world.links[2]._replace(confidence=0.3)])
    found = {each.partner: each for each in suggest(asked(doubted, "ru-b", 5, Choice(least_confidence=0.5)))}
    assert set(found) == {"cn-y", "cn-z"}
    assert found["cn-y"].facts.through == ()


def test_with_no_tie_left_the_remedy_is_named() -> None:
    with pytest.raises(KgError, match="--least-confidence"):
        suggest(asked(square(), "ru-b", choice=Choice(least_confidence=0.9)))
