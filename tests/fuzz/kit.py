"""What every fuzz shares: hostile words, a bound of work, and the one property that all inputs must keep.

An input is answered, or refused by :class:`KgError` in words that a terminal can show. Anything else – another
exception, a refusal without words, work without an end – fails.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kg.base.errors import KgError, SourceProblems, visible
from kg.base.messages import tell

# scripts/fuzz.py asks for more; without it a run is short and the same each time.
FACTOR = int(os.environ.get("KG_FUZZ", "0"))
SECONDS = 20.0  # of work, not of waiting: a busy machine does not fail

FORGED = "http://forged.example/"  # what no term of a graph may begin with
WORDS = (
    *("", " ", "\t", "\n", "\r", "\r\n", "\0", "\x07", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f600"),
    *("\u202e", "\u200b", "\u00a0", "e\u0301", "\u0130", "ß", "ﬁ", "\ud7ff", "\uffff", "\U0010ffff", "Ａ", "１２"),
    *(
        '"',
        "'",
        "\\",
        '\\"',
        '""',
        "`",
        "<",
        ">",
        "{",
        "}",
        "|",
        "^",
        "%",
        "%00",
        "&lt;",
        "]]>",
        "#",
        "?",
        "*",
        "../",
        "~",
    ),
    *(";", ",", ";;", ",,", "; ;", ":", "::", "/", "//", "=1+1", "@SUM(A1)", "+7", "-", "--", "—", "–", "«»", "（）"),
    *(
        "0",
        "-1",
        "1e309",
        "NaN",
        "inf",
        "-0",
        "0x10",
        "1_000",
        "1,5",
        "1.5",
        "9" * 25,
        "9" * 5000,
        "٣",
        "²",
        "½",
        "1993",
    ),
    *("1993-02", "1993-02-30", "0000", "9999-12-31", "1993-02-28T00:00:00Z", "-0044", "17.04.2002", "2002年4月17日"),
    *("true", "TRUE", "yes", "null", "None", "undefined", "en", "ru", "zh-Hans", "русский", "x-klingon", "en-US-x-y"),
    *(
        "Q1",
        "Q0",
        "q42",
        "Q99999999999999999999",
        "RU-KHA",
        "RU",
        "XX",
        "javascript:alert(1)",
        "http://",
        "https://e.org/a b",
    ),
    *("http://[::1", "//e.org", "data:text/html,x", "https://xn--/", "http://e.org/\u202e", "mailto:a@b", "urn:x:y"),
    *(
        "Хабаровск",
        "Xабаровск",
        "哈尔滨市",
        "Harbin",
        "Благовещенск",
        "Ростов",
        "Harbin; Heihe",
        "cn-harbin",
        "ru",
        "sister",
    ),
    f'x" <{FORGED}p> <{FORGED}o> <{FORGED}g> .\n<{FORGED}s> <{FORGED}p> <{FORGED}o> <{FORGED}g> .',
    f"x> <{FORGED}p> <{FORGED}o> <{FORGED}g> .\n<{FORGED}s> <{FORGED}p> <{FORGED}o",
    f'en <{FORGED}g> .\r\n<{FORGED}s> <{FORGED}p> "x"@en',
    "a" * 300,
    "я " * 700,
    "市" * 3000,
)
words = (
    st.sampled_from(WORDS) | st.text(max_size=8) | st.builds(str.__add__, st.sampled_from(WORDS), st.text(max_size=3))
)


class Hang(BaseException):
    """The work of one input has no end."""


def examples(number: int) -> Callable[[Any], Any]:
    """How many inputs a fuzz tries when nothing is said; the same ones each time, as fast as may be."""
    return settings(
        max_examples=number * (FACTOR or 1),
        derandomize=not FACTOR,
        database=None,
        deadline=None,
        print_blob=bool(FACTOR),
        suppress_health_check=[*HealthCheck],
    )


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """End what takes more than some seconds of work."""

    def end(number: int, frame: object) -> None:
        raise Hang(f"more than {seconds:g} s of work")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def refused_in_words() -> Iterator[None]:
    """What is raised within must be a refusal that can be shown."""
    refused: KgError | None = None
    with bounded():
        try:
            yield
        except KgError as error:
            refused = error
    told = [tell(problem) for problem in refused.problems] if isinstance(refused, SourceProblems) else []
    assert all(map(can_be_shown, [*told, str(refused)])), refused


def can_be_shown(told: str) -> bool:
    """Whether something is told, without a trace of the program and without what steers a terminal."""
    return bool(told.strip()) and "Traceback" not in told and all(visible(line) == line for line in told.split("\n"))
