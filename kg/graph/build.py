"""Sources become one file of N-Quads and a report: whole, or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.gather.corpus import Corpus, gather, sound
from kg.gather.fuse import Fused, fuse
from kg.graph.quads import checked, quads
from kg.words.errors import Problem
from kg.words.files import atomic_writer

Progress = Callable[[str], None]
_BUFFER = 1 << 20


class Built(NamedTuple):
    """What a build made: where it is, how much of what, and what is worth knowing."""

    path: Path
    quads: int
    records: dict[str, int]
    ties: dict[str, int]
    disagreements: int
    problems: tuple[Problem, ...]


def build(roots: Sequence[Path], out: Path, progress: Progress = lambda step: None) -> Built:
    """Build the graph of all source folders below ``roots`` into the file ``out``.

    The same sources give the same bytes. Raises :class:`SourceProblems` with every problem of
    every source where one is an error; then, and on any fault, ``out`` is as it was before.
    """
    corpus = sound(gather(roots, progress))
    progress("fuse")
    fused = fuse_all(corpus)
    progress("write")
    count = _write(quads(corpus, fused), out)
    return Built(
        path=out,
        quads=count,
        records=_records(corpus),
        ties=dict(sorted(Counter(tie.kind for tie in fused.ties).items())),
        disagreements=len(fused.disagreements),
        problems=corpus.problems,
    )


def fuse_all(corpus: Corpus) -> Fused:
    """The ties of a corpus."""
    return fuse(corpus.all("attestations"), corpus.sources)


def store_of(corpus: Corpus) -> ox.Store:
    """The graph of a corpus as a store in memory, written to no file."""
    store = ox.Store()
    text = "".join(checked(quads(corpus, fuse_all(corpus))))
    store.load(input=text, format=ox.RdfFormat.N_QUADS)
    return store


def _records(corpus: Corpus) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for folder in corpus.folders:
        counts.update({kind: len(records) for kind, records in folder.records.items()})
    return dict(sorted(counts.items()))


def _write(blocks: Iterable[str], out: Path) -> int:
    count = 0
    with atomic_writer(out) as stream:
        waiting: list[str] = []
        size = 0
        for lines in checked(blocks):
            count += lines.count("\n")
            waiting.append(lines)
            size += len(lines)
            if size > _BUFFER:
                stream.write("".join(waiting).encode())
                waiting, size = [], 0
        stream.write("".join(waiting).encode())
    return count
