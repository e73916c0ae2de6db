"""From the answer of a query to the numbers that a method needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ask.results import Table, Value
from kg.base.ids import tail
from kg.claims.claim import Claim, Fact, Measured, Method

Row = Mapping[str, Value]


def measure(claim: Claim, method: Method, answer: Table) -> Measured:
    """What an answer says on a claim.

    A column ``finding`` keeps the row of this claim. ``count`` is the number of rows that are left;
    the cells of a single row are facts under the names of their columns, and with ``by`` those of
    every row under the code and the column.

    >>> claim = Claim("c", "claim", 2, None, "", "", "S", "p. 1", {})
    >>> answer = Table(["dated", "undated"], [[107, 86]])
    >>> measure(claim, Method("range", "", least=("dated",), most=("dated", "undated")), answer)[1:3]
    (107, 193)
    """
    kept = _kept(claim, method, [dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
    facts = _facts(claim, method, kept)
    value = _ranking(method, kept) if method.order else facts.get(method.value)
    return Measured(value, _sum(facts, method.least), _sum(facts, method.most), facts)


def _kept(claim: Claim, method: Method, found: Sequence[Row]) -> list[Row]:
    kept = [row for row in found if tail(row.get("finding")) in ("", claim.id)]
    for column, code in method.where.items():
        kept = [row for row in kept if tail(row[column]) == code]
    return kept


def _facts(claim: Claim, method: Method, kept: Sequence[Row]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"count": len(kept)}
    facts |= {name: number for name, number in (("claimed", claim.value), ("base", claim.base)) if number is not None}
    if len(kept) == 1:
        facts |= {name: value for name, value in kept[0].items() if value is not None}
    if method.by:
        for row in kept:
            code = tail(row[method.by]).replace("-", "_")
            facts |= {f"{code}_{name}": value for name, value in row.items() if value is not None}
    return facts


def _ranking(method: Method, kept: Sequence[Row]) -> str:
    """The first codes of the column ``by`` in the order of ``value``, as many as the claim ranks."""
    ranked = sorted(kept, key=lambda row: -float(row[method.value] or 0))
    return ", ".join(tail(row[method.by]) for row in ranked[: len(method.order)])


def _sum(facts: Mapping[str, Fact], columns: Sequence[str]) -> float | None:
    numbers = [facts.get(column) for column in columns]
    if not numbers or any(number is None for number in numbers):
        return None
    return sum(number for number in numbers if isinstance(number, int | float))
