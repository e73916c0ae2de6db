"""The network measures beside networkx, rustworkx and scipy, on edge lists of any size."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benching.measure import side_by_side
from benching.works import Bench, Line

SIZES = {  # name: nodes, edges, how uneven; sister cities have a few hubs and many places with one partner
    "10k-few": (1_800, 10_000, 1.0),
    "10k": (7_000, 10_000, 3.0),
    "17k": (10_000, 17_000, 1.0),
    "100k": (60_000, 100_000, 2.0),
    "1M": (600_000, 1_000_000, 2.0),
}
WHOLE = 5.7  # the whole process by igraph's betweenness alone: 2 s where igraph took 0.35 s
SAMPLED = ("--pivots", "100", "--limit", "1000", "--format", "csv")  # all are measured, a thousand printed


def edges(folder: Path, size: str, seed: int = 1) -> Path:
    """An edge list of a size, written once; the same seed gives the same list."""
    path = folder / f"edges-{size}.csv"
    if path.is_file():
        return path
    nodes, count, uneven = SIZES[size]
    chance = random.Random(seed)
    found: set[tuple[int, int]] = set()
    while len(found) < count:
        a, b = int(nodes * chance.random() ** uneven), int(nodes * chance.random())
        if a != b:
            found.add((min(a, b), max(a, b)))
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"place{a},place{b}\n" for a, b in sorted(found))
    path.write_text(f"source,target\n{lines}", encoding="utf-8")
    return path


def network(bench: Bench) -> Iterator[Line]:
    """All measures of an edge list, whole process; betweenness and distances beside networkx, rustworkx, scipy."""
    most = 2.0
    for size in ("10k-few", "10k", "17k"):
        command = bench.kg("measure", "places", "--edges", edges(bench.folder, size), "--format", "csv")
        took = side_by_side({"ours": command}, bench.rounds)["ours"]
        yield Line(f"kg measure, {size} edges", f"{took.seconds:.2f} s", f"≤ {most:g} s", took.seconds <= most)
        yield from _engines(bench, size, took.seconds)
    for size, most in (("100k", 4.0), ("1M", 60.0)):
        if size == "1M" and not bench.large:
            continue
        command = bench.kg("measure", "places", "--edges", edges(bench.folder, size), *SAMPLED)
        took = side_by_side({"ours": command}, 1)["ours"]
        met = took.seconds <= most
        yield Line(f"kg measure, {size} edges, sampled", f"{took.seconds:.1f} s", f"≤ {most:g} s", met)


def _engines(bench: Bench, size: str, whole: float) -> Iterator[Line]:
    command = [str(word) for word in bench.peer("network_engines", edges(bench.folder, size))]
    took = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ratio = whole / took["betweenness"]["igraph"]
    yield Line(f"kg measure ÷ igraph betweenness, {size}", f"{ratio:.1f}", f"≤ {WHOLE}", ratio <= WHOLE)
    wanted = {"betweenness": {"networkx": 15, "rustworkx": 1, "igraph": 1}, "distances": {"rustworkx": 4, "scipy": 4}}
    for work, least in wanted.items():
        for engine, times in least.items():
            ratio = took[work][engine] / took[work]["ours"]
            figure = f"{took[work][engine]:.1f} / {took[work]['ours']:.2f} s = {ratio:.1f}×"
            yield Line(f"{work}, {size}, {engine} ÷ ours", figure, f"≥ {times}×", ratio >= times)
