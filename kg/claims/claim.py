"""Records of a claim: what a source states, how it is tested, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Verdict = Literal["agrees", "partly", "differs", "not-testable"]
Fact = str | int | float | bool


class Claim(NamedTuple):
    """A finding of a source; ``texts`` maps a language to what it states."""

    id: str
    kind: str
    value: float | None
    base: float | None
    unit: str
    query: str  # topic/name of the query that recounts it, empty where none does
    source: str
    locator: str
    texts: Mapping[str, str]
    page: str = ""  # where the source is read


class Method(NamedTuple):
    """How one claim is tested: a rule, and where its numbers stand in the answer of the query.

    ``least`` and ``most`` are columns that are added up. ``where`` keeps rows by the code of a column; ``by`` names
    facts after the code of a column. ``also`` holds more pairs of columns to compare. ``named`` gives the words of
    the codes that ``order`` ranks. ``as_of`` is the year of which the claim speaks, and the query is asked for it.
    ``is_part`` marks a test that reaches a part of the claim. ``claimant`` says whose claim it is. ``why`` explains
    the outcome with the facts filled in, ``changes`` names the smallest evidence that would change it: ``{n}``
    more, then ``{verdict}``. Both are English here and are translated where they are shown.
    """

    rule: str
    why: str
    value: str = ""
    least: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    against: str = ""
    also: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    named: Mapping[str, str] = {}
    parameters: Mapping[str, tuple[str, ...]] = {}
    where: Mapping[str, str] = {}
    by: str = ""
    as_of: int | None = None
    is_part: bool = False
    changes: str = ""
    claimant: str = "author"


class Measured(NamedTuple):
    """What the graph has to say: one value, or a range where undated ties could add to it."""

    value: Fact | None = None
    least: float | None = None
    most: float | None = None
    facts: Mapping[str, Fact] = {}


class Result(NamedTuple):
    """A claim with its method, what was measured, and the verdict."""

    claim: Claim
    method: Method
    measured: Measured
    verdict: Verdict

    @property
    def is_remark(self) -> bool:
        """Whether it is this project that says so (an inconsistency, a gap, a conflict, a guess), and no source."""
        return self.claim.kind != "claim"

    @property
    def claimant(self) -> str:
        """Whose word it is."""
        return "remark" if self.is_remark else self.method.claimant
