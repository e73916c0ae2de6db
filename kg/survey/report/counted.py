"""A wave counted: what a report tells of each item, with what is too small to be told already hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from kg.analysis.hypotheses.estimates import holm
from kg.base.languages import _
from kg.survey.report.disclosure import LEAST, Counts, Marks, Tables, given_away, pooled, rare
from kg.survey.report.raking import Weights
from kg.survey.report.responses import Asked, Attribute, Responses
from kg.survey.report.statistics import Association, association

_TOLD = 0.0002  # how near a weighted share, told to three digits with its interval, is known


class Choice(NamedTuple):
    """An answer, or those that are told as one, which have no code."""

    code: str
    label: str
    n: int
    weighted: float | None = None


class Crossed(NamedTuple):
    """The answers of an item by the groups of one attribute; None is a count that is not told.

    ``tests`` stand beside the answers of an item with several, else the one test is that of the whole table.
    """

    attribute: str
    title: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    bases: tuple[int, ...]
    cells: tuple[tuple[int | None, ...], ...]
    tests: tuple[Association | None, ...]
    pooled: tuple[str, ...] = ()


class Counted(NamedTuple):
    """What is told of an item: ``base`` is how many answered, ``given`` how many answers they gave.

    ``rest`` are the answers that are told as one or, of several answers, not at all.
    """

    item: Asked
    base: int
    missing: int
    given: int
    choices: tuple[Choice, ...]
    rest: tuple[str, ...]
    crossed: tuple[Crossed, ...]


class Groups(NamedTuple):
    """How many respondents there are by an attribute; none where all groups are too small."""

    attribute: str
    title: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    pooled: tuple[str, ...]


@dataclass
class Counter:
    """Counts a wave. ``is_open`` hides nothing; ``weights`` are a frame's, which follow from ``columns``."""

    responses: Responses
    is_open: bool = False
    weights: Weights | None = None
    columns: Sequence[Counts] = ()
    marks: dict[str, Marks] = field(init=False)

    def __post_init__(self) -> None:
        own = [attribute.of for attribute in self.responses.attributes]
        kinds, of = np.unique(np.column_stack([*own, *self.columns]), axis=0, return_inverse=True)
        self._of, self._count = of.ravel(), len(kinds)
        self._groups = {each.name: kinds[:, number] for number, each in enumerate(self.responses.attributes)}
        self.marks = self._pooled(np.ones(self.responses.respondents, dtype=bool))

    def _sizes(self, who: Marks) -> Counts:
        return np.bincount(self._of[who], minlength=self._count)

    def _pooled(self, who: Marks, before: Mapping[str, Marks] | None = None) -> dict[str, Marks]:
        if self.is_open:
            return {name: np.zeros(of.max() + 1, dtype=bool) for name, of in self._groups.items()}
        return pooled(self._sizes(who), self._groups, before)

    def groups(self) -> list[Groups]:
        """The respondents by every attribute."""
        everybody = self._sizes(np.ones(self.responses.respondents, dtype=bool))
        found = []
        for attribute in self.responses.attributes:
            of, codes, labels, rest = self._named(attribute, self.marks)
            sizes = np.bincount(of, everybody, len(codes)).astype(int)
            found.append(Groups(attribute.name, attribute.title, codes, labels, tuple(map(int, sizes)), rest))
        return found

    def _named(
        self, attribute: Attribute, marks: Mapping[str, Marks]
    ) -> tuple[Counts, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Of each kind of place the group as it is told, with the codes and labels of these, and who is in the pool."""
        mark = marks[attribute.name]
        shown = [number for number in range(len(mark)) if not mark[number]]
        place = np.full(len(mark), len(shown))
        place[shown] = range(len(shown))
        codes = [attribute.codes[number] or "not-known" for number in shown]
        labels = [attribute.labels[number] for number in shown]
        if mark.any():
            codes, labels = [*codes, ""], [*labels, _("other groups together")]
        rest = tuple(attribute.labels[number] for number in np.flatnonzero(mark))
        return place[self._groups[attribute.name]], tuple(codes), tuple(labels), rest

    def counted(self, item: Asked, by: Sequence[str]) -> Counted:
        """An item with its cross-tabulations by some attributes."""
        base, totals = int(item.answered.sum()), item.said.sum(axis=1).astype(np.int64)
        missing, given = self.responses.respondents - base, int(totals.sum())
        hide = np.zeros(len(totals), dtype=bool) if self.is_open else rare(totals, base, overlapping=item.is_many)
        rest = tuple(label for label, hidden in zip(item.labels, hide, strict=True) if hidden)
        if item.is_coded:  # that a concept is named at all says that somebody wrote of it
            rest = ()
        if hide.all() or base == 0 or (base < LEAST and not self.is_open):
            return Counted(item, base, missing, given, (), () if item.is_coded else item.labels, ())
        said = item.said[~hide]
        codes = [code for code, hidden in zip(item.codes, hide, strict=True) if not hidden]
        labels = [label for label, hidden in zip(item.labels, hide, strict=True) if not hidden]
        if rest and not item.is_many:
            said = np.vstack([said, item.said[hide].any(axis=0)])
            codes, labels = [*codes, ""], [*labels, _("other answers together")]
        counts = np.array([self._sizes(row) for row in said])
        crossed, weighted = self._crossed(item, counts, by)
        found = zip(codes, labels, counts.sum(axis=1), weighted, strict=True)
        choices = tuple(Choice(code, label, int(n), share) for code, label, n, share in found)
        return Counted(item, base, missing, given, choices, rest, crossed)

    def _crossed(
        self, item: Asked, counts: Counts, by: Sequence[str]
    ) -> tuple[tuple[Crossed, ...], list[float | None]]:
        """The tables by attribute and the weighted shares of the answers."""
        if not by and self.weights is None:
            return (), [None] * len(counts)
        sizes = self._sizes(item.answered)
        marks = self._pooled(item.answered, self.marks)
        told = [(each, *self._named(each, marks)) for each in self.responses.attributes if not marks[each.name].all()]
        maps = [of for _attribute, of, *_words in told]
        table = Tables(counts, maps, sizes, whole=not item.is_many)
        hidden = np.zeros(len(table.cells), dtype=bool) if self.is_open else table.hidden()
        cells = {
            cell: None if is_hidden else int(value)
            for cell, value, is_hidden in zip(table.cells, table.values, hidden, strict=True)
        }
        crossed = []
        for number, (attribute, of, codes, labels, rest) in enumerate(told):
            if attribute.name in by:
                bases = tuple(map(int, np.bincount(of, sizes, len(codes))))
                rows = tuple(
                    tuple(cells[number, answer, group] for group in range(len(codes))) for answer in range(len(counts))
                )
                tests = _tests(rows, bases, is_many=item.is_many)
                crossed.append(Crossed(attribute.name, attribute.title, codes, labels, bases, rows, tests, rest))
        return tuple(crossed), self._weighted(item, table, hidden)

    def _weighted(self, item: Asked, table: Tables, hidden: Marks) -> list[float | None]:
        """The weighted share of each answer, where it does not give a hidden count away."""
        if self.weights is None:
            return [None] * len(table.counts)
        weight = np.bincount(self._of, self.weights.each, self._count) / np.maximum(np.bincount(self._of), 1)
        total = float(self.weights.each[item.answered].sum())
        sums = table.counts @ weight
        given = given_away(table, hidden, (weight, sums - _TOLD * total, sums + _TOLD * total))
        if table.whole and given.any():
            given[:] = True
        return [
            None if is_given else round(float(share), 3) for share, is_given in zip(sums / total, given, strict=True)
        ]


def _tests(
    rows: Sequence[Sequence[int | None]], bases: Sequence[int], *, is_many: bool
) -> tuple[Association | None, ...]:
    """The tests of what is shown whole: of the table, or of each answer where answers overlap."""
    if is_many:
        return tuple(
            None if None in row else association(np.array([row, np.subtract(bases, np.array(row))])) for row in rows
        )
    return (None if any(None in row for row in rows) else association(np.array(rows)),)


def adjusted(counted: Sequence[Counted]) -> list[Counted]:
    """The same with Holm's correction over all tests that are shown."""
    tests = [test for each in counted for crossed in each.crossed for test in crossed.tests]
    ps = iter(holm([test.p if test else None for test in tests]))
    found = []
    for each in counted:
        crossed = []
        for table in each.crossed:
            own = tuple(test._replace(adjusted=p) if test else None for test, p in zip(table.tests, ps, strict=False))
            crossed.append(table._replace(tests=own))
        found.append(each._replace(crossed=tuple(crossed)))
    return found
