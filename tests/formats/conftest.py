"""The small world as a built graph, for the commands that print it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import command_of
from kg.graph.build import build

WORLD = Path(__file__).parent.parent / "world"


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build([WORLD], tmp_path_factory.mktemp("world") / "world.nq").path


@pytest.fixture(scope="session")
def printed(graph: Path) -> Callable[..., str]:
    """What a command prints on the small world, in so many columns of characters; the same words are run once."""

    @cache
    def run(command: str, *words: str, columns: int = 80) -> str:
        runner = CliRunner(env={"COLUMNS": str(columns)})
        return runner.invoke(command_of(command), [*words, "--graph", str(graph)], catch_exceptions=False).stdout

    return run
