"""The scripts set up side by side, go on by pip where uv cannot install, and end when a person interrupts them."""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"
_TWO_ROWS = """
import os
import time
from functools import partial
import test

def row(name):
    os.write(1, f"{name}\\n".encode())  # a line as a whole: print writes its end by itself
    time.sleep(120)
    os.write(1, b"its next step\\n")

test.together(*(partial(row, name) for name in ("one", "other")))
"""


@pytest.mark.parametrize(("fails", "used"), [("", ["pip", "uv"]), ("uv", ["pip", "uv", "pip"]), ("pip", ["pip"] * 2)])
def test_pip_installs_where_uv_cannot_and_a_line_says_so(
    fails: str, used: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment: Any = import_module("scripts.environment")
    tools: list[str] = []

    def run(command: list[str | Path]) -> int:
        tools.append(str(command[2]))
        return int(command[2] == fails)

    for name, stand_in in {
        "run": run, "_read_stamp": lambda: None, "_fails": lambda _command: False,
        "BUILD": tmp_path, "_CACHE": tmp_path / "cache", "_STAMP": tmp_path / "stamp.json",
    }.items():  # fmt: skip
        monkeypatch.setattr(environment, name, stand_in)
    if fails == "pip":
        with pytest.raises(SystemExit):
            environment.prepare()
    else:
        environment.prepare()
    assert tools == used
    assert ("uv cannot install here" in capsys.readouterr().out) == bool(fails)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_an_interruption_ends_what_runs_side_by_side_before_its_next_steps() -> None:
    command = [sys.executable, "-c", _TWO_ROWS]
    process = subprocess.Popen(command, cwd=SCRIPTS, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    assert {process.stdout.readline() for _row in range(2)} == {"one\n", "other\n"}
    process.send_signal(signal.SIGINT)
    told, _none = process.communicate(timeout=100)
    assert (process.returncode, told) == (130, "")
