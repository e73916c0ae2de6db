"""The folder of the portal that is served: a given one, or one that a process makes when it is first asked for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import weakref
from pathlib import Path
from typing import cast

from starlette.requests import Request
from starlette.staticfiles import StaticFiles

from kg.base.resources import PACKAGE, cache_dir
from kg.graph.cache import code_of
from kg.serve.edition import Edition
from kg.serve.service import service_of
from kg.site.portal.page import address_of

_SUFFIXES = frozenset({".py", ".js", ".css", ".html", ".mo"})
_KEPT = 2  # portals of earlier builds


class Portal:
    """The folder of pages that is served with an edition, if there is one by now."""

    def __init__(self, given: Path | None, *, builds: bool) -> None:
        self._given, self._builds = given, builds and given is None
        self._building: dict[str, subprocess.Popen[bytes]] = {}
        self._files: dict[tuple[Path, ...], StaticFiles] = {}

    def folder(self, edition: Edition) -> Path | None:
        """Where the pages are; nothing while they are being made, and where there are to be none."""
        if self._given is not None or not self._builds:
            return self._given
        folder = edition.once("portal", lambda: _home() / f"{edition.version}-{_code()}")
        return folder if (folder / "index.html").is_file() else None

    def page(self, edition: Edition, iri: str, lang: str) -> str:
        """The address of the page of a thing below the root; empty where it has none."""
        folder, address = self.folder(edition), address_of(iri)
        path = f"{lang}/{address}"
        return path if folder and address and (folder / path).is_file() else ""

    def is_being_made(self, edition: Edition) -> bool:
        """Whether there will be pages; the first who asks sets a process to work."""
        if not self._builds or self.folder(edition):
            return False
        if edition.version not in self._building:
            folder = edition.once("portal", lambda: _home() / f"{edition.version}-{_code()}")
            self._building[edition.version] = _started(edition.place, folder)
        return self._building[edition.version].poll() is None

    def files(self, *folders: Path) -> StaticFiles:
        """The files of some folders, the first that has one before the others."""
        if folders not in self._files:
            made = StaticFiles(directory=folders[0], html=len(folders) == 1)
            made.all_directories = list(folders)
            self._files[folders] = made
        return self._files[folders]


def portal_of(request: Request) -> Portal:
    """The portal of the server that a request came to."""
    state, settings = request.app.state, service_of(request).settings
    if not hasattr(state, "portal"):
        state.portal = Portal(settings.portal, builds=settings.builds_portal)
    return cast("Portal", state.portal)


def _home() -> Path:
    return cache_dir() / "portals"


def _code() -> str:
    """A name for the code that makes pages."""
    return code_of(*sorted(path for path in PACKAGE.rglob("*") if path.suffix in _SUFFIXES))[:8]


def _started(place: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A process that makes the pages of a store; it ends with this one, and its folder appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    earlier = sorted(folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
    for old in earlier[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    command = [sys.executable, "-m", "kg.cli", "site", "--graph", str(place.absolute()), "--out", str(folder)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    if hasattr(os, "setpriority"):  # answers come first
        os.setpriority(os.PRIO_PROCESS, process.pid, 10)
    weakref.finalize(process, process.kill)
    return process
