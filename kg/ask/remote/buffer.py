"""A file of N-Quads sorted into its graphs, as N-Triples, with constant memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple

from kg.base import ids
from kg.base.errors import KgError

_IRI = r'<[^<>"{}|^`\\\x00-\x20]+>'
_LITERAL = r'"(?:[^"\\\r\n]|\\.)*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^' + _IRI + ")?"
_LINE = re.compile(rf"({_IRI} {_IRI} (?:{_IRI}|{_LITERAL})) <({_IRI[1:-1]})> \.\n?")


class Spooled(NamedTuple):
    """The triples of one graph: its IRI, the file that holds them, their number and the file's bytes."""

    graph: str
    path: Path
    triples: int
    size: int

    def batches(self, size: int, lines: int | None = None) -> Iterator[bytes]:
        """The N-Triples in pieces of whole lines, of about ``size`` bytes or at most ``lines`` lines."""
        batch: list[bytes] = []
        count = 0
        with self.path.open("rb") as stream:
            for line in stream:
                batch.append(line)
                count += len(line)
                if count >= size or (lines is not None and len(batch) >= lines):
                    yield b"".join(batch)
                    batch, count = [], 0
        if batch:
            yield b"".join(batch)


def spool(path: Path, folder: Path, progress: Callable[[int], None] = lambda done: None) -> list[Spooled]:
    """Write the graphs of an N-Quads file into ``folder``, one file a graph, the graphs in order.

    The lines are those of ``kg build``: one space between terms, no blank nodes, and only this
    project's graphs. Anything else raises :class:`KgError` with its line, before anything is sent.
    """
    counts: dict[str, int] = {}
    outs: dict[str, IO[bytes]] = {}
    last: dict[str, str] = {}
    done = 0
    with ExitStack() as stack:
        for number, line in _lines(path, stack):
            match = _LINE.fullmatch(line)
            if match is None:
                raise KgError(f"{path}:{number} is no line of a built graph: {line[:80].strip()}", hint="kg build")
            triple, graph = match[1], match[2]
            if not graph.startswith(ids.GRAPH):
                raise KgError(f"{path}:{number} is in the graph {graph}, which is not one of {ids.GRAPH}*")
            if graph not in outs:
                counts[graph] = 0
                outs[graph] = stack.enter_context((folder / f"{len(outs)}.nt").open("wb"))
            done += len(line)
            if last.get(graph) != triple:
                last[graph] = triple
                counts[graph] += 1
                outs[graph].write(f"{triple} .\n".encode())
            if number % 10_000 == 0:
                progress(done)
    if not outs:
        raise KgError(f"{path} is empty", hint="kg build")
    paths = {graph: folder / f"{index}.nt" for index, graph in enumerate(outs)}
    return [Spooled(graph, paths[graph], counts[graph], paths[graph].stat().st_size) for graph in sorted(paths)]


def _lines(path: Path, stack: ExitStack) -> Iterator[tuple[int, str]]:
    try:
        stream = stack.enter_context(path.open(encoding="utf-8", newline="\n"))
        yield from enumerate(stream, start=1)
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path} cannot be read: {error}") from error
