"""Headless Firefox for tests of pages, driven over WebDriver BiDi, which needs no program between."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import websocket

from tests.conftest import MISSING

_EVENTS = ("log.entryAdded", "network.beforeRequestSent", "network.responseCompleted", "network.fetchError")


class Firefox:
    """One page of the browser, and what happened since it was last asked."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket, self._last = socket, 0
        self._events: list[dict[str, Any]] = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=list(_EVENTS))
        self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def get(self, url: str) -> None:
        """Open a page and wait until all of it is there."""
        self._send("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def run(self, expression: str) -> Any:
        """The value of an expression of the page, which may be a promise."""
        told = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression}) ?? null))()",
            target={"context": self._page},
            awaitPromise=True,
        )
        if told["type"] != "success":
            raise AssertionError(told["exceptionDetails"]["text"])
        return json.loads(told["result"]["value"])

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        strokes = [{"type": how, "value": key} for key in keys for how in ("keyDown", "keyUp")]
        self._send(
            "input.performActions", context=self._page, actions=[{"type": "key", "id": "keys", "actions": strokes}]
        )

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page."""
        self._send("browsingContext.setViewport", context=self._page, viewport={"width": width, "height": height})

    def happened(self) -> tuple[list[str], list[str]]:
        """What went wrong, and the addresses asked for, since this was last asked."""
        events, self._events = self._events, []
        wrong, asked = [], []
        for event in events:
            told = event["params"]
            if event["method"] == "log.entryAdded" and told["level"] in ("error", "warn"):
                wrong.append(str(told["text"]))
            elif event["method"] == "network.fetchError" and told["errorText"] != "NS_BINDING_ABORTED":  # left before
                wrong.append(f"{told['request']['url']}: {told['errorText']}")
            elif event["method"] == "network.responseCompleted" and told["response"]["status"] >= 400:
                wrong.append(f"{told['request']['url']}: {told['response']['status']}")
            elif event["method"] == "network.beforeRequestSent":
                asked.append(str(told["request"]["url"]))
        return wrong, [url for url in asked if not url.startswith(("data:", "about:"))]

    def _send(self, method: str, **given: Any) -> Any:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": given}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._last:
                if message["type"] == "error":
                    raise AssertionError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]
            if message["type"] == "event":
                self._events.append(message)


@contextmanager
def firefox(profile: Path) -> Generator[Firefox]:
    """A browser of its own, with an empty profile, closed at the end.

    Skips the test where Firefox is not installed.
    """
    binary = shutil.which("firefox-esr") or shutil.which("firefox")
    if binary is None:
        pytest.skip(f"{MISSING} firefox (apt-get install firefox-esr)")
    command = [binary, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
    with subprocess.Popen([*command, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            there = _there(profile / "WebDriverBiDiServer.json", running)
            address = f"ws://{there['ws_host']}:{there['ws_port']}/session"
            socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
            yield Firefox(socket)
            socket.close()
        finally:
            running.terminate()


def _there(told: Path, running: subprocess.Popen[bytes], seconds: float = 60) -> dict[str, Any]:
    """What the browser writes into its profile once it listens."""
    until = time.monotonic() + seconds
    while running.poll() is None and time.monotonic() < until:
        try:
            found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            time.sleep(0.05)
        else:
            return found
    raise AssertionError("Firefox does not listen")
