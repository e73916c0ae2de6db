"""A folder of many files that is replaced as a whole, and in which only what changed is written."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.files import files_below, whole_folder
from kg.base.languages import _

LISTING = "files.json"  # what the folder holds, each file with its digest


class Written(NamedTuple):
    """How many files there are, how many of them are new or changed, how many went, and bytes in all."""

    files: int
    changed: int
    removed: int
    size: int


def write_folder(out: Path, files: Iterable[tuple[str, bytes]], *, force: bool = False) -> Written:
    """Write files by their paths; what stood there and was not written by this goes nowhere, it is refused.

    Raises :class:`KgError` where the folder holds files of other origin and ``force`` is not given, or where two
    files have one path.
    """
    earlier = _listing(out)
    own = {LISTING, *earlier}
    foreign = [path for path in files_below(out) if path not in own]
    if foreign and not force:
        told = _("{path} holds {file}, which is of no site").format(path=out, file=foreign[0])
        raise KgError(told, hint=_("name a new folder, or add --force to replace this one"))
    listing: dict[str, str] = {}
    changed = size = 0
    with whole_folder(out) as made:
        for path, content in files:
            if path in listing:
                raise KgError(_("two files of the site are called {path}").format(path=path))
            listing[path] = hashlib.blake2b(content, digest_size=12).hexdigest()
            size += len(content)
            place = made / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if earlier.get(path) != listing[path] or not _kept(out / path, place, content):
                place.write_bytes(content)
                changed += 1
        (made / LISTING).write_text(json.dumps(dict(sorted(listing.items())), indent=0) + "\n", encoding="utf-8")
    return Written(len(listing), changed, len(earlier.keys() - listing.keys()), size)


def _kept(old: Path, new: Path, content: bytes) -> bool:
    """Whether the old file holds the content and could be taken over; some file systems have no second names."""
    try:
        if old.read_bytes() != content:
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _listing(out: Path) -> dict[str, str]:
    try:
        return {str(path): str(digest) for path, digest in json.loads((out / LISTING).read_bytes()).items()}
    except (OSError, ValueError, AttributeError):
        return {}
