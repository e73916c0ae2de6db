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
from tests.firefox import Firefox, firefox

BASE = "https://example.org/ties/"


@pytest.fixture(scope="session")
def portal(world: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, as it would stand at ``BASE``."""
    out = tmp_path_factory.mktemp("portal") / "site"
    write_folder(out, files(Portal(world._asked, BASE), silent))
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
        """Say nothing."""


@pytest.fixture(scope="session")
def host(portal: Path) -> Generator[str]:
    """The address of the site on a sub-path of a host."""
    (portal.parent / "sub").symlink_to(portal, target_is_directory=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(portal.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sub/"
        server.shutdown()


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Generator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser
