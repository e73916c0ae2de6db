"""Which counts a report hides, so that no answer of a few can be found or reckoned from what it shows.

A count of fewer than five respondents is not told, nor one that leaves fewer than five who said otherwise. What is
shown beside it must not give it away, so more is hidden: small groups and rare answers are pooled with the next larger
ones, and inside a table counts are hidden until every hidden one could be any of five values at least. That is asked of
a reader who solves all tables of an item at once, by every attribute that a report can show, and who knows besides how
many answered from each kind of place (the linear programme of Fischetti, Salazar, Management Science 47, 2001; hidden
are the smallest, one after another, which is not always the fewest).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

LEAST = 5
_WIDTH = LEAST - 1 - 1e-6  # from the least to the greatest of five whole values
_CLOSE = 1e-6
_ROUNDS = 20
_FAR = np.iinfo(np.int64).max
Counts = NDArray[np.int64]
Vector = NDArray[np.float64]
Marks = NDArray[np.bool_]


def small(counts: Counts) -> Marks:
    """The counts that are not told, nobody among them: to know that none said so is to know what each did not say."""
    return counts < LEAST


def rare(totals: Counts, base: int, *, overlapping: bool) -> Marks:
    """The answers whose total is not told: they are pooled, and the sum of the pool may be known.

    >>> rare(np.array([30, 6, 3, 9]), 48, overlapping=False).tolist()
    [False, True, True, False]
    >>> rare(np.array([30, 6, 9]), 45, overlapping=False).tolist()
    [False, False, False]
    >>> rare(np.array([47, 20, 9]), 48, overlapping=True).tolist()  # one of 48 did not say the first
    [True, False, True]
    """
    hidden = small(totals) | (small(base - totals) if overlapping else False)
    while hidden.any() and not hidden.all():
        pool, size = int(totals[hidden].sum()), int(hidden.sum())
        if overlapping:  # each is anything from what the others cannot take up to all of the pool
            width = min(pool, base) - max(0, pool - (size - 1) * base)
        else:
            width = pool if size > 1 else 0
        if width >= LEAST:
            break
        hidden[np.argmin(np.where(hidden, _FAR, totals))] = True
    return hidden


@dataclass
class Tables:
    """The tables of one thing that is counted, by every attribute, over kinds of places as what a reader does not know.

    ``counts`` has a row an answer and a column a kind of place, ``groups`` the group of each kind by attribute, and
    ``sizes`` how many answered from each kind; with ``whole`` the answers exclude one another and make up the sizes.
    What is shown at any rate is the total of each answer.
    """

    counts: Counts
    groups: Sequence[Counts]
    sizes: Counts | None = None
    whole: bool = False
    cells: list[tuple[int, int, int]] = field(init=False)
    values: Counts = field(init=False)
    rows: Counts = field(init=False)  # of each cell, the row of the table of its attribute
    columns: Counts = field(init=False)
    sums: NDArray[np.float64] = field(init=False)  # of each cell, which unknowns it adds up

    def __post_init__(self) -> None:
        self.cells = [
            (by, answer, int(group))
            for by, of in enumerate(self.groups)
            for answer in range(len(self.counts))
            for group in np.unique(of)
        ]
        self.sums = np.zeros((len(self.cells), *self.counts.shape))
        for place, (by, answer, group) in enumerate(self.cells):
            self.sums[place, answer, self.groups[by] == group] = 1
        self.sums = self.sums.reshape(len(self.cells), self.counts.size)
        self.values = (self.sums @ self.counts.ravel()).astype(np.int64)
        wide = 1 + max((group for _by, _answer, group in self.cells), default=0)
        self.rows = np.array([by * len(self.counts) + answer for by, answer, _group in self.cells], dtype=np.int64)
        self.columns = np.array([by * wide + group for by, _answer, group in self.cells], dtype=np.int64)

    def small(self) -> Marks:
        """The cells that are hidden for their own sake."""
        found = small(self.values)
        if self.sizes is not None and not self.whole:
            bases = np.array([self.sizes[self.groups[by] == group].sum() for by, _answer, group in self.cells])
            found |= small(bases - self.values)
        return np.asarray(found)

    def protected(self, small: Marks, besides: Marks | None = None, *, sparing: bool = False) -> Marks:
        """The small cells, those hidden ``besides``, and those that must be hidden with them.

        A cell that could be reckoned all the same is shown. ``sparing`` also tries of each other whether it can be.
        """
        always = small if besides is None else small | besides
        hidden, reader = always.copy(), _Reader(self, small)
        while hidden.any() and not hidden.all():
            alone = self._lonely(hidden)
            cover = self._beside(alone, hidden) if alone is not None else reader.cover(hidden)
            if cover is None:
                break
            hidden[np.argmin(np.where(cover, self.values, _FAR))] = True
        for place in sorted(np.flatnonzero(hidden & ~always), key=lambda each: -self.values[each]):
            if not sparing and not reader.is_known(place, hidden):
                continue
            hidden[place] = False
            if sparing and (self._lonely(hidden) is not None or reader.cover(hidden) is not None):
                hidden[place] = True
        return hidden

    def hidden(self) -> Marks:
        """What is not told: of a table most of whose cells are small, nothing but the totals."""
        own = self.small()
        tables = np.array([by for by, _answer, _group in self.cells])
        crowded = np.bincount(tables, own) > np.bincount(tables) / 2
        return self.protected(own, crowded[tables])

    def _lonely(self, hidden: Marks) -> int | None:
        """A hidden cell that is the only one of its row, or of its column, of a table."""
        for line in (self.columns, self.rows) if self.whole else (self.rows,):
            alone = hidden & (np.bincount(line[hidden], minlength=int(line.max()) + 1)[line] == 1)
            if alone.any():
                return int(np.argmax(alone))
        return None

    def _beside(self, place: int, hidden: Marks) -> Marks | None:
        """The shown cells of the column or row in which a hidden one stands alone."""
        for line in (self.columns, self.rows) if self.whole else (self.rows,):
            own = line == line[place]
            if (own & hidden).sum() == 1 and (own & ~hidden).any():
                return np.asarray(own & ~hidden)
        return None


class _Reader:
    """One who solves the tables: bounds on the hidden cells by linear programmes, whose solutions are kept."""

    def __init__(self, tables: Tables, small: Marks, known: Sequence[tuple[Vector, float, float]] = ()) -> None:
        self.tables, self.small, self.known = tables, small, known
        answers, kinds = tables.counts.shape
        fixed = [np.eye(answers)[answer].repeat(kinds) for answer in range(answers)]
        if tables.whole and tables.sizes is not None:
            fixed += [np.tile(np.eye(kinds)[kind], answers) for kind in range(kinds)]
        self.fixed = np.array(fixed)
        self.truth = tables.counts.ravel().astype(float)
        top = np.full(len(self.truth), np.inf) if tables.sizes is None else np.tile(tables.sizes, answers)
        self.bounds = np.column_stack([np.zeros(len(self.truth)), top])
        self.seen = tables.values[None, :].astype(float)  # what the cells come to in each solution

    def cover(self, hidden: Marks) -> Marks | None:
        """The shown cells by which some small one can be narrowed down to fewer than five values; None if none can."""
        left = self._narrow(np.flatnonzero(self.small), hidden)
        chance = np.random.default_rng(0)
        for _round in range(_ROUNDS):  # many cells at once, some as high and some as low as they go
            if not len(left):
                return None
            goal = chance.choice((-1.0, 1.0), len(left)) @ self.tables.sums[left]
            for sign in (1, -1):
                self._solved(sign * goal, hidden)
            left, before = self._narrow(left, hidden), len(left)
            if len(left) == before:
                break
        for place in left:
            binding = np.zeros(len(hidden), dtype=bool)
            for sign in (1, -1):
                if not len(self._narrow([place], hidden)):
                    break
                binding |= self._solved(sign * self.tables.sums[place], hidden)
            if len(self._narrow([place], hidden)):
                return binding if binding.any() else ~hidden
        return None

    def is_known(self, place: int, hidden: Marks) -> bool:
        """Whether a cell has one value in all solutions."""
        for sign in (1, -1):
            if not len(self._narrow([place], hidden, _CLOSE)):
                return False
            self._solved(sign * self.tables.sums[place], hidden)
        return bool(len(self._narrow([place], hidden, _CLOSE)))

    def _narrow(self, places: Sequence[int] | Counts, hidden: Marks, width: float = _WIDTH) -> Counts:
        """Those of some cells in which no two known solutions that agree with all that is shown differ enough."""
        places = np.asarray(places)
        fitting = np.abs(self.seen[:, ~hidden] - self.tables.values[~hidden]).max(axis=1, initial=0) < _CLOSE
        reached = self.seen[fitting][:, places]
        return np.asarray(places[np.ptp(reached, axis=0) < width])

    def _solved(self, goal: Vector, hidden: Marks) -> Marks:
        """Make a sum of unknowns as small as it gets; the shown cells that hold it back."""
        from scipy.optimize import linprog  # noqa: PLC0415 (takes longer to import than to run)
        from scipy.sparse import csr_matrix  # noqa: PLC0415

        sums = self.tables.sums
        shown = csr_matrix(np.vstack([self.fixed, sums[~hidden]]))
        sides = np.array([side for each, _low, _high in self.known for side in (each, -each)]) if self.known else None
        limits = np.array([end for _each, low, high in self.known for end in (high, -low)]) if self.known else None
        found = linprog(goal, sides, limits, shown, shown @ self.truth, self.bounds, method="highs")
        binding = np.zeros(len(hidden), dtype=bool)
        if found.status == 0:
            self.seen = np.vstack([self.seen, sums @ found.x])
            binding[~hidden] = np.abs(found.eqlin.marginals[len(self.fixed) :]) > _CLOSE
        return binding


def gives_away(tables: Tables, hidden: Marks, known: Sequence[tuple[Vector, float, float]]) -> bool:
    """Whether weighted sums told beside the tables narrow a small cell down.

    Each is a weight for every unknown, and from where to where their sum lies.
    """
    return bool(hidden.any()) and _Reader(tables, tables.small(), known).cover(hidden) is not None


def pooled(sizes: Counts, groups: Mapping[str, Counts], before: Mapping[str, Marks] | None = None) -> dict[str, Marks]:
    """The groups of each attribute that are told as one, for how many answered from each kind of place.

    ``before`` are those that are pooled already. Where no group is left, the attribute makes no table.
    """
    tables = Tables(sizes[None, :], list(groups.values()))
    besides = {}
    for name, of in groups.items():
        totals = np.bincount(of, sizes, of.max() + 1).astype(np.int64)
        pool = small(totals) | (before[name] if before else False)
        while pool.any() and not pool.all() and (pool.sum() < 2 or totals[pool].sum() < LEAST):
            pool[np.argmin(np.where(pool, _FAR, totals))] = True
        besides[name] = pool
    names = list(groups)
    forced = np.array([besides[names[by]][group] for by, _answer, group in tables.cells], dtype=bool)
    for (by, _answer, group), hidden in zip(tables.cells, tables.protected(tables.small(), forced, sparing=True), strict=True):
        besides[names[by]][group] |= hidden
    return besides
