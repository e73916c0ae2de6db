"""Dates as people write them are read as far as they are given; what may be two dates is refused."""

from __future__ import annotations

import datetime

import pytest

from kg.gather.sheets import Cell
from kg.gather.sheets.dates import is_day_first, partial_date


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        (1993, "1993"),
        ("1993 г.", "1993"),
        ("二〇〇二年", "2002"),
        ("04.2002", "2002-04"),
        ("апрель 2002", "2002-04"),
        ("апр. 2002 г.", "2002-04"),
        ("April 2002", "2002-04"),
        ("2002年4月", "2002-04"),
        ("17.04.2002", "2002-04-17"),
        ("03.04.2002", "2002-04-03"),
        ("17/4/2002", "2002-04-17"),
        ("4/17/2002", "2002-04-17"),
        ("4/4/2002", "2002-04-04"),
        ("2002/4/17", "2002-04-17"),
        ("17 апреля 2002 года", "2002-04-17"),
        ("April 17, 2002", "2002-04-17"),
        ("17-Apr-2002", "2002-04-17"),
        ("2002年4月17日", "2002-04-17"),
        ("二〇〇二年四月十七日", "2002-04-17"),
        ("2002-04-17T00:00:00", "2002-04-17"),
        (37363, "2002-04-17"),
        ("37363", "2002-04-17"),
        (datetime.datetime(2002, 4, 17, 10, 30, tzinfo=datetime.UTC), "2002-04-17"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_given(cell: Cell, iso: str) -> None:
    assert partial_date(cell).iso == iso


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("03/04/2002", "either the day or the month may come first"),
        ("03-04-2002", "either the day or the month may come first"),
        ("17.04.02", "a date rewritten by a spreadsheet program"),
        ("31.02.2002", "no such day in the calendar"),
        ("00.00.2002", "no such month in the calendar"),
        ("2002年13月", "no such month in the calendar"),
        ("1993–1995", "not a year, a month or a day"),
        ("около 1993", "not a year, a month or a day"),
        ("", "not a year, a month or a day"),
        (None, "not a year, a month or a day"),
    ],
)
def test_what_is_no_date_or_may_be_two_is_refused(cell: Cell, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        partial_date(cell)


@pytest.mark.parametrize(
    ("cells", "order", "iso"),
    [(["03/04/2002", "17/04/2002", 1993], True, "2002-04-03"), (["03/04/2002", "4/17/2002"], False, "2002-03-04")],
)
def test_one_date_of_a_column_tells_the_order_of_all(cells: list[Cell], order: bool, iso: str) -> None:
    assert is_day_first(cells) is order
    assert partial_date(cells[0], day_first=is_day_first(cells)).iso == iso


def test_dates_that_contradict_one_another_tell_no_order() -> None:
    assert is_day_first(["17/04/2002", "4/17/2002"]) is None
