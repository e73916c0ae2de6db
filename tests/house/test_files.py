"""What holds for every file of the checkout: small modules, UTF-8, no machine's own paths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

LONGEST = 400
GENERATED = "by scripts/regenerate.py"  # stands in the docstring of a module that nobody edits
TEXT = {
    ".cff",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".md",
    ".nq",
    ".py",
    ".rq",
    ".toml",
    ".tsv",
    ".ttl",
    ".txt",
    ".typ",
    ".xml",
    ".yml",
}
OURS = (".ci", "kg", "ontology", "queries", "scripts", "tests")
# Home folders, scratch folders and mounted work folders; an address of the web has a letter or a dot before the slash.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|root|tmp|work|Users|mnt)/\w")


def files() -> list[Path]:
    """The text files of the project, without what is generated on this machine."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in OURS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return sorted(path for path in top + below if path.suffix in TEXT and "__pycache__" not in path.parts)


def shown(path: Path) -> str:
    """The path as a person of the project writes it."""
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_past_400_lines() -> None:
    long = {}
    for path in files():
        if path.suffix == ".py" and shown(path).startswith(("kg/", "tests/")):
            lines = path.read_text(encoding="utf-8").splitlines()
            if len(lines) > LONGEST and not any(GENERATED in line for line in lines[:5]):
                long[shown(path)] = len(lines)
    assert long == {}


def test_every_text_file_is_utf_8_with_unix_line_ends() -> None:
    wrong = []
    for path in files():
        content = path.read_bytes()
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            wrong.append(f"{shown(path)}: not UTF-8")
        if content.startswith(b"\xef\xbb\xbf"):
            wrong.append(f"{shown(path)}: begins with a byte order mark")
        if b"\r" in content:
            wrong.append(f"{shown(path)}: carriage returns")
        if content and not content.endswith(b"\n"):
            wrong.append(f"{shown(path)}: no line end at its end")
    assert wrong == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = []
    for path in files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := MACHINE_PATH.search(line):
                found.append(f"{shown(path)}:{number}: {match[0]}")
    assert found == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("open('/home/" + "anna/x')", True),
        ("cd /tmp/" + "scratch", True),
        ("https://example.org/home/" + "page", False),
        ("see ./work/" + "plan.md", False),
        ("path: file:///Users/" + "x", False),
    ],
)
def test_a_path_of_one_machine_is_told_from_an_address(line: str, is_found: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is is_found


def test_every_script_that_a_document_names_is_there() -> None:
    named = {
        script
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for script in re.findall(r"scripts/[\w/]+\.(?:py|sh|mjs)", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    assert [script for script in sorted(named) if not (ROOT / script).is_file()] == []
