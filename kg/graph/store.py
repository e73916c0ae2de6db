"""The store that questions are asked of: the built graph, made on first use, opened in place."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.base.errors import KgError, cause
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.base.resources import PACKAGE, catalogue_file, ontology_dir
from kg.gather.roots import Sources

CACHE_VARIABLE = "KG_CACHE"
KEPT = 6  # graphs in the cache; the oldest go when a new one comes
_BYTES = 12
_NAME = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")
_MAKERS = ("base", "schema", "gazetteer", "gather", "graph", "graph/emit")
FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}


def cache_dir() -> Path:
    """Where built graphs are kept: ``$KG_CACHE``, else the user's cache folder."""
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_cache_path  # noqa: PLC0415 (a cost that most calls need not pay)

    return user_cache_path("interregional-ties")


def open_graph(path: Path | None = None, roots: Sequence[Path] = (), progress: Step = silent) -> ox.Store:
    """The graph as a store: a file or store folder if one is named, else the graph of the source folders.

    The graph of source folders is built into the cache when these very sources are first asked
    for, and from then on opened in place, read-only. Ask it with
    ``use_default_graph_as_union=True``, as the catalogue does.
    """
    if path is not None and path.is_dir():
        return _opened(path)
    if path is not None:
        return load(path)
    return _opened(_cached(tuple(roots) or Sources().folders(), progress))


def load(path: Path) -> ox.Store:
    """A graph file, loaded into memory; raises :class:`KgError` where it is none or holds a fault."""
    if path.suffix not in FORMATS:
        hint = _("its name must end in {endings}").format(endings=", ".join(FORMATS))
        raise KgError(_("{file} is no graph file").format(file=path), hint=hint)
    store = ox.Store()
    try:
        store.load(path=str(path), format=FORMATS[path.suffix])
    except FileNotFoundError:
        raise KgError(_("{file} does not exist").format(file=path), hint=_("build it: kg build")) from None
    except (SyntaxError, OSError) as error:
        raise KgError(_("{file} cannot be loaded: {error}").format(file=path, error=cause(error))) from error
    return store


def _opened(folder: Path) -> ox.Store:
    if not (folder / "CURRENT").is_file():
        raise KgError(_("{folder} is no store").format(folder=folder), hint="kg build --store FOLDER")
    try:
        return ox.Store.read_only(str(folder))
    except OSError as error:
        told = _("{folder} cannot be opened as a store: {error}").format(folder=folder, error=cause(error))
        raise KgError(told, hint=_("remove it and ask again")) from error


def _cached(roots: Sequence[Path], progress: Step) -> Path:
    folder = cache_dir() / _key(roots)
    if folder.is_dir():
        return folder
    from kg.graph.build import build  # noqa: PLC0415 (only where the graph is not built yet)

    try:
        cache_dir().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache_dir(), prefix=".new-") as new:
            build(roots, Path(new, "ties.nq"), progress)
            progress(_("indexing"))
            _index(Path(new, "ties.nq"), Path(new, "store"))
            _put(Path(new, "store"), folder)
    except OSError as error:
        told = _("the graph cannot be kept in {folder}: {error}").format(folder=cache_dir(), error=cause(error))
        hint = _("set {variable} to a folder that can be written to").format(variable=CACHE_VARIABLE)
        raise KgError(told, hint=hint) from error
    with suppress(OSError):  # another process may prune at the same time
        _prune(folder)
    return folder


def make_store(graph: Path, folder: Path) -> None:
    """Make a store on disk from a graph file; raises :class:`KgError` where the folder is already there.

    The folder appears whole or not at all.
    """
    if folder.exists():
        hint = _("name a new folder, or remove it")
        raise KgError(_("{folder} is already there").format(folder=folder), hint=hint)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as new:
            _index(graph, Path(new, "store"))
            Path(new, "store").rename(folder)
    except OSError as error:
        raise KgError(_("{folder} cannot be made: {error}").format(folder=folder, error=cause(error))) from error


def _index(graph: Path, folder: Path) -> None:
    store = ox.Store(str(folder))
    store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def _put(made: Path, folder: Path) -> None:
    """Move a whole store to its place; another process may have been first, with the same content."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(made)


def _prune(newest: Path) -> None:
    """Remove all but the newest graphs of the cache; one that cannot be removed stays."""
    others = [path for path in cache_dir().iterdir() if _NAME.fullmatch(path.name) and path != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _key(roots: Sequence[Path]) -> str:
    """A name for the content of sources, ontology, catalogue and the code that makes the graph of them."""
    digest = hashlib.blake2b(ox.__version__.encode(), digest_size=_BYTES)
    files = [file for root in roots for kind in ("*.csv", "*.toml", "*.xlsx") for file in sorted(root.rglob(kind))]
    files += [*sorted(ontology_dir().rglob("*.ttl")), catalogue_file()]
    files += [file for room in _MAKERS for file in sorted((PACKAGE / room).glob("*.py"))]
    for file in files:
        digest.update(f"\0{file.parent.name}/{file.name}\0".encode())
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()
