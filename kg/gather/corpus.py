"""Everything that all source folders say, with its references resolved and checked.

Nothing is dropped: a row either becomes a record here or a problem.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from kg.base.errors import Problem, SourceProblems
from kg.base.progress import Step, silent
from kg.base.resources import SOURCE_SETTINGS
from kg.gather.checks import check_records, loops
from kg.gather.folder import Folder, read_alone, read_folder
from kg.gather.identity import repeats
from kg.gather.plausible import Known, implausible
from kg.gather.references import Resolver, reach
from kg.gather.remedies import remedied
from kg.gather.roots import find_folders
from kg.gazetteer.gazetteer import Gazetteer
from kg.schema.records import Source, Translation

READING = 0.4  # the part of a build that reading takes
OF_PLACES = ("places", "names", "sources")  # the tables that tell which place a name means


class Corpus(NamedTuple):
    """All records by kind, each beside the id of the folder it comes from."""

    folders: tuple[Folder, ...]
    gazetteer: Gazetteer
    problems: tuple[Problem, ...]
    translations: Mapping[str, Mapping[str, Translation]]  # by folder and text
    told: tuple[Folder, ...] = ()  # the folders whose problems these are
    table: str = ""  # the one table of them that is meant

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


def gather(roots: Sequence[Path], progress: Step = silent, kinds: Collection[str] = ()) -> Corpus:
    """Read, resolve and check all folders below ``roots``; ``problems`` holds every finding.

    With ``kinds``, tables of other kinds are not read. ``progress`` is told each step. Raises
    :class:`KgError` where a root holds no folder.
    """
    folders = _read([folder for root in roots for folder in find_folders(root)], kinds, progress)
    return _add_up(folders, folders)


def gather_one(path: Path, beside: Sequence[Path]) -> Corpus:
    """One more folder, folder of folders or table, read beside the folders below ``beside``; ``told`` holds it.

    A table that stands in a source folder is read with that folder, and ``table`` names it; any other
    is read beside what its rows lead to. Only problems of what is told are told.
    """
    others = [folder for root in beside for folder in find_folders(root)]
    if path.is_file() and not (path.parent / SOURCE_SETTINGS).is_file():
        alone = read_alone(path)
        folders = _read(others, reach(alone.records))
        if first := _same(path, folders):
            copied = Problem("error", "copy", path.name, details=(("first", first),))
            return _add_up((), ())._replace(problems=(copied,))
        return _add_up([*folders, alone], [alone])
    own = find_folders(path.parent if path.is_file() else path)
    mine = set(map(os.path.realpath, own))
    folders = _read([*(folder for folder in others if os.path.realpath(folder) not in mine), *own])
    corpus = _add_up(folders, folders[-len(own) :])
    return corpus._replace(table=f"{folders[-1].shown}/{path.name}") if path.is_file() else corpus


def _read(paths: Sequence[Path], kinds: Collection[str] = (), progress: Step = silent) -> list[Folder]:
    """The folders as read, each shown by its name, or by its whole path where two have one name."""
    names = Counter(path.name for path in paths)
    folders = []
    for number, path in enumerate(paths):
        progress(path.name, READING * number / len(paths))
        folders.append(read_folder(path, kinds, "" if names[path.name] == 1 else str(path)))
    return folders


def _same(path: Path, folders: Sequence[Folder]) -> str:
    """The table of a folder that holds the same bytes as a file, or none."""
    size = path.stat().st_size
    with suppress(OSError):  # it is told where it cannot be read
        for folder in folders:
            for file in folder.path.glob(f"*{path.suffix}"):
                if file.stat().st_size == size and file.read_bytes() == path.read_bytes():
                    return f"{folder.shown}/{file.name}"
    return ""


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
    problems = remedied(problems, folders, OF_PLACES)
    words: dict[str, dict[str, Translation]] = defaultdict(dict)
    for folder in folders:
        words[folder.id].update((row.text, row) for row in folder.records.get("translations", ()))
    return Corpus(tuple(folders), gazetteer, tuple(sorted(set(problems), key=_order)), words, tuple(told))


def _order(problem: Problem) -> tuple[object, ...]:
    return problem.file, problem.row, problem.column, problem.code, problem


def sound(corpus: Corpus) -> Corpus:
    """The corpus itself where nothing in it is an error; else raises :class:`SourceProblems`."""
    if any(problem.severity == "error" for problem in corpus.problems):
        raise SourceProblems(corpus.problems)
    return corpus
