"""Files that belong together, replaced together."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.base.files import atomic_writer, whole_folder


def write_set(folder: Path, texts: Mapping[str, str], stale: Iterable[Path]) -> None:
    """Write texts by the names of their files into a folder, without what is stale; what else is there stays.

    The folder is made anew beside the earlier one and takes its place: at no time a mixture of two sets stands there.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     folder = Path(place, "set")
    ...     write_set(folder, {"a.csv": "1", "b.csv": "2"}, [])
    ...     _ = Path(folder, "note.txt").write_text("mine")
    ...     write_set(folder, {"a.csv": "3"}, [folder / "b.csv"])
    ...     {path.name: path.read_text() for path in sorted(folder.iterdir())}
    {'a.csv': '3', 'note.txt': 'mine'}
    """
    left = {path.name for path in stale} | set(texts)

    def left_in(at: Path) -> set[str]:
        return left if at == folder else set()

    with whole_folder(folder) as made:
        if folder.is_dir():
            shutil.copytree(folder, made, symlinks=True, dirs_exist_ok=True, ignore=lambda at, _: left_in(Path(at)))
        for name, text in texts.items():
            with atomic_writer(made / name) as out:
                out.write(text.encode())
