"""A source folder that is replaced: killed at any step, the earlier set or the new one stands there, whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Writes a folder again and again, each time killed one step later; prints what stood there after each.
KILLED = """
import os, signal, sys
from pathlib import Path
from kg.base import files
from kg.schema.written_folder import write_folder

STEPS = {"open", "os.chmod", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree", "ctypes.dlsym"}
folder, can_exchange = Path(sys.argv[1], "set"), sys.argv[2] == "exchange"
if not can_exchange:
    files._exchange = lambda one, other: False

def write(word):
    place = {"id": "xx", "level": "country", "country": "xx", "name_en": word}
    tables = {"places": [place], "sources": [{"id": "S", "title": word}] if word == "old" else []}
    write_folder(folder, {"id": "set"}, {"en": word}, tables, word)

def found():
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}

def kill_at(last):
    seen = 0
    def hook(event, _about):
        nonlocal seen
        if event in STEPS:
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(hook)
    write("new")
    os._exit(0)

write("new")
new = found()
for step in range(1, 1000):
    write("old")
    old = found()
    child = os.fork()
    if not child:
        kill_at(step)
    _process, status = os.waitpid(child, 0)
    if not can_exchange:
        files.sweep(folder.parent, folder.name)
    print({repr(old): "old", repr(new): "new"}.get(repr(found()), f"neither: {sorted(found())}"))
    if status == 0:
        break
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the test kills a copy of a process")
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_folder_killed_at_any_step_is_the_earlier_or_the_new_one(way: str, tmp_path: Path) -> None:
    if way == "exchange" and not sys.platform.startswith("linux"):
        pytest.skip("there is no exchange of two folders")
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), way],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    steps = done.stdout.split("\n")[:-1]
    assert len(steps) > 15
    assert set(steps) == {"old", "new"}
    first = steps.index("new")
    assert set(steps[:first]) == {"old"}
    assert set(steps[first:]) == {"new"}
