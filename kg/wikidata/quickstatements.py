"""Proposed statements as batches of QuickStatements (commands and CSV) and as a page to read first.

A row holds one statement with one reference and no empty cell, so that every reader takes it alike: the older
QuickStatements puts the sources of a row into one reference and reads an empty cell as a value, and the converter
for wikibase-cli refuses a row of several references. Each of them adds the reference of a further row to the
statement that is there; as wikibase-cli takes a statement once a file, further references are files of their own.
Nothing here sends anything.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.base.dates import PartialDate
from kg.base.languages import _
from kg.wikidata.file_set import write_set
from kg.wikidata.items import COARSER, page
from kg.wikidata.propose import Passed, Proposal, Statement

SUMMARY = "twin towns with references"
Row = Mapping[str, str]  # what stands in each column of the CSV


def write(folder: Path, proposal: Proposal, names: Mapping[str, str], day: PartialDate) -> list[Path]:
    """Write the files into a folder, all or none, for earlier ones; ``day`` is that on which the sources were read."""
    texts = {
        "preview.txt": preview(proposal.statements, proposal.passed, names, day),
        **commands(proposal.statements, day),
        **tables(proposal.statements, day),
    }
    old = [path for path in folder.glob("quickstatements*.[ct]sv") if path.name not in texts]
    write_set(folder, texts, old)
    return [folder / name for name in texts]


def time(date: PartialDate | None) -> str:
    """A date as Wikidata writes it, with its precision; nothing for none.

    >>> time(PartialDate.parse("1993-06")), time(PartialDate.parse("1993"))
    ('+1993-06-01T00:00:00Z/10', '+1993-01-01T00:00:00Z/9')
    """
    if date is None:
        return ""
    return f"+{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z/{COARSER + date.precision}"


def _rows(statements: Iterable[Statement], retrieved: PartialDate) -> Iterator[tuple[int, Row]]:
    """A row for each reference of each statement, with its number; the first one has the qualifiers.

    An address has neither quotes, tabs nor line ends left (:func:`kg.base.ids.link`); what the older QuickStatements
    takes for a comment is escaped.
    """
    for one in statements:
        start, end = time(one.start), time(one.end)
        for number, cited in enumerate(one.cited, start=1):
            row = {"qid": one.item, "P190": one.other, "qal580": start, "qal582": end}
            row |= {"S854": '"' + cited.url.replace("/*", "/%2A") + '"', "s813": time(retrieved), "s248": cited.item}
            yield number, {column: cell for column, cell in row.items() if cell}
            start = end = ""


def commands(statements: Iterable[Statement], retrieved: PartialDate) -> dict[str, str]:
    r"""The commands by the name of their file: a line a row, its parts between tabs.

    >>> from kg.wikidata.propose import Cited
    >>> cited = (Cited("https://e.org/a", "", ""), Cited("https://e.org/b", "Q9", ""))
    >>> one = Statement("Q1", "Q2", "", "", PartialDate(1993), None, cited, "", "")
    >>> files = commands([one], PartialDate(2026, 1, 31))
    >>> files["quickstatements.tsv"].split("\t")[:7]
    ['Q1', 'P190', 'Q2', 'P580', '+1993-01-01T00:00:00Z/9', 'S854', '"https://e.org/a"']
    >>> files["quickstatements-2.tsv"].split("\t")[:5]
    ['Q1', 'P190', 'Q2', 'S854', '"https://e.org/b"']
    >>> commands([one._replace(cited=(Cited("https://e.org/*c*/", "", ""),))], PartialDate(2026))  # not a comment
    defaultdict(..., {'quickstatements.tsv': '..."https://e.org/%2Ac*/"...'})
    """
    files: dict[str, str] = defaultdict(str)
    for number, row in _rows(statements, retrieved):
        parts = [part for key, cell in row.items() for part in (key.replace("qal", "P").upper(), cell)]
        files[f"quickstatements{f'-{number}' if number > 1 else ''}.tsv"] += "\t".join(parts[1:]) + "\n"
    return files


def tables(statements: Iterable[Statement], retrieved: PartialDate) -> dict[str, str]:
    """The CSV by the name of its file: one for all rows that have the same columns.

    >>> from kg.wikidata.propose import Cited
    >>> one = Statement("Q1", "Q2", "", "", PartialDate(1993), None, (Cited("https://e.org/a", "", ""),), "", "")
    >>> list(tables([one], PartialDate(2026, 1, 31)))
    ['quickstatements-P580.csv']
    """
    files: dict[str, io.StringIO] = {}
    for _number, row in _rows(statements, retrieved):
        extra = [f"-P{column.lstrip('qals')}" for column in row if column in {"qal580", "qal582", "s248"}]
        name = f"quickstatements{''.join(extra)}.csv"
        if name not in files:
            files[name] = io.StringIO()
            csv.writer(files[name], lineterminator="\n").writerow([*row, "#"])
        csv.writer(files[name], lineterminator="\n").writerow([*row.values(), SUMMARY])
    return {name: out.getvalue() for name, out in sorted(files.items())}


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
            if cited.repeats:
                lines.append(_("        which repeats: {source}").format(source=_plain(cited.repeats)))
        lines += [_("    check: {address}").format(address=f"{page(one.item)}#P190"), ""]
    lines.append(_("{n} sister ties are not proposed:").format(n=len(passed)))
    lines += [f"    {one.tie}: {one.why}" for one in passed]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """A text of a source on one line, without characters that steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
