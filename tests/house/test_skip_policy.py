"""A skipped test is listed with its reason; in CI a missing component is a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parent.parent / "conftest.py"

TESTS = """
import pytest

@pytest.fixture
def engine():
    pytest.skip("missing component: Virtuoso")

def test_with_engine(engine):
    raise AssertionError("never reached")

def test_of_another_system():
    pytest.skip("only on Windows")
"""
WHOLE_FILE = 'import pytest\npytest.skip("missing component: Java", allow_module_level=True)\n'


def outcome(folder: Path, tests: str, ci: str) -> tuple[int, str]:
    """Exit code and output of pytest on a file under the project's conftest."""
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -rs -p no:cacheprovider\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest"],
        cwd=folder,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(CONFTEST.parent.parent), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_a_skip_is_listed_with_its_reason(tmp_path: Path) -> None:
    code, said = outcome(tmp_path, TESTS, ci="")
    assert code == 0
    assert "missing component: Virtuoso" in said
    assert "only on Windows" in said


def test_in_ci_a_missing_component_fails_and_another_reason_does_not(tmp_path: Path) -> None:
    code, said = outcome(tmp_path, TESTS, ci="true")
    assert code == 1
    assert "missing component: Virtuoso (in CI every component must be there)" in said
    assert "1 skipped, 1 error" in said


@pytest.mark.parametrize(("ci", "code"), [("", 5), ("true", 2)])
def test_a_file_skipped_as_a_whole_follows_the_same_rule(tmp_path: Path, ci: str, code: int) -> None:
    found, said = outcome(tmp_path, WHOLE_FILE, ci)
    assert found == code
    assert "missing component: Java" in said
