"""One source folder: what its ``source.toml`` says of it, and its tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.base.errors import KgError, Problem
from kg.base.ids import SLUG
from kg.gather.cells import suggestion
from kg.gather.encoding import header_of, kinds_by_header
from kg.gather.table_reader import read_table
from kg.schema.columns import TABLES

_KEYS = {"id", "title", "publisher", "licence", "homepage", "note", "tables"}
_TABLE_KEYS = {"kind", "rows", "because", "ignore"}
SETTINGS = "source.toml"


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


def find_folders(root: Path) -> list[Path]:
    """The source folders in ``root``, or ``root`` itself where it is one, by name."""
    if (root / SETTINGS).is_file():
        return [root]
    found = sorted(path.parent for path in root.glob(f"*/{SETTINGS}"))
    if not found:
        raise KgError(f"{root} holds no source folder", hint=f"a source folder has a {SETTINGS}")
    return found


def read_folder(path: Path) -> Folder:
    """Read every table of a folder; what is wrong is in ``problems``, all at once."""
    problems: list[Problem] = []
    settings = _read_settings(path, problems)
    folder = Folder(str(settings.get("id") or path.name), path, settings, {}, problems, {})
    named = _table_settings(folder)
    stems = [file.stem for file in sorted(path.glob("*.csv"))]
    for name in named:
        if name not in stems:
            _settings_problem(folder, f"[tables.{name}] names no file {name}.csv", f"нет файла {name}.csv")
    for stem in stems:
        _read_one(folder, stem, named.get(stem, {}))
    return folder


def read_alone(path: Path) -> Folder:
    """Read one table on its own; its kind is told by its name, else by its columns."""
    kind = path.stem if path.stem in TABLES else next(iter(kinds_by_header(header_of(path))), "")
    folder = Folder(path.stem, path.parent, {}, {}, [], {})
    if not kind:
        kind = next((k for k in TABLES if path.stem.startswith(k)), "attestations")
    _read_one(folder, path.stem, {"kind": kind}, shown=path.name)
    return folder


def _read_settings(path: Path, problems: list[Problem]) -> Mapping[str, Any]:
    shown = f"{path.name}/{SETTINGS}"
    try:
        settings = tomllib.loads((path / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reasons = (("reason", f"the file cannot be read: {error}"), ("reason_ru", f"файл не читается: {error}"))
        problems.append(Problem("error", "settings", shown, details=reasons))
        return {}
    for key in settings:
        if key not in _KEYS:
            details = tuple(suggestion(key, sorted(_KEYS)).items())
            problems.append(Problem("error", "unknown-column", shown, column=key, value=key, details=details))
    if not SLUG.fullmatch(str(settings.get("id", ""))):
        problems.append(Problem("error", "required", shown, column="id"))
    return settings


def _settings_problem(folder: Folder, reason: str, reason_ru: str) -> None:
    details = (("reason", reason), ("reason_ru", reason_ru))
    folder.problems.append(Problem("error", "settings", f"{folder.path.name}/{SETTINGS}", details=details))


def _table_settings(folder: Folder) -> dict[str, dict[str, Any]]:
    tables = folder.settings.get("tables", {})
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        _settings_problem(folder, "[tables] must hold tables", "в [tables] должны быть таблицы")
        return {}
    for name, table in tables.items():
        for key in set(table) - _TABLE_KEYS:
            _settings_problem(folder, f"[tables.{name}] has no setting {key!r}", f"нет настройки {key!r}")
        rows = table.get("rows", [0, 0])
        if not (isinstance(rows, list) and len(rows) == 2 and all(isinstance(n, int) for n in rows)):
            _settings_problem(folder, f"[tables.{name}] rows must be [least, most]", "rows – это [от, до]")
            table.pop("rows")
        if "rows" in table and not table.get("because"):
            _settings_problem(folder, f"[tables.{name}] rows needs a reason: because", "к rows нужна причина: because")
    return tables


def _read_one(folder: Folder, stem: str, settings: Mapping[str, Any], shown: str = "") -> None:
    file = shown or f"{folder.path.name}/{stem}.csv"
    kind = str(settings.get("kind", stem))
    if kind not in TABLES:
        details = tuple(suggestion(kind, list(TABLES)).items())
        folder.problems.append(Problem("error", "unknown-table", file, value=kind, details=details))
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
