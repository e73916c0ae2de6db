"""The rules by which a verdict is given; what each says to a reader stands in ``methods.toml``.

Each is fixed for a kind of claim, not for an answer. A rule sees the claimed value and what was
measured, nothing else; where it cannot tell, the verdict is ``not-testable``, and never ``agrees``.
``TOLERANCE`` is the one number in it: a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.claims.claim import Claim, Fact, Measured, Method, Verdict

TOLERANCE = 0.1
_VERDICTS: Mapping[bool | None, Verdict] = {True: "agrees", False: "differs", None: "not-testable"}

Rule = Callable[[Claim, Method, Measured], Verdict]


def within_range(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether a range is near the claimed number; in part where what is certain is, and what is possible goes beyond.

    >>> claim = Claim("pairs", "claim", 122, None, "pairs", "", "S", "p. 1", {})
    >>> ranges = ((107, 193), (115, 125), (115, 193), (150, 160), (10, 60))
    >>> [within_range(claim, Method("range", ""), Measured(None, low, high)) for low, high in ranges]
    ['not-testable', 'agrees', 'partly', 'differs', 'not-testable']
    """
    if claim.value is None or measured.least is None or measured.most is None:
        return "not-testable"
    slack = TOLERANCE * claim.value
    if measured.least > claim.value + slack:
        return "differs"
    if measured.least < claim.value - slack:
        return "not-testable"
    return "agrees" if measured.most <= claim.value + slack else "partly"


def at_least(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether there are as many as claimed; in part where the possible ones are needed for it.

    >>> claim = Claim("hubs", "claim", 5, None, "places", "", "S", "p. 1", {})
    >>> ranges = ((5, 9), (4, 5), (2, 4))
    >>> [at_least(claim, Method("least", ""), Measured(None, low, high)) for low, high in ranges]
    ['agrees', 'partly', 'not-testable']
    """
    if claim.value is None or measured.least is None or measured.most is None:
        return "not-testable"
    if measured.least >= claim.value:
        return "agrees"
    return "partly" if measured.most >= claim.value else "not-testable"


def exact(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether both numbers are equal; in part where ``against`` counts what could still change the one found."""
    if claim.value is None or measured.value is None:
        return "not-testable"
    if claim.value != measured.value:
        return "differs"
    return "partly" if method.against and measured.facts.get(method.against) else "agrees"


def more(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether one group has more than another, by each pair of ``also`` too.

    >>> claim = Claim("c", "claim", None, None, "", "", "S", "p. 1", {})
    >>> facts = {"per": 2.7, "otherPer": 3.6, "ties": 149, "otherTies": 98}
    >>> more(claim, Method("more", "", value="per", against="otherPer"), Measured(facts=facts))
    'differs'
    >>> method = Method("more", "", value="per", against="otherPer", also=("ties", "otherTies"))
    >>> more(claim, method, Measured(facts=facts))
    'not-testable'
    """
    pairs = [(method.value, method.against), *zip(method.also[::2], method.also[1::2], strict=True)]
    found = {_is_more(measured.facts.get(one), measured.facts.get(other)) for one, other in pairs}
    return _VERDICTS[found.pop()] if len(found) == 1 else "not-testable"


def _is_more(first: Fact | None, second: Fact | None) -> bool | None:
    if not isinstance(first, int | float) or not isinstance(second, int | float) or not second:
        return None
    ratio = first / second
    return None if 1 - TOLERANCE <= ratio <= 1 + TOLERANCE else ratio > 1


def everything(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether those that fit are all; in part where they are over half."""
    fitting, whole = measured.facts.get(method.value), measured.facts.get(method.against)
    if not isinstance(fitting, int | float) or not isinstance(whole, int | float):
        return "not-testable"
    if fitting == whole:
        return "agrees"
    return "partly" if 2 * fitting > whole else "not-testable"


def majority(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """Whether a share in per cent is over half."""
    return _VERDICTS[measured.value > 50 if isinstance(measured.value, int | float) else None]


RULES: Mapping[str, Rule] = {
    "exact": exact,
    "range": within_range,
    "least": at_least,
    "more": more,
    "order": lambda _, method, found: _VERDICTS[found.value == ", ".join(method.order) or None],
    "all": everything,
    "none": lambda _claim, _method, found: _VERDICTS[None if found.value is None else not found.value],
    "majority": majority,
    "untestable": lambda *_: "not-testable",
}


def judge(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """The verdict on a claim by the rule of its method; raises :class:`KgError` for a rule that is none.

    What reaches a part of a claim bears out no more than that part, and refutes no more.

    >>> claim = Claim("places", "claim", 77, None, "places", "", "S", "p. 1", {})
    >>> judge(claim, Method("exact", ""), Measured(77)), judge(claim, Method("exact", "", is_part=True), Measured(77))
    ('agrees', 'partly')
    >>> method = Method("all", "", value="old", against="places")
    >>> [judge(claim, method, Measured(facts={"old": old, "places": 77})) for old in (30, 54, 77)]
    ['not-testable', 'partly', 'agrees']
    """
    if method.rule not in RULES:
        message = _("no rule is called '{name}'").format(name=shown(method.rule))
        raise KgError(message, hint=did_you_mean(method.rule, RULES, ", ".join(RULES)))
    verdict = RULES[method.rule](claim, method, measured)
    return "partly" if method.is_part and verdict == "agrees" else verdict
