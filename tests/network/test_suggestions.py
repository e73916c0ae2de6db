"""Suggestions follow what the network shows, explain themselves, and are held against what came later."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from kg.analysis.prediction.features import FEATURES, Facts, Mask, Pairs, Usual, facts, pairs_of, true_of, usual
from kg.analysis.prediction.past import Past
from kg.analysis.prediction.suggest import Reason, Standing, Suggestion, suggest
from kg.analysis.prediction.wording import explain, one_in, reason_texts
from kg.analysis.question import Question
from kg.analysis.reports.suggestions import stands
from kg.base.errors import KgError
from kg.base.languages import translated
from kg.network.attributes import Attributes, Figure
from kg.network.levels import comparable
from kg.network.ties import Link, Network
from kg.network.views import Choice
from kg.schema.codes import TIER
from tests.network.worlds import growing, link, network, node, square

SIDES = ("ru", "cn")
LANGUAGES = ("en", "ru", "zh")


def asked(world: Network, place: str, limit: int | None = None, choice: Choice = Choice()) -> Question:  # noqa: B008
    """What is asked of a world of which nothing but its ties is known."""
    return Question(world, Attributes(), choice, place=place, limit=limit)


def known(world: Network, attributes: Attributes = Attributes()) -> tuple[Pairs, Mask]:  # noqa: B008 (a record)
    """All pairs and which of them are tied."""
    past = Past(pairs_of(world, attributes, SIDES), Choice())
    return past.pairs, past.standing(None)


def value(found: tuple[Pairs, Mask], feature: str, a: str, b: str) -> float:
    pairs, tied = found
    at = pairs.positions[0][b], pairs.positions[1][a]
    return float(pairs.values(tied, tuple(np.array([n]) for n in at))[FEATURES.index(feature), 0])


def test_a_tied_pair_is_described_without_its_own_tie() -> None:
    found = known(square())
    assert found[0].sides[1] == ("ru-a", "ru-b", "ru-c")
    assert value(found, "partners", "ru-a", "cn-x") == pytest.approx(2 * np.log(2))
    assert value(found, "partners", "ru-b", "cn-y") == pytest.approx(2 * np.log(2))
    assert value(found, "partners", "ru-c", "cn-z") == 0.0
    assert value(found, "units-tied", "ru-a", "cn-x") == 0.0


@pytest.mark.parametrize("seed", range(3))
def test_a_tie_changes_no_feature_of_its_own_pair(seed: int) -> None:
    chance = np.random.default_rng(seed)
    nodes = [node(f"ru-{n}", "city", f"ru-r{n % 2}") for n in range(6)]
    nodes += [node(f"cn-{n}", "prefecture", f"cn-r{n % 3}") for n in range(6)]
    links = [link(f"ru-{a}", f"cn-{b}") for a in range(6) for b in range(6) if chance.random() < 0.4]
    whole = known(network(nodes, links))
    for each in links:
        without = known(network(nodes, [other for other in links if other != each]))
        for feature in FEATURES:
            assert value(whole, feature, each.a, each.b) == pytest.approx(value(without, feature, each.a, each.b))


def test_size_level_and_nearness_are_told_and_gaps_are_neutral() -> None:
    nodes = [
        node("ru-a", lat=50.0, lon=127.5),
        node("ru-b", "region"),
        node("cn-x", "prefecture", lat=50.2, lon=127.5),
        node("cn-y", "prefecture", lat=30.0, lon=110.0),
    ]
    world = network(nodes, [link("ru-a", "cn-x")])
    figures = {id: Figure(size, "f", 2020, "") for id, size in (("ru-a", 1e5), ("cn-x", 1e5), ("cn-y", 1e7))}
    found = known(world, Attributes(population=figures))
    assert value(found, "size", "ru-a", "cn-x") == 0.0
    assert value(found, "size", "ru-a", "cn-y") == pytest.approx(-np.log(100))
    assert value(found, "size", "ru-b", "cn-y") == pytest.approx(-np.log(100))
    assert value(found, "nearness", "ru-a", "cn-x") > value(found, "nearness", "ru-a", "cn-y")
    assert (value(found, "level", "ru-a", "cn-x"), value(found, "level", "ru-b", "cn-x")) == (1.0, 0.0)
    assert np.isfinite([value(found, feature, "ru-b", "cn-y") for feature in FEATURES]).all()


FEATURED = {"level": 1.0, "units-tied": 1.0}
PLAIN = Facts((6, 7), 585.0, (617_441.0, 1_097_430.0), FEATURED)
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
        ({"partners": (6, 0)}, "partners"),
        ({"features": {**FEATURED, "level": 0.0}}, "level"),
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
    pairs, tied = known(world, attributes)
    found = usual(pairs, tied)
    assert found.people == (4e5, 2e5)
    assert found.near == pytest.approx(1.5 * 111.2, rel=0.01)  # degrees: 1, 2, 3; a quarter of the way
    at = pairs.positions[0]["cn-1"], pairs.positions[1]["ru-3"]
    pair = facts(pairs, tied, np.zeros(len(FEATURES)), *at)
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


def told(lang: str, *features: str, **change: object) -> str:
    found = PLAIN._replace(**change)  # type: ignore[arg-type]  # fields by name
    reasons = tuple(Reason(feature, 1.0) for feature in features)
    return explain(Suggestion("ru-p", "cn-q", Standing(), 0.1, reasons, found), lang)


def test_inhabitants_are_told_once_and_in_the_numbers_of_the_language() -> None:
    assert told("en", "population", "size") == (
        "each has more people than most places of its country that have a tie (617 thousand and 1.1 million); "
        "they differ in population by less than a factor of two"
    )
    assert "(617\u00a0тыс. и 1,1\u00a0млн)" in told("ru", "size")
    assert "（62万和110万）" in told("zh", "size")
    assert "(960 and 1.0 million)" in told("en", "size", people=(960.0, 999_600.0))
    assert "（1.2万和960）" in told("zh", "size", people=(12_000.0, 960.0))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_words_in_every_language(lang: str) -> None:
    whole = told(lang, *FEATURES)
    assert len(whole.split("；" if lang == "zh" else "; ")) == len(FEATURES)
    assert "{" not in whole
    assert told(lang) == translated(reason_texts()["none"], lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_chance_is_said_as_one_in_so_many(lang: str) -> None:
    said = [one_in(chance, lang) for chance in (0.9, 0.3, 0.026, 0.0009, 0.00001)]
    assert len(set(said)) == 5
    assert "40" in said[2]
    assert not any("%" in each or "0." in each for each in said)


def test_a_lesser_chance_is_never_said_as_a_greater_one() -> None:
    said = [int(one_in(1 / (n / 10), "en").rpartition(" ")[2].replace(",", "")) for n in range(20, 50_000)]
    assert said == sorted(said)


def test_a_suggestion_explains_itself_by_what_is_true_and_foretold() -> None:
    found = suggest(asked(growing(), "ru-05", 20))
    for each in found:
        weights = [reason.weight for reason in each.reasons]
        assert weights == sorted(weights, reverse=True)
        assert {reason.feature for reason in each.reasons} <= {"nearness"}  # nothing else foretells in this world
        assert each.facts.kilometres is not None
        if each.reasons:
            assert each.facts.kilometres < 112  # all tied pairs but one are 111 km apart
    chances = [each.chance for each in found]
    assert None not in chances
    assert chances == sorted(chances, key=lambda chance: -(chance or 0))


def test_both_sides_of_a_pair_get_the_same_chance() -> None:
    ours = {each.partner: each for each in suggest(asked(growing(), "ru-05", 40))}
    theirs = {each.partner: each for each in suggest(asked(growing(), "cn-07", 40))}
    assert ours["cn-07"].chance == pytest.approx(theirs["ru-05"].chance)
    assert ours["cn-07"].facts.partners == theirs["ru-05"].facts.partners[::-1]


def test_more_years_have_a_greater_chance() -> None:
    near, far = (suggest(asked(growing(), "ru-05", 1)._replace(within=years))[0].chance or 0 for years in (5, 20))
    assert near < far < 4 * near


DATED = [
    link("ru-a", "cn-x", start_year=1990),
    link("ru-b", "cn-x", start_year=1993),
    link("ru-a", "cn-y", start_year=1995),
    link("ru-c", "cn-y", start_year=1998),
]


def met(*links: Link) -> Network:
    return network(square().nodes.values(), [*DATED, *links])


def test_partners_are_told_and_no_place_is_suggested_that_is_tied() -> None:
    found = {each.partner: each for each in suggest(asked(met(), "ru-b"))}
    assert set(found) == {"cn-y", "cn-z"}
    assert found["cn-y"].facts.partners == (1, 2)
    everyone = {each.partner: each for each in suggest(asked(met(), "ru-b")._replace(everyone=True))}
    assert everyone["cn-x"].standing == Standing("tied", "sister", 1993, exact=True)
    assert everyone["cn-x"].chance is None
    assert everyone["cn-z"].standing == Standing()


@pytest.mark.parametrize(
    ("tie", "standing", "said"),
    [
        (
            {"kind": "intention", "start_year": 2019},
            Standing("talks", "intention", 2019, exact=True),
            "in talks: intention",
        ),
        ({"kind": "contact", "begun_not_after": 2019}, Standing("talks", "contact", 2019), "by 2019 at the latest"),
        ({"kind": "intention"}, Standing("talks", "intention"), "in talks: intention"),
        (
            {"status": "ended", "start_year": 1999, "ended_not_after": 2017},
            Standing("ended", "sister", 2017),
            "sister tie, ended by 2017",
        ),
        ({"status": "ended", "end_year": 2017}, Standing("ended", "sister", 2017, exact=True), "ended in 2017"),
        ({"status": "ended"}, Standing("ended", "sister"), "sister tie, ended"),
    ],
)
def test_talks_and_ended_ties_are_said_and_have_no_chance(tie: dict[str, Any], standing: Standing, said: str) -> None:
    found = {each.partner: each for each in suggest(asked(met(link("ru-b", "cn-z", **tie)), "ru-b"))}
    assert found["cn-z"].standing == standing
    assert said in stands(standing, "en")
    assert found["cn-z"].chance is None
    assert found["cn-y"].chance is not None


def test_an_intention_is_no_partner_and_an_ended_tie_none_either() -> None:
    others = (
        link("ru-b", "cn-z", kind="intention", start_year=1999),
        link("ru-c", "cn-z", status="ended", end_year=2000),
    )
    found = {each.partner: each for each in suggest(asked(met(*others), "ru-a"))}
    assert found["cn-z"].facts.partners == (2, 0)


def test_the_stage_that_a_tie_has_reached_is_said() -> None:
    stages = {"cn-x--ru-b": [("intention", (1991, 1991)), ("partnership", (None, 1992)), ("sister", (1993, 1993))]}
    early = (link("ru-c", "cn-x", start_year=1985), link("ru-c", "cn-z", start_year=1986))  # with 1990, enough to learn
    question = Question(met(*early), Attributes(stages=stages), Choice(as_of=1991), place="ru-b", everyone=True)
    at = {
        year: next(
            each.standing for each in suggest(question._replace(choice=Choice(as_of=year))) if each.partner == "cn-x"
        )
        for year in (1991, 1993)
    }
    assert at == {
        1991: Standing("talks", "intention", 1991, exact=True),
        1993: Standing("tied", "sister", 1993, exact=True),
    }


@pytest.mark.parametrize("place", ["ru-d", "ru"])
def test_a_place_that_cannot_be_asked_for_is_refused(place: str) -> None:
    with pytest.raises(KgError):
        suggest(asked(square(), place))


def test_an_earlier_year_sees_neither_later_ties_nor_later_partners() -> None:
    world = met(link("ru-b", "cn-z", start_year=2010))
    found = {each.partner: each for each in suggest(asked(world, "ru-b", 5, Choice(as_of=2000)))}
    assert set(found) == {"cn-y", "cn-z"}  # cn-z is met ten years later
    assert found["cn-z"].standing == Standing()
    assert found["cn-z"].facts.partners == (1, 0)
    assert "cn-z" not in {each.partner for each in suggest(asked(world, "ru-b", 5, Choice(as_of=2010)))}


def test_a_pair_that_met_in_an_unknown_year_is_no_suggestion_of_any_year() -> None:
    question = asked(met(link("ru-b", "cn-z")), "ru-b", 5, Choice(as_of=2000))
    assert "cn-z" not in {each.partner for each in suggest(question)}
    everyone = {each.partner: each.standing for each in suggest(question._replace(everyone=True))}
    assert everyone["cn-z"] == Standing("open")


def test_doubtful_ties_lead_to_no_partner_and_make_no_new_one() -> None:
    doubted = met(link("ru-b", "cn-z", confidence=0.3), link("ru-c", "cn-x", confidence=0.3))
    found = {each.partner: each for each in suggest(asked(doubted, "ru-b", 5, Choice(least_confidence=0.5)))}
    assert set(found) == {"cn-y"}
    assert found["cn-y"].facts.partners == (1, 2)
    ours = {each.partner: each for each in suggest(asked(doubted, "ru-a", 5, Choice(least_confidence=0.5)))}
    assert ours["cn-z"].facts.partners == (2, 0)


def test_with_no_tie_left_the_remedy_is_named() -> None:
    with pytest.raises(KgError, match="--least-confidence"):
        suggest(asked(square(), "ru-b", choice=Choice(least_confidence=0.9)))
