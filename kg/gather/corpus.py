"""Everything that all source folders say, with its references resolved and checked.

Nothing is dropped: a row either becomes a record here or a problem.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kg.base.errors import Problem, SourceProblems
from kg.base.progress import Step, silent
from kg.gather.checks import check_records, loops
from kg.gather.folder import Folder, find_folders, read_alone, read_folder
from kg.gather.identity import repeats
from kg.gather.plausible import Known, implausible
from kg.gather.references import Resolver
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.records import Source, Translation

READING = 0.4  # the part of a build that reading takes


class Corpus(NamedTuple):
    """All records by kind, each beside the id of the folder it comes from."""

    folders: tuple[Folder, ...]
    gazetteer: Gazetteer
    problems: tuple[Problem, ...]
    translations: Mapping[str, Mapping[str, Translation]]  # by folder and text

    def records(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Each record of a kind with its folder's id, in the order of folders and rows."""
        for folder in self.folders:
            for record in folder.records.get(kind, ()):
                yield folder.id, record

    def all(self, kind: str) -> list[Any]:
        """The records of a kind alone."""
        return [record for _, record in self.records(kind)]

    @property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""
        return {source.id: source for source in self.all("sources")}


def gather(roots: Sequence[Path], progress: Step = silent) -> Corpus:
    """Read, resolve and check all folders below ``roots``; ``problems`` holds every finding.

    ``progress`` is told each step. Raises :class:`KgError` where a root holds no folder.
    """
    folders = []
    paths = [folder for root in roots for folder in find_folders(root)]
    for number, path in enumerate(paths):
        progress(path.name, READING * number / len(paths))
        folders.append(read_folder(path))
    return _add_up(folders, folders)


def gather_one(path: Path, beside: Sequence[Path]) -> Corpus:
    """One more folder or table, read beside the folders below ``beside``; only its problems are told."""
    known = [read_folder(folder) for root in beside for folder in find_folders(root)]
    extra = read_alone(path) if path.is_file() else read_folder(path)
    known = [folder for folder in known if not _same(folder, path)]
    return _add_up([*known, extra], [extra])


def _same(folder: Folder, path: Path) -> bool:
    real = os.path.realpath(path)
    return real in (os.path.realpath(folder.path), *map(os.path.realpath, folder.path.glob("*.csv")))


def _add_up(folders: Sequence[Folder], told: Collection[Folder]) -> Corpus:
    problems = [problem for folder in told for problem in folder.problems]
    places = [place for folder in folders for place in folder.records.get("places", ())]
    names = [name for folder in folders for name in folder.records.get("names", ())]
    gazetteer = Gazetteer(places, names)
    resolver = Resolver(folders, gazetteer)
    mine = {id(folder) for folder in told}
    for folder in folders:
        found = resolver.resolve(folder)
        problems += [*found, *check_records(folder)] if id(folder) in mine else ()
    together = chain(repeats(folders), loops(folders))
    problems += [problem for folder, problem in together if id(folder) in mine]
    beside = Known(folders, gazetteer)
    problems += [problem for folder in told for problem in implausible(folder, beside)]
    words: dict[str, dict[str, Translation]] = defaultdict(dict)
    for folder in folders:
        words[folder.id].update((row.text, row) for row in folder.records.get("translations", ()))
    return Corpus(tuple(folders), gazetteer, tuple(sorted(set(problems), key=_order)), words)


def _order(problem: Problem) -> tuple[object, ...]:
    return problem.file, problem.row, problem.column, problem.code, problem


def sound(corpus: Corpus) -> Corpus:
    """The corpus itself where nothing in it is an error; else raises :class:`SourceProblems`."""
    if any(problem.severity == "error" for problem in corpus.problems):
        raise SourceProblems(corpus.problems)
    return corpus
