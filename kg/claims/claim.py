"""Records of a claim: what a source states, how it is tested, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Verdict = Literal["agrees", "differs", "not-testable"]
Fact = str | int | float | bool


class Claim(NamedTuple):
    """A finding of a source; ``texts`` maps a language to what it states, ``places`` are place ids."""

    id: str
    kind: str
    value: float | None
    base: float | None
    unit: str
    query: str  # topic/name of the query that recounts it, empty where none does
    source: str
    locator: str
    texts: Mapping[str, str]
    places: frozenset[str] = frozenset()
    page: str = ""  # where the source is read


class Method(NamedTuple):
    """How one claim is tested: a rule, and where its numbers stand in the answer of the query.

    ``least`` and ``most`` are columns that are added up. ``where`` keeps rows by the code of a column, ``about``
    keeps rows by the places of the claim, ``at_least`` by a number; ``by`` names facts after the code of a column.
    ``also`` is a second pair of columns to compare. ``named`` gives the words of the codes that ``order`` ranks.
    ``claimant`` says whose claim it is. ``why`` explains the outcome with the facts filled in. Both are English
    here and are translated where they are shown.
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
    at_least: Mapping[str, float] = {}
    about: str = ""
    by: str = ""
    as_of: int | None = None
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
