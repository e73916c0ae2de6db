"""An answer as a table for notebooks: text stays text, web addresses become links, and the height is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pyoxigraph import NamedNode

from kg.ask.results import Answer, Table, Term, Truth
from kg.base.languages import _, grouped, ngettext
from kg.formats.shown_cells import is_number, seen, shown, text_of

SHOWN = 100  # rows; a notebook is not the place for more
HEIGHT = 360  # pixels, after which the rows scroll


def html_table(answer: Answer, title: str = "", count: str = "") -> str:
    """An HTML table of the first rows in a box that scrolls, with the number of all; nothing in it acts.

    ``count`` is told in place of the number of rows.

    >>> html_table(Table(["name"], [["<script>"]])).count("&lt;script&gt;")
    1
    """
    if isinstance(answer, Truth):
        return f"<p>{escape(_('yes') if answer.value else _('no'))}</p>"
    columns: Sequence[str] = ("subject", "predicate", "object")
    rows: Sequence[Sequence[Term | None]]
    if isinstance(answer, Table):
        columns, rows = answer.headings, answer.terms
        count = count or ngettext("{n} row", "{n} rows", len(rows)).format(n=grouped(len(rows)))
    else:
        rows = [(each.subject, each.predicate, each.object) for each in answer.triples]
        count = count or ngettext("{n} triple", "{n} triples", len(rows)).format(n=grouped(len(rows)))
    if len(rows) > SHOWN:
        count = _("{count} (the first {n} are shown)").format(count=count, n=SHOWN)
    head = "".join(f'<th scope="col">{escape(seen(name))}</th>' for name in columns)
    head = f"<thead><tr>{head}</tr></thead>" if any(columns) else ""
    body = "".join(f"<tr>{''.join(_cell(term) for term in row)}</tr>\n" for row in rows[:SHOWN])
    caption = f"<caption>{escape(seen(title))}</caption>" if title else ""
    table = f"<table>{caption}{head}\n<tbody>\n{body}</tbody></table>"
    return f'<div style="max-height: {HEIGHT}px; overflow: auto">{table}</div>\n<p>{escape(count)}</p>'


def _cell(term: Term | None) -> str:
    text = escape(shown(term))
    if is_number(term):
        return f'<td style="text-align: right">{text}</td>'
    if isinstance(term, NamedNode) and term.value.startswith(("https://", "http://")):
        return f'<td><a href="{escape(text_of(term))}" rel="noreferrer">{text}</a></td>'
    return f"<td>{text}</td>"
