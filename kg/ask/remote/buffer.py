"""A file of N-Quads sorted into its graphs, as N-Triples, with constant memory."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from kg.base import ids
from kg.base.errors import KgError, cause, shown
from kg.base.languages import _
from kg.graph.shards import opened, parts_of

_IN_MEMORY = 1 << 20
_IRI = r'<[^<>"{}|^`\\\x00-\x20]+>'
_LITERAL = r'"(?:[^"\\\r\n]|\\.)*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^' + _IRI + ")?"
_LINE = re.compile(rf"({_IRI} {_IRI} (?:{_IRI}|{_LITERAL})) <({_IRI[1:-1]})> \.\n?")


class Spooled:
    """The triples of one graph, each once in a row: its IRI, their number and their bytes in N-Triples."""

    def __init__(self, graph: str, stream: IO[bytes]) -> None:
        self.graph = graph
        self.triples = 0
        self.size = 0
        self._stream = stream
        self._last = ""

    def add(self, triple: str) -> None:
        """Add a triple, if it is not the one that was added last."""
        if triple != self._last:
            self._last = triple
            self.triples += 1
            self.size += self._stream.write(f"{triple} .\n".encode())

    def batches(self, size: int, lines: int | None = None) -> Iterator[bytes]:
        """The N-Triples in pieces of whole lines, of about ``size`` bytes or at most ``lines`` lines."""
        self._stream.seek(0)
        batch: list[bytes] = []
        count = 0
        for line in self._stream:
            batch.append(line)
            count += len(line)
            if count >= size or len(batch) == lines:
                yield b"".join(batch)
                batch, count = [], 0
        if batch:
            yield b"".join(batch)


@contextmanager
def spool(path: Path) -> Iterator[list[Spooled]]:
    """The graphs of an N-Quads file, or of the compressed parts of one in a folder, in order.

    The lines are those of ``kg build``: one space between terms, no blank nodes, and only this
    project's graphs. Anything else raises :class:`KgError` with its line, before anything is sent.
    """
    found: dict[str, Spooled] = {}
    with ExitStack() as stack:
        for place, line in _lines(path):
            match = _LINE.fullmatch(line)
            if match is None:
                told = _("{place} is no line of a built graph: {line}")
                raise KgError(told.format(place=place, line=shown(line)), hint="kg build")
            triple, graph = match.groups()
            if not graph.startswith(ids.GRAPH):
                told = _("{place} is in the graph {graph}, which is not one of {own}")
                raise KgError(told.format(place=place, graph=shown(graph), own=f"{ids.GRAPH}*"))
            if graph not in found:
                found[graph] = Spooled(graph, stack.enter_context(SpooledTemporaryFile(_IN_MEMORY)))
            found[graph].add(triple)
        if not found:
            raise KgError(_("{path} is empty").format(path=path), hint="kg build")
        yield [found[graph] for graph in sorted(found)]


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for part in parts_of(path):
        with opened(part) as stream:
            lines = io.TextIOWrapper(stream, encoding="utf-8", newline="\n")
            try:
                yield from ((f"{part}:{number}", line) for number, line in enumerate(lines, start=1))
            except UnicodeDecodeError as error:
                raise KgError(_("{path} cannot be read: {reason}").format(path=part, reason=cause(error))) from error
