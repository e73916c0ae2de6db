"""What the tests of the network's commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.build import build


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small world, built."""
    path = tmp_path_factory.mktemp("graph") / "ties.nq"
    build((Path(__file__).parent.parent / "world",), path)
    return str(path)
