#!/usr/bin/env python3
"""Make an environment with what the tests need, and run everything: style, types, tests.

Needs Python 3.11 and a network connection for the packages, nothing else. What it makes is in
.venv/ and build/ of this checkout. One thing is outside: where it runs as root on Debian or
Ubuntu it installs missing system packages (Chromium and its driver, Firefox, a Chinese font, Java,
Jena, npm, Virtuoso) with apt-get; --no-system leaves the system alone. Tests whose component is missing
are skipped and listed with the reason; with CI=true in the environment they fail instead.
--fast runs the tests that need none of these, in a minute and a half on two quiet cores, longer on a slow
machine. It may be run again: the second time is quick.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import environment as env
import system
from bundle_editor import bundle

SOURCES = ("kg", "tests", "scripts")
Step = tuple[str, list[str | Path]]
Done = tuple[str, int, float]
T = TypeVar("T")


def steps(pytest_arguments: list[str], *, fast: bool) -> list[list[Step]]:
    """The commands by the name that the summary gives them: rows that run side by side, before the tests."""
    module: list[str | Path] = [env.PYTHON, "-m"]
    # A file stays with one worker, so that what its tests share is made once; the files come in their own order,
    # long ones first, and not by the number of their tests.
    spread = ["--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    tests: list[str | Path] = [*module, "pytest", *spread, *pytest_arguments]
    style: Step = ("style", [*module, "ruff", "check", *SOURCES])
    if fast:
        return [[style], [("unit tests", [*tests, "-m", "not whole"])]]
    light: list[Step] = [
        style,
        ("format", [*module, "ruff", "format", "--check", *SOURCES]),
        ("generated files", [env.PYTHON, "scripts/regenerate.py", "--check"]),
        ("source distribution", [env.PYTHON, "scripts/check_sdist.py"]),
    ]
    return [[("types", [*module, "mypy", "--strict", "kg", "tests"])], light, [("tests", tests)]]


def outside(*, is_allowed: bool) -> None:
    """Install what is not of Python: what the system has, then the programs for Node.js, which its npm brings."""
    if is_allowed:
        system.install_missing()
    env.prepare_node()
    bundle()


def done(row: list[Step]) -> list[Done]:
    """Run a row of steps one after the other: the name of each, its exit code, its seconds."""
    found = []
    for name, command in row:
        started = time.monotonic()
        found.append((name, env.run(command), time.monotonic() - started))
    return found


def together(*works: Callable[[], T]) -> list[T]:
    """What works give that run side by side; one that fails is told when the others are done.

    An interruption ends all at once: a thread would go on to its next command.
    """
    before = signal.signal(signal.SIGINT, lambda *_told: os._exit(130))
    try:
        with ThreadPoolExecutor() as pool:
            return list(pool.map(lambda work: work(), works))
    finally:
        signal.signal(signal.SIGINT, before)


def main() -> int:
    """Set up, run every step, print a summary; 1 where a step failed."""
    env.require_python()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-system", action="store_true", help="install no system packages")
    parser.add_argument("--fast", action="store_true", help="only style and the tests that need nothing installed")
    parser.add_argument("pytest", nargs="*", help="passed on to pytest, after --, for example: -- -k hubs")
    arguments = parser.parse_args()
    env.say((__doc__ or "").strip() + "\n")
    started = time.monotonic()
    others = [] if arguments.fast else [partial(outside, is_allowed=not arguments.no_system)]
    together(partial(env.prepare, "test"), *others)
    summary: list[Done] = [("set up", 0, time.monotonic() - started)]
    *before, tests = steps(arguments.pytest, fast=arguments.fast)
    summary += [each for row in together(*(partial(done, row) for row in before)) for each in row]
    summary += done(tests)
    env.say("\nSummary")
    for name, code, seconds in summary:
        env.say(f"  {'passed' if code == 0 else 'FAILED'}  {name} ({seconds:.0f} s)")
    return int(any(code for _, code, _ in summary))


if __name__ == "__main__":
    sys.exit(main())
