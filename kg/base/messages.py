"""What each problem is called, for people who keep data.

A message is one line: what is wrong, then what to do. Places in braces are filled from the
problem's details; ``value`` is always there. Texts are translated where they are told.
"""

from __future__ import annotations

from kg.base.errors import Problem, shown, visible
from kg.base.languages import N_, _

MESSAGES: dict[str, str] = {
    "empty-file": N_("the file is empty; it needs a header row: {columns}"),
    "unreadable": N_("the file cannot be read ({reason}); put a readable table in its place"),
    "byte-order-mark": N_("the file begins with a byte order mark; save it as plain UTF-8"),
    "encoding": N_("the text is not UTF-8 (it looks like {guess}); save it as UTF-8"),
    "cut-short": N_("the file does not end with a line break: it may have been cut in the last row; check that row"),
    "cut-character": N_("the file ends inside a character: it has been cut; take the whole file"),
    "suffix": N_("a table ends in .csv, and this file in {value}: it is not read; rename it"),
    "nul-byte": N_("the row holds a NUL byte; remove it or export the table again"),
    "huge-cell": N_("a cell holds more than {limit} characters; shorten it"),
    "csv": N_("the row cannot be read as CSV ({reason}); check its quotes"),
    "cell-count": N_("the row has {found} cells and the header {expected}; check commas and quotes"),
    "separator": N_("the cells are parted by '{mark}', not by commas; save it with commas, or use kg import"),
    "own-table": N_("its columns are of no table of the project; a table of your own is taken in by: {command}"),
    "unknown-column": N_("no column is called '{value}'; {remedy}"),
    "unknown-columns": N_("{count} more columns are of no table; {remedy}"),
    "missing-column": N_("the column '{value}' is missing; add it"),
    "double-column": N_("the column '{value}' stands twice; remove one"),
    "unknown-table": N_("no kind of table is called '{value}'; {remedy}"),
    "required": N_("the cell is empty; fill it"),
    "code": N_("'{value}' is not in the list {scheme}; {remedy}"),
    "date": N_("'{value}' is {reason}; write 1993, 1993-02 or 1993-02-28"),
    "number": N_("'{value}' is not {expected}; write it with digits and a point"),
    "boolean": N_("'{value}' is neither true nor false; write one of them or leave the cell empty"),
    "shape": N_("'{value}' is not {expected}; write it like {example}"),
    "control-character": N_("character {position} is {character}, which is no part of any text; delete it"),
    "invisible-character": N_("character {position} is {character}, which nobody sees; delete it if it means nothing"),
    "mixed-name": N_("'{word}' mixes Latin and Cyrillic letters ({letters}); did you mean {meant}?"),
    "mixed-word": N_("'{word}' mixes Latin and Cyrillic letters ({letters}); did you mean {meant}?"),
    "unknown-query": N_("no query of the catalogue is called '{value}'; {remedy}"),
    "unknown-place": N_("no place is called '{value}'; {remedy}"),
    "ambiguous-place": N_("'{value}' may be {candidates}; write the id or the level"),
    "unknown-source": N_("no source is called '{value}'; {remedy}"),
    "unknown-reference": N_("no row of {tables} is called '{value}'; {remedy}"),
    "duplicate-row": N_("the row repeats row {first}; remove one"),
    "duplicate-id": N_("'{value}' is already the {column} of row {first}; give each row its own"),
    "duplicate-folder": N_("the folder has the id '{value}' of the folder {first}; give each folder its own"),
    "copy": N_("the file is the same as {first}, which is read already; nothing in it is new"),
    "duplicate-address": N_("the row would have the address of row {first}; change an id or a name in one of them"),
    "two-hyphens": N_("'{value}' holds two hyphens, which part the places of a tie; write one"),
    "case-only": N_("'{value}' differs only in capital letters from '{other}' of row {first}; write one of them alike"),
    "double-item": N_("'{value}' is already the {column} of '{other}' in row {first}; give each place its own"),
    "double-code": N_("'{value}' is already the {column} of '{other}' in row {first}; check both"),
    "reserved": N_("'{value}' is a name that the build gives itself; choose another"),
    "future": N_("{value} is later than {limit}, and what is told has happened; mend the date"),
    "after-source": N_("{value} is more than a year later than its source, which is of {last}; mend one of them"),
    "after-page": N_(
        "{value} is more than a year later than the last day of its source, {last}; "
        "check the date, or say in the column retrieved of the source when it was read"
    ),
    "early": N_("{value} is unusually early; check the year"),
    "before-the-web": N_("{value} is before there were pages on the web; mend the date"),
    "range": N_("{value} does not lie between {least} and {most}; mend it or its unit"),
    "below": N_("{value} is less than {least}, which it cannot be; mend it"),
    "unit": N_("'{value}' is no unit of {indicator}; {remedy}"),
    "country": N_("'{value}' is not the country of '{place}': one of them has the wrong level; mend it"),
    "country-level": N_("the level is {value}, and '{place}' is of the level {level}; mend one of them"),
    "other-level": N_("the level is {value}, and '{place}' is of the level {level}; check which place is meant"),
    "name-of-another": N_("'{value}' is a name of {others}, and the row speaks of '{place}'; check which is meant"),
    "foreign-code": N_("'{value}' is no code of a place of '{country}'; check it"),
    "other-script": N_("'{value}' is in the letters of another language; check the column and the language"),
    "no-point": N_("the point 0, 0 lies in the open sea; mend it or leave both cells empty"),
    "far": N_("the point {value} lies {distance} km from that of '{unit}', which holds the place; check both numbers"),
    "self-tie": N_("a tie of '{value}' with itself; name the other place"),
    "end-before-start": N_("the end {value} is before the start {start}; check both"),
    "source-loop": N_("'{value}' is derived from itself through {chain}; cut the loop"),
    "within-deep": N_("'{value}' lies within more than {limit} units, one in another; check the column within"),
    "within-loop": N_("'{value}' lies within itself through {chain}; cut the loop"),
    "row-count": N_(
        "{found} rows where source.toml expects {least} to {most} ({because}); check the file or the range"
    ),
    "unknown-item": N_("no item of the questionnaire is called '{value}'; {remedy}"),
    "no-place": N_("'{value}' has no answer to the item place; load the answers again"),
    "no-item": N_("columns that are no items of the questionnaire are left out: {names}; rename one that is"),
    "unasked": N_("items that no column answers: {names}; add those that were asked"),
    "double-item-column": N_("the column answers the same as '{other}'; remove one"),
    "merged": N_("the cells {value} are merged; unmerge them and give each row its own answer"),
    "no-consent": N_("there is no consent to take part ('{value}'); the row is not loaded"),
    "unconsented-name": N_("there is no consent to give the name; it is not loaded"),
    "own-name": N_("the text names the respondent; […] stands in the place of the name"),
    "yes-or-no": N_("'{value}' is neither yes nor no; write one of them or leave the cell empty"),
    "two-answers": N_("'{value}' is {count} answers where one is allowed; keep one"),
    "alone": N_("'{value}' is chosen beside other answers, which it rules out; keep one or the others"),
    "two-tellings": N_("'{value}' is not what the columns of single options say; mend one of them"),
    "date-number": N_("the number {value} is read as the date {date}; check it"),
    "same-respondent": N_("the number '{value}' stands in row {first} already; remove a row or mend a number"),
    "same-answers": N_("all answers are those of row {first}; remove one if it is the same person"),
    "alone-of-post": N_(
        "post and place together tell {count} of {n} respondents apart (k = 1); keep the table of answers to yourself"
    ),
    "settings": "{reason}",
    "told": "{reason}",
}
# What may be true, and is worth a look; all else is an error, with which nothing is built.
ADVICE = frozenset(
    {
        "after-page", "alone-of-post", "cut-short", "date-number", "double-code", "early", "far", "foreign-code",
        "invisible-character", "mixed-word", "name-of-another", "no-consent", "no-item", "other-level", "other-script",
        "own-name", "unasked", "unconsented-name",
    }
)  # fmt: skip
SEVERITIES: dict[str, str] = {
    "error": N_("error"),
    "violation": N_("error"),
    "warning": N_("warning"),
    "note": N_("note"),
    "info": N_("note"),
}


