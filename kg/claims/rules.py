"""The rules by which a verdict is given; what each says to a reader stands in ``methods.toml``.

Each is fixed for a kind of claim, not for an answer. A rule sees the claimed value and what was
measured, nothing else, and says whether the claim holds, ``None`` where it cannot tell: then the
verdict is ``not-testable``, and never ``agrees``. ``TOLERANCE`` is the one number in it: a tenth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.base.errors import KgError, did_you_mean, shown
from kg.base.languages import _
from kg.claims.claim import Claim, Fact, Measured, Method, Verdict

TOLERANCE = 0.1
_VERDICTS: Mapping[bool | None, Verdict] = {True: "agrees", False: "differs", None: "not-testable"}

Rule = Callable[[Claim, Method, Measured], bool | None]


def within_range(claim: Claim, method: Method, measured: Measured) -> bool | None:
    """Whether a range is near the claimed number.

    >>> claim = Claim("pairs", "claim", 122, None, "pairs", "", "S", "p. 1", {})
    >>> ranges = ((107, 193), (115, 125), (150, 160), (10, 60))
    >>> [within_range(claim, Method("range", ""), Measured(None, low, high)) for low, high in ranges]
    [None, True, False, None]
    """
    if claim.value is None or measured.least is None or measured.most is None:
        return None
    slack = TOLERANCE * claim.value
    if measured.least > claim.value + slack:
        return False
    return (measured.least >= claim.value - slack and measured.most <= claim.value + slack) or None


def more(claim: Claim, method: Method, measured: Measured) -> bool | None:
    """Whether one group has more than another, by ``also`` too where the method has it.

    >>> claim = Claim("c", "claim", None, None, "", "", "S", "p. 1", {})
    >>> facts = {"per": 2.7, "otherPer": 3.6, "ties": 149, "otherTies": 98}
    >>> more(claim, Method("more", "", value="per", against="otherPer"), Measured(facts=facts))
    False
    >>> method = Method("more", "", value="per", against="otherPer", also=("ties", "otherTies"))
    >>> more(claim, method, Measured(facts=facts)) is None
    True
    """
    pairs = [(method.value, method.against), *([method.also] if method.also else [])]
    found = {_is_more(measured.facts.get(one), measured.facts.get(other)) for one, other in pairs}
    return found.pop() if len(found) == 1 else None


def _is_more(first: Fact | None, second: Fact | None) -> bool | None:
    if not isinstance(first, int | float) or not isinstance(second, int | float) or not second:
        return None
    ratio = first / second
    return None if 1 - TOLERANCE <= ratio <= 1 + TOLERANCE else ratio > 1


def everything(claim: Claim, method: Method, measured: Measured) -> bool | None:
    """Whether those that fit are all."""
    fitting, whole = measured.facts.get(method.value), measured.facts.get(method.against)
    return (fitting is not None and fitting == whole) or None


RULES: Mapping[str, Rule] = {
    "exact": lambda claim, _, found: None if None in (claim.value, found.value) else claim.value == found.value,
    "range": within_range,
    "more": more,
    "order": lambda _, method, found: found.value == ", ".join(method.order) or None,
    "all": everything,
    "none": lambda _claim, _method, found: None if found.value is None else not found.value,
    "majority": lambda _claim, _method, found: found.value > 50 if isinstance(found.value, int | float) else None,
    "untestable": lambda *_: None,
}


def judge(claim: Claim, method: Method, measured: Measured) -> Verdict:
    """The verdict on a claim by the rule of its method; raises :class:`KgError` for a rule that is none.

    >>> claim = Claim("places", "claim", 77, None, "places", "", "S", "p. 1", {})
    >>> judge(claim, Method("exact", ""), Measured(77))
    'agrees'
    >>> method = Method("all", "", value="old", against="places")
    >>> [judge(claim, method, Measured(facts={"old": old, "places": 77})) for old in (54, 77)]
    ['not-testable', 'agrees']
    """
    if method.rule not in RULES:
        message = _("no rule is called '{name}'").format(name=shown(method.rule))
        raise KgError(message, hint=did_you_mean(method.rule, RULES, ", ".join(RULES)))
    return _VERDICTS[RULES[method.rule](claim, method, measured)]
