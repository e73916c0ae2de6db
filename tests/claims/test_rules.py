"""Rules see the claimed and the measured number only, and never agree where they cannot tell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.ask.results import Table
from kg.base.errors import KgError
from kg.claims.claim import Claim, Fact, Measured, Method
from kg.claims.measure import measure
from kg.claims.rules import RULES, judge


def claim(value: float | None, places: frozenset[str] = frozenset()) -> Claim:
    return Claim("c", "claim", value, None, "", "claims/any", "S", "p. 1", {"en": "Something."}, places)


def verdict(rule: str, stated: float | None, measured: Measured, value: str = "", against: str = "") -> str:
    return judge(claim(stated), Method(rule, "", value=value, against=against), measured)


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (100, 100, "agrees"),
        (90, 110, "agrees"),
        (90, 111, "not-testable"),
        (50, 100, "not-testable"),
        (50, 90, "not-testable"),
        (50, 89, "not-testable"),  # the rest may be what no source found tells of
        (111, 150, "differs"),
    ],
)
def test_a_range_agrees_only_where_all_of_it_is_near(least: int, most: int, expected: str) -> None:
    assert verdict("range", 100, Measured(None, least, most)) == expected


@pytest.mark.parametrize(("first", "expected"), [(112, "agrees"), (105, "not-testable"), (89, "differs")])
def test_more_means_more_by_over_a_tenth(first: int, expected: str) -> None:
    facts: Mapping[str, Fact] = {"a": first, "b": 100}
    assert verdict("more", None, Measured(first, facts=facts), value="a", against="b") == expected


def test_two_measures_that_point_apart_decide_nothing() -> None:
    facts: Mapping[str, Fact] = {"a": 2.7, "b": 3.6, "c": 149, "d": 98}
    assert verdict("more", None, Measured(facts=facts), value="a", against="b") == "differs"
    method = Method("more", "", value="a", against="b", also=("c", "d"))
    assert judge(claim(None), method, Measured(facts=facts)) == "not-testable"


def test_a_comparison_with_nought_is_not_testable() -> None:
    assert verdict("more", None, Measured(3, facts={"a": 3, "b": 0}), value="a", against="b") == "not-testable"


@pytest.mark.parametrize(
    ("fitting", "most", "expected"),
    [(77, None, "agrees"), (54, 77, "not-testable"), (54, 75, "not-testable"), (54, None, "not-testable")],
)
def test_what_no_source_tells_of_refutes_nothing_said_of_all(fitting: int, most: float | None, expected: str) -> None:
    measured = Measured(fitting, None, most, {"old": fitting, "places": 77})
    assert verdict("all", None, measured, value="old", against="places") == expected


@pytest.mark.parametrize(("share", "expected"), [(34.1, "differs"), (50.0, "differs"), (50.1, "agrees")])
def test_a_majority_is_more_than_half(share: float, expected: str) -> None:
    assert verdict("majority", 42, Measured(share)) == expected


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "order"])
def test_without_a_measurement_no_rule_agrees(rule: str) -> None:
    assert verdict(rule, 5, Measured()) == "not-testable"


def test_a_rule_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(KgError, match="did you mean range"):
        verdict("rang", 5, Measured())


def test_a_ranking_agrees_in_the_same_order_only() -> None:
    answer = Table(["sphere", "experts"], [["voc/sphere/culture", 13], ["voc/sphere/education", 11]])
    method = Method("order", "", value="experts", by="sphere", order=("education", "culture"))
    measured = measure(claim(None), method, answer)
    assert measured.value == "culture, education"
    assert measured.facts["culture_experts"] == 13
    assert judge(claim(None), method, measured) == "not-testable"
    assert judge(claim(None), method._replace(order=("culture", "education")), measured) == "agrees"


def test_rows_are_kept_by_finding_place_code_and_number() -> None:
    answer = Table(
        ["finding", "place", "kind", "partners"],
        [
            ["id/finding/c", "id/place/a", "voc/kind/x", 2],
            ["id/finding/c", "id/place/b", "voc/kind/x", 1],
            ["id/finding/c", "id/place/z", "voc/kind/x", 9],
            ["id/finding/c", "id/place/a", "voc/kind/y", 9],
            ["id/finding/other", "id/place/a", "voc/kind/x", 9],
        ],
    )
    method = Method("exact", "", value="count", about="place", where={"kind": "x"}, at_least={"partners": 2})
    measured = measure(claim(1, frozenset({"a", "b"})), method, answer)
    assert measured.value == 1
    assert judge(claim(1), method, measured) == "agrees"


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    answer = Table(["dated", "undated"], [[107, None]])
    measured = measure(claim(122), Method("range", "", least=("dated",), most=("dated", "undated")), answer)
    assert (measured.least, measured.most) == (107, None)
