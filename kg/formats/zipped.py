"""Archives, such as office files, whose bytes do not tell when they are made."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import IO

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can tell


def repack(made: IO[bytes], out: IO[bytes], changed: Callable[[str, bytes], bytes]) -> None:
    """Write an archive anew: its parts in the order of their names, without times, each as ``changed`` gives it."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = changed(name, source.read(name))
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
