"""What to do about a place or a source that nobody knows, where another remedy fits than to add it to a table."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence

from kg.base.errors import Problem
from kg.base.languages import _
from kg.base.resources import sources_dir
from kg.gather.folder import ORIGINAL, Folder, read_folder
from kg.gather.roots import find_folders
from kg.gazetteer.gazetteer import Gazetteer

_UNKNOWN = ("unknown-place", "unknown-source")


def remedied(problems: Sequence[Problem], folders: Sequence[Folder], kinds: Sequence[str]) -> list[Problem]:
    """The problems, those of unknown places and sources with the remedy that fits.

    What the bundled sources have, which are not read, is known as soon as they are; a folder that was made of a
    person's table is made again, for nobody edits its tables. ``kinds`` are the tables that tell of places and sources.
    """
    if not any(problem.code in _UNKNOWN for problem in problems):
        return [*problems]
    read = {os.path.realpath(folder.path) for folder in folders}
    unread = [read_folder(path, kinds) for path in find_folders(sources_dir()) if os.path.realpath(path) not in read]
    places, names = ([row for each in unread for row in each.records.get(kind, ())] for kind in ("places", "names"))
    gazetteer = Gazetteer(places, names)
    sources = {source.id for folder in unread for source in folder.records.get("sources", ())}
    imported = {folder.shown: folder for folder in folders if (folder.path / ORIGINAL).is_dir()}

    def fitting(problem: Problem) -> Problem:
        if problem.code not in _UNKNOWN:
            return problem
        text = problem.value.strip()
        is_place = problem.code == "unknown-place"
        if gazetteer.find(text) or text in gazetteer.places if is_place else text in sources:
            return _with(problem, _("the bundled sources have it: leave out --only"))
        if folder := imported.get(problem.file.rpartition("/")[0]):
            return _with(problem, _("make the folder again: {command}").format(command=_again(folder)))
        return problem

    return [*map(fitting, problems)]


def _with(problem: Problem, remedy: str) -> Problem:
    return problem._replace(details=tuple((dict(problem.details) | {"remedy": remedy}).items()))


def _again(folder: Folder) -> str:
    file = next((each for each in sorted((folder.path / ORIGINAL).iterdir()) if each.name != "unused.csv"), ORIGINAL)
    return f"kg import {shlex.quote(str(file))} --out {shlex.quote(str(folder.path))}"
