"""Real SPARQL servers on loopback, each in a folder of its own, started for the tests and stopped after them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kg.ask.remote.settings import Credentials

# What each server may take to answer its first request, in seconds.
_START_UP = 180.0
_STOP = 30.0
_DBA = Credentials("dba", "dba")

_VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
CheckpointInterval = 0
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ServerThreads = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
DefaultQuery = ASK {{}}
"""


class Server(NamedTuple):
    """Where a server answers queries, takes updates and stores graphs, and who may write."""

    name: str
    query: str
    update: str
    store: str
    credentials: Credentials | None = None


def oxigraph_program() -> str | None:
    """The server binary that the package ``oxigraph`` puts beside the interpreter."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


def virtuoso_program() -> str | None:
    """The server that Debian's ``virtuoso-opensource-7`` installs."""
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph(program: str, folder: Path, *, union: bool = True, stored: bool = False) -> Iterator[Server]:
    """An Oxigraph server that asks the union of its graphs, or not: empty in memory, or of the store in the folder."""
    port = _free_port()
    words = [program, "serve", "--bind", f"127.0.0.1:{port}", *(["--union-default-graph"] if union else [])]
    words += ["--location", str(folder)] if stored else []
    base = f"http://127.0.0.1:{port}"
    with _running(words, folder, f"{base}/query?query=ASK%7B%7D"):
        yield Server("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(program: str, folder: Path) -> Iterator[Server]:
    """An empty Virtuoso with its own configuration, data and ports."""
    http, sql = _free_port(), _free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(folder=folder, http=http, sql=sql), encoding="utf-8")
    words = [program, "+configfile", str(ini), "+foreground"]
    base = f"http://127.0.0.1:{http}"
    with _running(words, folder, f"{base}/sparql?query=ASK%7B%7D"):
        yield Server("virtuoso", f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth", _DBA)


@contextmanager
def _running(words: list[str], folder: Path, probe: str) -> Iterator[None]:
    log = folder / "server-output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(words, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        _await(process, probe, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(process: subprocess.Popen[bytes], probe: str, log: Path) -> None:
    end = time.monotonic() + _START_UP
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with opener.open(probe, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"the server did not start within {_START_UP:g} s: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
