"""The rows of a large table as expressions of Ibis, the same on every engine: read, told apart, folded.

The different words of the rows are looked up first, far fewer than rows; then the rows are joined with what was
found, and folded.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from kg.bulk.layout import FIELDS, Layout

PLACE: Final = ("place", "region", "country")
MEANT: Final = ("kind", "sphere")
MALFORMED: Final = "malformed"  # the column in which Spark keeps a line of another number of cells
LONGEST: Final = 500  # characters of a faulty row that are kept
SAMPLES: Final = 20  # different rows of one fault that a part keeps at most
EMPTY, NONE = -2, -1  # in the place of a number: there is no word, or it means nothing that is known
# What becomes of a row, by number: it makes an event; it is faulty; it is sound and makes none.
FATES: Final = ("", "cells", "place", "date", "kind", "reports", "unplaced", "one-place", "no-kind")
FAULTS: Final = FATES[1:6]
LEFT: Final = ("fate", "word", "rows", "whole")  # the columns of what becomes of rows
_USED, _UNPLACED, _NO_KIND = (FATES.index(fate) for fate in ("", "unplaced", "no-kind"))
_NUMBER = r"^[1-9][0-9]{0,14}$"
_SITE = r"^https?://(?:www\.)?([^/:?#]+)"


def told(rows: Any, layout: Layout) -> Any:
    """The fields of the rows, all text as it is written; of an address as a source its site."""
    ibis = _ibis()
    fields: dict[str, Any] = {}
    for name in FIELDS:
        if columns := layout.fields.get(name):
            first, *more = (rows[column].cast("string").fill_null("") for column in columns)
            fields[name] = first
            for each in more:
                fields[name] = (each == "").ifelse(fields[name], fields[name] + "-" + each)
        elif name in layout.values:
            fields[name] = ibis.literal(layout.values[name])
    if "date" in layout.fields:  # a time beside the day is not read
        day = fields["date"]
        fields["date"] = ((day.length() > 15) & day.substr(10, 1).isin(("T", " "))).ifelse(day.left(10), day)
    if "source" in layout.fields:
        is_address = fields["source"].startswith("http")
        fields["source"] = is_address.ifelse(fields["source"].re_extract(_SITE, 1), fields["source"]).fill_null("")
    if MALFORMED in rows.columns:
        fields[MALFORMED] = rows[MALFORMED]
    return rows.select(**fields)


def names(rows: Any) -> Any:
    """The different names of places with what stands beside them."""
    sides = [rows.select(**{name: _field(rows, f"{name}_{side}") for name in PLACE}) for side in "ab"]
    return sides[0].distinct().union(sides[1].distinct(), distinct=True)


def words(rows: Any) -> Any:
    """The different words of kinds and spheres."""
    return rows.select(**{name: _field(rows, name) for name in MEANT}).distinct()


def dates(rows: Any) -> Any:
    """The different dates."""
    return rows.select("date").distinct()


def folded(rows: Any, layout: Layout, places: Any, meanings: Any, days: Any, share: int = 0, shares: int = 1) -> Any:
    """One row a pair of places, year, kind and source; and for all other rows one a fate and the word that decides.

    ``places`` tells the number of the place of each name, ``meanings`` those of the kind and of the set of spheres of
    each pair of words, ``days`` the year and the date of each date as it is written, no year where it is none.
    """
    ibis = _ibis()
    for side in "ab":
        named = places.rename({f"{name}_{side}_": name for name in PLACE} | {side: "number"})
        beside = [f"{name}_{side}" for name in PLACE if f"{name}_{side}" in rows.columns]
        rows = rows.left_join(named, [rows[name] == named[f"{name}_"] for name in beside])
    meant = meanings.rename({f"{name}_": name for name in MEANT})
    rows = rows.left_join(meant, [rows[name] == meant[f"{name}_"] for name in MEANT if name in rows.columns])
    days = days.rename(date_="date")
    rows = rows.left_join(days, [rows.date == days.date_])
    reports: Any = ibis.literal(1, "int64")
    if "reports" in rows.columns:
        reports = rows.reports.re_search(_NUMBER).ifelse(rows.reports, ibis.null("string")).cast("int64")
    faults = {
        "cells": rows[MALFORMED].notnull() if MALFORMED in rows.columns else None,
        "place": (rows.a == EMPTY) | (rows.b == EMPTY),
        "date": rows.year == 0,
        "kind": rows.code == EMPTY,
        "reports": reports.isnull() if "reports" in rows.columns else None,
        "unplaced": (rows.a == NONE) | (rows.b == NONE),
        "one-place": rows.a == rows.b,
        "no-kind": rows.code == NONE,
    }
    cases = [(test, FATES.index(fate)) for fate, test in faults.items() if test is not None]
    rows = rows.mutate(fate=ibis.cases(*cases, else_=_USED).cast("int8"), reports_=reports)
    used, faulty = rows.fate == _USED, (rows.fate > _USED) & (rows.fate < _UNPLACED)
    whole = _whole(rows, layout)
    lost = (rows.a == NONE).ifelse(_named(rows, "a"), _named(rows, "b"))
    word = ibis.cases(
        (used, ""), (rows.fate == _UNPLACED, lost), (rows.fate == _NO_KIND, rows.kind),
        (faulty, (whole.length() % SAMPLES).cast("string")), else_="",
    )  # fmt: skip
    keys = {
        "fate": rows.fate,
        "a": used.ifelse(ibis.least(rows.a, rows.b), NONE).cast("int32"),
        "b": used.ifelse(ibis.greatest(rows.a, rows.b), NONE).cast("int32"),
        "year": used.ifelse(rows.year, 0).cast("int16"),
        "code": used.ifelse(rows.code, NONE).cast("int8"),
        "word": word,
    }
    if "source" in layout.fields:
        keys["source"] = used.ifelse(rows.source, "")
    found = rows.select(
        **keys,
        rows=ibis.literal(1, "int64"),
        reports=used.ifelse(rows.reports_, 1).cast("int64"),
        first=used.ifelse(rows.iso, ibis.null("string")),
        last=used.ifelse(rows.iso, ibis.null("string")),
        spheres=used.ifelse(rows.spheres, 0).cast("int64"),
        whole=faulty.ifelse(whole, ibis.null("string")),
    )
    found = shared(found, share, shares)
    return found.group_by(*keys).agg(**_sums(found), whole=found.whole.min())


def shared(rows: Any, share: int, shares: int) -> Any:
    """The rows of a share of the pairs, so that no group is in two; those that make no event are in the first."""
    return rows.filter((rows.a + rows.b - 2 * NONE) % shares == share) if shares > 1 else rows


def events(counted: Any, *, several: bool) -> Any:
    """One row a pair of places, year and kind, of what parts were folded to; ``several`` where they overlap."""
    ibis = _ibis()
    used = counted.filter(counted.fate == _USED)
    keys = ("a", "b", "year", "code")
    if "source" in counted.columns:
        by_source = used.group_by(*keys, "source").agg(**_sums(used)) if several else used
        return by_source.group_by(*keys).agg(
            **_sums(by_source), sources=(by_source.source != "").ifelse(1, 0).sum().cast("int64")
        )
    added = used.group_by(*keys).agg(**_sums(used)) if several else used.drop("fate", "word", "whole")
    return added.mutate(sources=ibis.literal(0, "int64"))


def left(counted: Any, *rejected: Any) -> Any:
    """What became of the rows, by fate and word, with some of the faulty ones."""
    some = counted.select(*LEFT)
    every = some.union(*(table.select(*LEFT).cast(dict(some.schema())) for table in rejected)) if rejected else some
    return every.group_by("fate", "word").agg(rows=every.rows.sum().cast("int64"), whole=every.whole.min())


def _sums(table: Any) -> Mapping[str, Any]:
    return {
        "rows": table.rows.sum().cast("int64"),
        "reports": table.reports.sum().cast("int64"),
        "first": table["first"].min(),
        "last": table["last"].max(),
        "spheres": _either(table.spheres),
    }


def _either(numbers: Any) -> Any:
    """The bits that any of the numbers has; Ibis lacks the rule for Spark, and both engines call it alike."""

    def bit_or(numbers: int) -> int:  # type: ignore[empty-body]  # the engine has the body
        ...

    return _ibis().udf.agg.builtin(bit_or)(numbers)


def _field(rows: Any, name: str) -> Any:
    return rows[name] if name in rows.columns else _ibis().literal("")


def _whole(rows: Any, layout: Layout) -> Any:
    """The cells of a row that are read, as one text."""
    first, *more = layout.told
    one = rows[first]
    for name in more:
        one = one + " | " + rows[name]
    if MALFORMED in rows.columns:
        one = rows[MALFORMED].fill_null(one)
    return one.left(LONGEST)


def _named(rows: Any, side: str) -> Any:
    """A name and what stands beside it."""
    text = rows[f"place_{side}"]
    for name in PLACE[1:]:
        if f"{name}_{side}" in rows.columns:
            text = text + (rows[f"{name}_{side}"] == "").ifelse("", " | " + rows[f"{name}_{side}"])
    return text


def _ibis() -> Any:
    return import_module("ibis")  # optional, and it takes a second
