"""What the system gives a process and asks of it: its streams, and the signals that end it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
READER_LEFT = 128 + 13  # as a program ends that SIGPIPE ends
_PATIENCE = 2.0  # seconds for which a signal waits for the end of what foreign code does


def open_streams() -> None:
    """Have three streams of UTF-8: of those that the caller closed, the output is one whose reader left."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    if sys.stdout is None:
        reader, writer = os.pipe()
        os.dup2(writer, 1)
        for each in {reader, writer} - {1}:
            os.close(each)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (as that)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def silence() -> None:
    """Forget what the output could not take; Python would try again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


_END = b"\0"  # the number of no signal


@contextmanager
def signals_heeded() -> Iterator[None]:
    """Let the signals that end a process unwind it, so that nothing half-made stays; it exits with 128 + n.

    Python heeds a signal between two steps of its own. Where foreign code lets it wait, what is being made is
    removed and the process ended from beside. A signal that the caller ignores stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = threading.Event()

    def heed(number: int, _frame: FrameType | None) -> None:
        heeded.set()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        signal.signal(number, signal.SIG_IGN)  # a second one does not disturb the cleaning
        raise SystemExit(128 + number)

    usual = (signal.SIG_DFL, signal.default_int_handler)
    before = {number: handler for number in ENDING if (handler := signal.getsignal(number)) in usual}
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    watching = threading.Thread(target=_watch, args=(reader, heeded), daemon=True)
    watching.start()
    waking = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for number in before:
        signal.signal(number, heed)
    try:
        yield
    finally:
        signal.set_wakeup_fd(waking)
        for number, handler in before.items():
            if signal.getsignal(number) is heed:
                signal.signal(number, handler)
        os.write(writer, _END)  # closing it would not do: processes begun meanwhile have it open, too
        watching.join()
        os.close(writer)
        os.close(reader)


def _watch(reader: int, heeded: threading.Event) -> None:
    while (number := os.read(reader, 1)) != _END:
        if number[0] not in ENDING:
            continue
        if not heeded.wait(_PATIENCE):
            from kg.base.files import remove_parts

            remove_parts()
            os._exit(128 + number[0])
        heeded.clear()
