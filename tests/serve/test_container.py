"""The image of docs/deploy is built on a base of this machine, and answers as nobody on a read-only file system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "container.py"
_NOT_HERE = 77


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only as root on Linux")
def test_the_image_answers_as_nobody_on_a_read_only_file_system() -> None:
    for name, program in (("Buildah", "buildah"), ("Podman", "podman"), ("runc", "runc")):
        if shutil.which(program) is None:
            pytest.skip(f"missing component: {name}")
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    if done.returncode == _NOT_HERE:  # the files are held against linters in tests/house
        pytest.skip(done.stdout.strip())
    assert (done.returncode, done.stdout) == (
        0,
        "the image answers, as nobody, on a read-only file system\n",
    ), done.stderr[-3000:]
