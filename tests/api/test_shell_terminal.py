"""``kg shell`` on a pseudo-terminal, key by key."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.base.resources import ontology_dir
from tests.ask.worlds import WORLD

WAIT = 20.0  # seconds for an answer on a machine that is busy
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>78]|\r")
CTRL_C, CTRL_D, UP = "\x03", "\x04", "\x1b[A"


class Terminal:
    """A shell in a terminal of 100 columns; what it shows is kept without the codes that move the cursor."""

    def __init__(self, cache: Path, *words: str) -> None:
        self._main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        environment = {
            **os.environ, "KG_CACHE": str(cache), "PYTHONPATH": str(ontology_dir().parent), "TERM": "xterm",
            "PROMPT_TOOLKIT_NO_CPR": "1", "NO_COLOR": "1", "COLUMNS": "100",
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg.cli", "shell", "--sources", str(WORLD), "--only", *words],
            stdin=side, stdout=side, stderr=side, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(side)
        self._seen = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._main, keys.encode())

    def see(self, text: str) -> str:
        """Wait until a text is shown; what was shown up to it, which is then forgotten."""
        end = time.monotonic() + WAIT
        while text not in self._seen:
            if not select.select([self._main], [], [], max(0.0, end - time.monotonic()))[0]:
                raise AssertionError(f"{text!r} is not shown, but {self._seen[-2000:]!r}")
            self._read()
        shown, _, self._seen = self._seen.partition(text)
        return shown

    def leave(self) -> int:
        """The exit code, once the shell has ended."""
        return self.process.wait(WAIT)

    def close(self) -> None:
        """End the shell if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._main)

    def _read(self) -> None:
        try:
            raw = os.read(self._main, 65536)
        except OSError:  # the other side is closed
            raw = b""
        if not raw:
            raise AssertionError(f"the shell has ended and shows {self._seen[-2000:]!r}")
        self._seen += _ESCAPES.sub("", raw.decode("utf-8", errors="replace"))


@pytest.fixture
def cache(world_cache: Path, tmp_path: Path) -> Path:
    """The graphs of the session, and a history of one's own."""
    (tmp_path / "cache").mkdir()
    for made in world_cache.iterdir():
        if made.is_dir():
            (tmp_path / "cache" / made.name).symlink_to(made)
    return tmp_path / "cache"


@pytest.fixture
def terminal(cache: Path) -> Iterator[Terminal]:
    opened = Terminal(cache)
    try:
        opened.see("kg>")
        yield opened
    finally:
        opened.close()


def test_a_query_over_several_lines_runs_at_a_blank_line_or_a_semicolon(terminal: Terminal) -> None:
    terminal.type("SELECT ?level {\r")
    terminal.see("..>")
    terminal.type("place:cn-harbin tie:level ?level ;\r a tie:Place }\r\r")
    terminal.see("prefecture")
    terminal.see("kg>")
    terminal.type("ASK { place:cn-harbin a tie:Place };\r")
    terminal.see("yes")
    terminal.see("kg>")
    terminal.type(CTRL_D)
    assert terminal.leave() == 0


def test_the_tab_key_completes_names_parameters_and_terms(terminal: Terminal) -> None:
    for typed, completed in (("partners-of-pl", "ace"), (" --pla", "ce"), (" 伯力 --kind=sis", "ter")):
        terminal.type(typed)
        terminal.see(typed.rpartition(" ")[2])
        terminal.type("\t")
        terminal.see(completed)
    terminal.type("\r")
    terminal.see("Harbin")
    terminal.see("kg>")
    terminal.type("SELECT ?t { ?t tie:startY")
    terminal.see("startY")
    terminal.type("\t")
    terminal.see("ear")
    terminal.type(" 1993 };\r")
    terminal.see("cn-harbin--ru-khabarovsk")


def test_an_error_points_at_the_character_and_the_shell_goes_on(terminal: Terminal) -> None:
    terminal.type("SELECT ?x WHERE ?x;\r")
    terminal.see("does not parse at line 1, column 17")
    terminal.see("  SELECT ?x WHERE ?x\n")
    assert terminal.see("^") == " " * (2 + 16)
    terminal.see("kg>")
    terminal.type("hubz\r")
    terminal.see("did you mean hubs?")
    terminal.see("kg>")
    terminal.type("SELECT * { ?s\r\r\r")  # two blank lines run what is not whole
    terminal.see("the query ends too early")
    terminal.see("kg>")
    terminal.type(".quit\r")
    assert terminal.leave() == 0


def test_ctrl_c_drops_what_is_typed(terminal: Terminal) -> None:
    terminal.type("SELECT nonsense {\r")
    terminal.see("..>")
    terminal.type(CTRL_C)
    terminal.see("kg>")
    terminal.type("ASK { ?s ?p ?o };\r")
    terminal.see("yes")


def test_earlier_entries_come_back_in_the_next_session(terminal: Terminal, cache: Path) -> None:
    terminal.type("ASK {\rplace:ru-moscow a tie:Place }\r\r")
    terminal.see("yes")
    terminal.see("kg>")
    terminal.type(CTRL_D)
    assert terminal.leave() == 0
    assert (cache / "shell-history").stat().st_mode & 0o077 == 0
    again = Terminal(cache)
    try:
        again.see("kg>")
        again.type(UP + ";\r")
        again.see("yes")
    finally:
        again.close()


def test_a_cache_that_cannot_hold_a_history_is_no_hindrance(cache: Path) -> None:
    (cache / "shell-history").mkdir()
    opened = Terminal(cache, "--lang", "ru")
    try:
        opened.see("Ctrl-D — выход")
        opened.see("kg>")
        opened.type("partners-of-place place=Хэйхэ\r")
        opened.see("Благовещенск")
    finally:
        opened.close()
