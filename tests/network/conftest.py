"""What the tests of the network's commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.build import build
from kg.graph.store import make_store


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small world, built: the folder of its store, with the file of its quads beside."""
    folder = tmp_path_factory.mktemp("graph")
    build((Path(__file__).parent.parent / "world",), folder / "ties.nq")
    make_store(folder / "ties.nq", folder / "store")
    return str(folder / "store")
