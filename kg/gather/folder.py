"""One source folder: what its ``source.toml`` says of it, and its tables."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.base.errors import KgError, Problem, cause
from kg.base.ids import SLUG
from kg.base.languages import _
from kg.base.messages import weight
from kg.gather.cells import remedy
from kg.gather.encoding import header_of, kinds_by_header
from kg.gather.settings import checked
from kg.gather.table_reader import read_bytes, read_table
from kg.schema.records import TABLES

SETTINGS = "source.toml"
MADE = ("fused", "ontology", "catalogue")  # graphs that no folder makes
_NOT_SLUG = re.compile(r"[^A-Za-z0-9._-]+")


class Folder(NamedTuple):
    """A source folder as read: its description, its records by kind of table, its problems."""

    id: str
    path: Path
    settings: Mapping[str, Any]
    records: dict[str, list[Any]]
    problems: list[Problem]
    files: dict[str, list[tuple[str, int]]]  # kind → (file, its number of records), in reading order

    def file_of(self, kind: str, index: int) -> str:
        """The file that holds the record at ``index`` of a kind, as shown in messages."""
        for name, count in self.files[kind]:
            if index < count:
                return name
            index -= count
        raise IndexError(index)

    def where(self, kind: str, index: int) -> str:
        """The file and row of a record."""
        return f"{self.file_of(kind, index)}:{self.records[kind][index].row}"

    def fault(self, code: str, kind: str, index: int, column: str = "", cell: str = "", **details: str) -> Problem:
        """A problem of the record at ``index`` of a kind."""
        row = self.records[kind][index].row
        return Problem(weight(code), code, self.file_of(kind, index), row, column, cell, tuple(details.items()))


def find_folders(root: Path) -> list[Path]:
    """The source folders in ``root``, or ``root`` itself where it is one, by name.

    A folder with a table and no ``source.toml`` is one too: it is told, not passed over.
    """
    if os.path.lexists(root / SETTINGS):
        return [root]
    found = sorted(path for path in root.iterdir() if _is_source(path)) if root.is_dir() else []
    if not found:
        raise KgError(
            _("{folder} holds no source folder").format(folder=root),
            hint=_("a source folder has a {file}").format(file=SETTINGS),
        )
    return found


def _is_source(path: Path) -> bool:
    own = os.path.lexists(path / SETTINGS)
    return own or (not path.name.startswith(".") and any((path / f"{kind}.csv").is_file() for kind in TABLES))


def read_folder(path: Path) -> Folder:
    """Read every table of a folder; what is wrong is in ``problems``, all at once."""
    problems: list[Problem] = []
    shown = f"{path.name}/{SETTINGS}"
    settings = _read_settings(path / SETTINGS, shown, problems)
    folder = Folder(settings.get("id", path.name), path, settings, {}, problems, {})
    named = settings.get("tables", {})
    stems = [file.stem for file in sorted(path.glob("*.csv"))]
    unread = (file for file in sorted(path.glob("*.[cC][sS][vV]")) if file.suffix != ".csv")
    problems += [Problem("error", "suffix", f"{path.name}/{file.name}", value=file.suffix) for file in unread]
    for name in named:
        if name not in stems:
            reason = _("[tables.{name}] names no file {name}.csv").format(name=name)
            problems.append(Problem("error", "settings", shown, details=(("reason", reason),)))
    for stem in stems:
        _read_one(folder, stem, named.get(stem, {}))
    return folder


def read_alone(path: Path) -> Folder:
    """Read one table on its own; its kind is told by its name, else by its columns."""
    kind = path.stem if path.stem in TABLES else next(iter(kinds_by_header(header_of(path))), "")
    folder = Folder(_NOT_SLUG.sub("-", path.stem).lstrip("._-") or "table", path.parent, {}, {}, [], {})
    if not kind:
        kind = next((k for k in TABLES if path.stem.startswith(k)), "attestations")
    _read_one(folder, path.stem, {"kind": kind}, shown=path.name)
    return folder


def _read_settings(path: Path, shown: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        settings = tomllib.loads(read_bytes(path).decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reasons = (("reason", _("the file cannot be read: {error}").format(error=cause(error))),)
        problems.append(Problem("error", "settings", shown, details=reasons))
        return {}
    id = str(settings.get("id", ""))
    if not SLUG.fullmatch(id):
        problems.append(Problem("error", "required", shown, column="id"))
    elif id in MADE:
        problems.append(Problem("error", "reserved", shown, column="id", value=id))
    sound, wrong = checked(settings)
    problems += [Problem("error", "settings", shown, details=(("reason", reason),)) for reason in wrong]
    return sound


def _read_one(folder: Folder, stem: str, settings: Mapping[str, Any], shown: str = "") -> None:
    file = shown or f"{folder.path.name}/{stem}.csv"
    kind = settings.get("kind", stem)
    if kind not in TABLES:
        advice = (("remedy", remedy(kind, TABLES)),)
        folder.problems.append(Problem("error", "unknown-table", file, value=kind, details=advice))
        return
    records, problems = read_table(folder.path / f"{stem}.csv", kind, shown=file, ignore=settings.get("ignore", ()))
    folder.problems.extend(problems)
    folder.records.setdefault(kind, []).extend(records)
    folder.files.setdefault(kind, []).append((file, len(records)))
    least, most = settings.get("rows", (0, 0))
    if most and not problems and not least <= len(records) <= most:
        words = {"found": len(records), "least": least, "most": most, "because": settings.get("because", "")}
        details = tuple((key, str(word)) for key, word in words.items())
        folder.problems.append(Problem("error", "row-count", file, details=details))
