"""The parts of a large table, each read at once, and the folder in which finished parts are kept."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import shutil
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from glob import escape, glob, has_magic
from hashlib import blake2b, file_digest
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from kg.base.errors import KgError, cause, shown
from kg.base.files import files_below
from kg.base.languages import _
from kg.bulk.engines import DUCKDB
from kg.bulk.layout import Layout
from kg.bulk.objects import Object, fetch, is_stored, listed_at
from kg.bulk.rows import MALFORMED
from kg.bulk.texts import in_utf8

PARQUET: Final = "parquet"
_TEXT = {"csv": ",", "tsv": "\t", "tab": "\t", "txt": "\t"}
_UNPACKED: Final[Mapping[str, Callable[[Path], IO[bytes]]]] = {
    ".bz2": bz2.open,
    ".xz": lzma.open,
}  # here, for DuckDB reads neither
_PACKED = ("gz", "zst", "zip", *(ending[1:] for ending in _UNPACKED))
# At other addresses the engine unpacks: the readers of a cluster, or ``here`` DuckDB.
_BY_ENGINES: Final = {
    is_here: {"", ".parquet", ".gz", ".zst", *(f".{ending}" for ending in _TEXT), *([] if is_here else [".bz2"])}
    for is_here in (False, True)
}
_ONE_PART = 1 << 30  # bytes of files that are read as one part; a larger file is one
_EDGE = 1 << 20  # bytes of each end of a file that tell its content, with its size and the time of its change
REJECTS: Final = "kg_rejects"
_SUMS = "sums"


class Part(NamedTuple):
    """Files that are read together, all of one form, and what tells their content from any other."""

    files: tuple[str, ...]
    form: str
    key: str

    @property
    def name(self) -> str:
        """What a message calls it."""
        first = self.files[0]
        return first if len(self.files) == 1 else _("{first} and {n} more").format(first=first, n=len(self.files) - 1)


def parts_of(paths: Sequence[str], salt: str, *, here: bool = True) -> list[Part]:
    """The parts of files, folders, patterns and addresses of object stores; ``salt`` is what else decides a result.

    Objects are listed ``here``, or left to the readers of a cluster. Raises :class:`KgError` where there is no file,
    or one of no known form, or one at an address that is packed as its reader cannot unpack.
    """
    found: list[Part] = []
    batch: list[Object] = []
    size = 0
    for path in paths:
        if "://" in path and not (here and is_stored(path)):  # the engine reads it; whether it has changed is not known
            _require_unpacked(path, here=here)
            found.append(Part((path,), _form(path), _key(salt, path)))
            continue
        for file in listed_at(path) if "://" in path else map(_told_of, _files(path)):
            form = _form(file.address)
            if batch and (size + file.size > _ONE_PART or form != _form(batch[0].address)):
                found.append(_joined(batch, salt))
                batch, size = [], 0
            batch.append(file)
            size += file.size
    return [*found, *([_joined(batch, salt)] if batch else [])]


def _files(path: str) -> list[Path]:
    place = Path(path)
    if place.is_dir():
        files = [each for each in place.rglob("*") if each.is_file() and not each.name.startswith((".", "_"))]
    elif place.is_file():
        files = [place]
    else:
        files = [Path(each) for each in glob(path, recursive=True)] if has_magic(path) else []  # noqa: PTH207 (it may be absolute)
    if not files:
        raise KgError(_("there is no file at {path}").format(path=shown(path)))
    return sorted(files)


def _form(name: str) -> str:
    """The ending that tells how a file is read, without that of its packing."""
    endings = name.lower().rstrip("/").split(".")[1:]
    while endings and endings[-1] in _PACKED:
        endings.pop()
    form = endings[-1] if endings else PARQUET if "://" in name else ""
    if form not in {PARQUET, *_TEXT}:
        told = _("the name of {file} does not say how to read it").format(file=shown(name))
        raise KgError(told, hint=_("let it end in {endings}").format(endings=".csv, .tsv, .parquet, .csv.gz …"))
    return form


def _require_unpacked(address: str, *, here: bool) -> None:
    """Raise :class:`KgError` for a file at an address that the engine does not unpack."""
    ending = Path(address).suffix.lower()
    if ending not in _BY_ENGINES[here]:
        told = _("{file}: at an address {ending} is not unpacked").format(file=shown(address), ending=ending)
        read = [f".csv{each}" for each in sorted(_BY_ENGINES[here]) if each.removeprefix(".") in _PACKED]
        hint = _("fetch it and name the file; at an address {endings} are read")
        raise KgError(told, hint=hint.format(endings=", ".join((".csv", ".tsv", ".parquet", *read))))


def _told_of(file: Path) -> Object:
    state = file.stat()
    with file.open("rb") as stream:
        edges = stream.read(_EDGE)
        stream.seek(max(0, state.st_size - _EDGE))
        edges += stream.read(_EDGE)
    return Object(str(file), state.st_size, f"{state.st_mtime_ns}\0{blake2b(edges).hexdigest()}")


def _joined(files: Sequence[Object], salt: str) -> Part:
    told = [text for each in files for text in (each.address.rpartition("/")[2], str(each.size), each.changed)]
    return Part(tuple(each.address for each in files), _form(files[0].address), _key(salt, *told))


def _sums(folder: Path) -> str:
    """A line a file below a folder: its name and the sum of its bytes."""
    names = (name for name in files_below(folder) if name != _SUMS)
    lines = []
    for name in names:
        with (folder / name).open("rb") as stream:
            lines.append(f"{name} {file_digest(stream, 'blake2b').hexdigest()}\n")
    return "".join(lines)


def _key(*told: str) -> str:
    return blake2b("\0".join(told).encode(), digest_size=10).hexdigest()


def damaged(part: Part, told: str) -> str:
    """The file of a part that a fault is about: the one that it names, or the first that cannot be read to its end."""
    for words in (str, lambda file: file.rpartition("/")[2]):  # what was unpacked or fetched is named alike
        if len(named := [file for file in part.files if words(file) in told]) == 1:
            return named[0]
    for file in part.files if part.form == PARQUET and len(part.files) > 1 else ():
        try:
            deque(import_module("pyarrow.parquet").ParquetFile(file).iter_batches(), maxlen=0)
        except Exception:  # noqa: BLE001 (whatever it is, it is this file)
            return file
    return part.name


def unpacked(part: Part, folder: Path, *, here: bool = True, headed: bool = True) -> Part:
    """The part with objects fetched, files of zip, bzip2 and xz unpacked and texts of UTF-16 in UTF-8, in a folder.

    What is packed by gzip is read to its end, where it is read ``here``, for the sums in it: DuckDB does not look.
    Raises :class:`KgError` for a file without a line where it should be ``headed``.
    """
    files: list[str] = []
    for at, file in enumerate(part.files):
        own, local = folder / str(at), file
        if here and is_stored(file):
            local = str(own / _plain(file.rpartition("/")[2]))
            fetch(file, Path(local))
        elif "://" in file:
            files.append(file)
            continue
        if here and file.endswith(".gz"):
            _check_sums(file, Path(local))
        for found in _unpacked(local, own, part.form):
            if here and part.form != PARQUET and not found.lower().endswith(".zst"):
                copy = own / "utf8" / f"{_plain(Path(found).name.removesuffix('.gz'))}"
                found = str(in_utf8(file, Path(found), copy, headed=headed))  # noqa: PLW2901
            files.append(found)
    return part._replace(files=tuple(files))


def _unpacked(file: str, folder: Path, form: str) -> Iterator[str]:
    """The file itself, or what is packed in it, unpacked into a folder."""
    path = Path(file)
    if opener := _UNPACKED.get(path.suffix.lower()):
        folder.mkdir(parents=True, exist_ok=True)
        with opener(path) as packed, (folder / _plain(path.stem)).open("wb") as out:
            shutil.copyfileobj(packed, out)
        yield out.name
    elif file.lower().endswith(".zip"):
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path) as archive:
            for number, name in enumerate(archive.namelist()):
                with archive.open(name) as packed, (folder / f"{number}.{form}").open("wb") as out:
                    shutil.copyfileobj(packed, out)
                yield out.name
    else:
        yield file


def _plain(name: str) -> str:
    """A name without what is a pattern to an engine."""
    return re.sub(r"[*?\[\]{}\\]", "_", name)


def _check_sums(name: str, file: Path) -> None:
    try:
        with gzip.open(file) as stream:
            while stream.read(_EDGE):
                pass
    except (OSError, EOFError, zlib.error) as error:
        raise OSError(f"{name}: {cause(error)}") from error


def columns_of(backend: Any, part: Part, mark: str) -> tuple[tuple[str, ...], str]:
    """The names of the columns of a part with a heading, and the mark between its cells."""
    if part.form == PARQUET:
        return tuple(_parquet(backend, part).columns), ""
    for delimiter in (mark,) if mark else (_TEXT[part.form], ";", "\t", "|", ","):
        layout = Layout({}, {}, delimiter=delimiter)
        if len(columns := tuple(_csv(backend, part, layout, {}).columns)) > 1:
            return columns, delimiter
    raise KgError(_("{file} has one column").format(file=part.name), hint=_("tell the mark: --delimiter"))


def opened(backend: Any, part: Part, layout: Layout) -> Any:
    """The rows of a part as the engine reads them; lines of another number of cells are kept aside, or marked."""
    if part.form == PARQUET:
        return _parquet(backend, part)
    return _csv(backend, part, layout, {"store_rejects": True, "rejects_table": REJECTS, "rejects_limit": 0})


def _parquet(backend: Any, part: Part) -> Any:
    files = map(escape, part.files) if backend.name == DUCKDB else part.files
    tables = [backend.read_parquet(file) for file in files]
    return tables[0].union(*tables[1:]) if len(tables) > 1 else tables[0]


def _csv(backend: Any, part: Part, layout: Layout, rejects: dict[str, Any]) -> Any:
    files, heading, mark = list(part.files), not layout.columns, layout.delimiter or _TEXT[part.form]
    if backend.name == DUCKDB:
        files = list(map(escape, files))  # a name is no pattern
        told: dict[str, Any] = {"delim": mark, "header": heading, "ignore_errors": True}
        quoted = {"quote": layout.quote, "escape": layout.quote}
        columns: dict[str, Any] = {"all_varchar": True}
        if layout.columns:
            columns["columns"] = dict.fromkeys(layout.columns, "VARCHAR")
        try:
            return backend.read_csv(files, **told, **columns, **quoted, **rejects)
        except Exception as error:  # DuckDB's own class, which is not imported before it is needed
            if "Error when sniffing" not in str(error):
                raise
            # A quotation mark is amiss among the first rows, from which DuckDB tells the columns; the heading does too.
            plain = {tuple(backend.read_csv([file], **told, **columns, quote="", escape="").columns) for file in files}
            if len(plain) > 1:
                raise
        columns = {"columns": {name.strip(layout.quote): "VARCHAR" for name in plain.pop()}, "auto_detect": False}
        return backend.read_csv(files, **told, **columns, **quoted, **rejects)
    spark = {"sep": mark, "quote": layout.quote, "escape": layout.quote or "\0", "header": heading}
    names = layout.columns or backend.read_csv(files[:1], inferSchema=False, **spark).columns
    schema = ", ".join(f"`{name.replace('`', '``')}` STRING" for name in (*names, MALFORMED))
    spark |= {"schema": schema, "columnNameOfCorruptRecord": MALFORMED, "enforceSchema": True}
    return backend.read_csv(files, inferSchema=None, **spark)


class Work:
    """The folder beside the result in which parts are kept until it is whole, so that a run can be taken up again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def held(self) -> Iterator[Work]:
        """The folder for one run alone; raises :class:`KgError` where another is at it.

        Where the run fails, it stays if a part is finished.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                with suppress(ImportError):  # a system without such locks
                    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415 (not on every system)

                    flock(lock, LOCK_EX | LOCK_NB)
            except OSError:
                told = _("another run works in {folder}").format(folder=self.folder)
                raise KgError(told, hint=_("wait for it, or choose another --out")) from None
            try:
                yield self
            except BaseException:
                if not any((each / _SUMS).is_file() and not each.suffix for each in self.folder.iterdir()):
                    self.remove()
                raise

    def result(self, part: Part) -> Path:
        """The folder of what a part was folded to."""
        return self.folder / part.key

    def done(self, part: Part) -> bool:
        """Whether a part is finished."""
        return self.result(part).is_dir()

    def take_up(self, part: Part) -> bool:
        """Whether a part is finished and as it was written; what is damaged is removed, to be made again."""
        folder = self.result(part)
        sums = folder / _SUMS
        if folder.is_dir() and sums.is_file() and sums.read_bytes() == _sums(folder).encode():
            return True
        shutil.rmtree(folder, ignore_errors=True)
        return False

    def begin(self, name: str) -> Path:
        """An empty folder to make something in."""
        folder = self.folder / f"{name}.new"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def finish(self, part: Part) -> None:
        """Keep what a part was folded to, whole or not at all."""
        folder = self.folder / f"{part.key}.new"
        (folder / _SUMS).write_text(_sums(folder), encoding="utf-8")
        folder.rename(self.result(part))

    def remove(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)
