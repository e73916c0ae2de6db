"""The smallest evidence that would change a verdict: found by trying, not by formula.

Where a claim is a count, one more is added to what was measured until the rule says otherwise: the
rule itself decides, so that this and the verdict never disagree. Where nothing is counted, the
method says in words what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kg.base.languages import N_
from kg.claims.claim import Claim, Measured, Method, Result, Verdict
from kg.claims.rules import judge

_FARTHEST = 1000  # more than any count that is claimed
_ANOTHER = N_("One more or one fewer would make it “{verdict}”.")
_MORE = N_("{n} more on record would make it “{verdict}”.")
_FEWER = N_("{n} fewer on record would make it “{verdict}”.")
_CERTAIN = N_("{n} more for certain would make it “{verdict}”.")
_DOUBTED = N_("{n} fewer for certain would make it “{verdict}”.")
_RULED_OUT = N_("{n} of the possible ones ruled out would make it “{verdict}”.")

Step = Callable[[int], Measured]


class Change(NamedTuple):
    """What would change a verdict: a text with places for ``n``, ``verdict`` and facts."""

    text: str
    n: int | None = None
    verdict: Verdict | None = None


def smallest_change(result: Result) -> Change:
    """The least that would change the verdict of a result; the words of its method go before the usual ones.

    >>> claim = Claim("pairs", "claim", 65, None, "pairs", "", "S", "p. 1", {})
    >>> smallest_change(Result(claim, Method("range", ""), Measured(54, 54, 148), "not-testable"))
    Change(text='{n} more for certain would make it “{verdict}”.', n=5, verdict='partly')
    """
    claim, method, measured, verdict = result
    found: list[Change] = []
    for text, step in _steps(claim, method, measured, verdict):
        tried = (Change(method.changes or text, n, judge(claim, method, step(n))) for n in range(1, _FARTHEST))
        found += next(([change] for change in tried if change.verdict != verdict), [])
    return min(found, key=lambda change: change.n or 0, default=Change(method.changes))


def _steps(claim: Claim, method: Method, measured: Measured, verdict: Verdict) -> Iterator[tuple[str, Step]]:
    """The ways in which what was measured could move, each as a text and what is measured after ``n`` steps."""
    value, least, most = measured.value, measured.least, measured.most
    if method.rule in ("range", "least") and least is not None and most is not None:
        yield _CERTAIN, lambda n: measured._replace(least=least + n, most=max(most, least + n))
        yield _DOUBTED, lambda n: measured._replace(least=max(0, least - n))
        yield _RULED_OUT, lambda n: measured._replace(most=max(least, most - n))
    elif method.rule in ("exact", "none") and isinstance(value, int | float):
        yield _MORE if verdict == "differs" or not value else _ANOTHER, lambda n: measured._replace(value=value + n)
        yield _FEWER, lambda n: measured._replace(value=max(0, value - n))
    elif method.rule == "majority" and claim.value is not None and claim.base:
        stated, base = claim.value, claim.base
        yield _MORE, lambda n: measured._replace(value=100 * (stated + n) / base)
    elif method.rule in ("all", "more"):
        # What is borne out is undone by more of the other group, and what is not is helped by more of the one.
        name = method.against if method.rule == "more" and verdict in ("agrees", "partly") else method.value
        counted = measured.facts.get(name)
        if isinstance(counted, int):
            yield _MORE, lambda n: measured._replace(facts={**measured.facts, name: counted + n})
