"""Pages that other processes make: one that the system ends is told, and nobody waits for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator

import pytest

from kg.base.errors import KgError
from kg.site.portal.workers import beside

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="where nothing can fork, one process makes all"
)


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cpu_count", "process_cpu_count"):
        monkeypatch.setattr(os, name, lambda: 2, raising=False)


def made() -> Iterator[tuple[str, bytes]]:
    yield "a.html", b"a"


def ended() -> Iterator[tuple[str, bytes]]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield from made()


def endless() -> Iterator[tuple[str, bytes]]:
    time.sleep(600)
    yield from made()


def test_a_process_that_the_system_ends_is_told() -> None:
    with pytest.raises(KgError, match="the system has ended a process"), beside([made, ended, endless]) as files:
        list(files)


def test_whoever_asks_no_longer_leaves_no_process() -> None:
    before = {each.pid for each in multiprocessing.active_children()}
    with beside([made, endless, endless]) as files:
        assert next(iter(files)) == ("a.html", b"a")
    assert {each.pid for each in multiprocessing.active_children()} <= before
