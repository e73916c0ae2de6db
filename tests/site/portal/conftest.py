"""The portal of the small world, written once for all checks of its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.api.graph import Graph
from kg.base.progress import silent
from kg.site.portal.site import Portal, files
from kg.site.portal.writing import write_folder

BASE = "https://example.org/ties/"


@pytest.fixture(scope="session")
def portal(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, as it would stand at ``BASE``."""
    out = tmp_path_factory.mktemp("portal") / "site"
    write_folder(out, files(Portal(world._asked, BASE), silent))
    return out
