"""What a report hides cannot be reckoned from what it shows: a reader solves all of its tables at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from kg.survey.report.counted import Counted, Counter, adjusted
from kg.survey.report.disclosure import LEAST, pooled, rare
from kg.survey.report.frame import weighted
from kg.survey.report.responses import Responses
from tests.survey.small_waves import ATTRIBUTES, wave

Row = NDArray[np.float64]


class Secret(NamedTuple):
    """A count that is not told: what it adds up of the unknowns, and what it is."""

    name: str
    row: Row
    value: int

    def is_small(self, base: int) -> bool:
        return self.value < LEAST or base - self.value < LEAST


class Reader:
    """Somebody who has the report alone, and knows from what kinds of places somebody answered.

    The unknowns are how many there are of each kind, and of each kind how many gave each answer of each item.
    """

    def __init__(self, counter: Counter, told: Sequence[Counted]) -> None:
        self.responses, self.told = counter.responses, told
        columns = np.column_stack([each.of for each in self.responses.attributes])
        self.kinds, self.of = np.unique(columns, axis=0, return_inverse=True)
        self.at = {"": 0}
        for each in told:
            for code in (*each.item.codes, "answered"):
                self.at[f"{each.item.name} {code}"] = len(self.at)
        self.size = len(self.at) * len(self.kinds)
        self.equal: list[tuple[Row, float]] = []
        self.less: list[tuple[Row, float]] = []
        self.secrets: list[tuple[Secret, int]] = []
        self.read(counter)

    def row(self, names: Sequence[str], kinds: Sequence[int] | NDArray[np.bool_] | None = None) -> Row:
        found = np.zeros((len(self.at), len(self.kinds)))
        for name in names:
            found[self.at[name], slice(None) if kinds is None else kinds] = 1
        return found.ravel()

    def truth(self, names: Sequence[str], kinds: NDArray[np.bool_]) -> int:
        inside = kinds[self.of.ravel()]
        if names == [""]:
            return int(inside.sum())
        item, code = names[0].split(" ")
        asked = next(each.item for each in self.told if each.item.name == item)
        if code == "answered":
            return int((asked.answered & inside).sum())
        return int(sum((asked.said[asked.codes.index(name.split(" ")[1])] & inside).sum() for name in names))

    def read(self, counter: Counter) -> None:
        self.equal.append((self.row([""]), self.responses.respondents))
        for groups in counter.groups():
            for code, size in zip(groups.codes, groups.sizes, strict=True):
                self.equal.append((self.row([""], self.group(groups.attribute, code, groups.pooled)), size))
            for label in groups.pooled:  # that it is named says that somebody is of it
                self.less.append((-self.row([""], self.group(groups.attribute, label, ())), -1))
                self.hide(
                    groups.attribute + label, [""], self.group(groups.attribute, label, ()), self.responses.respondents
                )
        for each in self.told:
            self.read_item(each)

    def group(self, attribute: str, code: str, pool: Sequence[str]) -> NDArray[np.bool_]:
        number = ATTRIBUTES.index(attribute)
        codes = self.responses.attributes[number].codes
        wanted = [codes.index(each) for each in (pool if not code else [code])]
        return np.isin(self.kinds[:, number], wanted)

    def hide(self, name: str, names: Sequence[str], kinds: NDArray[np.bool_], base: int) -> None:
        self.secrets.append((Secret(name, self.row(names, kinds), self.truth(list(names), kinds)), base))

    def read_item(self, told: Counted) -> None:
        item, everywhere = told.item, np.ones(len(self.kinds), dtype=bool)
        answered = f"{item.name} answered"
        self.equal.append((self.row([answered]), told.base))
        for kind in range(len(self.kinds)):
            self.less.append((self.row([answered], [kind]) - self.row([""], [kind]), 0))
            codes = [f"{item.name} {code}" for code in item.codes]
            if item.is_many:
                self.less += [(self.row([code], [kind]) - self.row([answered], [kind]), 0) for code in codes]
            else:
                self.equal.append((self.row(codes, [kind]) - self.row([answered], [kind]), 0))
        if item.is_many:
            self.equal.append((self.row([f"{item.name} {code}" for code in item.codes]), told.given))
        for choice in told.choices:
            self.equal.append((self.row(self.names(told, choice.code)), choice.n))
        for label in told.rest:
            self.hide(f"{item.name} {label}", self.names(told, label), everywhere, told.base)
        for table in told.crossed:
            for number, (code, base) in enumerate(zip(table.codes, table.bases, strict=True)):
                kinds = self.group(table.attribute, code, table.pooled)
                self.equal.append((self.row([answered], kinds), base))
                for choice, cells in zip(told.choices, table.cells, strict=True):
                    names = self.names(told, choice.code)
                    if (n := cells[number]) is not None:
                        self.equal.append((self.row(names, kinds), n))
                    else:
                        whole = base if item.is_many else 10**6
                        self.hide(f"{item.name} {choice.code} {table.attribute} {code}", names, kinds, whole)

    def names(self, told: Counted, code: str) -> list[str]:
        return [f"{told.item.name} {each}" for each in ([code] if code else told.rest)]

    def ranges(self) -> Iterator[tuple[Secret, int, float]]:
        """Every secret with the base of its share and how far apart its least and its greatest value lie."""
        equal, sides = (np.array([row for row, _value in each]) for each in (self.equal, self.less))
        values, limits = (np.array([value for _row, value in each], dtype=float) for each in (self.equal, self.less))
        rows = np.array([secret.row for secret, _base in self.secrets])
        least = most = np.array([secret.value for secret, _base in self.secrets], dtype=float)
        for number, (secret, base) in enumerate(self.secrets):
            for sign in (1, -1):
                if most[number] - least[number] >= LEAST:
                    break
                found = linprog(sign * secret.row, sides, limits, equal, values, method="highs")
                assert found.status == 0
                least, most = np.minimum(least, rows @ found.x), np.maximum(most, rows @ found.x)
            yield secret, base, float(most[number] - least[number])


def told(responses: Responses) -> tuple[Counter, list[Counted]]:
    counter = Counter(responses)
    return counter, [counter.counted(item, ATTRIBUTES) for item in responses.items]


@pytest.mark.parametrize(
    ("count", "seed"), [(40, 1), (60, 2), (123, 3), (25, 16), (40, 21), (123, 27), (60, 30), (25, 32), (123, 39)]
)
def test_of_no_hidden_count_it_is_known_from_all_tables_together_that_it_is_small(count: int, seed: int) -> None:
    reader = Reader(*told(wave(count, seed)))
    assert len(reader.secrets) > 10
    narrow = [
        (secret.name, secret.value, width)
        for secret, base, width in reader.ranges()
        if width < (LEAST - 0.001 if secret.is_small(base) else 0.001)
    ]
    assert narrow == []


@pytest.mark.parametrize("seed", range(5, 9))
def test_no_small_count_is_shown(seed: int) -> None:
    counter, found = told(wave(60, seed))
    assert min(size for groups in counter.groups() for size in groups.sizes) >= LEAST
    for each in found:
        assert all(choice.n >= LEAST for choice in each.choices)
        if each.item.is_many:
            assert all(each.base - choice.n >= LEAST for choice in each.choices)
        for table in each.crossed:
            assert min(table.bases) >= LEAST
            shown = [
                (n, base) for cells in table.cells for n, base in zip(cells, table.bases, strict=True) if n is not None
            ]
            assert all(n >= LEAST and (base - n >= LEAST or not each.item.is_many) for n, base in shown)


def test_what_is_hidden_does_not_depend_on_what_is_asked_for() -> None:
    responses = wave(60, 9)
    counter = Counter(responses)
    whole = [counter.counted(item, ATTRIBUTES) for item in responses.items]
    for attribute in ("part", "district"):
        for item, every in zip(responses.items, whole, strict=True):
            alone = counter.counted(item, [attribute])
            assert alone.choices == every.choices
            assert list(alone.crossed) == [table for table in every.crossed if table.attribute == attribute]


def test_a_table_with_a_hidden_count_is_not_tested_and_the_others_are_one_family() -> None:
    _counter, found = told(wave(250, 4))
    tables = [(each, table) for each in adjusted(found) for table in each.crossed]
    tests = [test for _each, table in tables for test in table.tests if test]
    assert tests
    for each, table in tables:
        rows = table.cells if each.item.is_many else [[n for cells in table.cells for n in cells]]
        assert [test is None for test in table.tests] == [None in row for row in rows]
    least = min(tests, key=lambda test: test.p)
    assert least.adjusted == pytest.approx(min(1.0, least.p * len(tests)))


def test_a_weighted_share_that_would_give_a_count_away_is_not_told() -> None:
    responses = wave(60, 2)
    frame = {"part": {"part-0": 50.0, "part-1": 50.0}}
    told_open = weighted(responses, frame, is_open=True)
    told_hidden = weighted(responses, frame, is_open=False)
    kept = []
    for item in responses.items:
        every = {choice.code: choice.weighted for choice in told_open.counted(item, []).choices}
        for choice in told_hidden.counted(item, []).choices:
            kept.append(choice.weighted)
            assert choice.weighted is None or not choice.code or choice.weighted == every[choice.code]
    assert None in kept
    # Of two parts with two weights the unweighted and the weighted share are two equations with two unknowns.
    spheres = told_hidden.counted(responses.items[2], ["part"])
    for choice, cells in zip(spheres.choices, spheres.crossed[0].cells, strict=True):
        assert None not in cells or choice.weighted is None


def test_nothing_is_hidden_where_that_is_asked_for() -> None:
    responses = wave(40, 1)
    counter = Counter(responses, is_open=True)
    found = [counter.counted(item, ATTRIBUTES) for item in responses.items]
    assert not any(each.rest for each in found)
    assert not any(None in cells for each in found for table in each.crossed for cells in table.cells)


def test_small_groups_are_pooled_with_the_next_larger_until_nobody_can_take_them_apart() -> None:
    marks = pooled(np.array([9, 3, 6, 8]), {"district": np.arange(4)})
    assert marks["district"].tolist() == [False, True, True, False]
    nested = {"part": np.array([0, 0, 1, 1]), "district": np.arange(4)}
    marks = pooled(np.array([9, 3, 6, 8]), nested)
    assert not marks["part"].any()
    assert marks["district"].tolist() == [True, True, False, False]  # the pool of two parts would be two equations


def test_a_wave_of_four_tells_nothing() -> None:
    assert rare(np.array([2, 2]), 4, overlapping=False).all()
    assert [each.choices for each in told(wave(4, 1))[1]] == [(), (), ()]
