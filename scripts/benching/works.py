"""What is measured: one function a work, each beside its peers in the same rounds."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benching import world_list
from benching.measure import Command, side_by_side
from benching.world import SIZES, make

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent
PYTHON = sys.executable
# A synthetic world that other code made is another world.
_WORLD = hashlib.blake2b((HERE / "world.py").read_bytes(), digest_size=4).hexdigest()


class Line(NamedTuple):
    """One figure with its budget, as printed, and whether it is met."""

    work: str
    figure: str
    budget: str
    met: bool


class Bench(NamedTuple):
    """Where the work is done, in how many rounds, and whether the largest size is wanted."""

    folder: Path
    rounds: int
    large: bool

    @property
    def environment(self) -> dict[str, str]:
        """The cache of built graphs stays in the folder of the benchmark."""
        return {"KG_CACHE": str(self.folder / "cache")}

    def kg(self, *words: str | Path) -> Command:
        """A command of this project, through its installed script where there is one."""
        script = Path(PYTHON).parent / "kg"
        return [script if script.is_file() else PYTHON, *([] if script.is_file() else ["-m", "kg.cli"]), *words]

    def peer(self, name: str, *words: str | Path) -> Command:
        """A peer of ``scripts/benching/peers``."""
        return [PYTHON, HERE / "peers" / f"{name}.py", *words]

    def built(self, size: str = "") -> Path:
        """The graph of the bundled data or of a synthetic world, built once."""
        out = self.folder / f"{f'{size}-{_WORLD}' if size else 'bundled'}.nq"
        if not out.is_file():
            out.parent.mkdir(parents=True, exist_ok=True)
            command = [str(word) for word in self.kg("build", *self.sources(size), "--out", out)]
            subprocess.run(command, check=True, capture_output=True)
        return out

    def sources(self, size: str) -> list[str | Path]:
        """The option that names a synthetic world; none for the bundled data."""
        if not size:
            return []
        folder = self.folder / f"{size}-{_WORLD}" / "synthetic"
        if not folder.is_dir():
            make(folder, SIZES[size])
        return ["--sources", folder, "--only"]


def _ratio(work: str, ours: float, theirs: float, most: float) -> Line:
    ratio = ours / theirs
    return Line(work, f"{ours:.3f} / {theirs:.3f} s = {ratio:.2f}", f"≤ {most:g}", ratio <= most)


def _faster(work: str, ours: float, theirs: float, least: float) -> Line:
    times = theirs / ours
    return Line(work, f"{theirs:.2f} / {ours:.2f} s = {times:.1f}×", f"≥ {least:g}×", times >= least)


def _within(work: str, value: float, most: float, unit: str) -> Line:
    return Line(work, f"{value:.2f} {unit}", f"≤ {most:g} {unit}", value <= most)


def help_(bench: Bench) -> Iterator[Line]:
    """`kg --help` beside a bare click group: at most 1.5 times."""
    took = side_by_side({"ours": bench.kg("--help"), "click": bench.peer("click_help")}, bench.rounds * 2)
    yield _ratio("kg --help ÷ click --help", took["ours"].seconds, took["click"].seconds, 1.5)


def query(bench: Bench) -> Iterator[Line]:
    """`kg query hubs`, cold, beside click + pyoxigraph by hand and typer + rdflib."""
    graph, asked = bench.built(), CHECKOUT / "queries" / "network" / "hubs.rq"
    ours = bench.kg("query", "hubs", "--format", "csv")
    subprocess.run(
        [str(word) for word in ours], env={**os.environ, **bench.environment}, check=True, capture_output=True
    )
    commands = {
        "ours": ours,
        "by hand": bench.peer("click_pyoxigraph", graph, asked),
        "rdflib": bench.peer("typer_rdflib", graph, asked),
    }
    took = side_by_side(commands, bench.rounds, bench.environment)
    yield _ratio("kg query ÷ click + pyoxigraph", took["ours"].seconds, took["by hand"].seconds, 2)
    yield _faster("kg query, typer + rdflib ÷ ours", took["ours"].seconds, took["rdflib"].seconds, 4)


def answers(bench: Bench) -> Iterator[Line]:
    """Questions at a million quads, warm: the catalogue beside the bare store, hubs beside the raw aggregate."""
    command = [str(word) for word in bench.peer("catalogue_overhead", bench.built("M"))]
    took = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    yield _ratio("catalogue ÷ bare pyoxigraph, M", took["catalogue"], took["raw"], 1.1)
    yield _within("most ties, M, warm", took["most ties"] * 1000, 30, "ms")
    yield _faster("most ties, M, aggregate ÷ ours", took["most ties"], took["aggregate"], 8)


def build(bench: Bench) -> Iterator[Line]:
    """`kg build` on the bundled data and at a million quads, beside pyoxigraph's load and rdflib."""
    small = side_by_side({"ours": bench.kg("build", "--out", bench.folder / "again.nq")}, bench.rounds)["ours"]
    yield _within("kg build, bundled", small.seconds, 1.5, "s")
    yield _within("kg build, bundled, memory", small.megabytes, 200, "MB")
    graph = bench.built("M")
    again = bench.kg("build", *bench.sources("M"), "--out", bench.folder / "again.nq")
    took = side_by_side({"ours": again, "load": bench.peer("pyoxigraph_load", graph)}, max(3, bench.rounds // 2))
    yield _ratio("kg build M ÷ pyoxigraph load", took["ours"].seconds, took["load"].seconds, 2)
    slow = side_by_side({"rdflib": bench.peer("rdflib_add", graph, bench.folder / "peer.nt")}, 1)["rdflib"]
    yield _faster("kg build M, rdflib add ÷ ours", took["ours"].seconds, slow.seconds, 4)
    if bench.large:
        large = bench.kg("build", *bench.sources("L"), "--out", bench.folder / "again.nq")
        ten = side_by_side({"ours": large}, 1)["ours"]
        yield _ratio("kg build L ÷ M", ten.seconds, took["ours"].seconds, 11)
        yield _within("kg build L, memory", ten.megabytes, 1500, "MB")
    (bench.folder / "again.nq").unlink(missing_ok=True)
    (bench.folder / "peer.nt").unlink(missing_ok=True)


def check(bench: Bench) -> Iterator[Line]:
    """`kg check` on the bundled data and on a graph of a million quads, beside pyshacl."""
    shapes = [CHECKOUT / "ontology" / "shapes" / f"{name}.ttl" for name in ("required", "advised", "codes")]
    small = side_by_side(
        {"ours": bench.kg("check", "--format", "csv")}, bench.rounds, bench.environment, findings=True
    )["ours"]
    yield _within("kg check, bundled", small.seconds, 2, "s")
    graph = bench.built("M")
    ours = side_by_side({"ours": bench.kg("check", graph, "--format", "csv")}, 2, findings=True)["ours"]
    yield _within("kg check, M", ours.seconds, 8, "s")
    slow = side_by_side({"pyshacl": bench.peer("pyshacl_check", graph, *shapes)}, 1)["pyshacl"]
    yield _faster("kg check M, pyshacl ÷ ours", ours.seconds, slow.seconds, 4)


def page(bench: Bench) -> Iterator[Line]:
    """`kg network` on the bundled data: the size of the page."""
    out = bench.folder / "network.html"
    took = side_by_side({"ours": bench.kg("network", "--out", out)}, 2, bench.environment)["ours"]
    yield _within("kg network, bundled", took.seconds, 2, "s")
    yield _within("network page, bundled", out.stat().st_size / 1e6, 1, "MB")


def world(bench: Bench) -> Iterator[Line]:
    """`kg import` of a list of 30,000 sister cities all over the world, and `kg build` with it."""
    table, folder = bench.folder / "world.csv", bench.folder / "world"
    if not table.is_file():
        world_list.make(table, 30_000)
    words = ("--yes", "--value", "kind=sister", "--id", "world", "--out", folder)
    taken = side_by_side({"ours": bench.kg("import", table, *words)}, 1, bench.environment, findings=True)["ours"]
    again = bench.kg("build", "--sources", folder, "--out", bench.folder / "again.nq")
    built = side_by_side({"ours": again}, 1)["ours"]
    yield _within("kg import and kg build, world list", taken.seconds + built.seconds, 60, "s")
    yield _within("the same, memory", max(taken.megabytes, built.megabytes), 1000, "MB")
    (bench.folder / "again.nq").unlink(missing_ok=True)


WORKS: dict[str, Callable[[Bench], Iterator[Line]]] = {
    "help": help_,
    "query": query,
    "answers": answers,
    "build": build,
    "check": check,
    "page": page,
    "world": world,
}
