"""Every command has help with examples that work as typed, and one-line errors."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from kg.cli.main import COMMANDS
from kg.cli.main import kg as group
from tests.command import Run

WORKS_WITHOUT = {0, 1}  # findings are an answer too
NEEDS_SERVER = re.compile(r"https?://")  # tests/engines runs these against real servers


def _help_texts(command: click.Command, context: click.Context) -> list[str]:
    texts = [command.help or ""]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            texts += _help_texts(inner, context) if inner else []
    return texts


def _examples(name: str) -> list[str]:
    context = click.Context(group)
    command = group.get_command(context, name)
    assert command is not None
    lines = [line.strip() for text in _help_texts(command, context) for line in text.splitlines()]
    return [line for line in lines if line.startswith("kg ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    assert _examples(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_help_and_the_help_itself_agree_on_the_name(name: str, kg: Run) -> None:
    done = kg(name, "--help")
    assert done.returncode == 0
    assert f"kg {name}" in done.stdout


def _runnable() -> list[str]:
    return [line for name in COMMANDS for line in _examples(name) if not NEEDS_SERVER.search(line)]


@pytest.mark.parametrize("line", _runnable())
def test_the_example_works_as_typed(line: str, kg: Run, request: pytest.FixtureRequest) -> None:
    words = shlex.split(line)[1:]
    if words[0] in {"shell", "wikidata", "reconcile"} or any(word.endswith((".csv", ".xlsx", ".nq")) for word in words):
        request.getfixturevalue("prepared")
    done = kg(*words)
    assert done.returncode in WORKS_WITHOUT, done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def prepared(kg: Run, tmp_path: object) -> None:
    """What examples take for granted: a build in ``build/``."""
    kg("build")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nubs",), "kg: no command is called 'nubs' – did you mean hubs?"),
        (("hubs", "--country", "zz"), "kg: no place is in the country 'zz' – use cn or kz or mn or ru"),
        (("query", "hub"), "did you mean hubs"),
        (("network", "--kind", "sister", "--as-of", "1700"), "kg: no tie is left to draw"),
        (("check", "/nowhere"), "does not exist"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(words: tuple[str, ...], told: str, kg: Run) -> None:
    done = kg(*words)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_traceback_comes_only_with_debug(kg: Run) -> None:
    assert "Traceback" in kg("--debug", "hubs", "--country", "zz").stderr
