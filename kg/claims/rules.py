"""The rules by which a verdict is given. Each is fixed for a kind of claim, not for an answer.

A rule sees the claimed value and what was measured, nothing else. ``TOLERANCE`` is the one number
in it: a tenth. Where a rule cannot tell, the verdict is ``not-testable``, and never ``agrees``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.base.errors import KgError, nearest
from kg.claims.claim import Claim, Fact, Measured, Method, Verdict

TOLERANCE = 0.1

Rule = Callable[[Claim, Method, Measured], Verdict]


def exact(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For what is listed: agrees where both numbers are equal, else differs.

    >>> claim = Claim("places", "claim", 77, None, "places", "", "S", "p. 1", {})
    >>> exact(claim, Method("exact", {}), Measured(77))
    'agrees'
    """
    if claim.value is None or measured.value is None:
        return "not-testable"
    return "agrees" if claim.value == measured.value else "differs"


def within_range(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For counts in the world, where undated ties leave a range.

    Agrees where both ends of the range are within a tenth of the claimed number; differs where the
    graph has more than that, even without its undated ties. Else it is not testable: the undated ties
    decide, or the graph has fewer, and what no source found tells of may make up the rest.

    >>> claim = Claim("pairs", "claim", 122, None, "pairs", "", "S", "p. 1", {})
    >>> [within_range(claim, Method("range", {}), Measured(None, low, high)) for low, high in ((107, 193), (115, 125))]
    ['not-testable', 'agrees']
    >>> [within_range(claim, Method("range", {}), Measured(None, low, high)) for low, high in ((150, 160), (10, 60))]
    ['differs', 'not-testable']
    """
    if claim.value is None or measured.least is None or measured.most is None:
        return "not-testable"
    slack = TOLERANCE * claim.value
    if measured.least > claim.value + slack:
        return "differs"
    if measured.least >= claim.value - slack and measured.most <= claim.value + slack:
        return "agrees"
    return "not-testable"


def more(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For one group said to have more than another.

    Agrees where it has more by over a tenth, differs where it has less by over a tenth; a smaller
    gap is not testable. Groups of unequal size are compared per unit; where the totals ``also`` point
    another way, the claim hangs on a measure that it does not name, and is not testable.

    >>> claim = Claim("c", "claim", None, None, "", "", "S", "p. 1", {})
    >>> facts = {"per": 2.7, "otherPer": 3.6, "ties": 149, "otherTies": 98}
    >>> more(claim, Method("more", {}, value="per", against="otherPer"), Measured(facts=facts))
    'differs'
    >>> method = Method("more", {}, value="per", against="otherPer", also=("ties", "otherTies"))
    >>> more(claim, method, Measured(facts=facts))
    'not-testable'
    """
    pairs = [(method.value, method.against), *([method.also] if method.also else [])]
    verdicts = {_compared(measured.facts.get(one), measured.facts.get(other)) for one, other in pairs}
    return verdicts.pop() if len(verdicts) == 1 else "not-testable"


def _compared(first: Fact | None, second: Fact | None) -> Verdict:
    if not isinstance(first, int | float) or not isinstance(second, int | float) or not second:
        return "not-testable"
    ratio = first / second
    if ratio > 1 + TOLERANCE:
        return "agrees"
    return "differs" if ratio < 1 - TOLERANCE else "not-testable"


def order(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For a ranking by all experts: agrees where the named ones, a part of them, rank the same.

    Else it is not testable: the others may rank otherwise.
    """
    return "agrees" if measured.value == ", ".join(method.order) else "not-testable"


def everything(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For what is said of all.

    Agrees where those that fit are all. Else it is not testable: no source denies a tie, and what
    no source found tells of may fit.

    >>> method = Method("all", {}, value="old", against="places")
    >>> claim = Claim("c", "claim", None, None, "", "", "S", "p. 1", {})
    >>> [everything(claim, method, Measured(facts={"old": old, "places": 77})) for old in (54, 77)]
    ['not-testable', 'agrees']
    """
    fitting, whole = measured.facts.get(method.value), measured.facts.get(method.against)
    return "agrees" if fitting is not None and fitting == whole else "not-testable"


def nothing(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For what is said of none: agrees where the count is nought, else differs."""
    if measured.value is None:
        return "not-testable"
    return "differs" if measured.value else "agrees"


def majority(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For a share called a majority: agrees where it is over half, else differs."""
    if not isinstance(measured.value, int | float):
        return "not-testable"
    return "agrees" if measured.value > 50 else "differs"


def untestable(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For what the graph does not hold: not testable, with the reason and the nearest number."""
    return "not-testable"


RULES: Mapping[str, Rule] = {
    "exact": exact,
    "range": within_range,
    "more": more,
    "order": order,
    "all": everything,
    "none": nothing,
    "majority": majority,
    "untestable": untestable,
}


def judge(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """The verdict on a claim by the rule of its method; raises :class:`KgError` for a rule that is none."""
    if method.rule not in RULES:
        near = nearest(method.rule, RULES)
        raise KgError(f"no rule is called {method.rule!r}", hint=f"use {' or '.join(near or RULES)}")
    return RULES[method.rule](claim, method, measured)
