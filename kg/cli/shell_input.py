"""What is typed into the shell: where one entry ends, and what it is."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.ask.tokens import Token, tokens
from kg.base.errors import KgError, cause
from kg.base.languages import _

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
# Words that a query or an update begins with; updates are taken for SPARQL so that they are refused as such.
_BEGINNINGS = FORMS | {"PREFIX", "BASE", "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"}
_MARKS = "\ufeff \t\r\n"


class Entry(NamedTuple):
    """One thing to do, and the line of the input at which it begins."""

    text: str
    line: int


class Called(NamedTuple):
    """A question of the catalogue, or a dot-command, with what is given to it."""

    name: str
    words: tuple[str, ...]
    given: dict[str, list[str]]


def is_sparql(text: str) -> bool:
    """Whether an entry is SPARQL, and not a dot-command or the name of a question.

    Comments before it do not matter; comments alone are SPARQL that has not begun.

    >>> is_sparql("select * { }"), is_sparql("hubs"), is_sparql("#+ summary: a file of the catalogue")
    (True, False, True)
    """
    said = _without_comments(text)
    word = said.split(maxsplit=1)[0] if said else ""
    return (not said and bool(text.strip(_MARKS))) or word.partition("{")[0].upper() in _BEGINNINGS


def is_ended(text: str) -> bool:
    r"""Whether the last line of an entry ends it.

    A dot-command and the name of a question are one line. SPARQL ends with ``;`` where no brace is
    open, and with a blank line once it is whole.

    >>> is_ended(".help"), is_ended("SELECT ?s"), is_ended("SELECT ?s { ?s a tie:Tie ;")
    (True, False, False)
    >>> is_ended("ASK { ?s ?p ?o };"), is_ended("ASK { ?s ?p ?o }\n")
    (True, True)
    """
    if not is_sparql(text):
        return bool(text.strip(_MARKS))
    is_blank = text.endswith("\n") or not text.rpartition("\n")[2].strip()
    try:
        found = tokens(text)
    except KgError:  # the engine tells what is wrong
        return is_blank or text.rstrip().endswith(";")
    ends_with_sign = bool(found) and found[-1].text == ";"
    return (ends_with_sign and _depth(found) <= 0) or (is_blank and _is_whole(found))


def open_braces(text: str) -> int:
    """How many braces wait to be closed; 0 where the text holds what is no SPARQL.

    >>> open_braces("SELECT ?s { ?s a tie:Tie OPTIONAL {")
    2
    """
    try:
        return _depth(tokens(text))
    except KgError:
        return 0


def _is_whole(found: Sequence[Token]) -> bool:
    """Whether a query has begun, and nothing is left open."""
    form = next((token.text.upper() for token in found if token.kind == "word" and token.text.upper() in FORMS), "")
    begun = any(token.text == "{" for token in found) or form == "DESCRIBE"
    is_update = bool(found) and found[0].kind == "word" and found[0].text.upper() not in FORMS | {"PREFIX", "BASE"}
    return (bool(form) or is_update) and begun and _depth(found) <= 0


def _depth(found: Sequence[Token]) -> int:
    return sum((token.text == "{") - (token.text == "}") for token in found if token.kind == "sign")


def plain_text(text: str) -> str:
    """An entry as it is run: without the space around it, the ``;`` that ended it, and comments before a name.

    >>> plain_text("ASK { ?s ?p ?o } ; ")
    'ASK { ?s ?p ?o }'
    """
    text = text.strip(_MARKS) if is_sparql(text) else _without_comments(text)
    return text[:-1].rstrip() if text.endswith(";") else text


def _without_comments(text: str) -> str:
    """The text from its first line that is neither blank nor a comment."""
    lines = text.lstrip(_MARKS).split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), len(lines))
    return "\n".join(lines[first:]).strip(_MARKS)


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    r"""The entries of a script, in order; the last one ends with the script.

    >>> [entry.text for entry in entries(["hubs\n", "\n", "ASK {\n", "?s ?p 1 }\n", "\n", ".lang ru\n"])]
    ['hubs', 'ASK {\n?s ?p 1 }', '.lang ru']
    """
    pending, start = "", 0
    for number, line in enumerate(lines, start=1):
        if not pending:
            start = number
        # A blank line inside a query is a part of it until the query is whole.
        pending += line if line.endswith("\n") else line + "\n"
        is_blank = not line.strip(_MARKS)
        if is_ended(pending.rstrip("\n") + ("\n" if is_blank else "")):
            yield Entry(plain_text(pending), start)
            pending = ""
        elif is_blank and not _without_comments(pending) and "#+" not in pending:
            pending = ""  # remarks between entries; the header of a query file stays with its query
    if _without_comments(pending):
        yield Entry(plain_text(pending), start)


def called(text: str) -> Called:
    """A name with what is given to it: ``--place X``, ``--place=X`` or ``place=X``, a value in quotes or not.

    Raises :class:`KgError` for quotes that are not closed and for a parameter without a value.

    >>> called("partners-of-place --place 'Комсомольск-на-Амуре' since=1995").given
    {'place': ['Комсомольск-на-Амуре'], 'since': ['1995']}
    >>> called(".lang ru").words
    ('ru',)
    """
    try:
        parts = shlex.split(text)
    except ValueError as error:
        raise KgError(_("the line cannot be read: {error}").format(error=cause(error))) from None
    words: list[str] = []
    given: dict[str, list[str]] = {}
    waiting = iter(parts[1:])
    for part in waiting:
        name, is_pair, value = part.removeprefix("--").partition("=")
        if part.startswith("--") and not is_pair:
            found = next(waiting, None)
            if found is None:
                raise KgError(_("--{name} has no value").format(name=name))
            value = found
        if part.startswith("--") or is_pair:
            given.setdefault(name, []).append(value)
        else:
            words.append(part)
    return Called(parts[0], tuple(words), given)
