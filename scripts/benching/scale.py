"""What docs/scale.md measures: one road a function, each a command of this project on generated rows."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benching.world import make

CHECKOUT = Path(__file__).resolve().parent.parent.parent
QUADS_A_PLACE = 115
MEASURES = ("partners", "component", "pagerank", "triangles", "label-community")
# A list of edges without a random generator, so that every engine and every run has the same one: the square of an
# even hash makes hubs, as in the real network, and a tenth as many places as rows.
_EDGES = """COPY (SELECT 'Q' || ({0}) AS source, 'R' || ({1}) AS target, 1 + hash(i, 3) % 5 AS weight
FROM range({rows}) AS t(i)) TO '{path}'"""
_PLACE = "CAST(floor({places} * power((hash(i, {salt}) % 1000003) / 1000003.0, 2)) AS BIGINT)"


class Figure(NamedTuple):
    """What one run took: seconds on the clock, seconds of processors of this side, and its greatest memory."""

    road: str
    engine: str
    rows: int
    seconds: float
    cpu: float
    megabytes: float


class Fit(NamedTuple):
    """``seconds = factor · rows ** power``, and by how much the worst of the figures is off."""

    factor: float
    power: float
    worst: float

    def at(self, rows: float) -> float:
        """The seconds that the fit foretells."""
        return float(self.factor * rows**self.power)


def fit(points: Sequence[tuple[float, float]]) -> Fit:
    """The least squares of the logarithms.

    >>> found = fit([(10, 2.0), (100, 20.0), (1000, 200.0)])
    >>> round(found.factor, 6), round(found.power, 6), round(found.worst, 6)
    (0.2, 1.0, 0.0)
    """
    xs, ys = [math.log(rows) for rows, _ in points], [math.log(took) for _, took in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    power = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)
    found = Fit(math.exp(y - power * x), power, 0.0)
    return found._replace(worst=max(abs(found.at(rows) / took - 1) for rows, took in points))


def run(road: str, engine: str, rows: int, words: Sequence[object]) -> Figure:
    """The figure of one command; raises ``RuntimeError`` with what it said where it fails."""
    command = [sys.executable, "-m", "kg.cli", *map(str, words)]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{command}: {said.decode(errors='replace')[-2000:]}")
    took = time.perf_counter() - start
    return Figure(road, engine, rows, took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def network(folder: Path, rows: int, engine: str, memory: str) -> Iterator[Figure]:
    """Each measure of a list of so many edges, read and numbered anew each time."""
    path = folder / f"edges-{rows}.parquet"
    if not path.is_file():
        import duckdb  # noqa: PLC0415 (of the extra, for this road alone)

        ends = (_PLACE.format(places=rows // 20, salt=salt) for salt in (1, 2))
        duckdb.sql(_EDGES.format(*ends, rows=rows, path=path))
    for name in MEASURES:
        words = ["measure", "places", "--edges", path, "--engine", engine, "--measure", name, "--limit", 1]
        yield run(f"measure {name}", engine, rows, [*words, *(["--memory", memory] if memory else [])])


def build(folder: Path, rows: int, _engine: str, _memory: str) -> Iterator[Figure]:
    """The build of a synthetic world of about so many quads, in eight shards."""
    yield run(
        "build --shards 8", "", rows, ["build", *world(folder, rows), "--shards", 8, "--out", shards(folder, rows)]
    )


def push(folder: Path, rows: int, _engine: str, _memory: str) -> Iterator[Figure]:
    """These shards pushed to an Oxigraph server on loopback, counted there."""
    yield from build(folder, rows, "", "") if not shards(folder, rows).is_dir() else ()
    with _oxigraph(folder) as url:
        words = ["push", "--endpoint", url, "--shards", shards(folder, rows), "--workers", 2]
        yield run("push --shards", "Oxigraph", rows, words)


def query(folder: Path, rows: int, _engine: str, _memory: str) -> Iterator[Figure]:
    """A question that counts all ties, cold, of a store on disk."""
    store = folder / f"store-{rows}"
    if not store.is_dir():
        out = folder / f"world-{rows}.nq"
        yield run("build --store", "", rows, ["build", *world(folder, rows), "--out", out, "--store", store])
        out.unlink()
    yield run("query hubs", "", rows, ["query", "hubs", "--store", store])


ROADS: dict[str, Callable[[Path, int, str, str], Iterator[Figure]]] = {
    "network": network,
    "build": build,
    "push": push,
    "query": query,
}


def world(folder: Path, rows: int) -> tuple[object, ...]:
    """The options that name a synthetic world of about so many quads, made once."""
    place = folder / f"world-{rows}"
    if not place.is_dir():
        make(place, rows // QUADS_A_PLACE)
    return "--only", "--sources", place


def shards(folder: Path, rows: int) -> Path:
    """Where the parts of that world are."""
    return folder / f"shards-{rows}"


@contextmanager
def _oxigraph(folder: Path) -> Iterator[str]:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 (for this road alone)

    port = "127.0.0.1:7979"
    program = Path(sys.executable).with_name("oxigraph")
    with TemporaryDirectory(dir=folder) as store:
        words = [program, "serve", "--location", store, "--bind", port, "--union-default-graph"]
        server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(2)
            yield f"http://{port}"
        finally:
            server.terminate()
            server.wait()
