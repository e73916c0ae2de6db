"""An answer as a table for notebooks: text stays text, web addresses become links."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pyoxigraph import NamedNode

from kg.ask.results import Answer, Table, Term, Truth
from kg.formats.shown_cells import is_number, seen, shown, text_of

SHOWN = 100  # rows; a notebook is not the place for more


def html_table(answer: Answer, title: str = "") -> str:
    """An HTML table of the first rows, with the number of all; nothing in it acts.

    >>> html_table(Table(["name"], [["<script>"]])).count("&lt;script&gt;")
    1
    """
    if isinstance(answer, Truth):
        return f"<p>{'yes' if answer.value else 'no'}</p>"
    columns: Sequence[str] = ("subject", "predicate", "object")
    rows: Sequence[Sequence[Term | None]]
    if isinstance(answer, Table):
        columns, rows = answer.headings, answer.terms
    else:
        rows = [(each.subject, each.predicate, each.object) for each in answer.triples]
    head = "".join(f'<th scope="col">{escape(seen(name))}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(_cell(term) for term in row)}</tr>\n" for row in rows[:SHOWN])
    more = f" (the first {SHOWN} are shown)" if len(rows) > SHOWN else ""
    caption = f"<caption>{escape(seen(title))}</caption>" if title else ""
    count = f"<p>{len(rows):,} {'rows' if isinstance(answer, Table) else 'triples'}{more}</p>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>\n{count}"


def _cell(term: Term | None) -> str:
    text = escape(shown(term))
    if is_number(term):
        return f'<td style="text-align: right">{text}</td>'
    if isinstance(term, NamedNode) and term.value.startswith(("https://", "http://")):
        return f'<td><a href="{escape(text_of(term))}" rel="noopener noreferrer">{text}</a></td>'
    return f"<td>{text}</td>"
