"""A Spark standalone cluster of one master and two workers on loopback, started and ended by the tests."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import MISSING

# Every Java of the cluster lives for a minute: to compile well and to check classes of jars costs more than it gains.
_JAVA = (
    "TieredStopAtLevel=1",
    "+UseSerialGC",
    "-UsePerfData",
    "+UnlockDiagnosticVMOptions",
    "-BytecodeVerificationRemote",
)
QUICK = {"JDK_JAVA_OPTIONS": " ".join(f"-XX:{each}" for each in _JAVA)}
_START = 240  # seconds that a daemon may take on a busy machine


def missing() -> str:
    """Why there can be no cluster here, or nothing."""
    if shutil.which("java") is None:
        return f"{MISSING} Java, for Spark"
    return "" if importlib.util.find_spec("pyspark") else f"{MISSING} pyspark"


class Cluster:
    """The address of a master, and its workers as processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._all: list[subprocess.Popen[bytes]] = []
        self.address = f"spark://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start the master and both workers, and wait until they know one another."""
        self._run("master", "master.Master", "--port", str(self._port), "--webui-port", "0")
        self._wait("master", "Starting Spark master")
        self.workers = [self._worker(number) for number in range(2)]
        for number in range(2):
            self._wait(f"worker-{number}", "Successfully registered with master")

    def executor(self) -> int:
        """The number of the process of an executor of the first worker; waits until there is one."""
        end = time.monotonic() + _START
        asked = ["ps", "-o", "pid=", "--ppid", str(self.workers[0].pid)]
        while time.monotonic() < end:
            found = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
            if found:
                return int(found[0])
            time.sleep(0.05)
        raise TimeoutError("no executor")

    def end(self) -> None:
        """End every process that was started."""
        for process in self._all:
            process.terminate()
        for process in self._all:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _worker(self, number: int) -> subprocess.Popen[bytes]:
        told = ("--cores", "1", "--memory", "1g", "--work-dir", str(self._folder / "work"), "--webui-port", "0")
        return self._run(f"worker-{number}", "worker.Worker", *told, self.address)

    def _run(self, log: str, name: str, *told: str) -> subprocess.Popen[bytes]:
        import pyspark

        home = Path(pyspark.__file__).parent  # bin/spark-class starts a Java of its own to find these words
        words = ["java", "-Xmx256m", "-cp", f"{home}/jars/*", f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1"]
        around = {"SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.13", "SPARK_LOCAL_IP": "127.0.0.1", "TZ": "UTC"}
        with (self._folder / log).open("wb") as out:
            self._all.append(
                subprocess.Popen([*words, *told], env=os.environ | around | QUICK, stdout=out, stderr=subprocess.STDOUT)
            )
        return self._all[-1]

    def _wait(self, log: str, said: str) -> None:
        end = time.monotonic() + _START
        while said not in (told := (self._folder / log).read_text(errors="replace")):
            if time.monotonic() > end or any(process.poll() is not None for process in self._all):
                raise TimeoutError(told)
            time.sleep(0.1)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster until the block ends."""
    made = Cluster(folder)
    try:
        made.start()
        yield made
    finally:
        made.end()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
