"""What may come next where the cursor stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from kg.ask.catalog import Catalog, Question
from kg.ask.engine import PREFIXES
from kg.base.errors import KgError
from kg.base.languages import LANGUAGES, current
from kg.cli.shell_input import is_sparql
from kg.cli.shell_session import COMMANDS, FORMATS
from kg.schema.terms import TIE

Known = Mapping[str, str]  # words that may come, each with what it is

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
_BEGINNINGS = ("ASK", "BASE", "CONSTRUCT", "DESCRIBE", "PREFIX", "SELECT")
_TERMS = sorted(f"tie:{iri.rpartition('#')[2]}" for name, iri in vars(TIE).items() if not name.startswith("_"))
_WORD = re.compile(r"(?:[?$]?[\w.:-]+|[?$])?$")
_QUOTED = re.compile(r"\"[^\"\n]*$|'[^'\n]*$")


class ShellCompleter(Completer):
    """Completes entries of the shell: a word is offered where it begins with what is typed, in any case.

    >>> def offered(text: str) -> list[str]:
    ...     return [each.text for each in ShellCompleter(Catalog()).get_completions(Document(text))]
    >>> offered("SELECT * { ?tie tie:startY"), offered("partners-of-place --si")
    (['tie:startYear'], ['--since'])
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent | None = None,  # noqa: ARG002 (the signature of Completer)
    ) -> Iterator[Completion]:
        """What may come next, in order; nothing where nothing is known to fit."""
        text = document.text_before_cursor
        word, known = _in_sparql(text) if is_sparql(text) and text.strip() else self._in_line(text)
        for each, about in known.items():
            if each.casefold().startswith(word.casefold()) and each != word:
                yield Completion(each, -len(word), display_meta=about)

    def _in_line(self, text: str) -> tuple[str, Known]:
        *before, word = text.split(" ")
        if not before:
            if word.startswith("."):
                return word, _words(COMMANDS)
            return word, {**self._summaries, **_words(_BEGINNINGS if word else ())}
        first = before[0]
        if first == ".explain":
            before = before[1:]
        elif first.startswith("."):
            return word, _words(self._settings.get(first, ()))
        return self._in_question(before, word) if before else (word, self._summaries)

    def _in_question(self, before: list[str], word: str) -> tuple[str, Known]:
        """The parameters of a question, and the values of one where it has a list of them."""
        try:
            question = self._catalog.find(before[0])
        except KgError:
            return word, {}
        if before[-1].startswith("--") and "=" not in before[-1]:
            parameter = before[-1]
        elif "=" in word:
            parameter, _, word = word.partition("=")
        else:
            return word, {f"--{each.name}": each.hint for each in question.parameters if f"--{each.name}" not in before}
        name = parameter.removeprefix("--")
        return word, _words(value for each in question.parameters if each.name == name for value in each.allowed)

    @cached_property
    def _questions(self) -> list[Question]:
        return self._catalog.questions()

    @property
    def _summaries(self) -> Known:
        return {each.name: each.tell("summary", current()) for each in self._questions}

    @cached_property
    def _settings(self) -> Mapping[str, Iterable[str]]:
        tags = sorted({tag for each in self._questions for tag in each.tags})
        return {".lang": LANGUAGES, ".format": FORMATS, ".queries": tags, ".limit": ("off",)}


def _in_sparql(text: str) -> tuple[str, Known]:
    line = text.rpartition("\n")[2]
    match = _WORD.search(text)
    word = match[0] if match else ""
    if line.lstrip().startswith("#") or _QUOTED.search(line) or not word:
        return word, {}
    if word[0] in "?$":
        return word, _words(sorted(set(re.findall(r"[?$]\w+", text.removesuffix(word)))))
    if ":" in word:
        return word, _words(_TERMS if word.startswith("tie:") else ())
    return word, {**{f"{prefix}:": iri for prefix, iri in PREFIXES.items()}, **_words(KEYWORDS)}


def _words(words: Iterable[str]) -> Known:
    return dict.fromkeys(words, "")
