"""Questions that somebody wrote, asked under limits of time, rows and memory in a process of their own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, cast

import pyoxigraph as ox

from kg.ask import answering
from kg.ask.engine import PREFIXES, not_run
from kg.ask.results import Answer, Graph, Table, Truth
from kg.ask.tokens import has_dataset
from kg.base.errors import KgError
from kg.base.languages import _, decimal, grouped
from kg.graph.store import opened

_PACKAGES = str(Path(ox.__file__).parent.parent)
_ERRORS: dict[str, type[Exception]] = {
    "SyntaxError": SyntaxError,
    "MemoryError": MemoryError,
    "LargeError": MemoryError,
}


class Bounds(NamedTuple):
    """What an answer may take: seconds (nothing: as many as usual), rows or triples, bytes of memory."""

    seconds: float | None = None
    rows: int = 1_000_000
    memory: int = 2 << 30


USUAL = Bounds()
_SECONDS = 60.0


class BoundedStore:
    """A graph on disk, asked in another process, which is started when it is first needed and again when it was ended.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.nq")
    ...     _ = file.write_text('<http://e.org/s> <http://e.org/p> "o" .')
    ...     BoundedStore(file).ask("ASK { ?s ?p 'o' }")
    Truth(value=True)
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, text: str, limit: int | None = None, bounds: Bounds = USUAL) -> Answer:
        """The answer to a text that has passed the checks; raises :class:`KgError` where it passes a limit."""
        union = not has_dataset(text)
        told = question(text, limit=limit, union=union, most=bounds.rows, room=bounds.memory // 4)
        seconds = bounds.seconds or _SECONDS
        with self._lock:
            process, (to, out) = self._started(bounds.memory)
            is_late = threading.Event()
            timer = threading.Timer(seconds, _end_late, (process, is_late))
            timer.daemon = True
            timer.start()
            try:
                to.write(told)
                to.flush()
                return _answer(out, text, limit, bounds)
            except KgError:
                raise
            except BaseException as error:  # what is still to be read belongs to nobody
                self.close()
                if isinstance(error, EOFError | BrokenPipeError | MemoryError):
                    code = -signal.SIGABRT if isinstance(error, MemoryError) else process.returncode
                    raise passed(code, seconds if is_late.is_set() else 0, bounds) from None
                raise
            finally:
                timer.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _started(self, memory: int, tries: int = 2) -> tuple[subprocess.Popen[bytes], tuple[IO[bytes], IO[bytes]]]:
        process = self._process
        if process is None or process.poll() is not None:
            self.close()
            command = command_of(self._place, memory)
            pipe = subprocess.PIPE
            process = subprocess.Popen(
                command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, start_new_session=True
            )
            self._process = process
            weakref.finalize(self, _end, process)
            assert process.stdout is not None  # noqa: S101 (it is a pipe)
            try:
                is_ready = process.stdout.readline() != b""
            except BaseException:
                self.close()
                raise
            if not is_ready:
                self.close()
                opened(self._place)  # tells why it cannot be opened, or makes a graph of the cache anew
                if tries > 1:
                    return self._started(memory, tries - 1)
                raise KgError(_("{file} cannot be loaded: {error}").format(file=self._place, error=_("it is damaged")))
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 (they are pipes)
        return process, (process.stdin, process.stdout)


def command_of(place: Path, memory: int) -> list[str]:
    """How the process is started that asks a graph."""
    form = "" if place.is_dir() else place.suffix[1:]
    return [sys.executable, "-I", "-S", answering.__file__, _PACKAGES, str(place.absolute()), form, str(memory)]


def question(
    text: str,
    form: str = "",
    graphs: tuple[Sequence[str], Sequence[str]] | None = None,
    base: str | None = None,
    *,
    limit: int | None = None,
    union: bool,
    most: int,
    room: int,
) -> bytes:
    """The line that asks the process for an answer in a form; ``graphs``, default and named, go before those of FROM.

    Without them and with ``union``, all graphs are the default one; ``base`` is what relative IRIs are relative to;
    ``most`` are the rows or triples that it may have, ``room`` its bytes.
    """
    default, named = graphs or (None, None)
    asked = {"default": default, "named": named, "union": graphs is None and union}
    told = {"text": text, "prefixes": PREFIXES, "form": form, "graphs": asked, "base": base}
    return json.dumps(told | {"limit": limit, "most": most, "room": room}).encode() + b"\n"


def refusal(text: str, told: Mapping[str, str], rows: int) -> KgError:
    """What the process told instead of an answer; raises :class:`MemoryError` where there was not enough of it."""
    if told["error"] == "TooManyError":
        message = _("the answer has more than {n} rows").format(n=grouped(rows))
        return KgError(message, hint=_("add LIMIT to the query, or raise --max-rows"))
    error = _ERRORS.get(told["error"], RuntimeError)(told["message"])
    if isinstance(error, MemoryError):
        raise error
    return not_run(text, error)


def _answer(out: IO[bytes], text: str, limit: int | None, bounds: Bounds) -> Answer:
    head = json.loads(out.readline() or "null")
    if head is None or len(body := out.read(head["size"])) < head["size"]:
        raise EOFError
    if "error" in head:
        raise refusal(text, head, bounds.rows)
    if "truth" in head:
        return Truth(head["truth"])
    if "columns" in head:
        rows = cast("ox.QuerySolutions", ox.parse_query_results(body, format=ox.QueryResultsFormat.TSV))
        return Table(head["columns"], map(tuple, rows))
    return Graph(Graph.of(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)).triples[:limit])


def passed(code: int, seconds: float, bounds: Bounds) -> KgError:
    """What is said of an answer that did not come, by how the process ended."""
    if seconds:
        told = _("the query has not been answered within {n} s").format(n=decimal(f"{seconds:g}"))
        return KgError(told, hint=_("ask for less, or raise --timeout"))
    if code == -signal.SIGABRT:
        told = _("the query needs more than {n} MB of memory").format(n=grouped(bounds.memory >> 20))
        return KgError(told, hint=_("ask for less"))
    return KgError(_("the engine ended in the middle of the query"), hint=_("it may be too long: split it"))


def _end_late(process: subprocess.Popen[bytes], is_late: threading.Event) -> None:
    is_late.set()
    process.kill()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except BrokenPipeError:
                continue
    process.wait()
