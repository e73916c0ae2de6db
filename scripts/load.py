#!/usr/bin/env python3
"""Ask the server the questions of the catalogue beside a bare Oxigraph server, in one run, and print figures of both.

    python scripts/load.py                       the bundled graph, some seconds a round
    python scripts/load.py --graph ties.nq       another one

Both get the same questions over the same number of connections of this machine, in turns. Fresh questions are those
that nobody has asked before: each ends in a remark of its own. Needs the packages ``serve`` and ``oxigraph``; other
programs on the machine spoil the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from kg.ask.catalog import Catalog  # noqa: E402 (the checkout is put on the path first)
from kg.ask.endpoint import with_prefixes  # noqa: E402
from kg.graph.store import place_of  # noqa: E402

_FRESH, _KEPT = 0.7, 5.0  # what the server must reach of a bare engine
_HEAD = (  # a POST, because a bare server takes no long address
    "POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n"
    "Content-Type: application/sparql-query\r\nContent-Length: {size}\r\n\r\n"
)


class Measured(NamedTuple):
    """What came of some seconds of load: answers a second, and milliseconds."""

    a_second: float
    median: float
    last_percent: float
    failed: int


def main() -> int:
    """Print the figures; 1 where a budget is missed, or an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, help="a graph file or store; default: that of the sources")
    parser.add_argument("--seconds", type=float, default=5, help="of each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    given = parser.parse_args()
    place = place_of(given.graph)
    questions = [with_prefixes(each.text) for each in Catalog().questions() if each.form in {"SELECT", "ASK"}]
    with _bare(place) as bare, _own(place) as own:
        differing = asyncio.run(_compared((bare, own), questions))
        rounds: dict[str, list[Measured]] = {"bare": [], "fresh": [], "kept": []}
        for _number in range(given.rounds):
            for name, port, is_fresh in (("bare", bare, True), ("fresh", own, True), ("kept", own, False)):
                texts = _remarked(questions) if is_fresh else itertools.cycle(questions)
                rounds[name].append(asyncio.run(_loaded(port, texts, given.seconds, given.connections)))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}; {len(questions)} questions, {differing} answers differ")
    middle = {name: sorted(found)[len(found) // 2] for name, found in rounds.items()}
    for name, found in middle.items():
        ratio = found.a_second / middle["bare"].a_second
        print(
            f"{name:6} {found.a_second:8.0f} a second, median {found.median:7.2f} ms, 99 % within"
            f" {found.last_percent:7.2f} ms, {found.failed} failed, {ratio:5.2f} x bare"
        )
    ratios = [middle[name].a_second / middle["bare"].a_second for name in ("fresh", "kept")]
    return int(ratios[0] < _FRESH or ratios[1] < _KEPT or differing > 0)


def _remarked(questions: Sequence[str]) -> Iterator[str]:
    start = time.monotonic_ns()
    return (f"{text}\n# {start + number}" for number, text in enumerate(itertools.cycle(questions)))


async def _loaded(port: int, texts: Iterator[str], seconds: float, connections: int) -> Measured:
    """What comes of so many connections that ask one text after another."""
    times: list[float] = []
    failed = 0
    end = time.perf_counter() + seconds

    async def asking() -> None:
        nonlocal failed
        streams = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            began = time.perf_counter()
            status, _body = await _asked(streams, next(texts))
            times.append(time.perf_counter() - began)
            failed += status != 200
        streams[1].close()

    began = time.perf_counter()
    await asyncio.gather(*(asking() for _ in range(connections)))
    took = time.perf_counter() - began
    times.sort()
    at = (statistics.median(times) * 1000, times[int(len(times) * 0.99)] * 1000)
    return Measured(len(times) / took, *at, failed)


async def _asked(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], text: str) -> tuple[int, bytes]:
    """One question over a connection that stays open."""
    reader, writer = streams
    target = "/query" if writer.get_extra_info("peername")[1] == _ports["bare"] else "/sparql"
    body = text.encode()
    writer.write(_HEAD.format(target=target, size=len(body)).encode() + body)
    told = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(told.split(b" ", 2)[1])
    if b"transfer-encoding: chunked" in told:
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return status, b"".join(parts)
    length = int(told.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    return status, await reader.readexactly(length)


async def _compared(ports: tuple[int, int], questions: Sequence[str]) -> int:
    """How many questions the two answer otherwise."""
    connected = [await asyncio.open_connection("127.0.0.1", port, limit=1 << 26) for port in ports]
    differing = 0
    for text in questions:
        answers = [await _asked(each, text) for each in connected]
        if {status for status, _body in answers} != {200} or _rows(answers[0][1]) != _rows(answers[1][1]):
            print(f"differs: {text.splitlines()[0]}", [status for status, _body in answers])
            differing += 1
    for _reader, writer in connected:
        writer.close()
    return differing


def _rows(body: bytes) -> object:
    found = json.loads(body)
    if "boolean" in found:
        return found["boolean"]
    return sorted(json.dumps(row, sort_keys=True) for row in found["results"]["bindings"])


_ports: dict[str, int] = {}


@contextmanager
def _bare(place: Path) -> Iterator[int]:
    _ports["bare"] = port = _free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    words = ["serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _running([program, *words], port):
        yield port


@contextmanager
def _own(place: Path) -> Iterator[int]:
    port = _free_port()
    words = ["serve", "--graph", str(place), "--port", str(port), "--workers", "2"]
    with _running([sys.executable, "-m", "kg.cli", *words], port):
        yield port


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _try in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        time.sleep(1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
