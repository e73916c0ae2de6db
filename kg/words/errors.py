"""Errors that a person can act on: where, what value, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple


class KgError(Exception):
    """A refusal in one line, with the remedy after it.

    Commands print it without a traceback and exit with :attr:`exit_code`.

    >>> str(KgError("no query named 'hub'", hint="did you mean 'hubs'?"))
    "no query named 'hub' – did you mean 'hubs'?"
    """

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(f"{message} – {hint}" if hint else message)


class Problem(NamedTuple):
    """One thing that is wrong with one cell, row or file.

    ``code`` names the message in :mod:`kg.words.messages`; ``details`` fills its places.
    ``severity`` is ``error`` (nothing is written), ``warning`` or ``note``.
    """

    severity: str
    code: str
    file: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    details: tuple[tuple[str, str], ...] = ()


class SourceProblems(KgError):
    """All problems of all sources at once, so that they are mended in one go."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = sum(p.severity == "error" for p in self.problems)
        super().__init__(f"{errors} problem(s) in the source tables; nothing is written")


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words that a mistyped one may stand for, best first.

    >>> nearest("sistr", ["sister", "partner", "intention"])
    ['sister']
    """
    return difflib.get_close_matches(word, list(known), n=count, cutoff=0.6)
