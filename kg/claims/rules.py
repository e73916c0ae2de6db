"""The rules by which a verdict is given; what each says to a reader stands in ``methods.toml``.

Each is fixed for a kind of claim, not for an answer. A rule sees the claimed value and what was
measured, nothing else. ``TOLERANCE`` is the one number in it: a tenth. Where a rule cannot tell, the
verdict is ``not-testable``, and never ``agrees``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.claims.claim import Claim, Fact, Measured, Method, Verdict

TOLERANCE = 0.1

Rule = Callable[[Claim, Method, Measured], Verdict]


def exact(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether both numbers are equal.

    >>> claim = Claim("places", "claim", 77, None, "places", "", "S", "p. 1", {})
    >>> exact(claim, Method("exact", ""), Measured(77))
    'agrees'
    """
    if claim.value is None or measured.value is None:
        return "not-testable"
    return "agrees" if claim.value == measured.value else "differs"


def within_range(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether a range is near the claimed number.

    >>> claim = Claim("pairs", "claim", 122, None, "pairs", "", "S", "p. 1", {})
    >>> [within_range(claim, Method("range", ""), Measured(None, low, high)) for low, high in ((107, 193), (115, 125))]
    ['not-testable', 'agrees']
    >>> [within_range(claim, Method("range", ""), Measured(None, low, high)) for low, high in ((150, 160), (10, 60))]
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
    """Whether one group has more than another, by ``also`` too where the method has it.

    >>> claim = Claim("c", "claim", None, None, "", "", "S", "p. 1", {})
    >>> facts = {"per": 2.7, "otherPer": 3.6, "ties": 149, "otherTies": 98}
    >>> more(claim, Method("more", "", value="per", against="otherPer"), Measured(facts=facts))
    'differs'
    >>> method = Method("more", "", value="per", against="otherPer", also=("ties", "otherTies"))
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
    """Whether the named ones rank as claimed."""
    return "agrees" if measured.value == ", ".join(method.order) else "not-testable"


def everything(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether those that fit are all.

    >>> method = Method("all", "", value="old", against="places")
    >>> claim = Claim("c", "claim", None, None, "", "", "S", "p. 1", {})
    >>> [everything(claim, method, Measured(facts={"old": old, "places": 77})) for old in (54, 77)]
    ['not-testable', 'agrees']
    """
    fitting, whole = measured.facts.get(method.value), measured.facts.get(method.against)
    return "agrees" if fitting is not None and fitting == whole else "not-testable"


def nothing(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether the count is nought."""
    if measured.value is None:
        return "not-testable"
    return "differs" if measured.value else "agrees"


def majority(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether a share is over half."""
    if not isinstance(measured.value, int | float):
        return "not-testable"
    return "agrees" if measured.value > 50 else "differs"


def untestable(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """For what the graph does not hold."""
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
        message = _("no rule is called '{name}'").format(name=shown(method.rule))
        raise KgError(message, hint=did_you_mean(method.rule, RULES, ", ".join(RULES)))
    return RULES[method.rule](claim, method, measured)
