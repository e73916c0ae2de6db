"""Measuring processes side by side: interleaved rounds, medians, peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Command = Sequence[str | Path]


class Measure(NamedTuple):
    """The median wall time of a command in seconds and its greatest memory in MB."""

    seconds: float
    megabytes: float


def side_by_side(
    commands: Mapping[str, Command],
    rounds: int,
    environment: Mapping[str, str] | None = None,
    *,
    findings: bool = False,
) -> dict[str, Measure]:
    """Run each command once a round, one after another, so that what the machine does falls on all alike.

    Raises ``RuntimeError`` with its errors where a command fails: a failure is no measurement. Exit code 1 is one,
    but where ``findings`` are expected.
    """
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, float] = dict.fromkeys(commands, 0.0)
    for _ in range(rounds):
        for name, command in commands.items():
            took, peak = _run(command, environment or {}, 1 if findings else 0)
            seconds[name].append(took)
            memory[name] = max(memory[name], peak)
    return {name: Measure(statistics.median(seconds[name]), memory[name]) for name in commands}


def _run(command: Command, environment: Mapping[str, str], most: int) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if not 0 <= process.returncode <= most or b"Traceback (most recent call last)" in errors:
        raise RuntimeError(f"{' '.join(map(str, command))}: {errors.decode(errors='replace')[-2000:]}")
    return took, usage.ru_maxrss / 1024
