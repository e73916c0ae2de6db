"""A folder that is either whole or as it was."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.base.errors import KgError, cause
from kg.base.languages import _


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder to fill, which then stands in the place of ``path``; where filling it fails, all stays as it was."""
    if path.exists() and not path.is_dir():
        raise KgError(_("{path} is no folder").format(path=path), hint=_("choose another --out"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as new:
            made = Path(new, "made")
            made.mkdir()
            yield made
            if path.exists():
                path.rename(Path(new, "old"))
            try:
                made.rename(path)
            except OSError:
                if Path(new, "old").exists():
                    Path(new, "old").rename(path)
                raise
            shutil.rmtree(Path(new, "old"), ignore_errors=True)
    except OSError as error:
        message = _("{path} cannot be written: {why}").format(path=path, why=cause(error))
        raise KgError(message, hint=_("choose another --out")) from error


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Put files into a folder of their own, all at once.

    A folder that an export made before is replaced. One that holds anything else is left alone:
    raises :class:`KgError` with the name of a file that is in the way.
    """
    if path.exists():
        _refuse_foreign(path, files)
    with whole_folder(path) as made:
        for name, content in files.items():
            Path(made, name).write_bytes(content)


def _refuse_foreign(path: Path, files: Mapping[str, bytes]) -> None:
    if not path.is_dir():
        hint = _("this format writes a folder: choose another --out")
        raise KgError(_("{path} is a file").format(path=path), hint=hint)
    found = {item.name for item in path.iterdir()}
    is_ours = not found or "codebook.md" in found
    foreign = sorted(name for name in found if name not in files and not _is_wave(name))
    if foreign or not is_ours:
        message = _("{path} holds {file}, which no export made")
        raise KgError(message.format(path=path, file=(foreign or sorted(found))[0]), hint=_("name a new folder"))


def _is_wave(name: str) -> bool:
    return name.startswith(("incidence_", "adjacency_")) and name.endswith(".csv")
