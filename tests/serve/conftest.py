"""A server of the small world on a port of its own, as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from kg.base.resources import ontology_dir
from tests.ask.worlds import WORLD


class Served(NamedTuple):
    """A server that runs: its address, and a client of it."""

    url: str
    client: httpx.Client
    process: subprocess.Popen[str]
    log: Path


@contextmanager
def running(cache: Path, *words: str, command: tuple[str, ...] = ("serve",)) -> Iterator[Served]:
    """A server that is started by a command with some words and stopped in the end."""
    environment = {**os.environ, "KG_CACHE": str(cache), "PYTHONPATH": str(ontology_dir().parent), "KG_LANG": "en"}
    typed = [sys.executable, "-m", "kg.cli", *command, "--port", "0", *words]
    log = cache / f"log-{len(list(cache.glob('log-*')))}"
    with log.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(typed, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("http://"), log.read_text(encoding="utf-8")
        url = line.split()[0]
        with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
            yield Served(url, client, process, log)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


@pytest.fixture(scope="session")
def served(world_cache: Path) -> Iterator[Served]:
    """The small world, served for all tests of this folder."""
    with running(world_cache, "--sources", str(WORLD), "--only", "--timeout", "20", "--no-portal") as server:
        yield server


@pytest.fixture(scope="session")
def narrow(world_cache: Path) -> Iterator[Served]:
    """The same with few seconds, rows and bytes of memory for an answer, and one worker."""
    limits = ("--timeout", "2", "--max-rows", "500", "--memory", "128", "--workers", "1", "--no-portal")
    with running(world_cache, "--sources", str(WORLD), "--only", *limits) as server:
        yield server
