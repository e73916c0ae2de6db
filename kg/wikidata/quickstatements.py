"""Proposed statements as QuickStatements batches (v1 commands, v2 CSV) and as a page to read first.

The syntax is that of Help:QuickStatements on Wikidata: ``S`` begins a reference in CSV and ``s`` goes on with
it; in the commands ``!S`` begins a further reference. Nothing here sends anything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from kg.base.dates import PartialDate
from kg.base.languages import _
from kg.wikidata.items import DAY, MONTH, YEAR
from kg.wikidata.properties import page
from kg.wikidata.propose import Cited, Passed, Statement

SUMMARY = "twin towns with references"


def time(date: PartialDate) -> str:
    """A date as Wikidata writes it, with its precision.

    >>> time(PartialDate.parse("1993-06")), time(PartialDate.parse("1993"))
    ('+1993-06-01T00:00:00Z/10', '+1993-01-01T00:00:00Z/9')
    """
    precision = {1: YEAR, 2: MONTH, 3: DAY}[date.precision]
    return f"+{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z/{precision}"


def commands(statements: Iterable[Statement], retrieved: PartialDate) -> str:
    r"""The v1 commands: a line a statement, its parts between tabs.

    >>> cited = (Cited("https://e.org/a", "", "", "A"), Cited("https://e.org/b", "Q9", "", "B"))
    >>> one = Statement("Q1", "Q2", "", "", PartialDate(1993), None, cited, "", "")
    >>> commands([one], PartialDate(2026, 1, 31)).split("\t")[:7]
    ['Q1', 'P190', 'Q2', 'P580', '+1993-01-01T00:00:00Z/9', 'S854', '"https://e.org/a"']
    """
    return "".join("\t".join(_command(one, retrieved)) + "\n" for one in statements)


def _command(one: Statement, retrieved: PartialDate) -> list[str]:
    parts = [one.item, "P190", one.other]
    for prop, date in (("P580", one.start), ("P582", one.end)):
        if date:
            parts += [prop, time(date)]
    for number, cited in enumerate(one.cited):
        parts += [f"{'!' if number else ''}S854", _string(cited.url), "S813", time(retrieved)]
        parts += ["S248", cited.item] if cited.item else []
    return parts


def _string(text: str) -> str:
    """A text between its quotes; an address has neither quotes, tabs nor line ends left (kg.base.ids.link)."""
    return f'"{text}"'


def table(statements: Sequence[Statement], retrieved: PartialDate) -> str:
    """The v2 CSV: a row a statement, as many reference columns as the longest needs; empty cells are skipped."""
    most = max((len(one.cited) for one in statements), default=0)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["qid", "P190", "qal580", "qal582", *["S854", "s813", "s248"] * most, "#"])
    for one in statements:
        row = [one.item, one.other, *(time(date) if date else "" for date in (one.start, one.end))]
        for cited in one.cited:
            row += [_string(cited.url), time(retrieved), cited.item]
        row += [""] * (3 * (most - len(one.cited)))
        writer.writerow([*row, SUMMARY])
    return out.getvalue()


Names = Mapping[str, str]


def preview(statements: Sequence[Statement], passed: Sequence[Passed], names: Names, retrieved: PartialDate) -> str:
    """What the batches would do, for a person to read; ``names`` gives the label of a place."""
    lines = [
        _("{n} statements are proposed; nothing has been sent.").format(n=len(statements)),
        _("Open each address before you run a batch: the references say that it was read on {day}.").format(
            day=retrieved.iso
        ),
        "",
    ]
    for one in statements:
        a, b = names.get(one.place, one.place), names.get(one.other_place, one.other_place)
        what = _("twinned administrative body (P190)")
        lines.append(f"{_plain(a)} ({one.item})  {what}  {_plain(b)} ({one.other})")
        start = one.start.iso if one.start else _("not given, the sources differ or are silent")
        lines.append(_("    start: {date}").format(date=start))
        if one.end:
            lines.append(_("    end: {date}").format(date=one.end.iso))
        lines.append(_("    rests on: {reason}").format(reason=one.reason))
        lines += [_("    source: {source}").format(source=_cited(cited)) for cited in one.cited]
        lines += [_("    check: {address}").format(address=f"{page(one.item)}#P190"), ""]
    lines.append(_("{n} sister ties are not proposed:").format(n=len(passed)))
    lines += [f"    {one.tie}: {one.why}" for one in passed]
    return "\n".join(lines) + "\n"


def _cited(cited: Cited) -> str:
    item = f" ({cited.item})" if cited.item else ""
    return f"{_plain(cited.title)}{item} {cited.url}"


def _plain(text: str) -> str:
    """A text of a source on one line, without characters that steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
