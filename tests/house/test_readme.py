"""What the READMEs say is so, in three languages: their commands exist, their tables are those of the data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.cli.main import COMMANDS
from scripts.generated import readme

ROOT = Path(__file__).parent.parent.parent
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in readme.READMES.values()}


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_is_in_the_table(name: str) -> None:
    told = re.findall(r"^\| `kg ([a-z]+)` \| \S", TEXTS[name], flags=re.MULTILINE)
    assert told == list(COMMANDS)


def test_the_numbers_are_those_of_the_data() -> None:
    assert readme.numbers()["sister ties that ended"] == 4
    for name, made in readme.files():
        assert made.decode() == TEXTS[name]
        for count in readme.numbers().values():
            assert f"| {count} |" in TEXTS[name]


def test_the_commands_that_are_shown_are_the_same_in_every_language() -> None:
    shown = [re.findall(r"`(kg [a-z-]+(?: [a-z-]+)?)[^`]*`", text) for text in TEXTS.values()]
    assert all(set(commands) == set(shown[0]) for commands in shown)


@pytest.mark.parametrize("name", TEXTS)
def test_the_python_example_runs(name: str, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CACHE", str(cache))
    (code,) = re.findall(r"```python\n(.*?)```", TEXTS[name], flags=re.DOTALL)
    space: dict[str, object] = {}
    exec(code, space)  # noqa: S102 (the README's own example)
    assert space["graph"] is not None
