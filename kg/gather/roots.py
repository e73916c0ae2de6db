"""Which source folders are read: the bundled ones, a person's own beside them, and those that a call names."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kg.base.errors import KgError
from kg.base.files import atomic_writer
from kg.base.languages import N_, _
from kg.base.resources import SOURCE_SETTINGS, data_dir, sources_dir

VARIABLE = "KG_SOURCES"
BUNDLED, ADDED, NAMED = N_("bundled"), N_("added"), "--sources"


class Sources(NamedTuple):
    """The folders that a call names, read beside the bundled and the person's own unless ``only``.

    With ``only`` and no folder, the bundled ones are read alone. A folder of the person's own may be named as well,
    so that a command says by itself what it reads.
    """

    given: tuple[Path, ...] = ()
    only: bool = False

    def __bool__(self) -> bool:
        return bool(self.given or self.only)

    def folders(self) -> tuple[Path, ...]:
        """Every source folder that is read; raises :class:`KgError` where one is named twice or is gone."""
        return tuple(self.origins())

    def origins(self) -> dict[Path, str]:
        """Where each source folder that is read comes from, the bundled ones first."""
        found: dict[Path, str] = {}
        seen: dict[str, Path] = {}
        for folder, origin in self._all():
            real = os.path.realpath(folder)
            if real in seen and origin == NAMED and found[seen[real]] in (VARIABLE, ADDED):
                continue
            if real in seen:
                told = _("the source folder {folder} is named twice: it is read already ({origin})")
                told = told.format(folder=folder, origin=_(found[seen[real]]))
                raise KgError(told, hint=_("name it once, or read --sources alone with --only"))
            seen[real] = folder
            found[folder] = origin
        return found

    def _all(self) -> Iterator[tuple[Path, str]]:
        if not (self.only and self.given):
            yield from ((folder, BUNDLED) for folder in find_folders(sources_dir()))
        if not self.only:
            for root in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
                yield from ((folder, VARIABLE) for folder in find_folders(Path(root), may_be_empty=True))
            for name, folder in added().items():
                if not (folder / SOURCE_SETTINGS).is_file():
                    told = _("the source folder {folder}, which was added, is not there").format(folder=folder)
                    raise KgError(told, hint=f"kg source remove {name}")
                yield folder, ADDED
        yield from ((folder, NAMED) for root in self.given for folder in find_folders(root))


def find_folders(root: Path, *, may_be_empty: bool = False) -> list[Path]:
    """The source folders in ``root``, or ``root`` itself where it is one, by name.

    A folder with a table and no ``source.toml`` is one too: it is told, not passed over.
    """
    if os.path.lexists(root / SOURCE_SETTINGS):
        return [root]
    found = sorted(path for path in root.iterdir() if _is_source(path)) if root.is_dir() else []
    if not found and not (may_be_empty and root.is_dir()):
        raise KgError(
            _("{folder} holds no source folder").format(folder=root),
            hint=_("a source folder has a {file}").format(file=SOURCE_SETTINGS),
        )
    return found


def _is_source(path: Path) -> bool:
    if os.path.lexists(path / SOURCE_SETTINGS):
        return True
    from kg.schema.records import TABLES  # noqa: PLC0415 (a cost that questions need not pay)

    return not path.name.startswith(".") and any((path / f"{kind}.csv").is_file() for kind in TABLES)


def added() -> dict[str, Path]:
    """The folders that ``kg source add`` put on the person's list, by the ids of their sources."""
    try:
        kept = json.loads(_list().read_bytes())
        return {str(name): Path(folder) for name, folder in kept.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        told = _("the list of added sources cannot be read: {file}").format(file=_list())
        raise KgError(told, hint=_("remove it, and add the folders again")) from error


def keep(folders: Mapping[str, Path]) -> None:
    """Write the person's list of added folders."""
    with atomic_writer(_list()) as out:
        listed = {name: str(folder) for name, folder in sorted(folders.items())}
        out.write((json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())


def _list() -> Path:
    return data_dir() / "sources.json"
