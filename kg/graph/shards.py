"""A graph file cut into compressed parts, for stores that load several at once; together they are the file."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import IO, cast

from kg.base.errors import KgError, cause
from kg.base.files import whole_folder
from kg.base.languages import _

_LEVEL = 6  # of compression, whatever the library's default becomes
_PIECE = 1 << 20  # bytes read at once
_NAME = re.compile(r".+-(\d+)-of-(\d+)\.nq\.gz")


def write_shards(graph: Path, folder: Path, count: int) -> list[Path]:
    """Cut a graph file at ends of lines into ``count`` parts of about as many bytes, and put them in a folder.

    The parts, decompressed and in the order of their names, are the file byte for byte; the same file gives the same
    bytes. They are compressed side by side, a megabyte of each in memory. The folder takes the place of an earlier
    one when all are whole.
    """
    width = len(str(count))
    ends = _ends(graph, count)
    names = [f"{graph.stem}-{n:0{width}}-of-{count}.nq.gz" for n in range(1, count + 1)]
    is_over = Event()  # one failed, or Ctrl-C: the others need not come to their ends
    with whole_folder(folder) as made, ThreadPoolExecutor(min(count, os.cpu_count() or 1)) as pool:
        try:
            outs = [made / name for name in names]
            list(pool.map(_compress, [graph] * count, [0, *ends], ends, outs, [is_over] * count))
        finally:
            is_over.set()
    return [folder / name for name in names]


def shards_of(folder: Path) -> list[Path]:
    """The parts in a folder, in order; raises :class:`KgError` where one is missing or of another set."""
    found = {path.name: match for path in sorted(folder.glob("*.nq.gz")) if (match := _NAME.fullmatch(path.name))}
    counts = {int(match[2]) for match in found.values()}
    numbers = sorted(int(match[1]) for match in found.values())
    if len(counts) != 1 or numbers != list(range(1, max(counts) + 1)):
        told = _("{folder} does not hold all parts of one graph").format(folder=folder)
        raise KgError(told, hint=_("make them: kg build --shards NUMBER --out FOLDER"))
    return [folder / name for name in sorted(found, key=lambda name: int(found[name][1]))]


def parts_of(graph: Path) -> list[Path]:
    """The files that a graph is in: the parts where it is a folder of them, else itself."""
    return shards_of(graph) if graph.is_dir() else [graph]


@contextmanager
def opened(part: Path) -> Iterator[IO[bytes]]:
    """The bytes of a graph file or of a part, decompressed; raises :class:`KgError` where it cannot be read."""
    try:
        with cast("IO[bytes]", gzip.open(part) if part.suffix == ".gz" else part.open("rb")) as stream:
            yield stream
    except (OSError, EOFError, zlib.error) as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=part, reason=cause(error))) from error


def _ends(graph: Path, count: int) -> list[int]:
    """Where the parts end: after the line in which each share of the bytes is full."""
    size = graph.stat().st_size
    ends = []
    with graph.open("rb") as stream:
        for n in range(1, count):
            stream.seek(max(size * n // count - 1, 0))
            stream.readline()
            ends.append(stream.tell())
    return [*ends, size]


def _compress(graph: Path, start: int, end: int, out: Path, is_over: Event) -> None:
    with graph.open("rb") as stream, out.open("wb") as raw:
        stream.seek(start)
        # No name and no time in the header: they would make two builds of the same graph differ.
        with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
            for at in range(start, end, _PIECE):
                if is_over.is_set():
                    return
                packed.write(stream.read(min(_PIECE, end - at)))
        raw.flush()
        os.fsync(raw.fileno())
