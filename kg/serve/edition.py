"""One build that is served: where its store is, its version, and what is made of it once."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar, cast

from kg.ask.asked_graph import AskedGraph, StoredGraph
from kg.ask.catalog import Catalog
from kg.graph.store import index, load

T = TypeVar("T")
_KEPT = re.compile(r"[0-9a-f]{24}")  # the name that the cache gives a graph is made of all its content


class Edition:
    """A build for as long as anybody answers from it; another build is another edition.

    ``version`` names the content: equal versions give equal answers. ``graph`` is asked in this process, for names,
    labels and dossiers; what people write is asked by the workers.
    """

    def __init__(self, place: Path, version: str) -> None:
        self.place = place
        self.version = version
        self.graph: AskedGraph = StoredGraph(place)
        self._made: dict[str, Any] = {}
        self._locks: dict[str, threading.Lock] = {}

    @classmethod
    def of(cls, place: Path) -> Edition:
        """The edition of a store folder, or of a graph file, of which a store is made; raises :class:`KgError`."""
        if place.is_dir():
            if not _KEPT.fullmatch(place.name):
                return cls(place, _sum_of_names(place))
            return cls(place, place.name)
        load(place)  # tells of a fault in it
        folder = Path(mkdtemp(prefix="kg-serve-"))
        index(place, folder / "store")
        with place.open("rb") as stream:
            made = cls(folder / "store", hashlib.file_digest(stream, "sha256").hexdigest()[:24])
        weakref.finalize(made, shutil.rmtree, folder, ignore_errors=True)  # it goes with the last one who uses it
        return made

    @property
    def catalogue(self) -> Catalog:
        """The questions, whose folder is read once a build."""
        return self.once("catalogue", Catalog)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made when it is first asked for, by one of those who ask at the same time.

        >>> edition = Edition(Path("store"), "1")
        >>> edition.once("n", lambda: 1), edition.once("n", lambda: 2)
        (1, 1)
        """
        if name not in self._made:
            with self._locks.setdefault(name, threading.Lock()):
                if name not in self._made:
                    self._made[name] = make()
        return cast("T", self._made[name])


def _sum_of_names(store: Path) -> str:
    """A version for a store that somebody made: of the names, sizes and times of its files."""
    files = sorted((file.name, (told := file.stat()).st_size, told.st_mtime_ns) for file in store.iterdir())
    return hashlib.sha256(repr([each for each in files if each[0] not in {"LOG", "LOCK"}]).encode()).hexdigest()[:24]
