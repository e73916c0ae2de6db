"""An S3 server on loopback as a process of its own, started and ended by the tests."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.fs as pafs

from tests.conftest import MISSING

KEY = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true"}
_START = 60  # seconds that the server may take on a busy machine


def missing() -> str:
    """Why there can be no server here, or nothing."""
    found = all(map(importlib.util.find_spec, ("moto", "flask", "flask_cors")))
    return "" if found else f"{MISSING} moto, for a store of objects"


class Store:
    """A server by its address, in which ``bucket`` is made."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.process = process

    def put(self, path: str, content: bytes) -> None:
        """Write an object; its bucket is made with it."""
        told = {"access_key": "writer", "secret_key": "secret", "region": "us-east-1"}
        files = pafs.S3FileSystem(endpoint_override=self.address, allow_bucket_creation=True, **told)
        files.create_dir(path.partition("/")[0])
        with files.open_output_stream(path, compression=None) as out:
            out.write(content)

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


@contextmanager
def store(folder: Path, **around: str) -> Iterator[Store]:
    """A server until the block ends."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (folder / "server").open("wb") as log:
        process = subprocess.Popen(words, env=os.environ | KEY | around, stdout=log, stderr=log)
    made = Store(port, process)
    try:
        end = time.monotonic() + _START
        while not _answers(port):
            if time.monotonic() > end or process.poll() is not None:
                raise TimeoutError((folder / "server").read_text())
            time.sleep(0.05)
        yield made
    finally:
        made.end()


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
