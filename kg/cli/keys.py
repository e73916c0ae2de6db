"""One key of a person at a terminal, or one character of a pipe."""

from __future__ import annotations

import os
import select
import sys

import click

_ENDS, _STOP, _ESCAPE = ("", "\x04", "\0"), "q", "\x1b"  # Ctrl-D that was typed ahead of a prompt is a zero


def read_key() -> str:
    """The next key, as typed; ``q`` where the input ends or is interrupted.

    Keys that come at once, of a fast typist or pasted, are given one by one: what is not read yet
    stays in the terminal, so that a prompt that follows gets it too. An arrow key is one key.
    """
    try:
        pressed = _of_terminal() if sys.stdin.isatty() else sys.stdin.read(1)
    except (EOFError, KeyboardInterrupt):
        return _STOP
    return _STOP if pressed in _ENDS else pressed


def _of_terminal() -> str:
    if sys.platform == "win32":
        return click.getchar()
    import termios
    import tty

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    try:
        tty.setcbreak(file, termios.TCSADRAIN)  # click's way empties the queue of keys
        return _one(file)
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)


def _one(file: int) -> str:
    """One letter of UTF-8, or a whole escape sequence."""
    read = os.read(file, 1)
    first = read[0] if read else 0
    for _more in range((first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0)):
        read += os.read(file, 1)
    if read == _ESCAPE.encode() and _is_waiting(file):
        read += os.read(file, 1)
        while read[1:2] in (b"[", b"O") and _is_waiting(file):
            read += os.read(file, 1)
            if 0x40 <= read[-1] <= 0x7E:
                break
    return read.decode("utf-8", "replace")


def _is_waiting(file: int) -> bool:
    return bool(select.select([file], [], [], 0)[0])
