"""The rules for w3id.org send every identifier to a path at which the server answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.serve.conftest import Served

RULES = [
    (re.compile(pattern), target)
    for pattern, target in re.findall(
        r"^RewriteRule (\S+) https://ties\.example\.org(\S+) \[R=302,L\]$",
        (Path(__file__).parents[2] / "docs" / "w3id.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
]


def sent(path: str) -> str:
    """Where the rules send a path below the base; nothing where none fits."""
    for pattern, target in RULES:
        if found := pattern.search(path):
            return str(target).replace("$1", found[1] if found.groups() else "")
    return ""


@pytest.mark.parametrize(
    "path",
    [
        "", "id/place/ru-khabarovsk", "id/place/ru-khabarovsk.ttl", "id/tie/cn-harbin--ru-khabarovsk", "voc/tie-kind",
        "voc/tie-kind/sister", "ont", "ont.ttl", "ont/align", "graph/ties", "query", "query.ttl", "query/network/hubs",
        "project", "data/", "data/dataset.ttl", "data/graph.nq.gz", ".well-known/void",
    ],
)  # fmt: skip
def test_an_identifier_is_answered(served: Served, path: str) -> None:
    assert len(RULES) == 4
    assert sent(path) == f"/{path}"
    assert served.client.head(sent(path), headers={"Accept": "text/html, */*;q=0.1"}).status_code in {200, 302, 303}


@pytest.mark.parametrize("path", ["../etc/passwd", "id", "id/place/x y", "ont.ttl/x", "evil", "id/%0d%0a"])
def test_nothing_else_is_sent_on(path: str) -> None:
    assert sent(path) == ""
