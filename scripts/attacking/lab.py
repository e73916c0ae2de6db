"""Where attacks are made: a folder of its own, the command as a process in it, and what is said of each try."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parent.parent.parent
WORLD = CHECKOUT / "tests" / "world"
_LONGEST = 120  # seconds after which a command hangs


class Tried(NamedTuple):
    """One try: whether all was as it should be, whether something was lost or wrong, whether a traceback was shown."""

    survived: bool
    lost: bool = False
    traceback: bool = False
    told: str = ""


class Done(NamedTuple):
    """A command that has ended: its code (below zero: by that signal), what it wrote and what it said."""

    code: int
    out: bytes
    told: str

    @property
    def is_traced(self) -> bool:
        """Whether a traceback was shown."""
        return "Traceback" in self.told or "panicked" in self.told

    def refused(self) -> bool:
        """Whether it was refused in words, with exit code 2."""
        return self.code == 2 and "kg: " in self.told and not self.is_traced


Try = Callable[[], Tried]


class Lab:
    """A folder to attack in. The same seed makes the same tries."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder, self.quick = folder, quick
        self.rng = random.Random(2026)  # noqa: S311 (moments of attacks are no secrets)
        self.cache = folder / "cache"
        self.sources = ("--only", "--sources", str(WORLD))

    def times(self, few: int, many: int) -> range:
        """How often something is tried."""
        return range(few if self.quick else many)

    def command(self, *words: str, cache: Path | None = None, bytes_of_files: int = 0) -> subprocess.Popen[bytes]:
        """The command, begun; it may write files of so many bytes, where that is given."""

        def bounded() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_of_files, bytes_of_files))

        return subprocess.Popen(
            [sys.executable, "-m", "kg.cli", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "KG_CACHE": str(cache or self.cache), "KG_LANG": "en"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=bounded if bytes_of_files else None,  # noqa: PLW1509 (no threads here)
        )

    def run(self, *words: str, cache: Path | None = None, bytes_of_files: int = 0) -> Done:
        """The command, ended."""
        return ended(self.command(*words, cache=cache, bytes_of_files=bytes_of_files))

    def seconds(self, *words: str, cache: Path | None = None) -> float:
        """How long a command takes when nobody attacks it."""
        started = time.monotonic()
        self.run(*words, cache=cache)
        return time.monotonic() - started

    def empty(self, name: str) -> Path:
        """An empty folder of the lab."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path


def ended(process: subprocess.Popen[bytes]) -> Done:
    """What a command did, at last; one that hangs is killed and counts as traced."""
    try:
        out, told = process.communicate(timeout=_LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Done(-9, b"", "Traceback: it hangs")
    return Done(process.returncode, out, told.decode(errors="replace"))


def until_begun(process: subprocess.Popen[bytes]) -> None:
    """Wait until a command heeds signals: before that the interpreter starts, and nothing is made yet."""
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        caught = [line.split()[1] for line in status.read_text(encoding="ascii").splitlines() if "SigCgt" in line]
        if caught and int(caught[0], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.01)


def parts(folder: Path) -> Sequence[Path]:
    """What is left in a folder of what was being made."""
    return [path for path in folder.rglob(".*") if path.name.endswith(".part")]
