"""Errors that a person can act on: where, what value, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple

from kg.base.languages import _, ngettext

_SHOWN = 60


class KgError(Exception):
    """A refusal in one line, with the remedy after it.

    Commands print it without a traceback and exit with :attr:`exit_code`.

    >>> str(KgError("no query named 'hub'", hint="did you mean 'hubs'?"))
    "no query named 'hub' – did you mean 'hubs'?"
    """

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(_("{message} – {hint}").format(message=message, hint=hint) if hint else message)


class Problem(NamedTuple):
    """One thing that is wrong with one cell, row or file.

    ``code`` names the message in :mod:`kg.base.messages`; ``details`` fills its places.
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
        text = ngettext(
            "{n} problem in the source tables; nothing is written",
            "{n} problems in the source tables; nothing is written",
            errors,
        )
        super().__init__(text.format(n=errors))


def shown(text: object) -> str:
    r"""A value as a message may show it: at most sixty characters, none of them a control character.

    >>> shown("a" * 99) == "a" * 60 + "…", shown("a\x1b[2J")
    (True, 'a�[2J')
    """
    short = str(text)
    short = short if len(short) <= _SHOWN else short[:_SHOWN] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words that a mistyped one may stand for, best first.

    >>> nearest("sistr", ["sister", "partner", "intention"])
    ['sister']
    """
    return difflib.get_close_matches(word, list(known), n=count, cutoff=0.6)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The hint of an unknown word: the known ones it may stand for, else another remedy.

    >>> did_you_mean("sistr", ["sister", "partner"])
    'did you mean sister?'
    >>> did_you_mean("x", ["sister", "partner"], "see kg --help")
    'see kg --help'
    """
    near = nearest(word, known)
    return _("did you mean {words}?").format(words=_(" or ").join(near)) if near else otherwise
