"""The portal of the small world, written once for all checks of its pages, and a host and a browser for it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kg.api.graph import Graph
from kg.base.progress import silent
from kg.site.portal.site import Portal, files
from kg.site.portal.writing import write_folder
from tests.conftest import made_once

BASE = "https://example.org/ties/"


@pytest.fixture(scope="session")
def portal(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, as it would stand at ``BASE``; nobody writes into it."""

    def make(folder: Path) -> None:
        write_folder(folder / "site", files(Portal(world._asked, BASE), silent))

    return made_once(tmp_path_factory, "portal-of-the-small-world", make) / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
        """Say nothing."""


@pytest.fixture(scope="session")
def host(portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of the site on a sub-path of a host."""
    root = tmp_path_factory.mktemp("host")
    (root / "sub").symlink_to(portal, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
        server.shutdown()
