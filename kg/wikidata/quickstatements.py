"""Proposed statements as QuickStatements batches (v1 commands, v2 CSV) and as a page to read first.

The syntax is that of Help:QuickStatements on Wikidata: ``S`` begins a reference in CSV and ``s`` goes on with
it; in the commands ``!S`` begins a further reference. Nothing here sends anything.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.base.dates import PartialDate
from kg.base.files import atomic_writer
from kg.base.languages import _
from kg.wikidata.items import COARSER, page
from kg.wikidata.propose import Passed, Proposal, Statement

SUMMARY = "twin towns with references"


def write(folder: Path, proposal: Proposal, names: Mapping[str, str], day: PartialDate) -> list[Path]:
    """Write the three files into a folder; their paths. ``day`` is that on which the sources were read."""
    texts = {
        "preview.txt": preview(proposal.statements, proposal.passed, names, day),
        "quickstatements.tsv": commands(proposal.statements, day),
        "quickstatements.csv": table(proposal.statements, day),
    }
    for name, text in texts.items():
        with atomic_writer(folder / name) as stream:
            stream.write(text.encode())
    return [folder / name for name in texts]


def time(date: PartialDate | None) -> str:
    """A date as Wikidata writes it, with its precision; nothing for none.

    >>> time(PartialDate.parse("1993-06")), time(PartialDate.parse("1993"))
    ('+1993-06-01T00:00:00Z/10', '+1993-01-01T00:00:00Z/9')
    """
    if date is None:
        return ""
    return f"+{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z/{COARSER + date.precision}"


def commands(statements: Iterable[Statement], retrieved: PartialDate) -> str:
    r"""The v1 commands: a line a statement, its parts between tabs.

    >>> from kg.wikidata.propose import Cited
    >>> cited = (Cited("https://e.org/a", "", ""), Cited("https://e.org/b", "Q9", ""))
    >>> one = Statement("Q1", "Q2", "", "", PartialDate(1993), None, cited, "", "")
    >>> commands([one], PartialDate(2026, 1, 31)).split("\t")[:7]
    ['Q1', 'P190', 'Q2', 'P580', '+1993-01-01T00:00:00Z/9', 'S854', '"https://e.org/a"']
    """
    lines = []
    for one in statements:
        parts = [one.item, "P190", one.other]
        for prop, date in (("P580", one.start), ("P582", one.end)):
            parts += [prop, time(date)] if date else []
        for number, cited in enumerate(one.cited):
            parts += [f"{'!' if number else ''}S854", _string(cited.url), "S813", time(retrieved)]
            parts += ["S248", cited.item] if cited.item else []
        lines.append("\t".join(parts) + "\n")
    return "".join(lines)


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
        cells = [cell for cited in one.cited for cell in (_string(cited.url), time(retrieved), cited.item)]
        cells += [""] * (3 * most - len(cells))
        writer.writerow([one.item, one.other, time(one.start), time(one.end), *cells, SUMMARY])
    return out.getvalue()


def preview(
    statements: Sequence[Statement], passed: Sequence[Passed], names: Mapping[str, str], retrieved: PartialDate
) -> str:
    """What the batches would do, for a person to read; ``names`` gives the label of a place."""
    warning = _("Open each address before you run a batch: the references say that it was read on {day}.")
    lines = [
        _("{n} statements are proposed; nothing has been sent.").format(n=len(statements)),
        warning.format(day=retrieved.iso),
        "",
    ]
    for one in statements:
        a, b = (_plain(names.get(place, place)) for place in (one.place, one.other_place))
        what = _("twinned administrative body (P190)")
        lines.append(f"{a} ({one.item})  {what}  {b} ({one.other})")
        start = one.start.iso if one.start else _("not given, the sources differ or are silent")
        lines.append(_("    start: {date}").format(date=start))
        if one.end:
            lines.append(_("    end: {date}").format(date=one.end.iso))
        lines.append(_("    rests on: {reason}").format(reason=one.reason))
        for cited in one.cited:
            item = f" ({cited.item})" if cited.item else ""
            lines.append(_("    source: {source}").format(source=f"{_plain(cited.title)}{item} {cited.url}"))
        lines += [_("    check: {address}").format(address=f"{page(one.item)}#P190"), ""]
    lines.append(_("{n} sister ties are not proposed:").format(n=len(passed)))
    lines += [f"    {one.tie}: {one.why}" for one in passed]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text of a source on one line, without characters that steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
