"""Requests that mean the server ill end in an answer or a closed connection, and it runs on."""

from __future__ import annotations

import json
import socket
from concurrent.futures import ThreadPoolExecutor

from tests.serve.conftest import Served
from tests.serve.hostile import requests, sent

_CHEAP = {"service", "wire", "encoding"}


def test_the_server_survives_what_is_meant_to_end_it(narrow: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as outside, ThreadPoolExecutor(8) as many:
        outside.settimeout(0)
        port = int(narrow.url.rpartition(":")[2])
        hostile = list(requests(60, 7, outside.getsockname()[1], 1 << 18))
        kinds = {each.name: each for each in hostile}  # one of each shape of query: each may take all its time
        hostile = [each for each in hostile if each.name in _CHEAP or kinds[each.name] is each]
        statuses = list(many.map(lambda each: sent(port, each, "127.0.0.2", 30), hostile))
        reached = True
        try:
            outside.accept()
        except BlockingIOError:
            reached = False
    assert not reached
    assert {status for status in statuses if status is not None and status >= 500} <= {500, 503, 504}
    assert {status for each, status in zip(hostile, statuses, strict=True) if each.name == "service"} <= {
        200,
        400,
        429,
        503,
    }
    assert narrow.client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    lines = [json.loads(line) for line in narrow.log.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if "error" in line] == []
