"""A process of its own that asks one graph: what ends the engine, or its limits, ends this process and no other.

It runs as a file, so that it starts with the standard library and the engine alone. Its arguments are where
packages are, the graph, its format (nothing for a store) and the bytes of memory that an answer may take. It
reads a question a line as JSON and writes of each answer a line of JSON, which tells the size of what follows it.
"""

from __future__ import annotations

import io
import json
import os
import queue
import sys
import threading
from typing import IO, Any

_RESULTS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}
_GRAPHS = {"nt": "N_TRIPLES", "ttl": "TURTLE", "rdf": "RDF_XML", "jsonld": "JSON_LD", "nq": "N_QUADS", "trig": "TRIG"}
_WITH_PREFIXES = {"ttl", "rdf", "trig"}
# What stands at least once a row; in a text of JSON or CSV it may stand as well.
_ROWS = {"json": b"},{", "xml": b"<result>", "csv": b"\n"}


class TooManyError(Exception):
    """More rows than an answer may have."""


class LargeError(MemoryError):
    """More bytes than an answer may have."""


class EnoughError(Exception):
    """Ends the work of the engine; an interruption would be tried again."""


class Cut:
    """Hands lines on: the first ones where there is a limit, no more than the most, and no more bytes than fit."""

    def __init__(self, out: IO[bytes], head: int, limit: int | None, most: int | None, room: int) -> None:
        self._out, self._room = out, room
        allowed = [each for each in (limit, most) if each is not None]
        self._left = head + min(allowed) if allowed else None
        self._is_limited = limit is not None and (most is None or limit <= most)
        self._is_over = False

    def write(self, data: bytes) -> int:
        """Take bytes as the engine writes them; raises where nothing more is wanted, which ends its work."""
        self._room -= len(data)
        if self._room < 0:
            raise EnoughError
        if self._left is None:
            return self._out.write(data)
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
            raise LargeError
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
    _say(out, {}, b"")
    while True:
        try:
            head, body = _answer(store, **json.loads(questions.get()))
        except Exception as error:  # noqa: BLE001 (whatever it is, the one who asks is told)
            head, body = {"error": type(error).__name__, "message": str(error)}, b""
        _say(out, head, body)


def _answer(
    store: Any,
    text: str,
    prefixes: dict[str, str],
    graphs: dict[str, Any],
    form: str,
    base: str | None,
    limit: int | None,
    most: int,
    room: int,
) -> tuple[dict[str, Any], bytes]:
    """What is told of an answer, and its bytes in a form; nothing for a form is lines of its own terms."""
    import pyoxigraph as ox  # noqa: PLC0415 (as above)

    def found() -> Any:
        return store.query(
            text,
            base_iri=base,
            use_default_graph_as_union=graphs["union"],
            prefixes=prefixes,
            default_graph=_named(graphs["default"]),
            named_graphs=_named(graphs["named"]),
        )

    first = found()
    if isinstance(first, ox.QueryBoolean):
        body = first.serialize(format=getattr(ox.QueryResultsFormat, _RESULTS[form or "json"]))
        return {"truth": bool(first)}, body or b""
    if isinstance(first, ox.QueryTriples):
        return {}, _graph(_written(first, ox.RdfFormat.N_TRIPLES, 0, None, most, room), form or "nt", prefixes)
    head = {"columns": [variable.value for variable in first.variables]}
    form = form or "tsv"
    if form == "tsv":
        return head, _written(first, ox.QueryResultsFormat.TSV, 1, limit, most, room)
    body = _written(first, getattr(ox.QueryResultsFormat, _RESULTS[form]), 0, None, None, room)
    if body.count(_ROWS[form]) > most:  # it may be less, so that the rows themselves are counted
        _written(found(), ox.QueryResultsFormat.TSV, 1, None, most, room)
    return head, body


def _written(found: Any, form: Any, head: int, limit: int | None, most: int | None, room: int) -> bytes:
    out = io.BytesIO()
    cut = Cut(out, head, limit, most, room)
    try:
        found.serialize(cut, format=form)
    except Exception:
        if not cut.check():
            raise
    return out.getvalue()


def _graph(lines: bytes, form: str, prefixes: dict[str, str]) -> bytes:
    """A graph in a form: each triple once, in the order of their lines."""
    import pyoxigraph as ox  # noqa: PLC0415 (as above)

    lines = b"".join(sorted(set(lines.splitlines(keepends=True))))
    if form == "nt":
        return lines
    used = {prefix: iri for prefix, iri in prefixes.items() if f"<{iri}".encode() in lines}
    triples = (quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))
    told = used if form in _WITH_PREFIXES else None
    return ox.serialize(triples, format=getattr(ox.RdfFormat, _GRAPHS[form]), prefixes=told) or b""


def _named(graphs: list[str] | None) -> list[Any] | None:
    import pyoxigraph as ox  # noqa: PLC0415 (as above)

    return None if graphs is None else [ox.NamedNode(graph) for graph in graphs]


def _say(out: IO[bytes], what: dict[str, Any], body: bytes) -> None:
    out.write(json.dumps(what | {"size": len(body)}).encode() + b"\n")
    out.write(body)
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
