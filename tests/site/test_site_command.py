"""``kg site`` as a process: what stops it in the middle is told in a line, and nothing is left behind."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.command import Run


def test_a_file_that_cannot_be_written_ends_the_processes_that_make_more(tmp_path: Path, cache: Path, kg: Run) -> None:
    assert kg("hubs").returncode == 0  # the graph is kept from then on
    limit = 300_000  # bytes of a file; the index of the search is larger

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "site", "--out", "site"],
        check=False,
        cwd=tmp_path,
        env={**os.environ, "KG_CACHE": str(cache), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        preexec_fn=bounded,
        timeout=120,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "site" in line
    assert "File too large" in line
    assert list(tmp_path.iterdir()) == []
