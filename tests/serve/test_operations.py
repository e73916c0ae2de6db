"""What those who run the server see of it."""

from __future__ import annotations

import json

from tests.serve.conftest import Served


def test_health_tells_the_version_and_metrics_count_requests(served: Served) -> None:
    found = served.client.get("/health").json()
    assert found["status"] == "ok"
    assert len(found["version"]) == 24
    served.client.get("/sparql", params={"query": "ASK { ?secret a ?x }"})
    told = served.client.get("/metrics").text
    assert 'kg_requests_total{method="GET",part="sparql",status="200"}' in told
    assert 'kg_queries{state="asked"}' in told


def test_the_log_is_a_line_of_json_a_request_without_who_asked_and_what(served: Served) -> None:
    served.client.get("/sparql", params={"query": "ASK { ?hidden a ?x }"})
    served.client.get("/health")  # the line of a request is written by the time that the next one is answered
    lines = [json.loads(line) for line in served.log.read_text(encoding="utf-8").splitlines()]
    found = [line for line in lines if line["path"] == "/sparql"][-1]
    assert set(found) == {"time", "method", "path", "status", "ms", "bytes", "cached", "worker"}
    assert (found["method"], found["status"], found["cached"], found["worker"] > 0) == ("GET", 200, False, True)
    assert "hidden" not in str(lines)
    assert "127.0.0.1" not in str(lines)
