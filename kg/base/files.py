"""Files that are either whole or absent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.base.errors import KgError, cause
from kg.base.languages import _


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[bytes]]:
    """Write bytes to ``path`` so that readers see the old file or the new one, never a part.

    The bytes go to a neighbour that replaces ``path`` on success and is removed on any error,
    an interruption included. Raises :class:`KgError` where the folder cannot be written to.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with atomic_writer(Path(folder, "a.txt")) as out:
    ...         _ = out.write(b"whole")
    ...     Path(folder, "a.txt").read_text()
    'whole'
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise KgError(_unwritten(path, error), hint=_("choose another --out")) from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise KgError(_unwritten(path, error)) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _unwritten(path: Path, error: OSError) -> str:
    # Of the folders above, one that is there already is a file.
    why = _("{path} is a file").format(path=error.filename) if isinstance(error, FileExistsError) else cause(error)
    return _("{path} cannot be written: {why}").format(path=path, why=why)
