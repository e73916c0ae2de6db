"""What all tests share: the command, and the rule that a missing component fails a test in CI."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.command import Run, runner

MISSING = "missing component:"


def _enforce(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for a missing component into a failure where ``CI=true``."""
    if report.outcome != "skipped" or os.environ.get("CI") != "true" or not isinstance(report.longrepr, tuple):
        return
    path, line, reason = report.longrepr
    reason = reason.removeprefix("Skipped: ")
    if reason.startswith(MISSING):
        report.outcome = "failed"
        report.longrepr = f"{path}:{line}: {reason} (in CI every component must be there)"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Apply the rule to a test, its set-up and its tear-down."""
    report = yield
    _enforce(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Apply the rule to a file that is skipped as a whole."""
    report = yield
    _enforce(report)
    return report


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of built graphs for all commands of the tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def kg(tmp_path: Path, cache: Path) -> Run:
    """The command, run in an empty folder."""
    return runner(tmp_path, cache)
