"""Errors that a person can act on: where, what value, and what would be right."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

from kg.base.languages import N_, _, ngettext

_SHOWN = 60
# What a system says of a file or an address that it refuses; other words of it stay as they are.
_CAUSES = (
    N_("No such file or directory"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("Directory not empty"),
    N_("File exists"),
    N_("File name too long"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("File too large"),
    N_("Too many levels of symbolic links"),
    N_("Invalid argument"),
    N_("Connection refused"),
    N_("Address already in use"),
    N_("Cannot assign requested address"),
    N_("Name or service not known"),
    N_("No closing quotation"),
)
_PARSED = re.compile(r"Parser error (?:at|between) line (\d+),? (?:between )?columns? (\d+)(?: and [\w ]+)?: (.*)")


class KgError(Exception):
    """A refusal in one line, with the remedy after it; ``below`` are lines that show what is meant.

    Commands print it without a traceback and exit with :attr:`exit_code`.

    >>> str(KgError("no query named 'hub'", hint="did you mean 'hubs'?"))
    "no query named 'hub' – did you mean 'hubs'?"
    """

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None, below: Iterable[str] = ()) -> None:
        told = _("{message} – {hint}").format(message=message, hint=hint) if hint else message
        super().__init__("\n".join(map(visible, (told, *below))))


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


def visible(text: str) -> str:
    r"""Words of others among one's own: a mark in the place of what would steer a terminal or begin a line; tabs stay.

    >>> visible("a\x1b[2J b\n c\td")
    'a�[2J b� c\td'
    """
    return text if text.isprintable() else "".join(map(_mark, text))


def _mark(char: str) -> str:
    is_seen = char == "\t" or char.isprintable() or unicodedata.category(char) == "Zs"
    return char if is_seen else "\N{REPLACEMENT CHARACTER}"


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
    return offered(nearest(word, known), otherwise)


def offered(near: Collection[str], otherwise: str = "") -> str:
    """The hint that offers the words found near an unknown one, else another remedy.

    >>> offered(["Heihe", "Hegang"]), offered([], "write the id")
    ('did you mean Heihe or Hegang?', 'write the id')
    """
    return _("did you mean {words}?").format(words=_(" or ").join(near)) if near else otherwise


def cause(error: Exception) -> str:
    """Why a file or an address is refused, in one line and in the language of this context.

    >>> cause(FileNotFoundError(2, "No such file or directory", "a.csv"))
    'No such file or directory'
    """
    if isinstance(error, UnicodeDecodeError):
        return _("the text is not UTF-8")
    text = " ".join(str(getattr(error, "strerror", None) or getattr(error, "msg", None) or error).split())
    if place := _PARSED.fullmatch(text):
        told = _("line {row}, column {column}: {error}")
        return told.format(row=place[1], column=place[2], error=foreign(place[3]))
    return foreign(text.partition(" (os error ")[0])


def foreign(text: str) -> str:
    """What a system or a library says, in the language of this context; where it has no translation, as a quotation.

    >>> foreign("Is a directory"), foreign("invalid Zip archive")
    ('Is a directory', 'invalid Zip archive')
    """
    return _(text) if text in _CAUSES else _("{words}").format(words=text)
