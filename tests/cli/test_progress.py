"""What a command says while it works is in the language of the person."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.base.languages import speaking
from kg.cli import options

ROOT = Path(__file__).parents[2]


def unmarked(source: str) -> Iterator[str]:
    """The labels and steps of progress that no catalogue holds."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and re.fullmatch(r"(.*\.)?(progress|step)", ast.unparse(node.func)):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def test_every_label_and_step_of_progress_is_translated() -> None:
    found = {str(path): list(unmarked(path.read_text(encoding="utf-8"))) for path in (ROOT / "kg").rglob("*.py")}
    assert {path: labels for path, labels in found.items() if labels} == {}


def test_a_label_that_is_not_translated_is_seen() -> None:
    assert list(unmarked('bar, step = options.progress("network")\nstep("layout", 0.5)\n')) == ["network", "layout"]
    assert list(unmarked('bar, step = options.progress(_("drawing"))\nstep(path.name)\n')) == []


@pytest.mark.parametrize(("lang", "told"), [("ru", "сборка: запись"), ("zh", "构建中：写入")])
def test_a_step_follows_its_label_as_the_language_writes_it(
    lang: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with speaking(lang):
        label, name = told.replace("：", ": ").split(": ")
        bar, step = options.progress(label)
        with bar:
            step(name, 1.0)
    assert told in capsys.readouterr().err
