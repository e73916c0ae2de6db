"""Sources become one file of N-Quads and a report: whole, or not at all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import Problem
from kg.base.files import atomic_writer, part_folder
from kg.base.gc_pause import no_collection
from kg.base.languages import _
from kg.base.progress import Step, silent
from kg.gather.corpus import READING, Corpus, gather, sound
from kg.gather.fuse import Fused, fuse
from kg.graph.quads import checked, quads
from kg.graph.shards import write_shards

_EVERY = 1000  # blocks between two notes of progress
_FUSED = 0.5  # the part of a build that is done when its ties are known


class Built(NamedTuple):
    """What a build made: where it is, how much of what, and what is worth knowing."""

    path: Path
    quads: int
    records: dict[str, int]
    ties: dict[str, int]
    disagreements: int
    problems: tuple[Problem, ...]


def build(roots: Sequence[Path], out: Path, progress: Step = silent, shards: int = 0) -> Built:
    """Build the graph of all source folders below ``roots`` into the file ``out``, or the folder ``out`` of ``shards``.

    The same sources give the same bytes. Raises :class:`SourceProblems` with every problem of
    every source where one is an error; then, and on any fault, ``out`` is as it was before.
    """
    with no_collection():
        corpus = sound(gather(roots, progress))
        progress(_("adding up"), READING)
        fused = fuse_all(corpus)
        blocks = _told(quads(corpus, fused), _subjects(corpus, fused), progress)
        count = _write_shards(blocks, out, shards) if shards else _write(blocks, out)
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
    return fuse(corpus.all("attestations"), corpus.sources, corpus.all("events"))


def write_graph(corpus: Corpus, out: Path) -> int:
    """Write the graph of a corpus into a file; the number of its quads."""
    return _write(quads(corpus, fuse_all(corpus)), out)


def _records(corpus: Corpus) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for folder in corpus.folders:
        counts.update({kind: len(records) for kind, records in folder.records.items()})
    return dict(sorted(counts.items()))


def _subjects(corpus: Corpus, fused: Fused) -> int:
    """About how many subjects the graph has; each is one block."""
    return sum(_records(corpus).values()) + sum(1 + len(tie.stages) for tie in fused.ties) + len(fused.disagreements)


def _told(blocks: Iterable[str], expected: int, progress: Step) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if number % _EVERY == 0:
            progress(_("writing"), min(1.0, _FUSED + (1 - _FUSED) * number / (expected or 1)))
        yield block


def _write(blocks: Iterable[str], out: Path) -> int:
    count = 0
    with atomic_writer(out) as stream:
        for lines in checked(blocks):
            count += lines.count("\n")
            stream.write(lines.encode())
    return count


def _write_shards(blocks: Iterable[str], out: Path, shards: int) -> int:
    with part_folder(Path(os.path.realpath(out))) as part:
        count = _write(blocks, part / "ties.nq")
        write_shards(part / "ties.nq", out, shards)
    return count
