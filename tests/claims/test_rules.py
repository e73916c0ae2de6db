"""Rules see the claimed and the measured number only, and never agree where they cannot tell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.ask.results import Table
from kg.base.errors import KgError
from kg.claims.claim import Claim, Fact, Measured, Method
from kg.claims.measure import measure
from kg.claims.rules import RULES, judge


def claim(value: float | None) -> Claim:
    return Claim("c", "claim", value, None, "", "claims/any", "S", "p. 1", {"en": "Something."})


def verdict(rule: str, stated: float | None, measured: Measured, value: str = "", against: str = "") -> str:
    return judge(claim(stated), Method(rule, "", value=value, against=against), measured)


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (100, 100, "agrees"),
        (90, 110, "agrees"),
        (90, 111, "partly"),  # what is certain is near, what is possible goes beyond
        (50, 100, "not-testable"),
        (50, 90, "not-testable"),
        (50, 89, "not-testable"),  # the rest may be what no source found tells of
        (111, 150, "differs"),
    ],
)
def test_a_range_agrees_only_where_all_of_it_is_near(least: int, most: int, expected: str) -> None:
    assert verdict("range", 100, Measured(None, least, most)) == expected


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(5, 9, "agrees"), (4, 5, "partly"), (2, 4, "not-testable")],  # what no source found tells of may be the rest
)
def test_so_many_at_least_need_to_be_certain(least: int, most: int, expected: str) -> None:
    assert verdict("least", 5, Measured(None, least, most)) == expected


def test_a_count_that_open_dates_could_change_agrees_in_part() -> None:
    for older, expected in ((0, "agrees"), (9, "partly")):
        assert verdict("exact", 1988, Measured(1988, facts={"older": older}), against="older") == expected


def test_a_test_of_a_part_bears_out_that_part_only() -> None:
    facts: Mapping[str, Fact] = {"a": 12, "b": 3}
    method = Method("more", "", value="a", against="b", is_part=True)
    assert judge(claim(None), method, Measured(facts=facts)) == "partly"


def test_bounds_that_straddle_decide_nothing_of_two_groups() -> None:
    facts: Mapping[str, Fact] = {"most": 173, "other": 108, "least": 102, "otherMost": 108}
    method = Method("more", "", value="most", against="other", also=("least", "otherMost"))
    assert judge(claim(None), method, Measured(facts=facts)) == "not-testable"


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
    [
        (77, None, "agrees"),
        (38, 77, "not-testable"),
        (38, 75, "not-testable"),
        (38, None, "not-testable"),
        (39, 77, "partly"),
    ],
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


def test_rows_are_kept_by_finding_and_code() -> None:
    answer = Table(
        ["finding", "kind"],
        [["id/finding/c", "voc/kind/x"], ["id/finding/c", "voc/kind/y"], ["id/finding/other", "voc/kind/x"]],
    )
    method = Method("exact", "", value="count", where={"kind": "x"})
    measured = measure(claim(1), method, answer)
    assert measured.value == 1
    assert judge(claim(1), method, measured) == "agrees"


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    answer = Table(["dated", "undated"], [[107, None]])
    measured = measure(claim(122), Method("range", "", least=("dated",), most=("dated", "undated")), answer)
    assert (measured.least, measured.most) == (107, None)
