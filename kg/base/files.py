"""Files and folders that are either whole or absent, and what an ended process left of them."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.base.errors import KgError, cause
from kg.base.languages import _

_DESCRIPTOR = re.compile(r"/dev/(?:fd/(\d+)|(stdout)|(stderr))|/proc/self/fd/(\d+)")
# The name of a part says of what it is, and on which machine which process makes it.
_PART = re.compile(r"\.(?P<name>.+)\.(?P<host>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{8}\.part", re.DOTALL)
_LONGEST_NAME = 60  # characters of the name of what is made, in the name of its part
_DAY = 86_400
_AT_FDCWD, _EXCHANGE = -100, 2  # of Linux: paths from the working folder, and the flag of renameat2(2)
_parts: set[Path] = set()


@contextmanager
def atomic_writer(path: Path) -> Iterator[IO[bytes]]:
    """Write bytes to ``path`` so that readers see the old file or the new one, never a part.

    The bytes go to a neighbour that replaces ``path`` on success and is removed on any error,
    an interruption included. A link stays a link and its target is written; an old file keeps its
    mode, a new one gets that of the umask; a device, a pipe and ``/dev/stdout`` are written to as they
    are. Raises :class:`KgError` where nothing can be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with atomic_writer(Path(folder, "a.txt")) as out:
    ...         _ = out.write(b"whole")
    ...     Path(folder, "a.txt").read_text()
    'whole'
    """
    try:
        special = _DESCRIPTOR.fullmatch(os.fspath(path))
        old = None if special else _status(path)
        if special or (old is not None and not stat.S_ISREG(old.st_mode)):
            with _as_it_is(path, special) as out:
                yield out
            return
        place = Path(os.path.realpath(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        with _part(place) as part:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            _keep_owner_and_mode(part, old)
            part.replace(place)
    except OSError as error:
        raise KgError(_unwritten(path, error), hint=_("choose another --out")) from error


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder of the same name, to fill, which then takes the place of ``path``; where that fails, all stays.

    Raises :class:`KgError` also for the folder in which the command runs: whoever stands there would be left in the
    one that is gone.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_dir():
        raise KgError(_("{path} is no folder").format(path=path), hint=_("choose another --out"))
    if Path(os.path.realpath(os.curdir)).is_relative_to(place):
        told = _("{path} is the folder in which the command runs, and would be replaced").format(path=path)
        raise KgError(told, hint=_("run it from the folder above"))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with part_folder(place) as part:
            made, old = part / "made" / place.name, part / "old"
            made.mkdir(parents=True)
            yield made
            if place.exists():
                _keep_owner_and_mode(made, place.stat())
            put_folder(made, place, old)
    except OSError as error:
        raise KgError(_unwritten(path, error), hint=_("choose another --out")) from error


def put_folder(made: Path, place: Path, old: Path) -> None:
    """Put a folder that is made in its place, and what stood there, if anything did, to ``old`` or to ``made``.

    Where the system can exchange two folders there is no moment without one. Elsewhere there is one between two
    renames; :func:`sweep` puts the earlier folder back after a process that was ended in it.
    """
    if not place.exists():
        made.rename(place)
    elif not _exchange(made, place):
        place.rename(old)
        made.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths of one file system change names in one step; false where the system has no such step."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # noqa: PLC0415 (only those who replace a folder pay for it)

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and not rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)


@contextmanager
def part_folder(path: Path) -> Iterator[Path]:
    """A folder beside ``path`` to work in, for this process and until the block ends."""
    with _part(path) as part:
        part.mkdir(mode=0o700, parents=True)
        yield part


def scratch_folder() -> AbstractContextManager[Path]:
    """A folder for files that nobody keeps, where the system has its own."""
    from tempfile import gettempdir  # noqa: PLC0415 (only those who write pay for it)

    return part_folder(Path(gettempdir(), "kg"))


def files_below(folder: Path) -> list[str]:
    """The paths of all files and links below a folder, from there; none where it is not there."""
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def sweep(folder: Path, name: str = "") -> int:
    """Remove the parts in a folder, of one name or of all, that an ended process left; how many there were.

    A folder that was about to be replaced is put back.
    """
    swept = 0
    with suppress(OSError):
        for path in [Path(entry) for entry in os.scandir(folder) if entry.name.endswith(".part")]:
            match = _PART.fullmatch(path.name)
            if match is None or (name and match["name"] != name[:_LONGEST_NAME]) or not _is_left(path, match):
                continue
            _remove(path)
            swept += 1
    return swept


def remove_parts() -> None:
    """Remove all that this process is making; for one that is ended in the middle of it."""
    for part in [*_parts]:
        _remove(part)


@contextmanager
def _part(place: Path) -> Iterator[Path]:
    sweep(place.parent, place.name)
    name = f".{place.name[:_LONGEST_NAME]}.{_host()}-{os.getpid()}-{secrets.token_hex(4)}.part"
    part = place.with_name(name)
    _parts.add(part)
    try:
        yield part
    finally:
        _remove(part)
        _parts.discard(part)


def _is_left(part: Path, match: re.Match[str]) -> bool:
    if time.time() - part.lstat().st_mtime > _DAY:
        return True
    if match["host"] != _host() or os.name != "posix":
        return False
    try:
        os.kill(int(match["process"]), 0)  # asks only
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


def _host() -> str:
    from platform import node  # noqa: PLC0415 (only those who write pay for it)

    return f"{zlib.crc32(node().encode(errors='replace')):08x}"


def _remove(path: Path) -> None:
    """Remove a part; what stood in the place of a folder whose part was not put there goes back."""
    if path.is_dir() and not path.is_symlink():
        with suppress(OSError):
            for made in (
                path / "made"
            ).iterdir():  # ended between the two renames of whole_folder, or the second failed
                if not (place := path.parent / made.name).exists():
                    (path / "old").rename(place)
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _status(path: Path) -> os.stat_result | None:
    """The file at a path or where its link leads, nothing where that is free; raises for what may not be written."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):  # of the second, making the folders tells more
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(None, "Is a directory", str(path))
    if not os.access(path, os.W_OK):
        raise PermissionError(None, "Permission denied", str(path))
    return found


def _as_it_is(path: Path, descriptor: re.Match[str] | None) -> IO[bytes]:
    """A device or a pipe, or an open file of this process by the name that the system gives it."""
    if descriptor is None:
        return path.open("wb")
    number = descriptor[1] or descriptor[4] or ("1" if descriptor[2] else "2")
    return os.fdopen(os.dup(int(number)), "wb")


def _keep_owner_and_mode(made: Path, old: os.stat_result | None) -> None:
    if old is not None:
        with suppress(OSError):
            if (old.st_uid, old.st_gid) != (made.stat().st_uid, made.stat().st_gid):
                os.chown(made, old.st_uid, old.st_gid)
        made.chmod(stat.S_IMODE(old.st_mode))


def _unwritten(path: Path, error: OSError) -> str:
    # Of the folders above, one that is there already is a file.
    why = _("{path} is a file").format(path=error.filename) if isinstance(error, FileExistsError) else cause(error)
    return _("{path} cannot be written: {why}").format(path=path, why=why)
