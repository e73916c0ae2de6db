"""One source folder: what its ``source.toml`` says of it, and its tables."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kg.base.errors import KgError, Problem, cause
from kg.base.ids import SLUG
from kg.base.languages import _
from kg.base.messages import weight
from kg.base.resources import SOURCE_SETTINGS
from kg.gather.cells import remedy
from kg.gather.encoding import header_of, is_own, kinds_by_header
from kg.gather.settings import checked
from kg.gather.table_reader import read_bytes, read_table
from kg.schema.records import TABLES

BOOK = "tables.xlsx"  # a workbook of a source folder whose sheets are its tables
ORIGINAL = "original"  # in a folder that was made of a person's table: the table as it was
EXPLAINING = ("columns", "codes")  # sheets that explain the others
MADE = ("fused", "ontology", "catalogue")  # graphs that no folder makes
# What is wrong with a table that is of another form than those of the project.
_OF_FORM = frozenset(
    {"byte-order-mark", "cell-count", "csv", "encoding", "missing-column", "separator", "unknown-column"}
)
_NOT_SLUG = re.compile(r"[^A-Za-z0-9._-]+")


class Folder(NamedTuple):
    """A source folder as read: its description, its records by kind of table, its problems."""

    id: str
    path: Path
    settings: Mapping[str, Any]
    records: dict[str, list[Any]]
    problems: list[Problem]
    files: dict[str, list[tuple[str, int]]]  # kind → (file, its number of records), in reading order
    shown: str  # what it is called in messages

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


def read_folder(path: Path, kinds: Collection[str] = (), shown: str = "") -> Folder:
    """Read every table of a folder, or those of some kinds; what is wrong is in ``problems``, all at once."""
    problems: list[Problem] = []
    name = shown or path.name
    shown = f"{name}/{SOURCE_SETTINGS}"
    settings = _read_settings(path / SOURCE_SETTINGS, shown, problems)
    folder = Folder(settings.get("id", _slug(path.name)), path, settings, {}, problems, {}, name)
    named = settings.get("tables", {})
    stems = [file.stem for file in sorted(path.glob("*.csv"))]
    unread = (file for file in sorted(path.glob("*.[cC][sS][vV]")) if file.suffix != ".csv")
    problems += [Problem("error", "suffix", f"{name}/{file.name}", value=file.suffix) for file in unread]
    for stem in stems:
        _read_one(folder, path / f"{stem}.csv", named.get(stem, {}), kinds=kinds)
    if (path / BOOK).exists():
        stems += _read_book(folder, path / BOOK, f"{name}/{BOOK}", named, kinds)
    for stem in named:
        if stem not in stems:
            reason = _("[tables.{name}] names no file {name}.csv").format(name=stem)
            problems.append(Problem("error", "settings", shown, details=(("reason", reason),)))
    return folder


def read_alone(path: Path) -> Folder:
    """Read one table on its own, its kind told by its name, else by its columns; or the tables of a workbook."""
    folder = Folder(_slug(path.stem), path.parent, {}, {}, [], {}, "")
    if path.suffix == ".xlsx":
        _read_book(folder, path, path.name, {}, ())
        if not folder.files and path.is_file():
            raise KgError(_("no sheet of {file} is a table of the project").format(file=path), hint=taken_in(path))
        return folder
    kind = path.stem if path.stem in TABLES else next(iter(kinds_by_header(header_of(path))), "")
    if not kind:
        kind = next((k for k in TABLES if path.stem.startswith(k)), "attestations")
    _read_one(folder, path, {"kind": kind}, shown=path.name)
    return folder


def _read_book(folder: Folder, path: Path, shown: str, named: Mapping[str, Any], kinds: Collection[str]) -> list[str]:
    """Read the sheets of a workbook, each named as a table, but those that explain it; their names."""
    from kg.gather import sheets  # noqa: PLC0415 (only where there is a workbook)

    try:
        found = [name for name in sheets.names(path) if name not in EXPLAINING]
    except KgError as error:
        folder.problems.append(Problem("error", "unreadable", shown, details=(("reason", str(error)),)))
        return []
    for name in found:
        _read_one(folder, path, named.get(name, {}), f"{shown}#{name}", name, kinds)
    return found


def taken_in(path: Path) -> str:
    """The command that takes in a person's own table."""
    return f"kg import {shlex.quote(str(path))}"


def _own(path: Path, shown: str) -> Problem:
    return Problem("error", "own-table", shown, 1, details=(("command", taken_in(path)),))


def _slug(name: str) -> str:
    """An id for what has none, or none that may be one, of its file's name."""
    return _NOT_SLUG.sub("-", name).lstrip("._-")[:120] or "table"


def id_of(path: Path) -> str:
    """The id of a source folder, whose tables are not read."""
    return str(_read_settings(path / SOURCE_SETTINGS, "", []).get("id", _slug(path.name)))


def _read_settings(path: Path, shown: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        settings = tomllib.loads(read_bytes(path).decode())
    except (OSError, ValueError, RecursionError) as error:
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


def _read_one(
    folder: Folder,
    path: Path,
    settings: Mapping[str, Any],
    shown: str = "",
    sheet: str = "",
    kinds: Collection[str] = (),
) -> None:
    file = shown or f"{folder.shown}/{path.name}"
    kind = settings.get("kind", sheet or path.stem)
    if kinds and kind not in kinds:
        return
    if kind not in TABLES and not sheet and is_own(path, "attestations"):
        folder.problems.append(_own(path, file))
        return
    if kind not in TABLES:
        advice = (("remedy", remedy(kind, TABLES)),)
        folder.problems.append(Problem("error", "unknown-table", file, value=kind, details=advice))
        return
    ignore = settings.get("ignore", ())
    records, problems = read_table(path, kind, shown=file, ignore=ignore, sheet=sheet)
    if not sheet and any(problem.code in _OF_FORM for problem in problems) and is_own(path, kind):
        records, problems = [], [_own(path, file)]
    folder.problems.extend(problems)
    folder.records.setdefault(kind, []).extend(records)
    folder.files.setdefault(kind, []).append((file, len(records)))
    least, most = settings.get("rows", (0, 0))
    if most and not any(p.severity == "error" for p in problems) and not least <= len(records) <= most:
        words = {"found": len(records), "least": least, "most": most, "because": settings.get("because", "")}
        details = tuple((key, str(word)) for key, word in words.items())
        folder.problems.append(Problem("error", "row-count", file, details=details))
