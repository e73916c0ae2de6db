"""Frames of the map and of the network page of a world list, moved in a real browser."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from benching.works import Bench, Line
from kg.ask.asked_graph import StoredGraph
from kg.gazetteer import world
from kg.graph.store import place_of
from kg.network.layout import arrange
from kg.network.page import network_document
from kg.network.standing import DEFAULT_KINDS, select
from kg.network.ties import Link, Network, Node
from kg.site.atlas.map_file import written
from kg.site.atlas.map_of_ties import atlas
from kg.site.network_page import network_page
from tests.browser import chromium

TIES, TOWNS = 30_000, 10_000
# 30 frames a second; the test browser draws by the processor alone, and other programs take their part of it.
MOST = 1000 / 30
_BLANK = "<!doctype html><canvas id=c width=1000 height=700></canvas>"
# Zooms in, drags to and fro, zooms out: an event a frame, as a hand does it; answers the times between frames.
_MOVE = """
const [selector, done] = arguments;
const on = document.querySelector(selector);
on.setPointerCapture = () => {};
const box = on.getBoundingClientRect();
const [cx, cy] = [box.left + box.width / 2, box.top + box.height / 2];
const mouse = { bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true };
const send = (kind, name, clientX, clientY, more = {}) =>
  on.dispatchEvent(new kind(name, { clientX, clientY, ...mouse, ...more }));
const zoom = (by) => send(WheelEvent, "wheel", cx, cy, { deltaY: by });
const drag = (k) =>
  send(PointerEvent, "pointermove", cx + 180 * Math.sin(k / 12), cy + 90 * Math.sin(k / 7), { buttons: 1 });
const acts = [
  ...Array.from({ length: 50 }, () => () => zoom(-24)),
  () => send(PointerEvent, "pointerdown", cx, cy, { button: 0, buttons: 1 }),
  ...Array.from({ length: 120 }, (_, k) => () => drag(k)),
  () => send(PointerEvent, "pointerup", cx, cy, { button: 0 }),
  ...Array.from({ length: 50 }, () => () => zoom(24)),
];
const times = [];
let last = 0;
function frame(now) {
  if (last) times.push(now - last);
  last = now;
  const act = acts.shift();
  if (!act) return done(times);
  act();
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);
"""


def world_network(towns: int = TOWNS, ties: int = TIES, seed: int = 1) -> Network:
    """Ties between the most populous towns of the world: some towns have many, most have few; the same every time."""
    chance = random.Random(seed)
    known = [place for code in world.countries() for place in world.places_of(code, 15_000) if place.level == "city"]
    chosen = sorted(known, key=lambda place: (-place.population, place.geonames))[:towns]
    nodes = {
        f"world-{place.geonames}": Node(
            f"world-{place.geonames}", {"en": place.name} | dict(place.names), place.country.lower(), "city",
            "", "", False, place.lat, place.lon, "",
        )
        for place in chosen
    }  # fmt: skip
    ids = [*nodes]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < ties:
        a, b = sorted((ids[int(len(ids) * chance.random() ** 2)], chance.choice(ids)))
        if a != b:
            pairs.add((a, b))
    links = []
    for a, b in sorted(pairs):
        year = chance.randint(1955, 2024)
        links.append(Link(f"{a}--{b}", a, b, "sister", "active", year, None, chance.randint(1, 4), 0.5, ()))
    return Network(nodes, tuple(links))


def pages(folder: Path) -> dict[str, tuple[Path, str]]:
    """The two pages of the world list, written; each with what is moved in it."""
    folder.mkdir(parents=True, exist_ok=True)
    asked, network = StoredGraph(place_of()), world_network()
    (folder / "blank.html").write_text(_BLANK, encoding="utf-8")
    (folder / "map.html").write_bytes(written(atlas(asked, network, str), "html", DEFAULT_KINDS, None))
    document = arrange(network_document(asked, network, select(network)))
    (folder / "network.html").write_text(network_page(document), encoding="utf-8")
    moved = {"blank": "canvas", "map": "#map canvas", "network": "#drawing canvas"}
    return {name: (folder / f"{name}.html", selector) for name, selector in moved.items()}


def pictures(bench: Bench) -> Iterator[Line]:
    """Frames of the map and of the network page of 30,000 ties, panned and zoomed in headless Chromium."""
    found = pages(bench.folder / "pictures")
    with TemporaryDirectory() as profile, chromium(Path(profile), 1440, 900) as browser:
        browser.set_script_timeout(300)
        for name, (path, selector) in found.items():
            yield from _measured(browser, name, path, selector)


def _measured(browser: webdriver.Chrome, name: str, path: Path, selector: str) -> Iterator[Line]:
    start = time.perf_counter()
    browser.get(path.as_uri())
    done = "const {map, drawn} = document.documentElement.dataset; return map || drawn || document.querySelector('#c')"
    WebDriverWait(browser, 120, 0.05).until(lambda page: page.execute_script(done))
    first = time.perf_counter() - start
    times: list[Any] = sorted(browser.execute_async_script(_MOVE, selector))
    middle, slow = statistics.median(times), times[int(len(times) * 0.95)]
    size = path.stat().st_size / 1e6
    if name != "blank":
        yield Line(f"{name}, {TIES:,} ties, first picture", f"{first:.1f} s, {size:.1f} MB", "", True)
    told = f"{middle:.0f} ms, 95 % {slow:.0f} ms"
    yield Line(f"{name}, a frame that moves", told, f"≤ {MOST:.0f} ms", name == "blank" or slow <= MOST)
