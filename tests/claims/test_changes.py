"""What would change a verdict is found by the rule that gave it."""

from __future__ import annotations

import pytest

from kg.claims.changes import smallest_change
from kg.claims.claim import Claim, Measured, Method, Result
from kg.claims.listing import changes
from kg.claims.rules import judge

RANGE, LEAST, EXACT = Method("range", ""), Method("least", ""), Method("exact", "")
ALL = Method("all", "", value="old", against="places")
MORE = Method("more", "", value="2019", against="2021")


def result(method: Method, stated: float | None, measured: Measured) -> Result:
    claim = Claim("c", "claim", stated, 123, "", "claims/any", "S", "p. 1", {"en": "Something."})
    return Result(claim, method, measured, judge(claim, method, measured))


@pytest.mark.parametrize(
    ("method", "stated", "measured", "said"),
    [
        (RANGE, 65, Measured(None, 54, 148), "5 more for certain would make it “partly”."),
        (RANGE, 122, Measured(None, 123, 197), "12 more for certain would make it “differs”."),
        (RANGE, 122, Measured(None, 115, 136), "2 of the possible ones ruled out would make it “agrees”."),
        (LEAST, 5, Measured(None, 5, 5), "1 fewer for certain would make it “partly”."),
        (LEAST, 5, Measured(None, 3, 4), "2 more for certain would make it “agrees”."),
        (EXACT, 77, Measured(77), "One more or one fewer would make it “differs”."),
        (EXACT, 77, Measured(74), "3 more on record would make it “agrees”."),
        (EXACT, 77, Measured(78), "1 fewer on record would make it “agrees”."),
        (Method("none", ""), None, Measured(0), "1 more on record would make it “differs”."),
        (Method("majority", ""), 42, Measured(34.1), "20 more on record would make it “agrees”."),
        (ALL, None, Measured(facts={"old": 55, "places": 77}), "22 more on record would make it “agrees”."),
        (MORE, None, Measured(facts={"2019": 12, "2021": 3}), "8 more on record would make it “not testable”."),
        (MORE, None, Measured(facts={"2019": 123, "2021": 116}), "5 more on record would make it “agrees”."),
    ],
)
def test_the_smallest_evidence_is_counted(method: Method, stated: float | None, measured: Measured, said: str) -> None:
    assert changes(result(method, stated, measured), "en") == said


def test_the_words_of_a_method_go_before_the_usual_ones() -> None:
    asked = result(RANGE._replace(changes="{n} more districts"), 18, Measured(None, 4, 4))
    assert smallest_change(asked) == ("{n} more districts", 13, "agrees")
    assert changes(result(Method("untestable", "", changes="The questionnaire."), 7, Measured()), "en")


def test_nothing_that_can_be_counted_changes_what_nobody_tests() -> None:
    assert changes(result(Method("untestable", ""), 7, Measured()), "en") == ""
