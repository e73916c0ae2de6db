"""What all tests share: the command, and the rule that a missing component fails a test in CI."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from kg.api.graph import Graph, open_graph
from tests.ask.worlds import WORLD
from tests.command import Run, process_runner, runner

MISSING = "missing component:"
# What needs a server, a browser, a reasoner or a TeX, runs many commands on the whole graph, starts processes or tries
# inputs by the hundred.
WHOLE = (
    "api/test_endpoint", "api/test_python_page", "api/test_shell_script", "api/test_shell_terminal",
    "ask/test_bounded", "ask/test_engines", "ask/test_near", "bulk/", "claims/test_command", "claims/test_verdicts",
    "cli/", "dossier/test_real_things", "engines/", "export/", "formats/test_latex", "formats/test_references",
    "formats/test_terminal", "fuzz/", "gather/test_import", "gather/test_repeats", "graph/test_build",
    "graph/test_cache", "graph/test_wording", "house/test_readme", "house/test_skip_policy", "network/test_backtest",
    "network/test_central_claim", "network/test_compiled", "network/test_figures", "network/test_foreign",
    "network/test_hypothes",
    "network/test_measures_against", "network/test_one_number", "network/test_report", "network/test_standing",
    "network/test_suggestions", "ontology/test_real_graph", "ontology/test_reasoners", "ontology/test_shapes",
    "serve/", "shapes/test_check", "shapes/test_generated", "site/", "survey/test_confidence", "survey/test_forms",
    "survey/test_report", "wikidata/",
)  # fmt: skip
# The longest of them, the longest first: the short files after them keep all workers busy to the end.
LONGEST = (
    "bulk/test_cluster", "cli/test_examples", "site/portal/test_in_chromium", "engines/test_engines",
    "fuzz/test_tables", "site/portal/", "site/", "network/", "serve/", "wikidata/", "cli/",
)  # fmt: skip
_MAKING = 600  # seconds that making a shared folder may take on a busy machine


def _in(path: Path) -> str:
    """The path of a file or folder below this one."""
    here = Path(__file__).parent
    return f"{path.relative_to(here).as_posix()}/" if path.is_relative_to(here) else ""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the tests of the whole unread where they are left out: much of what they import is large."""
    return (config.option.markexpr == "not whole" and _in(collection_path).startswith(WHOLE)) or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the whole, which ``scripts/test.py --fast`` leaves out, and put the long ones first."""

    def turn(item: pytest.Item) -> int:
        path = _in(item.path)
        turns = (number for number, start in enumerate((*LONGEST, *WHOLE, "")) if path.startswith(start))
        return next(turns) if path.startswith(WHOLE) else len(LONGEST) + len(WHOLE)

    for item in items:
        if _in(item.path).startswith(WHOLE):
            item.add_marker("whole")
    items.sort(key=turn)


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


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this run, made by the first worker that asks for it; the others wait until it is there."""
    run = folders.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / name
    made = folder.with_name(f"{name}.made")
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + _MAKING
        while not made.exists():
            assert time.monotonic() < end, f"the worker that makes {name} is gone"
            time.sleep(0.05)
    else:
        try:
            make(folder)
        finally:
            made.touch()
    return folder


@pytest.fixture(scope="session")
def cache(graph_cache: Path) -> Path:
    """One cache of built graphs for all commands of the tests."""
    return graph_cache


@pytest.fixture
def kg(tmp_path: Path, cache: Path) -> Run:
    """The command, run in an empty folder."""
    return runner(tmp_path, cache)


@pytest.fixture
def kg_process(tmp_path: Path, cache: Path) -> Run:
    """The command, run in an empty folder as a process of its own."""
    return process_runner(tmp_path, cache)


@pytest.fixture(scope="session")
def world_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the graph of the small world is kept."""
    return tmp_path_factory.mktemp("api-cache")


@pytest.fixture(scope="session")
def world(world_cache: Path) -> Graph:
    """The small world, opened from its source folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_CACHE", str(world_cache))
        return open_graph(sources=WORLD, only=True)