def weight(code: str) -> str:
    """How much a problem weighs: an error or a warning."""
    return "warning" if code in ADVICE else "error"


def tell(problem: Problem) -> str:
    """The problem as one line in the language of this context: where, what, and the remedy.

    >>> tell(Problem("error", "required", "places.csv", 4, "id"))
    'places.csv, row 4, column id: the cell is empty; fill it'
    """
    text = what_is_wrong(problem)
    where = [problem.file] if problem.file else []
    where += [_("row {row}").format(row=problem.row)] if problem.row else []
    where += [_("column {column}").format(column=shown(problem.column))] if problem.column else []
    return visible(_("{where}: {what}").format(where=_(", ").join(where), what=text)) if where else text


def what_is_wrong(problem: Problem) -> str:
    """The problem and the remedy alone, for a table that tells where in columns of its own."""
    words = {"value": problem.value, "column": problem.column, **dict(problem.details)}
    return visible(_(MESSAGES[problem.code]).format_map({**words, "value": shown(words["value"])}))


def told_with_severity(problem: Problem) -> str:
    """The problem as one line that begins with how much it weighs.

    >>> told_with_severity(Problem("error", "required", "places.csv", 4, "id"))
    'error: places.csv, row 4, column id: the cell is empty; fill it'
    """
    return _("{where}: {what}").format(where=_(SEVERITIES[problem.severity]), what=tell(problem))
