"""Attacks on the server: hostile requests, workers that are killed, new builds under load."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import httpx

from attacking.attacks import attack
from attacking.lab import CHECKOUT, Lab, Tried, Try
from tests.serve.hostile import Hostile, requests, sent

_SOON = 1.0  # seconds within which a good query is answered, whatever else is asked
_GROWTH = 16 << 10  # KB that the server may grow by from one third of the requests to the next
_KEPT = 100 << 20  # bytes of kept answers, next to their bound of 128 MB, before what grows is looked at
_STATUSES = {200, 302, 303, 400, 403, 404, 405, 406, 408, 413, 415, 429, 431, 500, 503, 504}
_COUNT = "SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(!CONTAINS(STR(?o), 'none {}')) }}"


class _Server(NamedTuple):
    """A server that runs."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    @property
    def memory(self) -> int:
        """The memory of its main process, in KB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    @property
    def faults(self) -> list[str]:
        """The lines of its log about what failed in it."""
        return [line for line in self.log.read_text(encoding="utf-8").splitlines() if "error" in json.loads(line)]

    def workers(self) -> list[int]:
        """The processes that it has started."""
        return [
            int(word) for word in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def asked(self, client: httpx.Client, text: str) -> str:
        """The one value of the one row of an answer; raises where it is none."""
        found = client.post(f"http://127.0.0.1:{self.port}/sparql", data={"query": text})
        found.raise_for_status()
        (row,) = found.json()["results"]["bindings"]
        return str(next(iter(row.values()))["value"])


@contextmanager
def _server(lab: Lab, *words: str) -> Iterator[_Server]:
    log = lab.folder / f"serve-{time.monotonic_ns()}.log"
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "KG_CACHE": str(lab.cache), "KG_LANG": "en"}
    command = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--no-portal", *words]
    with log.open("w", encoding="utf-8") as stderr:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True)
    assert process.stdout is not None  # noqa: S101 (it is a pipe)
    try:
        address = process.stdout.readline().split()[0]
        yield _Server(process, int(address.rpartition(":")[2]), log)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        process.kill()
        process.wait()


class _GoodOne(threading.Thread):
    """Somebody else, who asks a small question that nobody has asked before, again and again."""

    def __init__(self, server: _Server) -> None:
        super().__init__(daemon=True)
        self.times: list[float] = []
        self.failed: list[str] = []
        self.beside: list[str] = []  # what others ask
        self.slowest = (0.0, "")
        self.ended = threading.Event()
        self._server = server

    def run(self) -> None:
        with httpx.Client(transport=httpx.HTTPTransport(local_address="127.0.0.3"), timeout=60) as client:
            while not self.ended.wait(0.1):
                began = time.monotonic()
                try:
                    text = "SELECT ?l {{ place:ru-khabarovsk rdfs:label ?l FILTER(LANG(?l) = 'en') }} # {}"
                    self._server.asked(client, text.format(began))
                except (httpx.HTTPError, ValueError) as error:
                    self.failed.append(repr(error))
                self.times.append(time.monotonic() - began)
                self.slowest = max(self.slowest, (round(self.times[-1], 2), " ".join(self.beside)))


def _fill(server: _Server) -> None:
    """Ask until the room of kept answers is nearly full: what grows afterwards is no answer that is kept."""
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
        for number in range(200):
            client.post("/sparql", data={"query": f"SELECT * {{ ?s ?p ?o }} LIMIT 10000 # {number}"})
            if client.get("/health").json()["kept_bytes"] > _KEPT:
                return


@attack("hostile requests to the server")
def hostile_requests(lab: Lab, stack: ExitStack) -> list[Try]:
    """Answered or closed; the server runs on in its size, reaches no other, and answers others within a second."""
    server = stack.enter_context(_server(lab, *lab.sources, "--timeout", "2", "--memory", "256"))
    outside = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    outside.settimeout(0)
    many = stack.enter_context(ThreadPoolExecutor(6))
    count = 48 if lab.quick else 1000
    if not lab.quick:
        _fill(server)
    good = _GoodOne(server)
    good.start()
    time.sleep(1)
    sizes: list[int] = []

    def send(hostile: Hostile) -> tuple[str, int | None]:
        good.beside.append(hostile.name)
        try:
            return hostile.name, sent(server.port, hostile, "127.0.0.2", 60)
        except TimeoutError:
            return hostile.name, 0  # it hangs
        finally:
            good.beside.remove(hostile.name)
            sizes.append(server.memory)

    futures = [many.submit(send, each) for each in requests(count, 2026, outside.getsockname()[1])]

    def try_one(future: Future[tuple[str, int | None]]) -> Tried:
        name, status = future.result()
        is_right = status is None or status in _STATUSES
        return Tried(is_right and server.process.poll() is None, traceback=status == 0, told=f"{name}: {status}")

    def try_end() -> Tried:
        good.ended.set()
        good.join()
        try:
            outside.accept()
            is_closed = False
        except BlockingIOError:
            is_closed = True
        third = len(sizes) // 3
        tops = [max(sizes[at * third : (at + 1) * third]) >> 10 for at in range(3)]
        grown = max(sizes[-third:]) - max(sizes[third : 2 * third])
        told = f"good: {len(good.times)}, failed {good.failed[:3]}, slowest {good.slowest}, most MB by thirds {tops}"
        print(told, file=sys.stderr)
        is_flat, is_soon = grown < _GROWTH, max(good.times) < _SOON and not good.failed
        return Tried(is_closed and is_flat and is_soon, bool(good.failed), bool(server.faults), told)

    return [*(partial(try_one, each) for each in futures), try_end]


@attack("workers of the server killed while they answer")
def killed_workers(lab: Lab, stack: ExitStack) -> list[Try]:
    """The answer is the right one."""
    server = stack.enter_context(_server(lab, *lab.sources))
    client = stack.enter_context(httpx.Client(timeout=60))
    many = stack.enter_context(ThreadPoolExecutor(4))
    right = server.asked(client, _COUNT.format("at all"))

    def try_one(number: int) -> Tried:
        asked = [many.submit(server.asked, client, _COUNT.format(f"{number}-{n}")) for n in range(2)]
        time.sleep(lab.rng.uniform(0, 0.05))
        with suppress(ProcessLookupError, IndexError):
            os.kill(lab.rng.choice(server.workers()), signal.SIGKILL)
        try:
            answers = {each.result() for each in asked}
        except httpx.HTTPError as error:
            return Tried(False, told=repr(error))
        return Tried(answers == {right}, answers != {right}, bool(server.faults), str(answers))

    return [partial(try_one, number) for number in lab.times(10, 100)]


@attack("new builds while the server answers")
def new_builds(lab: Lab, stack: ExitStack) -> list[Try]:
    """No request is dropped, each answer is that of one build, and the new one is served in time."""
    folder = lab.empty("served")
    lab.run("build", *lab.sources, "--out", str(folder / "ties.nq"))
    world = (folder / "ties.nq").read_bytes()

    def put(number: int) -> None:
        mark = f'<http://e.org/build> <http://e.org/number> "{number}" <http://e.org/g> .\n'
        (folder / "next.nq").write_bytes(world + mark.encode())
        (folder / "next.nq").replace(folder / "ties.nq")

    put(0)
    server = stack.enter_context(_server(lab, "--graph", str(folder / "ties.nq")))
    text = "SELECT ?n {{ <http://e.org/build> <http://e.org/number> ?n }} # {}"
    ended, failed, seen = threading.Event(), list[str](), list[str]()
    stack.callback(shutil.rmtree, folder, ignore_errors=True)

    def load(number: int) -> None:
        with httpx.Client(timeout=60) as client:
            while not ended.is_set():
                try:
                    seen.append(server.asked(client, text.format(f"{number} {time.monotonic()}")))
                except (httpx.HTTPError, ValueError) as error:
                    failed.append(repr(error))

    threads = [threading.Thread(target=load, args=(number,), daemon=True) for number in range(4)]
    for each in threads:
        each.start()
    stack.callback(ended.set)

    def try_one(number: int) -> Tried:
        before, dropped = len(seen), len(failed)
        put(number)
        server.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 30
        while str(number) not in seen[before:] and time.monotonic() < end:
            time.sleep(0.02)
        found = set(seen[before:])  # of the one before the last, where that was asked before the last try ended
        is_right = (
            found <= {str(each) for each in range(number - 2, number + 1)}
            and str(number) in found
            and len(failed) == dropped
        )
        return Tried(is_right, len(failed) > dropped, bool(server.faults), f"{found} {failed[dropped:][:3]}")

    return [partial(try_one, number) for number in range(1, 4 if lab.quick else 21)]
