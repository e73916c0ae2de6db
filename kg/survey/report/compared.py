"""Two waves side by side: what share of respondents gave an answer then and later."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.survey.report.counted import Choice, Counted, Counter
from kg.survey.report.statistics import Difference, difference


class Change(NamedTuple):
    """An answer that both waves tell, with its counts and bases, the earlier wave first."""

    item: str
    title: str
    code: str
    label: str
    counts: tuple[int, int]
    bases: tuple[int, int]
    difference: Difference


class Comparison(NamedTuple):
    """The changes from one wave to the next, answer by answer."""

    earlier: str
    later: str
    changes: tuple[Change, ...]


def compared(waves: Sequence[tuple[Counter, Sequence[Counted]]]) -> list[Comparison]:
    """Each wave with the one named before it; an answer that either does not tell is in none."""
    found = []
    for (before, earlier), (after, later) in pairwise(waves):
        known = {each.item.name: each for each in earlier}
        changes = [
            change for each in later if each.item.name in known for change in _changes(known[each.item.name], each)
        ]
        found.append(Comparison(before.responses.survey, after.responses.survey, tuple(changes)))
    return found


def _changes(earlier: Counted, later: Counted) -> list[Change]:
    then: dict[str, Choice] = {choice.code: choice for choice in earlier.choices}
    found = []
    for choice in later.choices:
        before = then.get(choice.code)
        if not choice.code or before is None:
            continue
        apart = difference(choice.n, later.base, before.n, earlier.base)
        counts, bases = (before.n, choice.n), (earlier.base, later.base)
        found.append(Change(later.item.name, later.item.title, choice.code, choice.label, counts, bases, apart))
    return found
