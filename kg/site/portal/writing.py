"""A folder of many files that is replaced as a whole, and in which only what changed is written."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.files import files_below, whole_folder
from kg.base.languages import _

LISTING = "files.json"  # what the folder holds


class Written(NamedTuple):
    """How many files there are, how many of them are new or changed, how many went, and bytes in all."""

    files: int
    changed: int
    removed: int
    size: int


def write_folder(out: Path, files: Iterable[tuple[str, bytes]], *, force: bool = False) -> Written:
    """Write files by their paths; what stood there and was not written by this goes nowhere, it is refused.

    Raises :class:`KgError` where the folder holds files of other origin and ``force`` is not given, or where two
    files have one path, as on Windows and macOS also those have that differ by capital letters only.
    """
    earlier = _listing(out)
    foreign = [path for path in files_below(out) if path not in earlier and path != LISTING]
    if foreign and not force:
        told = _("{path} holds {file}, which is of no site").format(path=out, file=foreign[0])
        raise KgError(told, hint=_("name a new folder, or add --force to replace this one"))
    listing: dict[str, str] = {}  # the paths by what they are called on a system that does not tell capital letters
    changed = size = 0
    with whole_folder(out) as made:
        for path, content in files:
            if other := listing.get(path.casefold()):
                told = _("two files of the site are called {path} and {other}").format(path=path, other=other)
                raise KgError(told, hint=_("let the ids of their things differ by more than capital letters"))
            listing[path.casefold()] = path
            size += len(content)
            place = made / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if not _kept(out / path, place, content):
                place.write_bytes(content)
                changed += 1
        (made / LISTING).write_text(json.dumps(sorted(listing.values()), indent=0) + "\n", encoding="utf-8")
    return Written(len(listing), changed, len(earlier.difference(listing.values())), size)


def _kept(old: Path, new: Path, content: bytes) -> bool:
    """Whether the old file holds the content and could be taken over; some file systems have no second names."""
    try:
        if old.read_bytes() != content:
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _listing(out: Path) -> set[str]:
    try:
        return {str(path) for path in json.loads((out / LISTING).read_bytes())}
    except (OSError, ValueError, TypeError):
        return set()
