"""Which counts a report hides, so that no answer of a few can be found or reckoned from what it shows.

A count of fewer than five respondents is not told, nor one that leaves fewer than five who said otherwise. What is
shown beside it must not give it away, so more is hidden: small groups and rare answers are pooled with the next larger
ones, and inside a table counts are hidden until every hidden one could be any of six values at least, so that nobody
knows of one that it is small. That is asked of a reader who solves all tables of an item at once, by every attribute
that a report can show, and who knows besides how many answered from each kind of place (the linear programme of
Fischetti, Salazar, Management Science 47, 2001; hidden are the smallest, one after another, which is not always the
fewest).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST = 5
_WIDTH = LEAST - 1e-6  # from the least to the greatest that a hidden count could be, so that it could be five as well
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
        # Each is anything from what the others cannot take up to all of the pool.
        most = base if overlapping else pool
        width = min(pool, most) - max(0, pool - (size - 1) * most)
        if width >= LEAST:
            break
        hidden[np.argmin(np.where(hidden, _FAR, totals))] = True
    return hidden


@dataclass
class Tables:
    """The tables of one thing that is counted, by every attribute, over kinds of places as what a reader does not know.

    ``counts`` has a row an answer and a column a kind of place, ``groups`` the group of each kind by attribute, and
    ``sizes`` how many answered from each kind; with ``whole`` the answers exclude one another and make up the sizes,
    without it each answer stands for itself. What is shown at any rate is the total of each answer. No count is under
    ``least``, as everybody knows: a group that is named, if only in a pool, has somebody.
    """

    counts: Counts
    groups: Sequence[Counts]
    sizes: Counts | None = None
    whole: bool = False
    least: int = 0

    def __post_init__(self) -> None:
        answers = len(self.counts)
        self.cells = [
            (by, answer, int(group))
            for by, of in enumerate(self.groups)
            for answer in range(answers)
            for group in np.unique(of)
        ]
        by, self.answers, group = np.array(self.cells, dtype=np.int64).reshape(-1, 3).T
        self.of = np.array([self.groups[attribute] == value for attribute, value in zip(by, group, strict=True)])
        self.values = np.einsum("ck,ck->c", self.of, self.counts[self.answers])
        self.rows = by * answers + self.answers  # of each cell, the row of the table of its attribute
        self.columns = by * (group.max(initial=0) + 1) + group
        self.table_of = by if self.whole else self.rows

    def small(self) -> Marks:
        """The cells that are hidden for their own sake."""
        found = small(self.values)
        if self.sizes is not None and not self.whole:
            found |= small(self.of @ self.sizes - self.values)
        return np.asarray(found)

    def hidden(self) -> Marks:
        """What is not told: of a table most of whose cells are small, nothing but the totals."""
        own = self.small()
        crowded = np.bincount(self.table_of, own) > np.bincount(self.table_of) / 2
        return self.protected(own, crowded[self.table_of])

    def protected(self, small: Marks, besides: Marks | None = None, *, sparing: bool = False) -> Marks:
        """The small cells, those hidden ``besides``, and those that must be hidden with them.

        A cell that could be reckoned all the same is shown. ``sparing`` also tries of each other whether it can be.
        """
        always = small if besides is None else small | besides  # of these none is shown again
        if not always.any():
            return always
        hidden, reader = always.copy(), Reader(self, small)
        while not hidden.all():
            covers = self._lonely(hidden) or reader.covers(hidden)
            if not covers:
                break
            for cover in covers:
                hidden[np.argmin(np.where(cover, self.values, _FAR))] = True
        others = reader.narrow(np.flatnonzero(hidden & ~always), hidden, _FAR if sparing else _CLOSE)
        for place in sorted(others, key=lambda each: -self.values[each]):
            if not sparing and not reader.is_known(place, hidden):
                continue
            hidden[place] = False
            if sparing and (self._lonely(hidden) or reader.covers(hidden)):
                hidden[place] = True
        return hidden

    def _lonely(self, hidden: Marks) -> list[Marks]:
        """For the first hidden cell alone in a row or column of each table, the shown cells beside it."""
        found: dict[int, Marks] = {}
        for line in (self.columns, self.rows) if self.whole else (self.rows,):
            alone = hidden & (np.bincount(line[hidden], minlength=int(line.max()) + 1)[line] == 1)
            for place in np.flatnonzero(alone):
                beside = (line == line[place]) & ~hidden
                if beside.any():
                    found.setdefault(int(self.table_of[place]), beside)
        return list(found.values())


class Reader:
    """One who solves the tables: bounds on the hidden cells by linear programmes, whose solutions are kept.

    ``known`` are weighted sums that are told besides: a weight for each kind of place, and for each answer from where
    to where its sum lies.
    """

    def __init__(self, tables: Tables, small: Marks, known: tuple[Vector, Vector, Vector] | None = None) -> None:
        from scipy import sparse  # noqa: PLC0415 (takes longer to import than to run)

        self.tables, self.small = tables, np.flatnonzero(small)
        answers, kinds = tables.counts.shape
        cell, kind = np.nonzero(tables.of)
        at = tables.answers[cell] * kinds + kind
        self.sums = sparse.csr_matrix((np.ones(len(cell)), (cell, at)), (len(tables.cells), answers * kinds))
        self.fixed = sparse.kron(sparse.eye(answers), np.ones((1, kinds))).tocsr()
        if tables.whole:
            self.fixed = sparse.vstack([self.fixed, sparse.kron(np.ones((1, answers)), sparse.eye(kinds))]).tocsr()
        self.truth = tables.counts.ravel().astype(float)
        top = np.full(len(self.truth), np.inf) if tables.sizes is None else np.tile(tables.sizes, answers)
        self.bounds = np.column_stack([np.zeros(len(self.truth)), top])
        self.sides, self.limits = -self.sums, np.full(len(tables.cells), -float(tables.least))
        if known:
            weighted = sparse.kron(sparse.eye(answers), known[0][None, :])
            self.sides = sparse.vstack([self.sides, weighted, -weighted]).tocsr()
            self.limits = np.hstack([self.limits, known[2], -known[1]])
        self.seen = tables.values[None, :].astype(float)  # what the cells come to in each solution

    def leaking(self, hidden: Marks) -> Counts:
        """The small cells that can be narrowed down to fewer than five values."""
        left, chance = self.narrow(self.small, hidden), np.random.default_rng(0)
        for _round in range(_ROUNDS):  # many cells at once, some as high and some as low as they go
            if not len(left):
                break
            goal = self.sums[left].T @ chance.choice((-1.0, 1.0), len(left))
            for sign in (1, -1):
                self._solved(sign * goal, hidden)
            left, before = self.narrow(left, hidden), len(left)
            if len(left) == before:
                break
        found: list[int] = []
        alone = np.zeros(len(hidden)) if self.tables.whole else self.tables.answers  # what does not disturb the rest
        while len(left):
            batch = left[np.unique(alone[left], return_index=True)[1]]
            self._drive(batch, hidden)
            found += self.narrow(batch, hidden).tolist()
            left = self.narrow(left[~np.isin(alone[left], alone[found])], hidden)
        return np.array(found, dtype=np.int64)

    def _drive(self, places: Counts, hidden: Marks) -> Marks:
        """Drive some cells as high and as low as they go together; the shown cells that hold them back."""
        goal = np.asarray(self.sums[places].sum(axis=0)).ravel()
        return self._solved(goal, hidden) | self._solved(-goal, hidden)

    def covers(self, hidden: Marks) -> list[Marks]:
        """For each cell that leaks, the shown cells that hold it back."""
        leaking = self.leaking(hidden)
        if not len(leaking):
            return []
        binding = self._drive(leaking, hidden)
        found = []
        for place in leaking:
            own = np.ones_like(hidden) if self.tables.whole else self.tables.answers == self.tables.answers[place]
            found.append(own & binding if (own & binding).any() else own & ~hidden)
        return [cover for cover in found if cover.any()]

    def is_known(self, place: int, hidden: Marks) -> bool:
        """Whether a cell has one value in all solutions."""
        self._drive(np.array([place]), hidden)
        return bool(len(self.narrow(np.array([place]), hidden, _CLOSE)))

    def narrow(self, places: Counts, hidden: Marks, width: float = _WIDTH) -> Counts:
        """Those of some cells in which no two known solutions that agree with all that is shown differ enough."""
        fitting = np.abs(self.seen[:, ~hidden] - self.tables.values[~hidden]).max(axis=1, initial=0) < _CLOSE
        return np.asarray(places[np.ptp(self.seen[fitting][:, places], axis=0) < width])

    def _solved(self, goal: Vector, hidden: Marks) -> Marks:
        """Make a sum of unknowns as small as it gets; the shown cells that hold it back."""
        from scipy.optimize import linprog  # noqa: PLC0415 (takes longer to import than to run)
        from scipy.sparse import vstack  # noqa: PLC0415 (takes longer to import than to run)

        shown = vstack([self.fixed, self.sums[~hidden]])
        found = linprog(goal, self.sides, self.limits, shown, shown @ self.truth, self.bounds, method="highs")
        binding = np.zeros(len(hidden), dtype=bool)
        if found.status == 0:
            self.seen = np.vstack([self.seen, self.sums @ found.x])
            binding[~hidden] = np.abs(found.eqlin.marginals[self.fixed.shape[0] :]) > _CLOSE
        return binding


def given_away(tables: Tables, hidden: Marks, known: tuple[Vector, Vector, Vector]) -> Marks:
    """The answers whose weighted sums, told beside the tables, narrow a small cell down; see :class:`Reader`."""
    found = np.zeros(len(tables.counts), dtype=bool)
    if hidden.any():
        leaking = Reader(tables, tables.small(), known).leaking(hidden)
        found[tables.answers[leaking]] = True
    return found


def pooled(sizes: Counts, groups: Mapping[str, Counts], before: Mapping[str, Marks] | None = None) -> dict[str, Marks]:
    """The groups of each attribute that are told as one, for how many answered from each kind of place.

    ``before`` are those that are pooled already. Where no group is left, the attribute makes no table.
    """
    tables = Tables(sizes[None, :], list(groups.values()))
    tables.least = int(min(1, tables.values.min(initial=1)))
    forced = np.zeros(len(tables.cells), dtype=bool)
    if before:
        forced = np.array([list(before.values())[by][group] for by, _answer, group in tables.cells], dtype=bool)
    while True:
        hidden = tables.protected(tables.small(), forced, sparing=True)
        pools = np.bincount(tables.rows, tables.values * hidden)
        little = hidden & (pools < LEAST)[tables.rows]  # a pool that is a small group itself
        beside = np.isin(tables.rows, tables.rows[little]) & ~hidden
        if not beside.any():
            break
        forced |= hidden
        forced[np.argmin(np.where(beside, tables.values, _FAR))] = True
    marks = {name: np.zeros(of.max() + 1, dtype=bool) for name, of in groups.items()}
    names = list(groups)
    for (by, _answer, group), is_hidden in zip(tables.cells, hidden, strict=True):
        marks[names[by]][group] = is_hidden
    return marks
