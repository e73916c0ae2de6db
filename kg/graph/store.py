"""The store that questions are asked of: the built graph, made on first use, opened in place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.base.errors import KgError, cause
from kg.base.files import part_folder
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.gather.roots import Sources
from kg.graph.cache import cached, found_again
from kg.graph.shards import opened as opened_part
from kg.graph.shards import parts_of

FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
}


def open_graph(path: Path | None = None, roots: Sequence[Path] = (), progress: Step = silent) -> ox.Store:
    """The graph as a store: a file or store folder if one is named, else the graph of the source folders.

    The graph of source folders is built into the cache when these very sources are first asked
    for, and from then on opened in place, read-only. Ask it with
    ``use_default_graph_as_union=True``, as the catalogue does.
    """
    return opened(place_of(path, roots, progress))


def place_of(path: Path | None = None, roots: Sequence[Path] = (), progress: Step = silent) -> Path:
    """Where that graph is: the file or folder that is named, else a folder of the cache; it is made if need be."""
    return path if path is not None else cached(tuple(roots) or Sources().folders(), progress)


def opened(place: Path, tries: int = 9) -> ox.Store:
    """The store of a folder, or of a file in memory; raises :class:`KgError` where it is none.

    A graph of the cache may have gone since it was found there, for another process keeps the newest alone: it is
    looked for again, as often as ``tries`` says.
    """
    try:
        return _opened(place) if place.is_dir() else load(place)
    except KgError:
        if not tries or (again := found_again(place)) is None:
            raise
    return opened(again, tries - 1)


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
    except (OSError, RuntimeError) as error:
        told = _("{folder} cannot be opened as a store: {error}").format(folder=folder, error=cause(error))
        raise KgError(told, hint=_("remove it and ask again")) from error


def make_store(graph: Path, folder: Path) -> None:
    """Make a store on disk from a graph file or its parts; raises :class:`KgError` where the folder is already there.

    The folder appears whole or not at all.
    """
    if folder.exists():
        hint = _("name a new folder, or remove it")
        raise KgError(_("{folder} is already there").format(folder=folder), hint=hint)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with part_folder(folder) as new:
            index(graph, new / "store")
            (new / "store").rename(folder)
    except (OSError, RuntimeError) as error:
        raise KgError(_("{folder} cannot be made: {error}").format(folder=folder, error=cause(error))) from error


def index(graph: Path, folder: Path) -> None:
    """Make the files of a store from a graph file, or from the parts in a folder."""
    store = ox.Store(str(folder))
    for part in parts_of(graph):
        with opened_part(part) as stream:
            store.bulk_load(input=stream, format=ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
