"""A Wikibase on loopback, as far as wikibase-edit needs one, and the real converter and client run against it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.wikidata.quickstatements_readers import Said, Snak

MODULES = Path(__file__).parents[2] / "build" / "node"  # scripts/test.py installs it
DATATYPES = {
    "P190": "wikibase-item",
    "P580": "time",
    "P582": "time",
    "P854": "url",
    "P813": "time",
    "P248": "wikibase-item",
}
SCRIPT = """
import { readFileSync } from 'node:fs'
import convert from 'quickstatements-to-wikibase-edit'
import WBEdit from 'wikibase-edit'
const [ instance, ...files ] = process.argv.slice(2)
const client = WBEdit({ instance, anonymous: true, wgScriptPath: 'w', userAgent: 'test', maxlag: null })
for (const file of files) {
  const { edits, creations, merges } = convert(readFileSync(file, 'utf-8'))
  if (creations.length || merges.length) throw new Error('more than edits')
  await Promise.all(edits.map(edit => client.entity.edit(edit)))
}
"""


class Wikibase(ThreadingHTTPServer):
    """Items and their claims, as the API takes and gives them."""

    daemon_threads = True
    request_queue_size = 256  # the client sends its edits at once

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.claims: dict[str, list[dict[str, Any]]] = {}

    def run(self, files: Sequence[Path]) -> None:
        """Convert each file and send its edits, one file after another."""
        url = f"http://127.0.0.1:{self.server_address[1]}"
        words = ["node", "--input-type=module", "-", url, *map(str, files)]
        done = subprocess.run(words, input=SCRIPT, cwd=MODULES, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr

    def said(self) -> dict[tuple[str, str], Said]:
        """What the items say now; a statement that stands twice is an error."""
        found: dict[tuple[str, str], Said] = {}
        for item, claims in self.claims.items():
            for claim in claims:
                ((_, other),) = _snaks({"P190": [claim["mainsnak"]]})
                assert (item, other) not in found, f"{other} stands twice on {item}"
                references = tuple(frozenset(_snaks(one["snaks"])) for one in claim.get("references", ()))
                found[item, other] = Said(frozenset(_snaks(claim.get("qualifiers", {}))), references)
        return found

    def answer(self, asked: dict[str, str]) -> Any:
        """The answer to one call of the API."""
        ids = asked.get("ids", "").split("|")
        if asked["action"] == "wbgetentities" and ids[0] in DATATYPES:
            return {"entities": {id: {"id": id, "datatype": DATATYPES[id]} for id in ids}}
        if asked["action"] == "wbgetentities":
            claims = self.claims.get(ids[0])
            return {"entities": {ids[0]: {"id": ids[0], "claims": {"P190": claims} if claims else {}}}}
        own = self.claims.setdefault(asked["id"], [])
        for claim in json.loads(asked["data"])["claims"]["P190"]:
            own[:] = [other for other in own if other["id"] != claim.get("id")]
            for reference in claim.get("references", ()):  # a list is taken, an object is given
                if isinstance(snaks := reference["snaks"], list):
                    reference["snaks"] = {snak["property"]: [snak] for snak in snaks}
            own.append({"id": f"{asked['id']}${len(own)}", **claim})
        return {"success": 1, "entity": {"id": asked["id"]}}


def _snaks(by_property: dict[str, list[dict[str, Any]]]) -> Iterator[Snak]:
    for prop, snaks in by_property.items():
        for snak in snaks:
            value = snak["datavalue"]["value"]
            if isinstance(value, str):
                yield prop, f'"{value}"'
            else:
                # The client writes 00 for a month or a day that the precision leaves out.
                yield prop, value.get("id") or f"{value['time'].replace('-00', '-01')}/{value['precision']}"


class _Handler(BaseHTTPRequestHandler):
    server: Wikibase
    protocol_version = "HTTP/1.1"  # one connection for many calls
    wbufsize = -1  # an answer in one piece

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        asked = parse_qs(urlsplit(self.path).query) | parse_qs(body)
        reply = json.dumps(self.server.answer({name: values[0] for name, values in asked.items()})).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's own name)
        """Nothing is logged."""


def is_missing() -> bool:
    """True where node or the packages are not there."""
    return shutil.which("node") is None or not (MODULES / "node_modules" / "wikibase-edit").is_dir()
