"""The attacks: each is a list of tries, whose figures stand in one row of the table."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from attacking.lab import Done, Lab, Tried, Try, ended, parts, until_begun

ATTACKS: dict[str, Callable[[Lab, ExitStack], list[Try]]] = {}
_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def attack(name: str) -> Callable[[Callable[[Lab, ExitStack], list[Try]]], Callable[[Lab, ExitStack], list[Try]]]:
    """Add a row to the table."""

    def add(function: Callable[[Lab, ExitStack], list[Try]]) -> Callable[[Lab, ExitStack], list[Try]]:
        ATTACKS[name] = function
        return function

    return add


@attack("kill -9 while a graph is built into a file")
def killed_builds(lab: Lab, _stack: ExitStack) -> list[Try]:
    """The old file stays or the new one is there; the next build is right and sweeps."""
    folder = lab.empty("built")
    words = ("build", *lab.sources, "--out", str(folder / "ties.nq"))
    whole = lab.seconds(*words)
    right = (folder / "ties.nq").read_bytes()

    def try_one(moment: float) -> Tried:
        (folder / "ties.nq").write_bytes(b"old")
        process = lab.command(*words)
        time.sleep(moment)
        process.kill()
        told = ended(process)
        kept = (folder / "ties.nq").read_bytes() in {b"old", right}
        again = lab.run(*words)
        sound = again.code == 0 and (folder / "ties.nq").read_bytes() == right and not parts(folder)
        return Tried(kept and sound, not kept, told.is_traced or again.is_traced, again.told)

    return [partial(try_one, lab.rng.uniform(0, whole)) for _ in lab.times(4, 40)]


@attack("kill -9 while a graph is built into the cache")
def killed_caches(lab: Lab, _stack: ExitStack) -> list[Try]:
    """The next question is answered right, and nothing is left of the one before."""
    cache = lab.empty("killed-cache")
    words = ("query", "hubs", *lab.sources)
    right = lab.run(*words).out
    whole = lab.seconds(*words, cache=cache)

    def try_one(moment: float) -> Tried:
        lab.empty("killed-cache")
        process = lab.command(*words, cache=cache)
        time.sleep(moment)
        process.kill()
        told = ended(process)
        again = lab.run(*words, cache=cache)
        is_right = again.code == 0 and again.out == right
        return Tried(is_right and not parts(cache), not is_right, told.is_traced or again.is_traced, again.told)

    return [partial(try_one, lab.rng.uniform(0, whole)) for _ in lab.times(4, 25)]


@attack("SIGTERM, SIGHUP, SIGINT at any moment")
def signalled(lab: Lab, _stack: ExitStack) -> list[Try]:
    """Exit code 128 + n, or the work was done by then; nothing half-made is left."""
    folder = lab.empty("signalled")
    graph = str(lab.folder / "graph.nq")
    lab.run("build", *lab.sources, "--out", graph)
    product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    commands = {
        "build": ("build", *lab.sources, "--out", "{}/ties.nq", "--store", "{}/store"),
        "query": ("query", "--graph", graph, "-e", product, "--out", "{}/n.csv"),
        "network": ("network", "--graph", graph, "--out", "{}/network.html"),
        "export": ("export", "--graph", graph, "--format", "csv", "--out", "{}/ties"),
        "replicate": ("replicate", *lab.sources, "--out", "{}/bundle"),
    }

    def try_one(words: tuple[str, ...], number: signal.Signals, moment: float) -> Tried:
        lab.empty("signalled")
        process = lab.command(*(word.replace("{}", str(folder)) for word in words))
        until_begun(process)
        time.sleep(moment)
        process.send_signal(number)
        told = ended(process)
        is_clean = not parts(folder)
        is_done = told.code == 0 or (told.code == 1 and "not made of these data" in told.told)
        is_told = (is_done or told.code in {128 + number, -number}) and not told.is_traced
        return Tried(is_clean and is_told, not is_clean, told.is_traced, f"{told.code} {told.told}")

    return [
        partial(try_one, words, number, lab.rng.uniform(0, 2))
        for words in commands.values()
        for number in _ENDING
        for _ in lab.times(1, 3)
    ]


@attack("a full disk, at every size of file")
def full(lab: Lab, _stack: ExitStack) -> list[Try]:
    """One line and exit code 2; what stood there stays, and nothing half-made is left."""
    folder = lab.empty("full")
    graph = str(lab.folder / "graph.nq")
    lab.run("build", *lab.sources, "--out", graph)
    outputs = {
        "ties.nq": ("build", *lab.sources, "--out"),
        "ties.csv": ("query", "edges", *lab.sources, "--out"),
        "ties.xlsx": ("query", "edges", *lab.sources, "--out"),
        "network.html": ("network", *lab.sources, "--out"),
        "ties.gexf": ("export", *lab.sources, "--out"),
        "folder": ("export", *lab.sources, "--format", "csv", "--out"),
    }
    lab.run("query", "hubs", *lab.sources)

    def try_one(name: str, words: tuple[str, ...], size: int) -> Tried:
        lab.empty("full")
        if name != "folder":
            (folder / name).write_bytes(b"old")
        done = lab.run(*words, str(folder / name), bytes_of_files=size)
        kept = name == "folder" or (folder / name).read_bytes() == b"old"
        is_right = done.code == 0 or (done.refused() and kept)
        return Tried(is_right and not parts(folder), done.code != 0 and not kept, done.is_traced, done.told)

    def into_cache(size: int) -> Tried:
        cache = lab.empty("full-cache")
        done = lab.run("query", "hubs", *lab.sources, cache=cache, bytes_of_files=size)
        again = lab.run("query", "hubs", *lab.sources, cache=cache)
        is_right = (done.code == 0 or done.refused()) and again.code == 0
        traced = done.is_traced or again.is_traced
        return Tried(is_right and not parts(cache), again.code != 0, traced, done.told)

    sizes = [100, 20_000] if lab.quick else [10, 100, 1_000, 5_000, 20_000, 60_000]
    tries: list[Try] = [partial(try_one, name, words, size) for name, words in outputs.items() for size in sizes]
    return tries + [partial(into_cache, size) for size in [*sizes, 200_000, 2_000_000]]


@attack("/dev/full, closed and left outputs")
def outputs(lab: Lab, _stack: ExitStack) -> list[Try]:
    """A full output is one line and exit code 2, a reader who left 141; a device stays a device."""
    lines = {
        "$KG query hubs $WORLD > /dev/full": 2,
        "$KG query hubs $WORLD --format csv --out /dev/full": 2,
        "$KG build $WORLD --out /dev/full": 2,
        "$KG export $WORLD --format gexf --out /dev/full": 2,
        "$KG network $WORLD --out /dev/full": 2,
        "echo hubs | $KG shell $WORLD > /dev/full": 2,
        "$KG --help > /dev/full": 2,
        "$KG query hubs $WORLD | true": 141,
        "$KG query hubs $WORLD >&-": 141,
        "$KG --help | true": 141,
        "$KG query --list | true": 141,
        "$KG query no-such-name 2> /dev/full": 2,
        "$KG query hubs $WORLD --no-such-option 2>&-": 2,
        "$KG query hubs $WORLD <&- 2>&-": 0,
        "$KG query hubs $WORLD --format csv --out /dev/null": 0,
        "$KG query hubs $WORLD --format csv --out /dev/stdout": 0,
    }

    def try_one(line: str, code: int) -> Tried:
        environment = {
            **os.environ,
            "KG": "python -m kg.cli",
            "WORLD": " ".join(lab.sources),
            "KG_CACHE": str(lab.cache),
            "KG_LANG": "en",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent),
        }
        shell = ["bash", "-o", "pipefail", "-c", line]
        done = subprocess.run(shell, env=environment, capture_output=True, text=True, check=False, cwd=lab.folder)
        devices = all(stat.S_ISCHR(Path(name).stat().st_mode) for name in ("/dev/null", "/dev/full"))
        told = Done(done.returncode, done.stdout.encode(), done.stderr)
        return Tried(told.code == code and devices and not told.is_traced, not devices, told.is_traced, told.told)

    return [partial(try_one, line, code) for line, code in lines.items()]


@attack("damage to a kept graph")
def damaged(lab: Lab, _stack: ExitStack) -> list[Try]:
    """It is built anew, and the answer is the right one; one that keeps sizes and times is a line when it is read."""
    words = ("query", "hubs", *lab.sources)
    right = lab.run(*words).out
    (store,) = [path for path in lab.cache.iterdir() if len(path.name) == 24]

    def cut(file: Path) -> None:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    def flip(file: Path) -> None:
        content = bytearray(file.read_bytes() or b"\0")
        content[lab.rng.randrange(len(content))] ^= 1 << lab.rng.randrange(8)
        file.write_bytes(content)

    def to_folder(file: Path) -> None:
        file.unlink()
        file.mkdir()

    def grow(file: Path) -> None:
        with file.open("ab") as stream:
            stream.write(b"more")

    def try_one(name: str, damage: Callable[[Path], None]) -> Tried:
        cache = lab.folder / "damaged"
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(lab.cache, cache)
        damage(cache / store.name / name if name else cache / store.name)
        done = lab.run(*words, cache=cache)
        again = lab.run(*words, cache=cache)
        is_right = done.code == again.code == 0 and done.out == again.out == right
        return Tried(is_right, not is_right, done.is_traced or again.is_traced, done.told)

    def rot(file: Path) -> None:
        moment = file.stat().st_mtime_ns
        flip(file)
        os.utime(file, ns=(moment, moment))

    def try_rot(name: str) -> Tried:
        """Nothing tells of it before it is read: then it is one line, until ``kg cache verify`` has found it."""
        cache = lab.folder / "damaged"
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(lab.cache, cache)
        rot(cache / store.name / name)
        done = lab.run(*words, cache=cache)
        checked = lab.run("cache", "verify", cache=cache)
        again = lab.run(*words, cache=cache)
        is_right = (done.refused() or done.out == right) and checked.code == 1 and again.out == right
        traced = any(each.is_traced for each in (done, checked, again))
        return Tried(is_right, done.code == 0 and done.out != right, traced, f"{done.told} {checked.told}")

    def to_file(folder: Path) -> None:
        shutil.rmtree(folder)
        folder.touch()

    names = sorted(path.name for path in store.iterdir())
    names = [name for name in names if name.startswith(("MANIFEST", "CURRENT", "seal"))] if lab.quick else names
    changes: tuple[Callable[[Path], None], ...] = (cut, flip, Path.unlink, to_folder, grow)
    tries: list[Try] = [partial(try_one, name, change) for name in names for change in changes]
    tries += [partial(try_rot, name) for name in names if name != "seal" and (store / name).stat().st_size]
    return [*tries, partial(try_one, "", to_file), partial(try_one, "", _emptied)]


def _emptied(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@attack("queries that are too much for an engine")
def queries(lab: Lab, _stack: ExitStack) -> list[Try]:
    """One line and exit code 2, within the time that is allowed."""

    def try_one(text: str) -> Tried:
        (lab.folder / "q.rq").write_text(text, encoding="utf-8")
        started = time.monotonic()
        done = lab.run("query", "q.rq", *lab.sources, "--timeout", "2")
        is_late = time.monotonic() - started > 20
        return Tried(done.code in {0, 1} or done.refused(), is_late, done.is_traced or is_late, done.told)

    return [partial(try_one, text) for text in _hostile_queries((30_000,) if lab.quick else (300, 3_000, 30_000))]


def _hostile_queries(sizes: tuple[int, ...]) -> Iterator[str]:
    for n in sizes:
        yield f"ASK {'{' * n}{'}' * n}"
        yield f"ASK {{ FILTER({'(' * n}1{')' * n}) }}"
        yield f"ASK {{ FILTER({'!' * n}true) }}"
        yield f"ASK {{ FILTER({'||'.join(['?x = 1'] * n)}) }}"
        yield f"ASK {{ FILTER({'+'.join('1' * n)} > 0) }}"
        yield f"ASK {{ {' UNION '.join(['{ ?s ?p 1 }'] * n)} }}"
        yield f"ASK {{ {' '.join(f'BIND({i} AS ?x{i})' for i in range(n))} }}"
        yield f"ASK {{ ?s {'/'.join(['<http://e.org/p>'] * n)} ?o }}"
        yield f"ASK {{ ?s {'|'.join(['<http://e.org/p>'] * n)} ?o }}"
        yield f"ASK {{ ?s <http://e.org/p> {'[ <http://e.org/p> ' * n}1{']' * n} }}"
        yield f"ASK {{ ?s <http://e.org/p> {'( ' * n}1{')' * n} }}"
        yield f"ASK {{ {'FILTER EXISTS { ?s ?p ?o ' * n}{'}' * n} }}"
        yield f"SELECT * {{ {'{ SELECT * { ' * n}{'}}' * n} }}"
        yield f"SELECT {' '.join(f'({i} AS ?x{i})' for i in range(n))} {{}}"
        yield f"ASK {{ ?s ?p ?o {' '.join(['MINUS { ?s <http://e.org/p> 1 }'] * n)} }}"
        yield f"ASK {{ VALUES ?x {{ {'1 ' * n} }} }}"
    yield "SELECT (<http://e.org/f>(1) AS ?x) {}"
    yield "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    yield "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    yield "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    yield "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    yield "SELECT ?s { ?s (<http://e.org/p>*)* ?o . ?t (!<http://e.org/p>)+ ?u . ?v (!<http://e.org/q>)* ?w }"


@attack("endpoints on a bad day")
def faults(lab: Lab, stack: ExitStack) -> list[Try]:
    """An answer or one line, in the time that is allowed; a file that stands there is kept."""
    from tests.engines.misbehaving import PATHS, misbehaving  # noqa: PLC0415 (a server of the tests)

    server = stack.enter_context(misbehaving())
    graph = str(lab.folder / "graph.nq")
    lab.run("build", *lab.sources, "--out", graph)
    out = lab.folder / "answer.csv"

    def try_one(words: tuple[str, ...]) -> Tried:
        out.write_bytes(b"old")
        started = time.monotonic()
        done = lab.run(*words)
        is_late = time.monotonic() - started > 20
        kept = done.code == 0 or out.read_bytes() == b"old"
        return Tried((done.code in {0, 1} or done.refused()) and kept, not kept, done.is_traced or is_late, done.told)

    paths = [path for path in PATHS if not (lab.quick and "huge" in path)]
    tries: list[Try] = []
    for path in paths:
        url = f"{server.base}{path}"
        tries.append(
            partial(try_one, ("query", "hubs", "--endpoint", url, "--timeout", "3", "--out", str(out))),
        )
        if not lab.quick:
            tries.append(
                partial(try_one, ("push", "--endpoint", url, "--write", url, "--graph", graph, "--timeout", "3"))
            )
    return tries
