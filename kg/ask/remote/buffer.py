"""A file of N-Quads sorted into its graphs, as N-Triples, with constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple

from kg.base import ids
from kg.base.errors import KgError, cause, shown
from kg.base.languages import _

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


def spool(path: Path, folder: Path) -> list[Spooled]:
    """Write the graphs of an N-Quads file into ``folder``, one file a graph, the graphs in order.

    The lines are those of ``kg build``: one space between terms, no blank nodes, and only this
    project's graphs. Anything else raises :class:`KgError` with its line, before anything is sent.
    """
    counts: dict[str, int] = {}
    outs: dict[str, IO[bytes]] = {}
    last: dict[str, str] = {}
    with ExitStack() as stack:
        for number, line in _lines(path, stack):
            match = _LINE.fullmatch(line)
            if match is None:
                told = _("{place} is no line of a built graph: {line}").format(
                    place=f"{path}:{number}", line=shown(line.strip())
                )
                raise KgError(told, hint="kg build")
            triple, graph = match[1], match[2]
            if not graph.startswith(ids.GRAPH):
                told = _("{place} is in the graph {graph}, which is not one of {own}")
                raise KgError(told.format(place=f"{path}:{number}", graph=shown(graph), own=f"{ids.GRAPH}*"))
            if graph not in outs:
                counts[graph] = 0
                outs[graph] = stack.enter_context((folder / f"{len(outs)}.nt").open("wb"))
            if last.get(graph) != triple:
                last[graph] = triple
                counts[graph] += 1
                outs[graph].write(f"{triple} .\n".encode())
    if not outs:
        raise KgError(_("{path} is empty").format(path=path), hint="kg build")
    paths = {graph: folder / f"{index}.nt" for index, graph in enumerate(outs)}
    return [Spooled(graph, paths[graph], counts[graph], paths[graph].stat().st_size) for graph in sorted(paths)]


def _lines(path: Path, stack: ExitStack) -> Iterator[tuple[int, str]]:
    try:
        stream = stack.enter_context(path.open(encoding="utf-8", newline="\n"))
        yield from enumerate(stream, start=1)
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(_("{path} cannot be read: {reason}").format(path=path, reason=cause(error))) from error
