"""The built graphs that are kept: under a name made of all that makes them, sealed, checked when opened, bounded."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import __version__ as engine

from kg.base.errors import KgError, cause
from kg.base.files import atomic_writer, part_folder, sweep
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.base.resources import CACHE_VARIABLE, PACKAGE, cache_dir, catalogue_file, ontology_dir

KEPT = 6  # graphs; the oldest go when a new one comes
MOST = 4 << 30  # bytes of all of them; the newest stays whatever its size
_BYTES = 12
_NAME = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")
_SEAL = "seal"  # of each file of a store: its sum, its size, when it was written
_BESIDE = ".kept"  # the ending of what is reckoned once of a graph; it comes after the seal
_found_for: dict[Path, tuple[Path, ...]] = {}  # the graphs that this process asked for, with their sources
_MAKERS = ("base", "schema", "gazetteer", "gather", "graph")


class Kept(NamedTuple):
    """A graph of the cache: where it is, its bytes and when it was made, in seconds since 1970."""

    folder: Path
    size: int
    made: float


def cached(roots: Sequence[Path], progress: Step) -> Path:
    """The store of the graph of these sources, made where the cache has none or a damaged one, which is told."""
    home = cache_dir()
    folder = home / _key(roots)
    _found_for[folder] = tuple(roots)
    sweep(home)
    if os.path.lexists(folder):
        if is_whole(folder):
            return folder
        logging.getLogger("kg").warning(_("{folder} is damaged and is built anew").format(folder=folder))
        remove(folder)
    from kg.graph.build import build  # noqa: PLC0415 (only where the graph is not built yet)
    from kg.graph.store import index  # noqa: PLC0415 (it asks this module for the graph)

    try:
        home.mkdir(parents=True, exist_ok=True)
        with part_folder(folder) as new:
            build(roots, new / "ties.nq", progress)
            progress(_("indexing"))
            index(new / "ties.nq", new / "store")
            _seal(new / "store")
            _put(new / "store", folder)
    except (OSError, RuntimeError) as error:  # the engine has the second for a full disk
        told = _("the graph cannot be kept in {folder}: {error}").format(folder=home, error=cause(error))
        hint = _("set {variable} to a folder that can be written to").format(variable=CACHE_VARIABLE)
        raise KgError(told, hint=hint) from error
    _prune(folder)
    return folder


def found_again(folder: Path) -> Path | None:
    """Where a graph is that this process found in the cache, made anew if another has removed it; else nothing."""
    roots = _found_for.get(folder)
    return None if roots is None else cached(roots, silent)


def kept() -> list[Kept]:
    """The graphs of the cache, the newest first."""
    return sorted(_all(), key=lambda each: each.made, reverse=True)


def _all() -> Iterator[Kept]:
    with suppress(OSError):
        for path in cache_dir().iterdir():
            if _NAME.fullmatch(path.name):
                with suppress(OSError):  # another process may prune at the same time
                    files = [path, *path.iterdir()] if path.is_dir() else [path]
                    yield Kept(path, sum(file.stat().st_size for file in files), path.stat().st_mtime)


def beside(folder: Path | None, name: str, make: Callable[[], str]) -> str:
    """What is reckoned once of a graph: kept in its folder where that is one of the cache, else made each time.

    It is kept under its sum, and made anew where it has another.
    """
    if folder is None or not (folder / _SEAL).is_file():
        return make()
    file = folder / f"{name}{_BESIDE}"
    with suppress(OSError, ValueError):
        return _checked(file)
    text = make()
    with suppress(OSError, KgError), atomic_writer(file) as stream:  # a cache that cannot be written to
        stream.write(f"{_sum(text.encode())}\n{text}".encode())
    return text


def _checked(file: Path) -> str:
    """What is kept beside a graph; raises ``ValueError`` where it is not what was written."""
    total, _line, content = file.read_bytes().partition(b"\n")
    if total.decode() != _sum(content):
        raise ValueError(file.name)
    return content.decode()


def code_of(*files: Path) -> str:
    """A short name for the content of files, for what is kept as long as the code that made it is the same."""
    digest = hashlib.blake2b(digest_size=_BYTES)
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_whole(folder: Path, *, read_all: bool = False) -> bool:
    """Whether a store holds what it held when it was made.

    A file of the size and time that it had is taken for the same, unless all are to be read.
    """
    try:
        lines = (folder / _SEAL).read_text(encoding="ascii").splitlines()
        total, files = lines.pop(), [line.split(" ", 3) for line in lines]
        moved = False
        for digest, size, moment, name in files:
            found = (folder / name).stat()
            is_same = (found.st_size, found.st_mtime_ns) == (int(size), int(moment))
            moved |= not is_same
            if (read_all or not is_same) and _digest(folder / name) != digest:
                return False
        for file in folder.glob(f"*{_BESIDE}") if read_all else ():
            _checked(file)
    except (OSError, ValueError, IndexError):
        return False
    if total != f"{len(files)}" or not files:
        return False
    if moved:
        with suppress(OSError):  # a copy of a cache: the next one need not read it all
            _seal(folder)
    return True


def remove(folder: Path) -> None:
    """Remove a graph of the cache, for others in one step; raises :class:`KgError` where that is not allowed."""
    try:
        with part_folder(folder) as gone, suppress(FileNotFoundError):  # another process may remove it at the same time
            folder.rename(gone / folder.name)
    except OSError as error:
        told = _("{folder} cannot be removed: {error}").format(folder=folder, error=cause(error))
        hint = _("set {variable} to a folder that can be written to").format(variable=CACHE_VARIABLE)
        raise KgError(told, hint=hint) from error


def _seal(store: Path) -> None:
    lines = []
    for file in sorted(store.iterdir()):
        if file.name == "LOG":
            file.unlink()  # what the engine noted while it made the store; it names paths of that time
        elif file.name != _SEAL and file.suffix != _BESIDE:
            found = file.stat()
            lines.append(f"{_digest(file)} {found.st_size} {found.st_mtime_ns} {file.name}\n")
    (store / _SEAL).write_text(f"{''.join(lines)}{len(lines)}\n", encoding="ascii")


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "blake2b").hexdigest()[:32]


def _sum(content: bytes) -> str:
    return hashlib.blake2b(content).hexdigest()[:32]


def _put(made: Path, folder: Path) -> None:
    """Move a whole store to its place; another process may have been first, with the same content."""
    try:
        made.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _prune(newest: Path) -> None:
    """Remove the oldest graphs that are too many or too large; one that cannot be removed stays."""
    size = 0
    for number, each in enumerate(sorted(kept(), key=lambda each: each.folder != newest)):
        size += each.size
        if number and (number >= KEPT or size > MOST):
            with suppress(KgError):
                remove(each.folder)


def _key(roots: Sequence[Path]) -> str:
    """A name for the content of sources, ontology, catalogue and the code that makes the graph of them."""
    digest = hashlib.blake2b(engine.encode(), digest_size=_BYTES)
    files = [file for root in roots for kind in ("*.csv", "*.toml", "*.xlsx") for file in root.rglob(kind)]
    files.sort(key=lambda file: file.parts[-2:])  # a folder of sources is the sources in it
    files += [*sorted(ontology_dir().rglob("*.ttl")), catalogue_file()]
    files += [file for room in _MAKERS for file in sorted((PACKAGE / room).rglob("*.py"))]
    for file in files:
        digest.update(f"\0{file.parent.name}/{file.name}\0".encode())
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()
