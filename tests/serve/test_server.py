"""Starting, opening another build, and stopping."""

from __future__ import annotations

import errno
import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.base.errors import KgError
from kg.serve.edition import Edition
from kg.serve.server import serve
from kg.serve.settings import Settings
from tests.command import Run
from tests.serve.conftest import Served, running

LINE = '<http://e.org/build> <http://e.org/number> "{}" <http://e.org/g> .\n'
ASKED = {"query": "SELECT ?n { <http://e.org/build> <http://e.org/number> ?n }", "format": "csv"}


def test_another_build_is_served_once_it_is_there_and_a_broken_one_is_not(tmp_path: Path) -> None:
    graph = tmp_path / "ties.nq"
    graph.write_text(LINE.format(1), encoding="utf-8")
    with running(tmp_path, "--graph", str(graph), "--no-portal") as server:
        assert server.client.get("/sparql", params=ASKED).text == "n\r\n1\r\n"
        version = server.client.get("/health").json()["version"]

        def becomes(text: str) -> None:
            graph.write_text(text, encoding="utf-8")
            known = server.log.read_text(encoding="utf-8").count("reloaded")
            server.process.send_signal(signal.SIGHUP)
            while server.log.read_text(encoding="utf-8").count("reloaded") == known:
                time.sleep(0.02)

        becomes(LINE.format(2))
        assert server.client.get("/sparql", params=ASKED).text == "n\r\n2\r\n"
        assert server.client.get("/health").json()["version"] != version
        becomes("<broken")
        assert server.client.get("/sparql", params=ASKED).text == "n\r\n2\r\n"
        told = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines() if "reloaded" in line]
        assert [each["reloaded"] for each in told] == [True, False]
        assert "cannot be loaded" in told[1]["error"]
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii")
    assert server.process.returncode == 0  # it is stopped by SIGTERM, and has ended well
    assert [each for each in children.split() if Path("/proc", each).exists()] == []
    assert list(Path("/tmp").glob(f"kg-serve-*/{graph.name}")) == []


def test_a_port_that_is_taken_is_one_line(served: Served, kg: Run) -> None:
    port = served.url.rpartition(":")[2]
    done = kg("serve", "--port", port)
    assert done.returncode == 2
    assert done.stderr.startswith(f"kg: 127.0.0.1, port {port}, cannot be listened at: ")
    assert done.stderr.endswith(f"– name another: --port {int(port) + 1}\n")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.EADDRINUSE, "in use (while …)"), "Address already in use – name another: --port 81"),
        (PermissionError(errno.EACCES, "denied (while …)"), "Permission denied – name another: --port 8080"),
        (OSError(errno.EADDRNOTAVAIL, "no"), "Cannot assign requested address – name one of this machine: --host"),
        (socket.gaierror(-2, "Name or service not known"), "not known – name one of this machine: --host 127.0.0.1"),
    ],
)
def test_an_address_that_cannot_be_listened_at_is_a_line_with_what_would_do(
    monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    def create_server(*_at: object, **_how: object) -> None:
        raise error

    monkeypatch.setattr(socket, "create_server", create_server)
    with pytest.raises(KgError) as refused:
        serve(Settings(port=80), lambda: pytest.fail("opened"), list, print)
    assert str(refused.value).startswith("127.0.0.1, port 80, cannot be listened at: ")
    assert told in str(refused.value)


def test_an_engine_that_does_not_answer_is_told_at_the_start(kg: Run) -> None:
    done = kg("serve", "--mcp", "--backend", "http://127.0.0.1:1/sparql")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith("; it is asked again for each query\n")


def test_an_edition_is_of_its_content(tmp_path: Path) -> None:
    for name, number in (("a.nq", 1), ("b.nq", 1), ("c.nq", 2)):
        (tmp_path / name).write_text(LINE.format(number), encoding="utf-8")
    versions = [Edition.of(tmp_path / name).version for name in ("a.nq", "b.nq", "c.nq")]
    assert versions[0] == versions[1] != versions[2]


def test_the_line_of_the_address_is_in_the_language_and_ctrl_c_ends_well(tmp_path: Path) -> None:
    graph = tmp_path / "ties.nq"
    graph.write_text(LINE.format(1), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "serve",
        "--port",
        "0",
        "--no-portal",
        "--graph",
        str(graph),
        "--lang",
        "ru",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert line.startswith("http://127.0.0.1:")
    assert line.endswith(" — Ctrl-C остановит\n")
