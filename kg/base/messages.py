"""What each problem is called, for people who keep data.

A message is one line: what is wrong, then what to do. Places in braces are filled from the
problem's details; ``value`` is always there. Texts are translated where they are told.
"""

from __future__ import annotations

from kg.base.errors import Problem, shown
from kg.base.languages import N_, _

MESSAGES: dict[str, str] = {
    "empty-file": N_("the file is empty; it needs a header row: {columns}"),
    "unreadable": N_("the file cannot be read ({reason}); put a readable table in its place"),
    "byte-order-mark": N_("the file begins with a byte order mark; save it as plain UTF-8"),
    "encoding": N_("the text is not UTF-8 (it looks like {guess}); save it as UTF-8"),
    "nul-byte": N_("the row holds a NUL byte; remove it or export the table again"),
    "huge-cell": N_("a cell holds more than {limit} characters; shorten it"),
    "csv": N_("the row cannot be read as CSV ({reason}); check its quotes"),
    "cell-count": N_("the row has {found} cells and the header {expected}; check commas and quotes"),
    "unknown-column": N_("no column is called '{value}'; {remedy}"),
    "missing-column": N_("the column '{value}' is missing; add it"),
    "double-column": N_("the column '{value}' stands twice; remove one"),
    "unknown-table": N_("no kind of table is called '{value}'; {remedy}"),
    "required": N_("the cell is empty; fill it"),
    "code": N_("'{value}' is not in the list {scheme}; {remedy}"),
    "date": N_("'{value}' is {reason}; write 1993, 1993-02 or 1993-02-28"),
    "number": N_("'{value}' is not {expected}; write it with digits and a point"),
    "boolean": N_("'{value}' is neither true nor false; write one of them or leave the cell empty"),
    "shape": N_("'{value}' is not {expected}; write it like {example}"),
    "unknown-place": N_("no place is called '{value}'; {remedy}"),
    "ambiguous-place": N_("'{value}' may be {candidates}; write the id or the level"),
    "unknown-source": N_("no source is called '{value}'; {remedy}"),
    "unknown-reference": N_("no row of {tables} is called '{value}'; {remedy}"),
    "duplicate-row": N_("the row repeats row {first}; remove one"),
    "duplicate-id": N_("'{value}' is already the {column} of row {first}; give each row its own"),
    "duplicate-folder": N_("the folder has the id '{value}' of the folder {first}; give each folder its own"),
    "copy": N_("the file is the same as {first}, which is read already; nothing in it is new"),
    "open-end": N_("the last row has no end of line; see whether the file was cut short"),
    "self-tie": N_("a tie of '{value}' with itself; name the other place"),
    "end-before-start": N_("the end {value} is before the start {start}; check both"),
    "source-loop": N_("'{value}' is derived from itself through {chain}; cut the loop"),
    "within-loop": N_("'{value}' lies within itself through {chain}; cut the loop"),
    "row-count": N_(
        "{found} rows where source.toml expects {least} to {most} ({because}); check the file or the range"
    ),
    "settings": "{reason}",
}
SEVERITIES: dict[str, str] = {
    "error": N_("error"),
    "violation": N_("error"),
    "warning": N_("warning"),
    "note": N_("note"),
    "info": N_("note"),
}


def tell(problem: Problem) -> str:
    """The problem as one line in the language of this context: where, what, and the remedy.

    >>> tell(Problem("error", "required", "places.csv", 4, "id"))
    'places.csv, row 4, column id: the cell is empty; fill it'
    """
    text = what_is_wrong(problem)
    where = [problem.file] if problem.file else []
    where += [_("row {row}").format(row=problem.row)] if problem.row else []
    where += [_("column {column}").format(column=problem.column)] if problem.column else []
    return _("{where}: {what}").format(where=_(", ").join(where), what=text) if where else text


def what_is_wrong(problem: Problem) -> str:
    """The problem and the remedy alone, for a table that tells where in columns of its own."""
    words = {"value": problem.value, "column": problem.column, **dict(problem.details)}
    return _(MESSAGES[problem.code]).format_map({**words, "value": shown(words["value"])})


def told_with_severity(problem: Problem) -> str:
    """The problem as one line that begins with how much it weighs.

    >>> told_with_severity(Problem("error", "required", "places.csv", 4, "id"))
    'error: places.csv, row 4, column id: the cell is empty; fill it'
    """
    return _("{where}: {what}").format(where=_(SEVERITIES[problem.severity]), what=tell(problem))
