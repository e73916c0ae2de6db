"""Running the command as a person does: a process of its own, in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kg.base.resources import ontology_dir

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def runner(folder: Path, cache: Path) -> Run:
    """A function that runs ``kg`` with some words in a folder and returns what it printed and its exit code."""
    environment = {
        **os.environ,
        "KG_CACHE": str(cache),
        "PYTHONPATH": str(ontology_dir().parent),
        "COLUMNS": "120",
    }

    def run(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kg.cli", *words],
            check=False,
            cwd=folder,
            env={**environment, **(env or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        )

    return run
