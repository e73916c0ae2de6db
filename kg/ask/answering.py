"""A process of its own that asks one graph: what ends the engine, or its limits, ends this process and no other.

It runs as a file, so that it starts with the standard library and the engine alone. Its arguments are where
packages are, the graph, its format (nothing for a store) and the bytes of memory that an answer may take. It
reads a question a line as JSON and writes of each answer a line of JSON, the rows or triples, and a line with a dot.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from typing import IO, Any


class TooManyError(Exception):
    """More rows than an answer may have."""


class EnoughError(Exception):
    """Ends the work of the engine; an interruption would be tried again."""


class Cut:
    """Hands lines on: the first ones where there is a limit, no more than the most, and no more bytes than fit."""

    def __init__(self, out: IO[bytes], head: int, limit: int | None, most: int, room: int) -> None:
        self._out, self._room = out, room
        self._left = head + (most if limit is None else min(limit, most))
        self._is_limited = limit is not None and limit <= most
        self._is_over = False

    def write(self, data: bytes) -> int:
        """Take bytes as the engine writes them; raises where nothing more is wanted, which ends its work."""
        self._room -= len(data)
        if self._room < 0:
            raise EnoughError
        lines = bytes(data).split(b"\n")
        kept = lines[: self._left + 1]
        self._left -= len(kept) - 1
        if self._left == 0 and (len(kept) < len(lines) or kept[-1]):
            self._out.write(b"\n".join([*kept[:-1], b""]))
            self._is_over = True
            raise EnoughError
        self._out.write(b"\n".join(kept))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def check(self) -> bool:
        """Whether the rest was not wanted; raises an error where it was, and there is too much of it."""
        if self._room < 0:
            raise MemoryError
        if self._is_over and not self._is_limited:
            raise TooManyError
        return self._is_over


def main(packages: str, place: str, form: str, memory: str) -> None:
    """Open the graph, say so, and answer until the input ends."""
    sys.path.append(packages)
    import pyoxigraph as ox  # noqa: PLC0415 (its place is known now)

    out = os.fdopen(os.dup(1), "wb")
    if form:
        store = ox.Store()
        store.load(path=place, format=ox.RdfFormat.from_extension(form))
    else:
        store = ox.Store.read_only(place)
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(questions,), daemon=True).start()
    limit_memory(int(memory))
    _say(out, {})
    while True:
        try:
            _answer(store, out, int(memory) // 4, **json.loads(questions.get()))
        except Exception as error:  # noqa: BLE001 (whatever it is, the one who asks is told)
            _say(out, {"error": type(error).__name__, "message": str(error)}, b"\n!")
        out.write(b"\n.\n")
        out.flush()


def _answer(
    store: Any,
    out: IO[bytes],
    room: int,
    text: str,
    prefixes: dict[str, str],
    union: bool,
    limit: int | None,
    most: int,
) -> None:
    import pyoxigraph as ox  # noqa: PLC0415 (as above)

    found = store.query(text, use_default_graph_as_union=union, prefixes=prefixes)
    if isinstance(found, ox.QueryBoolean):
        _say(out, {"truth": bool(found)})
        return
    is_table = isinstance(found, ox.QuerySolutions)
    _say(out, {"columns": [variable.value for variable in found.variables]} if is_table else {})
    cut = Cut(out, int(is_table), limit if is_table else None, most, room)
    try:
        found.serialize(cut, format=ox.QueryResultsFormat.TSV if is_table else ox.RdfFormat.N_TRIPLES)
    except Exception:
        if not cut.check():
            raise


def _say(out: IO[bytes], what: dict[str, Any], before: bytes = b"") -> None:
    out.write(before + json.dumps(what).encode() + b"\n")
    out.flush()


def _read(questions: queue.SimpleQueue[bytes]) -> None:
    for line in sys.stdin.buffer:
        questions.put(line)
    os._exit(0)  # nobody is left who would read an answer, even where the engine is at work on one


def limit_memory(more: int) -> None:
    """Let this process take so many bytes more than it has; where the system cannot tell, as much as it likes."""
    try:
        import resource  # noqa: PLC0415 (not of every system)

        with open("/proc/self/statm", encoding="ascii") as status:  # noqa: PTH123 (pathlib is slow to import)
            size = int(status.read().split()[0]) * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    main(*sys.argv[1:])
