"""The scripts of the portal: types as their comments say (tsc), and what ESLint finds."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kg.site.portal.shared_files import ASSETS
from tests.conftest import MISSING

NODE = Path(__file__).parents[3] / "build" / "node"
RULES = """
export default [{
  files: ["*.js"],
  languageOptions: { ecmaVersion: 2023, sourceType: "script" },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    "no-eval": "error", "no-implied-eval": "error", "no-new-func": "error", "no-var": "error", "prefer-const": "error",
    "eqeqeq": "error", "strict": ["error", "global"],
    "no-unused-vars": ["error", { vars: "local", varsIgnorePattern: "^_" }],
    "no-fallthrough": "error",
    "no-restricted-properties": [
      "error", { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" },
      { object: "document", property: "write" },
    ],
    "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket"],
  },
}];
"""


def program(package: str) -> list[str]:
    """How the program of a package is started; skips where there is none."""
    path = NODE / "node_modules" / ".bin" / package
    if shutil.which("node") is None or not path.exists():
        pytest.skip(f"{MISSING} {package} (npm; scripts/test.py installs it)")
    return [str(path)]


def scripts() -> list[str]:
    return [str(each) for each in sorted(ASSETS.glob("*.js"))]


def test_types_hold() -> None:
    options = [
        "--noEmit",
        "--allowJs",
        "--checkJs",
        "--strict",
        "--target",
        "es2023",
        "--lib",
        "es2023,dom,dom.iterable",
    ]
    done = subprocess.run(
        [
            *program("tsc"),
            *options,
            "--types",
            "",
            "--skipLibCheck",
            str(Path(__file__).with_name("globals.d.ts")),
            *scripts(),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_eslint_finds_nothing(tmp_path: Path) -> None:
    rules = tmp_path / "eslint.config.mjs"
    rules.write_text(RULES, encoding="utf-8")
    for each in scripts():
        shutil.copy(each, tmp_path)
    done = subprocess.run(
        [*program("eslint"), "--config", str(rules), *(each.name for each in map(Path, scripts()))],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
