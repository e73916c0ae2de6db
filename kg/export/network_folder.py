"""A folder of an export, which replaces one that an export made and no other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.base.errors import KgError
from kg.base.files import whole_folder
from kg.base.languages import _


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
