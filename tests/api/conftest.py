"""The small world as the Python API gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.api.graph import Graph, open_graph
from tests.ask.worlds import WORLD


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
