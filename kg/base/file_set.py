"""Files that belong together, replaced together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from kg.base.files import atomic_writer


def write_set(folder: Path, texts: Mapping[str, str], stale: Iterable[Path]) -> None:
    """Write texts by the names of their files, in the place of the set that is there, and remove what is stale.

    The earlier set stays until the new one lies beside it, complete and on disk. Then the first file, which
    vouches for the others, goes first and comes last: no mixture of two sets has it.
    """
    with ExitStack() as stack:
        for name, text in texts.items():
            stream = stack.enter_context(atomic_writer(folder / name))
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        for path in (folder / next(iter(texts)), *stale):
            path.unlink(missing_ok=True)
