"""What may come next where the cursor stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from kg.ask.catalog import Catalog, Question
from kg.ask.engine import PREFIXES
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, current
from kg.cli.shell_input import is_sparql
from kg.cli.shell_session import COMMANDS, FORMATS
from kg.schema.terms import TIE

# SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/#grammar), without updates and SERVICE, which are refused.
_KEYWORDS = (
    "ABS AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DAY DESC"
    " DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI"
    " LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND"
    " REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SHA1 SHA256 SHA384 SHA512 STR STRAFTER"
    " STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TZ UCASE UNDEF UNION URI UUID"
    " VALUES WHERE YEAR isBLANK isIRI isLITERAL isNUMERIC isURI"
)
KEYWORDS = tuple(_KEYWORDS.split())
_WORD = re.compile(r"[?$]?[\w.:-]*$")
_QUOTED = re.compile(r"\"[^\"\n]*$|'[^'\n]*$")


class Candidate(NamedTuple):
    """A word that may stand in place of the ``replaces`` characters before the cursor, and what it is."""

    word: str
    replaces: int
    about: str = ""


class Completion:
    """Candidates for a text up to the cursor.

    >>> [each.word for each in Completion(Catalog()).candidates("SELECT * { ?tie tie:startY")]
    ['tie:startYear']
    >>> [each.word for each in Completion(Catalog()).candidates("partners-of-place --si")]
    ['--since']
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def candidates(self, text: str) -> list[Candidate]:
        """What may come next, in order; nothing where nothing is known to fit."""
        found = self._of_sparql(text) if is_sparql(text) and text.strip() else self._of_line(text)
        return list(found)

    def _of_sparql(self, text: str) -> Iterator[Candidate]:
        line = text.rpartition("\n")[2]
        if line.lstrip().startswith("#") or _QUOTED.search(line):
            return
        word = _last(text)
        if word[:1] in {"?", "$"}:
            known = dict.fromkeys(re.findall(r"[?$]\w+", text[: len(text) - len(word)]))
            yield from _beginning(word, sorted(known))
        elif ":" in word:
            if word.startswith("tie:"):
                yield from _beginning(word, self._terms)
        elif word:
            yield from _beginning(word, [f"{prefix}:" for prefix in PREFIXES], PREFIXES)
            yield from _beginning(word, KEYWORDS)

    def _of_line(self, text: str) -> Iterator[Candidate]:
        words = text.split(" ")
        last = words[-1]
        if len(words) == 1:
            yield from self._beginnings(last)
        elif words[0] in {".lang", ".format"}:
            yield from _beginning(last, LANGUAGES if words[0] == ".lang" else FORMATS)
        elif words[0] == ".queries":
            yield from _beginning(last, self._tags)
        elif words[0] == ".limit":
            yield from _beginning(last, ["off"])
        elif words[0] == ".explain" and len(words) == 2:
            yield from _beginning(last, self._summaries, self._summaries)
        elif not words[0].startswith(".") or words[0] == ".explain":
            name = words[1] if words[0] == ".explain" else words[0]
            yield from self._of_question(name, words)

    def _beginnings(self, word: str) -> Iterator[Candidate]:
        """What an entry may begin with."""
        if word.startswith("."):
            yield from _beginning(word, COMMANDS)
            return
        yield from _beginning(word, self._summaries, self._summaries)
        if word:
            yield from _beginning(word, ["ASK", "BASE", "CONSTRUCT", "DESCRIBE", "PREFIX", "SELECT"])

    def _of_question(self, name: str, words: Sequence[str]) -> Iterator[Candidate]:
        """The parameters of a question, and the values of one where it has a list of them."""
        try:
            question = self._catalog.find(name)
        except KgError:
            return
        last, before = words[-1], words[-2]
        if before.startswith("--") and "=" not in before:
            yield from _values(question, before.removeprefix("--"), last)
        elif "=" in last:
            key, _, value = last.partition("=")
            yield from _values(question, key.removeprefix("--"), value)
        else:
            hints = {f"--{each.name}": each.hint for each in question.parameters if f"--{each.name}" not in words[:-1]}
            yield from _beginning(last, hints, hints)

    @cached_property
    def _terms(self) -> list[str]:
        return sorted(f"tie:{iri.rpartition('#')[2]}" for name, iri in vars(TIE).items() if not name.startswith("_"))

    @cached_property
    def _questions(self) -> list[Question]:
        return self._catalog.questions()

    @property
    def _summaries(self) -> dict[str, str]:
        return {each.name: each.tell("summary", current()) for each in self._questions}

    @property
    def _tags(self) -> list[str]:
        return sorted({tag for each in self._questions for tag in each.tags})


def _values(question: Question, parameter: str, word: str) -> Iterator[Candidate]:
    for each in question.parameters:
        if each.name == parameter:
            yield from _beginning(word, each.allowed)


def _last(text: str) -> str:
    match = _WORD.search(text)
    return match[0] if match else ""


def _beginning(
    word: str, known: Sequence[str] | dict[str, str], about: dict[str, str] | None = None
) -> list[Candidate]:
    """The known words that begin with a word in any case, the whole word itself left out."""
    start = word.casefold()
    told = about or {}
    return [
        Candidate(each, len(word), told.get(each.removesuffix(":"), told.get(each, "")))
        for each in known
        if each.casefold().startswith(start) and each != word
    ]
